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
    List<Label> labels = Whole.labels(named, "x.csv", bytes("Artikel-Bez.;Menge\nA;2,00\nB;5\n"));
    assertThat(labels).extracting(Label::copies).containsExactly(2, 5);
    assertThatThrownBy(() -> Whole.labels(named, "x.csv", bytes("Artikel-Bez.;Menge\nA;6\n")))
        .hasMessageContaining("from 0 to 5");
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
