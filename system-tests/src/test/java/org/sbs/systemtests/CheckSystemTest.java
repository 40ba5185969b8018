package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.LabelStation;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/** Licences and the check of the pair, with two real nodes that protect the real LPM. */
final class CheckSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final TestPair pair = new TestPair();
  @TempDir Path folder;

  @Test
  @DisplayName(
      "R7.5 R7.6 R9.3 check names from either node what is broken on one; licences hold and release")
  void brokenAndMended() throws Exception {
    LabelStation.of(pair);
    int printer = printerThatIsOff();
    station(printer);
    issuer();

    pair.a().start().awaitServing();
    pair.a()
        .awaitStatus(
            "holds",
            s ->
                String.join(" ", InWords.sentences(s.licence().explanation()))
                    .contains("sentinels are held"));
    install(pair.a(), "main");
    pair.a().awaitReason("no longer held");
    pair.b().start().awaitRole("secondary");
    pair.b().awaitFile("printers/off.toml", raw(printer));

    String capture = pair.b().files().resolveSibling("capture").toString();
    Outcome fromA =
        awaitCheck(pair.a(), 1, "The capture folder " + capture + " on the other node: ");
    assertThat(fromA.out())
        .startsWith("Not ready to fail over: ")
        .contains("The printer off on the other node: no connection")
        .contains("The licence on the other node: no licence is installed")
        .contains("The printer off on this node: no connection")
        .contains("sbs licence install");
    assertThat(awaitCheck(pair.b(), 1, "The capture folder " + capture + " on this node: ").out())
        .contains("The licence on this node: no licence is installed");
    pair.a()
        .awaitStatus(
            "tells the missing folder",
            status -> status.readiness().reasons().toString().contains(capture));

    Files.createDirectory(Path.of(capture));
    install(pair.b(), "backup");
    try (ServerSocket on = new ServerSocket(printer, 500, InetAddress.getLoopbackAddress())) {
      assertThat(on.isBound()).isTrue();
      assertThat(awaitCheck(pair.a(), 0, "Ready to fail over").out()).doesNotContain("not ready");
      awaitCheck(pair.b(), 0, "Ready to fail over");
      assertThat(pair.awaitSettled()).isSameAs(pair.a());
      takeover();
    }
  }

  /** The backup works in place of the main node, and not when it is started directly. */
  private void takeover() {
    pair.a().kill();
    pair.b().awaitReason("5 of 5 active");
    pair.b().kill();
    pair.b().start().awaitServing();
    pair.b().awaitReason("its 5 sentinels are held: this node has a backup licence; this node");
    pair.b()
        .awaitStatus(
            "says what releases them",
            s ->
                String.join(" ", InWords.sentences(s.licence().explanation()))
                    .contains("main licence for this node (sbs licence install)"));
  }

  private static int printerThatIsOff() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static String raw(int port) {
    return "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = " + port + "\n";
  }

  /** A capture folder beside the settings folder, so that each node has one of its own, or none. */
  private void station(int printer) throws IOException {
    Files.createDirectory(pair.a().files().resolveSibling("capture"));
    pair.a()
        .write(
            "sentinels/Local.toml",
            "capture-folder = \"../capture\"\nfile-mask = \"*.zpl\"\nraw = true\nprinter = \"off\"\n")
        .write("printers/off.toml", raw(printer));
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("pair.period-seconds", 1).set("pair.start-wait-seconds", 1);
    }
  }

  private void issuer() {
    Outcome made =
        pair.a().command("licence", "issue", "--new-key", "--issuer-key", key().toString());
    Matcher issuer = Pattern.compile("licence\\.issuer (\\S+)").matcher(made.out());
    assertThat(issuer.find()).as("%s", made).isTrue();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("licence.issuer", issuer.group(1));
    }
  }

  private Path key() {
    return folder.resolve("issuer.key");
  }

  private void install(TestNode node, String kind) {
    String id = node.status().orElseThrow().node();
    Path licence = folder.resolve(kind + ".licence");
    for (String[] words :
        List.of(
            new String[] {
              "licence",
              "issue",
              "--issuer-key",
              key().toString(),
              "--node",
              id,
              "--kind",
              kind,
              "--holder",
              "Trial",
              "--out",
              licence.toString()
            },
            new String[] {"licence", "install", licence.toString()})) {
      Outcome outcome = node.command(words);
      assertThat(outcome.status()).as("%s", outcome).isZero();
    }
  }

  private static Outcome awaitCheck(TestNode node, int status, String words) {
    return await("check says " + words)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> node.command("check"),
            outcome -> outcome.status() == status && outcome.out().contains(words));
  }
}
