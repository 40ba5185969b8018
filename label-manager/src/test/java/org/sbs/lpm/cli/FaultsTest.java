package org.sbs.lpm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.lpm.Site;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.testkit.Needs;

/** Folders that fail while the program works: it says why, goes on by itself, and prints once. */
class FaultsTest {
  /** Root, but bound to the rights of files as anybody is. */
  private static final List<String> BOUND =
      List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all");

  @TempDir private Path root;
  private Site site;
  private ByteSink sink;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    sink = new ByteSink();
    site.write(
        "printers/raw.toml", "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = " + sink.port() + "\n");
  }

  @AfterEach
  void tearDown() throws IOException {
    sink.close();
    site.close();
  }

  private Program start(List<String> by) throws IOException {
    Program program =
        Program.start(
            by,
            root,
            "run",
            "--settings",
            site.settings().toString(),
            "--state",
            site.state("A").toString(),
            "--node",
            "A");
    assertThat(program.line()).as(program.errors()).isEqualTo("ready");
    return program;
  }

  private String told() {
    return String.join("\n", site.ask("A", "list").out())
        + "\n"
        + String.join("\n", site.ask("A", "status").out());
  }

  private static void rights(Path folder, String rights) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));
  }

  private Path folder(String name) {
    return switch (name) {
      case "capture" -> site.capture();
      case "printed" -> site.printed();
      default -> site.capture().resolve(name);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "capture, raw, r-xr-xr-x",
    "capture, raw, ---------",
    "claims, raw, ---------",
    "claims/Dock, raw, ---------",
    "done, raw, r-xr-xr-x",
    "done, raw, ---------",
    "done, folder, r-xr-xr-x",
    "failed, raw, r-xr-xr-x",
    "printed, folder, r-xr-xr-x",
    "printed, folder, ---------"
  })
  @DisplayName(
      "R12.8 a folder whose rights are taken is named; given back, each label is printed once")
  @Needs({Needs.ROOT, "setpriv"})
  void rights(String folder, String printer, String taken) throws Exception {
    site.sentinel("Dock", "printer = \"" + printer + "\"");
    try (Program program = start(BOUND)) {
      site.dropText("a0.txt", "a0");
      eventually().until(() -> site.done().size() == 1);
      rights(folder(folder), taken);
      try {
        for (int i = 1; i <= 5; i++) {
          site.dropText("a" + i + ".txt", "a" + i);
          site.drop("bad" + i + ".txt", "no=" + i + "\n");
        }
        eventually().until(() -> told().contains(folder(folder).toString()));
        assertThat(program.process().isAlive()).isTrue();
      } finally {
        rights(folder(folder), "rwxr-xr-x");
      }
      eventually().until(() -> site.done().size() == 6 && site.failed().size() == 10);
      site.awaitListed("A", "Dock\tactive\t");
    }
    once(printer, 6);
  }

  /** Each label came once, and nobody says anything else. */
  private void once(String printer, int count) throws IOException {
    List<String> texts =
        printer.equals("folder")
            ? site.labels()
            : sink.jobs().stream()
                .map(job -> job.replaceAll("(?s).*\\^FD(.*?)\\^FS.*", "$1"))
                .toList();
    assertThat(texts)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, count).mapToObj(i -> "a" + i).toList());
    assertThat(site.journal("A")).doesNotContain("reprinted");
  }

  @Test
  @DisplayName(
      "R12.8 a full disk below done and claims is named; with room again each label is printed"
          + " once")
  @Needs(of = SmallDisk.class)
  void fullDisk() throws Exception {
    try (SmallDisk disk = new SmallDisk(site.capture())) {
      site.sentinel("Dock", "printer = \"raw\"");
      try (Program program = start(List.of())) {
        site.dropText("a0.txt", "a0");
        eventually().until(() -> site.done().size() == 1);
        assertThat(site.ask("A", "deactivate", "Dock").status()).isZero();
        for (int i = 1; i <= 60; i++) {
          site.dropText("a" + i + "-" + "long".repeat(30) + ".txt", "a" + i);
        }
        disk.fill();
        assertThat(site.ask("A", "activate", "Dock").status()).isZero();
        eventually().until(() -> told().contains("No space left"));
        assertThat(program.process().isAlive()).isTrue();
        disk.free();
        eventually().until(() -> site.done().size() == 61);
        site.awaitListed("A", "Dock\tactive\t");
        eventually().until(() -> !told().contains("No space left"));
      }
      once("raw", 61);
    }
  }
}
