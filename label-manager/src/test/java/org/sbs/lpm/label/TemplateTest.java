package org.sbs.lpm.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.Whole;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataRow;

class TemplateTest {
  private static final String PLAIN = "^XA^FO40,40^A0N,30,30^FDName: ${name}!^FS^XZ";

  static List<String> hostileData() {
    return List.of(
        "^XZ^XA^FDanother label^FS^XZ",
        "^FS^XZ~JA",
        "~JR",
        "~DGR:EVIL.GRF,1,1,FF",
        "^CC!",
        "!XZ",
        "_5EXZ",
        "_5E_58_5A",
        "_",
        "__",
        "_5",
        "\\5EXZ",
        "\\&new line of a field block",
        "\\",
        "a\nb",
        "a\r\n^XZ",
        "\u0000\u0001\u0002\u001B\u007F",
        "\u0010JA\u001EXZ",
        "\u0085\u009B",
        "${name}",
        "${other!raw}",
        "$${name}",
        "Müller & Söhne GmbH, Łódź",
        "日本語 العربية 🏷",
        "e\u0301 combining",
        "＾ＸＺ full width",
        "\"quoted\", 'single', <xml/>, {json}, [list]",
        "100 % | $ # @ ! ? * + - = ; : ` .",
        "",
        " ",
        "x".repeat(3000));
  }

  @ParameterizedTest
  @MethodSource("hostileData")
  @DisplayName("R12.2 hostile data come out as text and never as printer commands")
  void dataNeverBecomeCommands(String data) throws Exception {
    for (String template :
        List.of(
            PLAIN,
            PLAIN.replace("^FD", "^FH^FD"),
            PLAIN.replace("^FD", "^FH_^FD"),
            PLAIN.replace("^FD", "^FH\\^FD"),
            PLAIN.replace("^FD", "^FH#^FD"),
            PLAIN.replace("^FD", "^FV"),
            PLAIN.replace("^XA", "^XA^CI28"))) {
      byte[] label = Template.parse(bytes(template)).render(row(Map.of("name", data)));
      byte[] harmless = Template.parse(bytes(template)).render(row(Map.of("name", "x")));
      assertThat(ZplReader.commands(label)).isEqualTo(ZplReader.commands(harmless));
      assertThat(ZplReader.fields(label)).containsExactly("Name: " + data + "!");
      assertThat(new String(label, StandardCharsets.ISO_8859_1)).matches("[\\x20-\\x7E]*");
    }
  }

  @Test
  @DisplayName("R12.2 the template's own underscores stay what they are when ^FH is added")
  void ownUnderscoresStay() throws Exception {
    String template = "^XA^FDorder_5E ${name} $${x_5E}^FS^FDa_5E^FS^XZ";
    byte[] label = Template.parse(bytes(template)).render(row(Map.of("name", "_7E")));
    assertThat(ZplReader.fields(label)).containsExactly("order_5E _7E ${x_5E}", "a_5E");
  }

  @Test
  @DisplayName("R12.2 ^CI28 is added after ^XA, and only when the template lacks it")
  void utf8IsChosen() throws Exception {
    byte[] added = Template.parse(bytes(PLAIN)).render(row(Map.of("name", "ü")));
    assertThat(new String(added, StandardCharsets.UTF_8))
        .startsWith("^XA^CI28^FO40,40")
        .contains("^FH_^FDName: _C3_BC!");
    byte[] there =
        Template.parse(bytes(PLAIN.replace("^FO", "^CI28^FO"))).render(row(Map.of("name", "ü")));
    assertThat(new String(there, StandardCharsets.UTF_8)).containsOnlyOnce("^CI28");
    byte[] fixed = Template.parse(bytes("^XA^FDno data^FS^XZ")).render(row(Map.of()));
    assertThat(new String(fixed, StandardCharsets.UTF_8)).isEqualTo("^XA^FDno data^FS^XZ");
  }

  @Test
  @DisplayName("R12.2 !number takes numbers anywhere and nothing else; !raw takes what comes")
  void numberAndRaw() throws Exception {
    Template template = Template.parse(bytes("^XA^PQ${quantity!number}${more!raw}^FDx^FS^XZ"));
    DataRow good = row(Map.of("quantity", " 12 ", "more", "^FO1,1"));
    assertThat(new String(template.render(good), StandardCharsets.UTF_8))
        .isEqualTo("^XA^CI28^PQ12^FO1,1^FDx^FS^XZ");
    assertThat(template.takesQuantity("quantity")).isTrue();
    for (String bad : List.of("", "1^XZ", "1,2", "1e3", "١٢", "12x", "--1", ".5", "1.")) {
      assertThatThrownBy(() -> template.render(row(Map.of("quantity", bad, "more", ""))))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("Line 1")
          .hasMessageContaining("'quantity' is")
          .hasMessageContaining("it must be a plain number");
    }
  }

  @Test
  @DisplayName("R12.7 templates as designers export them are taken; what they set anyway stays")
  void designers() throws Exception {
    String setup =
        "CT~~CD,~CC^~CT~\n^XA~TA000~JSN^LT0^MNW^MTT^PON^PMN^LH0,0^JMA^PR5,5~SD15^JUS^LRN^CI0^XZ\n";
    String picture = "~DGR:LOGO.GRF,8,1,FF818181818181FF\n";
    String body = "^XA\n^MMT\n^FO9,9^XGR:LOGO.GRF,1,1^FS^FT20,60^FH\\^FD${name}^FS^PQ1,0,1,Y^XZ\n";
    byte[] label =
        Template.parse(bytes("\uFEFF" + setup + picture + body)).render(row(Map.of("name", "ü")));
    assertThat(new String(label, StandardCharsets.UTF_8))
        .isEqualTo(
            setup + picture + body.replace("^MMT", "^CI28^MMT").replace("${name}", "\\C3\\BC"));
    assertThatThrownBy(() -> Template.parse(bytes("~CC+\n" + body)))
        .hasMessageContaining("changes a prefix");
    assertThatThrownBy(() -> Template.parse(bytes(setup + body.replace("^MMT", "^CI0"))))
        .hasMessageContaining("Line 4: ^CI0 chooses another encoding");
  }

