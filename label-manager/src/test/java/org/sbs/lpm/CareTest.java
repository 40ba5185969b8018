package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.lpm.settings.SettingsCheck;
import org.sbs.lpm.settings.SettingsFolder;

/** Settings that are edited, jobs that are looked up, and files that nobody wants any more. */
class CareTest {
  @TempDir private Path root;
  private Site site;
  private ByteSink sink;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    sink = new ByteSink();
    site.write(
        "printers/sink.toml", "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = " + sink.port() + "\n");
    site.sentinel("Dock");
  }

  @AfterEach
  void tearDown() throws IOException {
    site.close();
    sink.close();
  }

  private String status() {
    return String.join("\n", site.ask("A", "status").out());
  }

  @Test
  @DisplayName("R12.9 an edited template, printer or definition is used with the next job")
  void edited() throws Exception {
    site.start("A");
    site.dropText("a.txt", "one");
    eventually().until(() -> site.done().size() == 1);
    site.write("templates/text.zpl", Site.TEMPLATE.replace("${text}", "new ${text}"));
    site.dropText("b.txt", "two");
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactly("one", "new two");
    Path other = Files.createDirectory(root.resolve("elsewhere"));
    site.write("printers/folder.toml", "kind = \"folder\"\nfolder = \"../elsewhere\"\n");
    site.dropText("c.txt", "three");
    eventually().until(() -> site.done().size() == 3);
    assertThat(Site.names(other)).hasSize(1);
    site.sentinel("Dock", "printer = \"sink\"");
    site.dropText("d.txt", "four");
    eventually().until(() -> site.done().size() == 4);
    assertThat(sink.jobs()).singleElement().asString().contains("new four");
  }

  @Test
  @DisplayName("R12.9 edited settings that are wrong are not used, and status says why not")
  void editedWrongly() throws Exception {
    site.start("A");
    site.awaitListed("A", "Dock\tactive");
    site.write("templates/text.zpl", "^XA${text^XZ");
    eventually().until(() -> status().contains("The edited settings are not used"));
    assertThat(status()).contains("templates/text.zpl");
    site.dropText("a.txt", "as before");
    eventually().until(() -> site.labels().equals(List.of("as before")));
    site.awaitListed("A", "Dock\tactive");
    site.write("templates/text.zpl", Site.TEMPLATE.replace("${text}", "right ${text}"));
    site.dropText("b.txt", "again");
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).contains("right again");
    eventually().until(() -> !status().contains("The edited settings are not used"));
  }

  @Test
  @DisplayName("R12.9 the check tries definitions, templates and printers, and prints nothing")
  void check() throws Exception {
    site.sentinel("Lost", "capture-folder = \"../nowhere\"");
    site.write("templates/bad.zpl", "^XA${");
    site.write("printers/off.toml", "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = 1\n");
    List<String> lines =
        new SettingsCheck(new SettingsFolder(site.settings()))
            .run().stream().map(SettingsCheck.Finding::line).toList();
    assertThat(lines)
        .contains("sentinel\tDock\tok\t", "template\ttext\tok\t", "printer\tsink\tok\t")
        .anyMatch(line -> line.startsWith("sentinel\tLost\twrong\tsentinels/Lost.toml: the capture folder "))
        .anyMatch(line -> line.startsWith("template\tbad\twrong\ttemplates/bad.zpl: "))
        .anyMatch(line -> line.startsWith("printer\toff\twrong\toffline: "));
    assertThat(sink.jobs()).isEmpty();
    assertThat(Site.names(site.printed())).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.4 the last jobs of both nodes are listed, and one is printed again from a label on")
  void jobsAndReprint() throws Exception {
    site.sentinel("Dock", "printer = \"sink\"");
    site.start("A");
    site.drop("a.csv", "text\n1\n2\n3\n");
    eventually().until(() -> site.done().size() == 1);
    site.close();
    site.start("B", false, true);
    site.dropText("b.txt", "b");
    eventually().until(() -> site.done().size() == 2);
    List<String> jobs = site.ask("B", "jobs", "50").out();
    assertThat(jobs).hasSize(2);
    String[] first = jobs.get(0).split("\t", -1);
    assertThat(first).contains("A", "Dock", "printed", "3", "a.csv");
    assertThat(jobs.get(1)).contains("\tB\tDock\tprinted\t1\t");
    assertThat(site.ask("B", "jobs", "1").out()).containsExactly(jobs.get(1));
    assertThat(site.ask("B", "jobs-reprint", first[5], "2").status()).isZero();
    eventually().until(() -> sink.jobs().size() == 3 && site.done().size() == 2);
    assertThat(sink.jobs().get(2)).contains("^FD2").contains("^FD3").doesNotContain("^FD1");
    eventually().until(() -> site.ask("B", "jobs", "50").out().size() == 3);
    assertThat(site.ask("B", "jobs", "1").out().get(0))
        .contains("\treprinted\t2\t")
        .contains("A reprint of job " + first[5] + ", by the operator.");
    assertThat(site.ask("B", "jobs-reprint", "nonsense", "1").status()).isEqualTo(1);
  }

  @Test
  @DisplayName("R12.8 files of jobs that ended long ago are removed, and nobody else's")
  void retention() throws Exception {
    site.sentinel("Dock", "retention-days = 30");
    Path done = Files.createDirectories(site.capture().resolve("done"));
    Path failed = Files.createDirectories(site.capture().resolve("failed"));
    String old = "20250101T000000000-0000-abcdef";
    String young =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.now().minus(29, ChronoUnit.DAYS))
            + "-0000-abcdef";
    Files.writeString(done.resolve("x~" + old + ".csv"), "");
    Files.writeString(failed.resolve("x~" + old + ".csv"), "");
    Files.writeString(failed.resolve("x~" + old + ".csv.reason.txt"), "");
    Files.writeString(done.resolve("x~" + young + ".csv"), "");
    Files.writeString(done.resolve("somebody's.csv"), "");
    Files.createSymbolicLink(done.resolve("link~" + old + ".csv"), root);
    site.start("A");
    eventually().until(() -> site.failed().isEmpty());
    eventually()
        .until(
            () ->
                site.done()
                    .equals(
                        List.of("link~" + old + ".csv", "somebody's.csv", "x~" + young + ".csv")));
  }

  @Test
  @DisplayName("R12.8 files that no mask takes are mentioned")
  void strays() throws Exception {
    site.sentinel("Dock", "file-mask = \"*.csv\"");
    site.sentinel("Gate", "file-mask = \"*.json\"");
    Files.writeString(site.capture().resolve("a.xml"), "");
    site.start("A");
    eventually().until(() -> status().contains("that no sentinel's file-mask takes: a.xml"));
  }
}
