package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/** A pair on every Java that this machine has. */
final class RuntimesSystemTest {
  private static final int OLDEST = 17;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?([0-9]+)");

  @RegisterExtension final TestPair pair = new TestPair();

  static List<Path> runtimes() throws IOException {
    Set<Path> found = new TreeSet<>(List.of(Path.of(System.getProperty("java.home"))));
    Path common = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(common)) {
      try (Stream<Path> places = Files.list(common)) {
        for (Path place : places.toList()) {
          if (version(place) >= OLDEST) {
            found.add(place.toRealPath());
          }
        }
      }
    }
    return new ArrayList<>(found);
  }

  private static int version(Path java) throws IOException {
    Path release = java.resolve("release");
    if (!Files.isExecutable(java.resolve("bin/java")) || !Files.isReadable(release)) {
      return 0;
    }
    Matcher version = VERSION.matcher(Files.readString(release));
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  @DisplayName("a pair runs on each Java of this machine; the JVM warns of nothing")
  void pair(Path java) throws IOException {
    Path loaded = pair.folder().resolve("loaded");
    launch(pair.a(), java, "-Xlog:class+load:file=" + loaded);
    launch(pair.b(), java, "-Dsbs=second");
    pair.startReady();
    assertThat(pair.a().handle().info().command().map(Path::of).map(RuntimesSystemTest::real))
        .contains(real(java.resolve("bin/java")));
    assertThat(pair.b().read("labels.txt")).contains("first edition\n");

    List<String> classes = Files.readAllLines(loaded);
    assertThat(classes).hasSizeGreaterThan(1000);
    assertThat(classes)
        .as("loaded for a witness in etcd only")
        .noneMatch(line -> line.matches(".*\\b(io\\.netty|io\\.grpc|io\\.etcd|io\\.vertx)\\..*"));

    assertThat(pair.b().terminate().awaitEnd()).isZero();
    assertThat(pair.a().terminate().awaitEnd()).isZero();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      assertThat(node.log().lines()).noneMatch(line -> line.startsWith("WARNING:"));
    }
  }

  /** By ./sbs, as users start it, which takes the Java of JAVA_HOME. */
  private static void launch(TestNode node, Path java, String option) {
    String afterTheJar = "until [ \"$1\" = -jar ]; do shift; done; shift 2; exec \"$0\" \"$@\"";
    node.launchedBy(
        List.of(
            "env",
            "JAVA_HOME=" + java,
            "SBS_JAVA_OPTIONS=" + option,
            "sh",
            "-c",
            afterTheJar,
            Sbs.root().resolve("sbs").toString()));
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
