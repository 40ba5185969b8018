package org.sbs.lpm.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.capture.CaptureScanner;
import org.sbs.lpm.printer.PrinterDefinition;

class SettingsFolderTest {
  private static final String GOOD =
      """
      name = "Dock 3"
      group = "Shipping"
      capture-folder = "../in"
      file-mask = ["*.csv", "*.txt"]
      template = "text"
      printer = "zebra"
      error-policy = "hold"
      order = "name"
      format = "key-value"
      final-line-break = false
      stable-ms = 100
      complete-wait-seconds = 5
      poll-ms = 250
      """;

  @TempDir private Path root;
  private SettingsFolder settings;

  @BeforeEach
  void setUp() throws IOException {
    for (String folder : List.of("sentinels", "printers", "templates")) {
      Files.createDirectory(root.resolve(folder));
    }
    settings = new SettingsFolder(root);
    write("templates/text.zpl", "^XA^FD${text}^FS^XZ");
    write("printers/zebra.toml", "kind = \"raw\"\nhost = \"192.0.2.20\"\n");
    write("sentinels/Dock 3.toml", GOOD);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(root.resolve(name), content);
  }

  private List<String> problems(String name) {
    SettingsException e = catchThrowableOfType(SettingsException.class, () -> settings.load(name));
    assertThat(e).as("problems of " + name).isNotNull();
    return e.problems();
  }

  @Test
  @DisplayName(
      "R12.1 a sentinel is a file with name, group, capture folder, mask, template, printer and"
          + " policy")
  void goodDefinition() throws Exception {
    assertThat(settings.names()).containsExactly("Dock 3");
    SentinelDefinition dock = settings.load("Dock 3");
    assertThat(dock.group()).isEqualTo("Shipping");
    assertThat(dock.captureFolder()).isEqualTo(root.resolveSibling("in").toAbsolutePath());
    assertThat(dock.mask().matches("A.CSV")).isTrue();
    assertThat(dock.mask().matches("a.xml")).isFalse();
    assertThat(dock.errorPolicy()).isEqualTo(ErrorPolicy.HOLD);
    assertThat(dock.order()).isEqualTo(CaptureScanner.Order.NAME);
    assertThat(dock.timing()).isEqualTo(new SentinelDefinition.Timing(100, 5, 250));
    assertThat(dock.printer())
        .isEqualTo(
            new PrinterDefinition.Raw(
                "zebra",
                "192.0.2.20",
                9100,
                3000,
                60_000,
                10_000,
                true,
                PrinterDefinition.Telling.NOT_AT_ALL));
  }

  @Test
  @DisplayName("R12.1 all problems of a definition are reported at once, with line and remedy")
  void allProblemsAtOnce() throws Exception {
    write(
        "sentinels/Bad.toml",
        """
        name = "Good"
        capture-folder = 7
        file-mask = "a/*.csv"
        tempalte = "text"
        template = "gone"
        printer = "gone"
        error-policy = "ignore"
        stable-ms = "fast"
        poll-ms = 1
        raw = "yes"
        """);
    assertThat(problems("Bad"))
        .containsExactlyInAnyOrder(
            "sentinels/Bad.toml line 1: name is 'Good', but the file's name makes it 'Bad'; rename"
                + " the file, or drop the key.",
            "sentinels/Bad.toml line 2: capture-folder must be text in quotes, and not empty.",
            "sentinels/Bad.toml line 3: file-mask: 'a/*.csv' must be a mask for file names, such as"
                + " *.csv, without folders.",
            "sentinels/Bad.toml line 4: 'tempalte' is no key here; check its spelling. The keys are"
                + " aliases, capture-folder, complete-wait-seconds, encoding, error-policy,"
                + " expire-after, fields, file-limit-mb, file-mask, final-line-break, format,"
                + " group, label-limit, name, order, poll-ms, printer, printer-field, printers,"
                + " quantity-field, quantity-limit, raw, retention-days, rows, stable-ms, template,"
                + " template-field, templates.",
            "sentinels/Bad.toml line 5: templates/gone.zpl is missing; create it, or name another"
                + " template.",
            "sentinels/Bad.toml line 6: printers/gone.toml is missing; create it, or name another"
                + " printer.",
            "sentinels/Bad.toml line 7: error-policy must be one of \"reprint\", \"hold\".",
            "sentinels/Bad.toml line 8: stable-ms must be a whole number from 0 to 600000, without"
                + " quotes.",
            "sentinels/Bad.toml line 9: poll-ms must be a whole number from 10 to 60000, without"
                + " quotes.",
            "sentinels/Bad.toml line 10: raw must be true or false, without quotes.");
  }

  @Test
  @DisplayName("R12.1 what is missing is named with an example")
  void missingKeys() throws Exception {
    write("sentinels/Empty.toml", "# nothing\n");
    assertThat(problems("Empty"))
        .hasSize(4)
        .allMatch(
            problem ->
                problem.matches("sentinels/Empty.toml: [a-z-]+ is missing; add a line such as .*"));
  }

