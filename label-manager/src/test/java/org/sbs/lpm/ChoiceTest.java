package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.printer.ByteSink;
import org.sbs.lpm.printer.ByteSink.Manner;
import org.sbs.lpm.settings.SettingsException;
import org.sbs.lpm.settings.SettingsFolder;

/** What the data may choose, and files of which some rows are wrong. */
class ChoiceTest {
  @TempDir private Path root;
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    Files.createDirectories(root.resolve("second"));
    site.write("printers/second.toml", "kind = \"folder\"\nfolder = \"../second\"\n");
    site.write("templates/other.zpl", "^XA^FDother ${text}^FS^XZ\n");
  }

  @AfterEach
  void tearDown() {
    site.close();
  }

  private List<String> failedFiles() {
    return site.failed().stream()
        .filter(name -> !name.endsWith(".reason.txt") && !name.startsWith("."))
        .toList();
  }

  private String failed(String ending) throws IOException {
    String name =
        site.failed().stream().filter(each -> each.endsWith(ending)).findFirst().orElseThrow();
    return Files.readString(site.capture().resolve("failed").resolve(name));
  }

  @Test
  @DisplayName("R12.7 the data choose printer and template among those that the sentinel names")
  void choices() throws Exception {
    site.sentinel(
        "Dock",
        "printer-field = \"dock\"\nprinters = [\"folder\", \"second\"]",
        "template-field = \"layout\"\ntemplates = [\"other\"]");
    site.start("A");
    site.drop("a.csv", "text;dock;layout\none;SECOND;\ntwo;second;other\n");
    site.drop("b.csv", "text;dock;layout\nthree;;\n");
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactly("three");
    assertThat(Site.names(root.resolve("second")).stream().filter(n -> n.endsWith(".zpl")))
        .hasSize(2);
    assertThat(site.journal("A")).contains("\"printer\":\"second\"");
    site.drop("c.csv", "text;dock;layout\nfour;third;\n");
    site.drop("d.csv", "text;dock;layout\nfive;;secret\n");
    eventually().until(() -> failedFiles().size() == 2);
    assertThat(failed(".csv.reason.txt")).contains("Line");
    String journal = site.journal("A");
    assertThat(journal)
        .contains(
            "Line 2: the field 'dock' is 'third', and the sentinel's printers are folder, second")
        .contains("the field 'layout' is 'secret', and the sentinel's templates are other");
    assertThat(site.labels()).containsExactly("three");
  }

  private void empty(String folder) throws IOException {
    for (String name : Site.names(root.resolve(folder))) {
      Files.delete(root.resolve(folder).resolve(name));
    }
  }

  private List<String> second() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name : Site.names(root.resolve("second"))) {
      String zpl = Files.readString(root.resolve("second").resolve(name));
      texts.add(zpl.substring(zpl.indexOf("^FD") + 3, zpl.indexOf("^FS")));
    }
    return texts;
  }

  @Test
  @DisplayName(
      "R12.7 a file for several printers: each gets its rows once, whoever goes on with the job")
  void severalPrinters() throws Exception {
    site.sentinel("Dock", "printer-field = \"dock\"\nprinters = [\"folder\", \"second\"]");
    site.write("printers/same.toml", "kind = \"folder\"\nfolder = \"../printed\"\n");
    site.start("A");
    site.drop("a.csv", "text;dock\none;\ntwo;second\nthree;folder\nfour;second\n");
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("one", "three");
    assertThat(second()).containsExactly("two", "four");
    assertThat(site.journal("A"))
        .contains("\"labels\":4")
        .contains("\"printer\":\"folder, second\"");

    String ended = site.done().get(0);
    String id = ended.substring(2, ended.length() - 4);
    assertThat(site.ask("A", "jobs-reprint", id, "3").status()).isZero();
    eventually().until(() -> site.done().size() == 1 && !site.done().contains(ended));
    assertThat(site.labels()).containsExactly("one", "three", "three");
    assertThat(site.journal("A")).contains("as files with new names").doesNotContain("alike");
    assertThat(second()).containsExactly("two", "four", "four");

    empty("second");
    Files.delete(root.resolve("second"));
    site.drop("b.csv", "text;dock\nfive;folder\nsix;second\n");
    eventually().until(() -> site.labels().contains("five"));
    site.awaitListed("A", "Dock\tfailed");
    empty("printed");
    site.stopAll();
    Files.createDirectories(root.resolve("second"));
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).isEmpty();
    assertThat(second()).containsExactly("six");
    assertThat(site.journal("B")).contains("Printed before: folder.");
    assertThat(Site.names(site.capture().resolve("claims/Dock/notes"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "R12.6 a reprint over several printers stays one when it breaks and when LPM restarts")
  void reprintBreaks(boolean restarts) throws Exception {
    try (ByteSink first = new ByteSink();
        ByteSink second = new ByteSink()) {
      site.write("printers/a.toml", raw(first.port()));
      site.write("printers/b.toml", raw(second.port()));
      site.sentinel("Dock", "printer = \"a\"\nprinter-field = \"dock\"\nprinters = [\"b\"]");
      site.start("A");
      site.drop("x.csv", "text;dock\n1;\n2;b\n3;\n4;b\n");
      eventually().until(() -> site.done().size() == 1);
      String ended = site.done().get(0);
      first.behave(Manner.RESETS);
      String id = ended.substring(2, ended.length() - 4);
      assertThat(site.ask("A", "jobs-reprint", id, "3").status()).isZero();
      eventually().until(() -> first.jobs().size() > 1);
      first.behave(Manner.TURNS_AWAY);
      second.behave(Manner.TURNS_AWAY);
      first.behave(Manner.GOOD);
      eventually().until(() -> first.jobs().get(first.jobs().size() - 1).contains("^FD3^FS"));
      if (restarts) {
        site.stopAll();
        site.start("A");
      }
      second.behave(Manner.GOOD);
      eventually().until(() -> site.done().size() == 1 && !site.done().contains(ended));
      assertThat(second.jobs()).hasSize(2);
      assertThat(second.jobs().get(1)).contains("^FD4^FS").doesNotContain("^FD2^FS");
      assertThat(first.jobs()).filteredOn(job -> job.contains("^FD1^FS")).hasSize(1);
      assertThat(site.journal("A"))
          .contains("\"end\":\"reprinted\"")
          .contains("possibly printed twice");
      Path notes = site.capture().resolve("claims/Dock/notes");
      eventually().until(() -> Site.names(notes).isEmpty());
    }
  }

  private static String raw(int port) {
    return "kind = \"raw\"\nhost = \"127.0.0.1\"\nport = " + port + "\n";
  }

  @Test
  @DisplayName("R12.7 a printer that is away holds up its own jobs only")
  void oneAway() throws Exception {
    site.sentinel("Dock", "printer-field = \"dock\"\nprinters = [\"folder\", \"second\"]");
    Files.delete(root.resolve("second"));
    site.start("A");
    site.drop("a.csv", "text;dock\none;second\n");
    site.awaitListed("A", "Dock\tfailed");
    site.drop("b.csv", "text;dock\ntwo;folder\n");
    eventually().until(() -> site.labels().equals(List.of("two")));
    Files.createDirectories(root.resolve("second"));
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.failed()).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.7 good rows are printed, bad ones can be corrected and dropped, none comes twice")
  void goodRows() throws Exception {
    site.sentinel("Dock", "rows = \"good-ones\"", "encoding = \"Windows-1252\"");
    site.write("templates/text.zpl", "^XA^FD${text!required}^FS^PQ${n!number}^XZ\n");
    site.start("A");
    String data = "sep=;\r\ntext;n\r\nGrün;1\r\n\"a \"\"b\"\"\r\nü\";x\r\n;;\r\nc;2;3\r\nd;4\r\n";
    Path temporary = site.capture().resolve(".x.tmp");
    Files.write(temporary, data.getBytes("Windows-1252"));
    Files.move(temporary, site.capture().resolve("x.csv"));
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("Gr_C3_BCn", "d");
    assertThat(failedFiles()).hasSize(1).first().asString().endsWith(".rows.csv");
    Path rows = site.capture().resolve("failed").resolve(failedFiles().get(0));
    assertThat(new String(Files.readAllBytes(rows), "Windows-1252"))
        .isEqualTo("sep=;\r\ntext;n\r\n\"a \"\"b\"\"\r\nü\";x\r\nc;2;3\r\n");
    assertThat(failed(".rows.csv.reason.txt").lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("Line 3, in x.csv line 4: the field 'n'"))
        .anyMatch(line -> line.startsWith("Line 5, in x.csv line 7, column 3 of the table"));
    assertThat(site.journal("A")).contains("2 rows are wrong and not printed");

    byte[] corrected =
        new String(Files.readAllBytes(rows), "Windows-1252")
            .replace(";x", ";1")
            .replace("c;2;3", "c;2")
            .getBytes("Windows-1252");
    Files.delete(rows);
    Files.write(temporary, corrected);
    Files.move(temporary, site.capture().resolve("again.csv"));
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).hasSize(4);
    assertThat(failedFiles()).isEmpty();

    String first = site.done().stream().filter(n -> n.startsWith("x~")).findFirst().orElseThrow();
    String id = first.substring(2, first.length() - 4);
    assertThat(site.ask("A", "jobs-reprint", id, "1").status()).isZero();
    eventually().until(() -> site.journal("A").contains("\"reprinted\""));
    assertThat(failedFiles()).isEmpty();
  }

  @Test
  @DisplayName("R12.7 bad rows of JSON are JSON lines; a file without a good row fails whole")
  void goodRowsOfJson() throws Exception {
    site.sentinel("Dock", "rows = \"good-ones\"");
    site.write("templates/text.zpl", "^XA^FD${i[].text!required}^FS^XZ\n");
    site.start("A");
    site.drop("x.json", "{\"o\": 7, \"i\": [{\"text\": \"a\"}, {\"text\": \"\"}]}");
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("a");
    assertThat(site.journal("A")).contains("1 row is wrong and not printed: it lies in failed/");
    assertThat(failed(".rows.json")).isEqualTo("\uFEFF{\"i[].text\":\"\",\"o\":\"7\"}\n");
    site.drop("again.json", failed(".rows.json").replace("\"\"", "\"b\""));
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactlyInAnyOrder("a", "b");
    site.drop("none.json", "[{\"i\": [{\"text\": \"\"}]}, {\"i\": [{\"text\": \"\"}]}]");
    eventually().until(() -> failedFiles().size() == 2);
    assertThat(site.journal("A")).contains("No row is right, and 2 are wrong:");
    String all =
        site.failed().stream()
            .filter(n -> n.matches("none~.*reason.txt"))
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(site.capture().resolve("failed").resolve(all)).lines())
        .filteredOn(line -> line.contains("the field 'i[].text' is empty"))
        .hasSize(2);
    site.drop("many.json", "[" + "{\"i\": [{\"text\": \"\"}]},".repeat(30) + "{\"i\": []}]");
    eventually().until(() -> failedFiles().size() == 3);
    assertThat(site.journal("A")).contains("and 31 are wrong:").contains("and 11 more.");
  }

  @Test
  @DisplayName("R12.7 bad elements of XML can be corrected and dropped again")
  void goodRowsOfXml() throws Exception {
    site.sentinel("Dock", "rows = \"good-ones\"");
    site.write("templates/text.zpl", "^XA^FD${Item/Text!required}^FS^FO1,1^FD${No}^FS^XZ\n");
    site.start("A");
    site.drop(
        "x.xml",
        """
        <Order><No>7</No>
        <Item><Text>a</Text></Item>
        <Item><Text/></Item>
        <Item><Text> </Text><Tag>&lt;</Tag></Item>
        </Order>
        """);
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("a");
    assertThat(failed(".rows.xml.reason.txt").lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("Line 3, in x.xml line 3: the field 'Item/Text' is"))
        .anyMatch(line -> line.startsWith("Line 7, in x.xml line 4: the field 'Item/Text' is"));
    String rows = failed(".rows.xml");
    assertThat(rows.lines().toList().get(2)).isEqualTo("<lpm-row>");
    assertThat(rows.lines().toList().get(6)).isEqualTo("<lpm-row>");
    site.drop("again.xml", rows.replace("Text\"></field>", "Text\">b</field>"));
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactlyInAnyOrder("a", "b", "b");
    assertThat(failedFiles()).hasSize(1);
  }

  @Test
  @DisplayName("R12.7 bad sections of key=value can be corrected and dropped again")
  void goodRowsOfSections() throws Exception {
    site.sentinel("Dock", "rows = \"good-ones\"");
    site.write("templates/text.zpl", "^XA^FD${text!required}^FS^FO1,1^FD${for}^FS^XZ\n");
    site.start("A");
    site.drop(
        "x.txt",
        """
        # of today
        for=K\u00F6ln
        [1]
        text=a
        [2]
        text=
        [3]
        text
        more=1
        [4]
        text=c
        [5]
        text=d
        text=e
        """);
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("a", "c");
    assertThat(failed(".rows.txt"))
        .isEqualTo(
            """
            \uFEFF# of today
            for=K\u00F6ln
            [2]
            text=
            [3]
            text
            more=1
            [5]
            text=d
            text=e
            """);
    assertThat(failed(".rows.txt.reason.txt").lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("Line 3, in x.txt line 5: the field 'text' is empty"))
        .anyMatch(line -> line.startsWith("Line 5, in x.txt line 8 has no '='"))
        .anyMatch(line -> line.startsWith("Line 8, in x.txt line 14: the field 'text' comes"));
    site.drop(
        "again.txt",
        failed(".rows.txt")
            .replace("text=\n", "text=b\n")
            .replace("text\n", "text=b2\n")
            .replace("text=e\n", ""));
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactlyInAnyOrder("a", "c", "b", "b2", "d");
    site.drop("whole.txt", "text=a\nwrong\n");
    eventually().until(() -> failedFiles().size() == 2);
    assertThat(site.labels()).hasSize(5);
  }

  @Test
  @DisplayName("R12.7 choices that do not fit together are refused with the remedy")
  void refused() throws Exception {
    SettingsFolder settings = new SettingsFolder(site.settings());
    for (String lines :
        List.of(
            "printer-field = \"dock\" | both are needed",
            "templates = [\"other\"] | both are needed",
            "printer-field = \"d\"\nprinters = [\"nine\"] | printers/nine.toml is missing",
            "template-field = \"d\"\ntemplates = [\"nine\"] | templates/nine.zpl is missing",
            "template-field = \"d\"\ntemplates = [\"../x\"] | name of a file in templates",
            "raw = true\nrows = \"good-ones\" | drop rows or raw")) {
      int bar = lines.indexOf(" | ");
      site.sentinel("Dock", lines.substring(0, bar));
      assertThatThrownBy(() -> settings.load("Dock"))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining(lines.substring(bar + 3));
    }
    site.sentinel("Dock", "template = \"label\"");
    site.write("templates/label.tspl", "CLS\nTEXT 1,1,\"${text}\"\nPRINT 1\n");
    assertThat(new String(settings.template("label").sample(), StandardCharsets.UTF_8))
        .contains("CODEPAGE UTF-8");
    site.write("templates/label.zpl", Site.TEMPLATE);
    assertThatThrownBy(() -> settings.load("Dock")).hasMessageContaining("several languages");
  }
}
