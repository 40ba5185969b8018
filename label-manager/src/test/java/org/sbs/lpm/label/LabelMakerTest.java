package org.sbs.lpm.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.Whole;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataSource;

class LabelMakerTest {
  private final LabelMaker maker = maker("^XA^FD${a}^FS^XZ");

  @Test
  @DisplayName("R12.2 a row is a label, printed as often as its quantity says")
  void quantities() throws Exception {
    List<Label> labels = Whole.labels(maker, "x.csv", bytes("a,quantity\n1,3\n2,0\n3,1\n"));
    assertThat(labels).extracting(Label::copies).containsExactly(3, 1);
    assertThat(Whole.labels(maker, "x.csv", bytes("a\n1\n")))
        .extracting(Label::copies)
        .containsExactly(1);
  }

  @Test
  @DisplayName("R12.2 a template that takes the quantity itself is printed once")
  void templateTakesQuantity() throws Exception {
    List<Label> labels =
        Whole.labels(maker("^XA^PQ${Quantity!number}^XZ"), "x.csv", bytes("quantity\n7\n"));
    assertThat(labels).hasSize(1).first().extracting(Label::copies).isEqualTo(1);
    assertThat(new String(Whole.bytes(labels.get(0).content()), StandardCharsets.UTF_8))
        .contains("^PQ7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1001", "1.5", "x", "99999999999999"})
  @DisplayName("R12.2 a quantity that is none, or beyond all reason, fails the whole file")
  void badQuantities(String quantity) {
    assertThatThrownBy(
            () -> Whole.labels(maker, "x.csv", bytes("a,quantity\n1,1\n2," + quantity + "\n")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Line 3")
        .hasMessageContaining("whole number from 0 to 1000");
  }

  @Test
  @DisplayName("R12.7 what the template puts into ^PQ is limited, whatever field it is")
  void quantityInTemplate() throws Exception {
    LabelMaker other = maker("^XA^FD${a}^FS^PQ${count!number},0,1^XZ");
    assertThat(Whole.labels(other, "x.csv", bytes("a,count\n1,0\n2,5\n"))).hasSize(1);
    for (String bad : List.of("99999", "1001", "-1", "x")) {
      assertThatThrownBy(() -> Whole.labels(other, "x.csv", bytes("a,count\n1," + bad + "\n")))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("'count' must be a whole number from 0 to 1000");
    }
  }

  @Test
  @DisplayName("R12.7 aliases, another quantity field and another limit")
  void fields() throws Exception {
    Fields fields = new Fields(Map.of("name", "Artikel-Bez."), "Menge", 5);
    LabelMaker named =
        new LabelMaker(
            Optional.of(Template.parse(bytes("^XA^FD${name}^FS^XZ"))),
            DataSource.AUTO,
            fields,
            10_000);
    List<Label> labels =
        Whole.labels(named, "x.csv", bytes("Artikel-Bez.;Menge\nA;2,00\u00A0\nB;\u202F5\n"));
    assertThat(labels).extracting(Label::copies).containsExactly(2, 5);
    assertThatThrownBy(() -> Whole.labels(named, "x.csv", bytes("Artikel-Bez.;Menge\nA;6\n")))
        .hasMessageContaining("from 0 to 5");
  }

  @Test
  @DisplayName(
      "R12.7 a reason names the field and, where an alias stands for it, the data's column")
  void columnsInReasons() throws Exception {
    Fields fields = new Fields(Map.of("Gtin", "Artikel EAN", "qty", "Stück"), "qty", 5);
    LabelMaker named =
        new LabelMaker(
            Optional.of(Template.parse(bytes("^XA^FD${gtin|gtin}^FS^XZ"))),
            DataSource.AUTO,
            fields,
            10_000);
    for (String[] each :
        new String[][] {
          {
            "Artikel EAN;Stück\n12;1\n",
            "Line 2: the field 'gtin' (column 'Artikel EAN') is '12': it"
          },
          {"Artikel-EAN;Stück\n12;1\n", "field 'gtin' (column 'Artikel EAN') is missing"},
          {"Artikel EAN;Stück\n;9\n", "the field 'qty' (column 'Stück') must be a whole number"}
        }) {
      assertThatThrownBy(() -> Whole.labels(named, "x.csv", bytes(each[0])))
          .hasMessageContaining(each[1]);
    }
  }

  @Test
  @DisplayName("R12.7 a way in XML that is wrong is named, not a field that is there")
  void wrongWayInXml() {
    String items =
        "<l><item><id>1</id><name>a</name></item><item><id>2</id><name>b</name></item></l>";
    assertThatThrownBy(
            () -> Whole.labels(maker("^XA^FD${id}^FS^FD${item/nam}^FS^XZ"), "x.xml", bytes(items)))
        .hasMessageStartingWith("The field 'item/nam' is missing")
        .hasMessageContaining("Fields there: id, name");
    String idoc = "<I>\n<H><no>1</no><P>\n<x>2</x></P></H></I>";
    assertThatThrownBy(
            () -> Whole.labels(maker("^XA^FD${no}^FS^FD${H/P/y}^FS^XZ"), "x.xml", bytes(idoc)))
        .hasMessageStartingWith("Line 2: the field 'H/P/y' is missing")
        .hasMessageContaining("Fields there: no, P/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "^BCN,90,N,N,N,N^FD>;>800${a!number}^FS # 123 # and here are 5",
        "^BCN,90,N,N,N^FH_^FD_3E;${a}^FS # 123 # digits stand in pairs, and here are 3",
        "^BCN^FD>;${a}>6X^FS # 123 # pad:4",
        "^BCN^FDX>5${a|code128}^FS # 7 # here are 1",
        "^BCN^FD>;12${a|code128}^FS # L7 # there is 'L'",
        "^bcn^FD>;${a|code128|fnc1:code128}12^FS # 123 # here are 3"
      })
  @DisplayName(
      "R12.7 a Code 128 in code set C with a digit left over stops the label, with a remedy")
  void pairs(String field, String value, String reason) {
    String template = "^XA^FO1,1^BY2" + field + "^FO1,9^FD${b?}^FS^XZ";
    assertThatThrownBy(() -> Whole.labels(maker(template), "x.csv", bytes("a,b\n" + value + ",\n")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Line 2: the field 'a' is '" + value + "'")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "^BCN,90,N,N,N,N^FD>;>800${a!number}^FS # 1234",
        "^BCN^FD>;12 ${a}>6X1^FS # 34",
        "^BCN^FD${a}>51234>6Z1^FS # 123",
        "^BCN,90,N,N,N,A^FD>;${a}^FS # 123",
        "^BCN,90,N,N,N,D^FD>;${a}^FS # 123",
        "^BCN^FD>:${a}^FS # 123",
        "^BCN^FD>;1234^FS^FO1,1^FD>;${a}^FS # 123",
        "^BCN^FD>;>8>8${a}>8^FS # 12"
      })
  @DisplayName("R12.7 a Code 128 that can have its data is not stopped")
  void goodPairs(String field, String value) throws Exception {
    assertThat(
            Whole.labels(maker("^XA^FO1,1" + field + "^XZ"), "x.csv", bytes("a\n" + value + "\n")))
        .hasSize(1);
  }

  @Test
  @DisplayName("R12.2 one file cannot ask for labels without end")
  void tooManyLabels() {
    String rows = "1,1000\n".repeat(11);
    assertThatThrownBy(() -> Whole.labels(maker, "x.csv", bytes("a,quantity\n" + rows)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("more than 10000 labels");
  }

  @Test
  @DisplayName("R12.2 one wrong row prints nothing of the file")
  void allOrNothing() {
    assertThatThrownBy(() -> Whole.labels(maker, "x.csv", bytes("b,a\n1,2\n1\n")))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Line 3: the field 'a' is missing");
  }

  @Test
  @DisplayName("R12.2 a raw sentinel passes the bytes through")
  void rawPassesThrough() throws Exception {
    byte[] content = {0, 1, (byte) 0xFF, '^', '~'};
    LabelMaker raw = new LabelMaker(Optional.empty(), DataSource.AUTO, Fields.PLAIN, 10_000);
    assertThat(Whole.bytes(Whole.labels(raw, "x.prn", content).get(0).content()))
        .isEqualTo(content);
  }

  private static LabelMaker maker(String template) {
    try {
      return new LabelMaker(
          Optional.of(Template.parse(bytes(template))), DataSource.AUTO, Fields.PLAIN, 10_000);
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
