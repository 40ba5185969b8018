package org.sbs.lpm.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.Whole;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.data.DataSource;

/** The functions of templates, by the examples of the manual. */
class FunctionTableTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final String STOPS = "stops: ";

  /** A row of the table: what stands in the template, the value, and what comes out. */
  private record Example(String expression, String value, String out) {}

  static List<Example> examples() throws IOException {
    Path page = Path.of(System.getProperty("project.root"), "docs/LPM.md");
    return Files.readString(page)
        .lines()
        .dropWhile(line -> !line.startsWith("<!-- functions:"))
        .skip(4)
        .takeWhile(line -> line.startsWith("|"))
        .map(FunctionTableTest::example)
        .toList();
  }

  private static Example example(String line) {
    String[] cells = line.replace("\\|", "\u0001").split("\\|", -1);
    return new Example(plain(cells[2]), plain(cells[3]), plain(cells[4]));
  }

  private static String plain(String cell) {
    String text = cell.strip().replace('\u0001', '|');
    return text.startsWith("`") ? text.substring(1, text.length() - 1) : text;
  }

  @Test
  @DisplayName("R12.7 the manual has an example of each function")
  void allThere() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(35);
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisplayName("R12.7 the functions do what the manual's examples say")
  void examplesHold(Example example) throws Exception {
    Template template = Template.parse(bytes("^XA^FD" + example.expression() + "^FS^XZ"));
    DataRow row = row(Map.of("x", example.value()));
    if (example.out().startsWith(STOPS)) {
      assertThatThrownBy(() -> template.render(row, TODAY))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("Line 1: the field 'x' is '" + example.value() + "'")
          .hasMessageContaining(example.out().substring(STOPS.length()));
    } else {
      assertThat(ZplReader.fields(template.render(row, TODAY))).containsExactly(example.out());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${x|round} | there is no function 'round'",
        "${x|pad} | pad takes a length",
        "${x|pad:x} | must be a whole number from 1",
        "${x|pad:3;ab} | one character",
        "${x|number:1,5;2} | must show how 1234 is written",
        "${x|date:dd.MM.yyyy} | date takes two forms",
        "${x|date:dd.QQQQQQ;yy} | ",
        "${x|gs1-date} | gs1-date takes the form",
        "${x|upper:1} | upper takes nothing more",
        "${|upper} | names a field",
        "${x|if:a;\"b} | a quote is not closed",
        "${x|if:a;b;wow!} | stands in quotes",
        "${x|fnc1:qr} | fnc1 is there for",
        "${|today:HH:mm} | no time of day"
      })
  @DisplayName("R12.7 a function that is wrong in the template is refused with line and remedy")
  void refused(String text) {
    int bar = text.lastIndexOf(" | ");
    assertThatThrownBy(() -> Template.parse(bytes("^XA\n^FD" + text.substring(0, bar) + "^FS^XZ")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("Line 2: ")
        .hasMessageContaining(text.substring(bar + 3));
  }

  @Test
  @DisplayName("R12.7 functions and !number together; none in the quantity")
  void modes() throws Exception {
    Template template = Template.parse(bytes("^XA^FO${x|number:1234,5;1234!number},1^FDa^FS^XZ"));
    assertThat(new String(template.render(row(Map.of("x", "12,0"))), StandardCharsets.UTF_8))
        .contains("^FO12,1");
    assertThatThrownBy(() -> Template.parse(bytes("^XA^PQ${x|pad:3!number}^XZ")))
        .hasMessageContaining("takes no functions");
    assertThat(template.sample()).isNotEmpty();
  }

  @Test
  @DisplayName("R12.7 TSPL: text between quotes is made safe in its own way")
  void tspl() throws Exception {
    String text =
        """
        SIZE 60 mm,40 mm
        CLS
        TEXT 10,10,"0",0,12,12,"${name}"
        BARCODE 10,60,"128M",80,1,0,2,4,"!104${lot|code128|fnc1:code128}21${no}"
        PRINT ${quantity!number}
        """;
    LabelMaker maker =
        new LabelMaker(
            Optional.of(Template.parse(bytes(text), PrinterLanguage.TSPL)),
            DataSource.AUTO,
            Fields.PLAIN,
            100);
    byte[] data = bytes("name;lot;no;quantity\n\"3/4\"\" Rohr, ü ^XZ\";L7;1;4\n");
    Label label = Whole.labels(maker, "x.csv", data).get(0);
    assertThat(label.copies()).isEqualTo(1);
    assertThat(new String(Whole.bytes(label.content()), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            CODEPAGE UTF-8\r
            SIZE 60 mm,40 mm
            CLS
            TEXT 10,10,"0",0,12,12,"3/4\\["] Rohr, ü ^XZ"
            BARCODE 10,60,"128M",80,1,0,2,4,"!104L7!102211"
            PRINT 4
            """);
    Template name =
        Template.parse(bytes("CLS\nTEXT 1,1,\"${x}\"\nPRINT 1\n"), PrinterLanguage.TSPL);
    assertThat(new String(name.render(row(Map.of("x", "a\"\r\nPRINT 9"))), StandardCharsets.UTF_8))
        .contains("TEXT 1,1,\"a\\[\"]\\[R]\\[L]PRINT 9\"\n");
    for (String bad : List.of("a\\[R]", "~!@", "\u001B!?")) {
      assertThatThrownBy(() -> name.render(row(Map.of("x", bad))))
          .isInstanceOf(BadDataException.class);
    }
    for (String refused :
        List.of(
            "CLS\nTEXT ${x},1,\"a\"\nPRINT 1\n",
            "TEXT 1,1,\"${x}\"\nPRINT 1\n",
            "CODEPAGE 850\nCLS\nTEXT 1,1,\"${x}\"\nPRINT 1\n")) {
      assertThatThrownBy(() -> Template.parse(bytes(refused), PrinterLanguage.TSPL))
          .isInstanceOf(TemplateException.class);
    }
  }

  @Test
  @DisplayName("R12.7 a blank between thousands is a blank, whichever a program writes")
  void blanks() throws Exception {
    Template price = Template.parse(bytes("^XA^FD${x|number:1 234,5;1.234,56}^FS^XZ"));
    for (String blank : List.of(" ", "\u00A0", "\u202F", "\u2009", "")) {
      String value = "\u00A01" + blank + "234,5\u202F";
      assertThat(new String(price.render(row(Map.of("x", value))), StandardCharsets.UTF_8))
          .contains("1.234,50");
    }
    assertThatThrownBy(() -> price.render(row(Map.of("x", "1.234,5"))))
        .isInstanceOf(BadDataException.class);
  }

  private static DataRow row(Map<String, String> fields) throws Exception {
    return Whole.rows(DataFormat.JSON, "x", new JsonMapper().writeValueAsBytes(fields), true)
        .get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
