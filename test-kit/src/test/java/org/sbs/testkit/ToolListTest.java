package org.sbs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One list of tools, and one way to call them, in all modules. */
class ToolListTest {
  private static final Path PROJECT = ToolList.project();

  /** Run by hand, on machines that are prepared for them. */
  private static final String BENCHMARKS = "/systemtests/bench/";

  private static List<Path> tests() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(PROJECT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests) && !tests.startsWith(PROJECT.resolve("test-kit"))) {
          try (Stream<Path> all = Files.walk(tests)) {
            all.filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.toString().replace('\\', '/').contains(BENCHMARKS))
                .forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  @Test
  @DisplayName("every tool that is installed for tests is needed by one")
  void needed() throws IOException {
    List<String> unneeded = new ArrayList<>(ToolList.ofProject().names());
    for (Path file : tests()) {
      String text = Files.readString(file);
      unneeded.removeIf(tool -> text.contains("@Needs") && text.contains('"' + tool + '"'));
    }
    assertThat(unneeded).as("tools that no test declares").isEmpty();
  }

  @Test
  @DisplayName("no test starts a program on a way round the kit")
  void oneWay() throws IOException {
    List<String> others = new ArrayList<>();
    for (Path file : tests()) {
      String text = Files.readString(file);
      if (text.contains("new ProcessBuilder") || text.contains("getRuntime().exec")) {
        others.add(PROJECT.relativize(file).toString());
      }
    }
    assertThat(others).as("say TestProcess.builder instead").isEmpty();
  }

  @Test
  @DisplayName(".ci/run installs this list")
  void installed() throws IOException {
    assertThat(Files.readString(PROJECT.resolve(".ci/run"))).contains("done <build/tools.txt");
    assertThat(ToolList.ofProject().packageOf("mkfs.xfs")).isEqualTo("xfsprogs");
  }
}