  @Test
  @DisplayName("R12.7 a field may have any name, a default, or be required")
  void namesAndDefaults() throws Exception {
    Template template =
        Template.parse(bytes("^XA^FD${Price (EUR)?0,00}/${Art./Nr.!required}/${x?}^FS^XZ"));
    assertThat(fields(template, Map.of("Art./Nr.", "A-1"))).containsExactly("0,00/A-1/");
    assertThat(fields(template, Map.of("Art./Nr.", "A", "price (eur)", " ", "x", "y")))
        .containsExactly("0,00/A/y");
    assertThatThrownBy(() -> template.render(row(Map.of("Art./Nr.", " "))))
        .hasMessageContaining("'Art./Nr.' is empty");
  }

  private static List<String> fields(Template template, Map<String, String> data) throws Exception {
    return ZplReader.fields(template.render(row(data)));
  }

  @Test
  @DisplayName("R12.2 a missing field is named with the line of the data")
  void missingField() throws Exception {
    Template template = Template.parse(bytes(PLAIN));
    DataRow second = Whole.rows(DataFormat.CSV, "x.csv", bytes("name,city\nA,B\n"), true).get(0);
    assertThat(ZplReader.fields(template.render(second))).containsExactly("Name: A!");
    DataRow other = Whole.rows(DataFormat.CSV, "x.csv", bytes("Nam,city\n\nA,B\n"), true).get(0);
    assertThatThrownBy(() -> template.render(other))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Line 3: the field 'name' is missing")
        .hasMessageContaining("city, Nam");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^XA\n^FO${x},1^FDa^FS^XZ | Line 2: ${x} stands outside field data",
        "^XA^FX ${x}^XZ | Line 1: ${x} stands outside field data",
        "^XA^SN${x},1,Y^FS^XZ | stands outside field data",
        "^XA\n\n^CC+^XZ | Line 3: ^CC changes a prefix",
        "~CT#^XA^XZ | Line 1: ~CT changes a prefix",
        "^XA^cd;^XZ | ^CD changes a prefix",
        "^XA^CI27^FD${x}^FS^XZ | Line 1: ^CI27 chooses another encoding",
        "^XA^FD${x}^FH^FS^XZ | ^FH comes after the field data",
        "^XA^FHA^FD${x}^FS^XZ | 'A' cannot be the ^FH indicator",
        "^XA^FD${x^FS^XZ | ${ begins a placeholder",
        "^XA^FD${}^FS^XZ | ${ begins a placeholder",
        "^XA^FD${x!html}^FS^XZ | '!html' is unknown",
        "^FDx^FS | no whole ZPL label",
        "^XA^FDx^FS | no whole ZPL label",
        " | no whole ZPL label"
      })
  @DisplayName("R12.1 a template that cannot be made safe is refused with line and remedy")
  void refusedTemplates(String row) {
    int bar = row.indexOf(" | ");
    assertThatThrownBy(() -> Template.parse(bytes(row.substring(0, bar))))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(row.substring(bar + 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "^BCN^FD>;>8123^FS # here are 3",
        "^BCN^FD>;>802${g|gtin:13!number}^FS # here are 15",
        "^BCN^FD>;>800${n|check-digit|sscc}1>6X^FS # here are 21",
        "^BCN^FD>;${d|gs1-date:dd.MM.yyyy}1>8^FS # here are 7",
        "^BCN^FD>;${|today:yyMMdd}7^FS # here are 7",
        "^BCN^FD>;${n|pad:3}^FS # here are 3",
        "^BCN^FD>;>802${g|gtin:14!number}37${n|pad:4!number}>610${lot|code128}^FS # ",
        "^BCN^FD>;1${n!number}^FS # ",
        "^BCN^FD>;1${n|trim}>81${x|substring:1;3}^FS # ",
        "^BCN^FD>;${n?|pad:3}^FS # ",
        "^BCN^FD>;${g|gtin}^FS # ",
        "^BCN,9,N,N,N,A^FD123^FS # "
      })
  @DisplayName("R12.9 a code that no data could make right is found in the template")
  void faultOfAnyData(String field, String why) throws Exception {
    Template template = Template.parse(bytes("^XA\n^FO1,1" + field + "\n^XZ"), PrinterLanguage.ZPL);
    Optional<String> fault = template.faultOfAnyData();
    if (why == null) {
      assertThat(fault).isEmpty();
    } else {
      assertThat(fault).get().asString().startsWith("Line 2: ").contains(why);
    }
  }

  @Test
  @DisplayName("R12.1 a template that is not UTF-8 is refused")
  void notUtf8() {
    assertThatThrownBy(() -> Template.parse("^XA^FDü^FS^XZ".getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessageContaining("save it as UTF-8");
  }

  private static DataRow row(Map<String, String> fields) throws Exception {
    return Whole.rows(DataFormat.JSON, "x", new JsonMapper().writeValueAsBytes(fields), true)
        .get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