  @Test
  @DisplayName("R12.1 broken TOML is reported with its line, wrong references with theirs")
  void brokenFiles() throws Exception {
    write("sentinels/Broken.toml", "group = \"x\"\nfile-mask = [\"*\"\nprinter = ");
    assertThat(problems("Broken")).allMatch(p -> p.startsWith("sentinels/Broken.toml line "));
    write(
        "sentinels/Paths.toml",
        GOOD.replace("Dock 3", "Paths").replace("\"text\"", "\"../../etc/x\""));
    assertThat(problems("Paths"))
        .containsExactly(
            "sentinels/Paths.toml line 5: template must be the name of a file in templates without"
                + " its ending, and is '../../etc/x'.");
    write("templates/text.zpl", "^XA\n^FO${x},1^XZ");
    assertThat(problems("Dock 3").get(0))
        .startsWith(
            "sentinels/Dock 3.toml line 5: templates/text.zpl: Line 2: ${x} stands outside");
    assertThat(problems("Nobody")).containsExactly("sentinels/Nobody.toml is missing; create it.");
    Files.write(root.resolve("sentinels/Latin.toml"), new byte[] {'#', (byte) 0xFC});
    assertThat(problems("Latin"))
        .containsExactly("sentinels/Latin.toml is not UTF-8 text; save it as UTF-8.");
  }

  @Test
  @DisplayName("R12.1 a raw sentinel has no template")
  void rawSentinel() throws Exception {
    write("sentinels/Dock 3.toml", GOOD + "raw = true\n");
    assertThat(problems("Dock 3").get(0)).contains("drop template or raw");
    write("sentinels/Dock 3.toml", GOOD.replace("template = \"text\"", "raw = true"));
    assertThat(settings.load("Dock 3").labels().template()).isEmpty();
  }

  @Test
  @DisplayName("R12.3 printers are files; each kind has its own keys, and problems have lines")
  void printers() throws Exception {
    write("printers/zebra.toml", "kind = \"folder\"\nfolder = \"out\"\nextension = \"prn\"\n");
    assertThat(settings.load("Dock 3").printer())
        .isEqualTo(
            new PrinterDefinition.Folder("zebra", root.toAbsolutePath().resolve("out"), "prn"));
    write("printers/zebra.toml", "kind = \"ipp\"\nuri = \"ipp://h/printers/q\"\n");
    assertThat(settings.load("Dock 3").printer().getClass()).isEqualTo(PrinterDefinition.Ipp.class);
    write("printers/zebra.toml", "kind = \"raw\"\nport = 0\nfolder = \"x\"\n");
    assertThat(problems("Dock 3"))
        .containsExactly(
            "printers/zebra.toml: host is missing; add a line such as host = \"192.0.2.20\".",
            "printers/zebra.toml line 2: port must be a whole number from 1 to 65535, without"
                + " quotes.",
            "printers/zebra.toml line 3: 'folder' is no key here; check its spelling. The keys are"
                + " await-close, close-timeout-ms, connect-timeout-ms, host, kind, port,"
                + " snmp-community, snmp-port, stall-timeout-ms, status, status-timeout-ms.");
    for (String uri : List.of("dock3", "ftp://h/x", "ipp:///q", "ipp://h/a b")) {
      write("printers/zebra.toml", "kind = \"ipp\"\nuri = \"" + uri + "\"\n");
      assertThat(problems("Dock 3").get(0)).contains("line 2: uri must read like");
    }
    write("printers/zebra.toml", "kind = \"laser\"\n");
    assertThat(problems("Dock 3").get(0))
        .contains("line 1: kind must be one of \"folder\", \"raw\", \"ipp\".");
  }

  @Test
  @DisplayName("R12.1 a host with a port in it is a wrong key, not an unknown host")
  void hostWithPort() throws Exception {
    for (String host : List.of("192.0.2.1:9100", "http://zebra", "zebra 3")) {
      write("printers/zebra.toml", "kind = \"raw\"\nhost = \"" + host + "\"\n");
      assertThat(problems("Dock 3"))
          .containsExactly(
              "printers/zebra.toml line 2: host must be a name or an address alone; the port is a"
                  + " key: port.");
    }
    write("printers/zebra.toml", "kind = \"raw\"\nhost = \"2001:db8::1\"\n");
    assertThat(settings.load("Dock 3").name()).isEqualTo("Dock 3");
  }

  @Test
  @DisplayName("R12.1 a mask that is no glob says what to write")
  void brokenMask() throws Exception {
    for (String mask : List.of("[*.csv", "{a,b.csv")) {
      write("sentinels/Dock 3.toml", GOOD.replace("\"*.txt\"", "\"" + mask + "\""));
      assertThat(problems("Dock 3"))
          .containsExactly(
              "sentinels/Dock 3.toml line 4: file-mask: '"
                  + mask
                  + "' is no mask; close each [ and {, or write ? for a character itself.");
    }
  }

  @Test
  @DisplayName("R12.1 a printer that prints into the capture folder is refused")
  void printerIntoTheCaptureFolder() throws Exception {
    write("printers/zebra.toml", "kind = \"folder\"\nfolder = \"../in\"\n");
    assertThat(problems("Dock 3"))
        .containsExactly(
            "sentinels/Dock 3.toml line 3: printer zebra prints into the capture folder; give it a"
                + " folder of its own.");
  }

  @Test
  @DisplayName("R12.1 the samples are whole: each sentinel loads")
  void samples() throws Exception {
    SettingsFolder samples =
        new SettingsFolder(
            Path.of(System.getProperty("project.root"), "label-manager/samples/settings"));
    assertThat(samples.names()).hasSize(4);
    for (String name : samples.names()) {
      assertThat(samples.load(name).name()).isEqualTo(name);
    }
  }
}
