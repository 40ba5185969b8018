package org.sbs.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static Map<String, Object> tree() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("text", "Ä \" \\ \n \u0001 \ud83d\ude00");
    inner.put("null", null);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("long", Long.MAX_VALUE);
    tree.put("big", BigInteger.TWO.pow(80));
    tree.put("decimal", new BigDecimal("0.10"));
    tree.put("flags", List.of(true, false));
    tree.put("inner", inner);
    tree.put("list", Arrays.asList("a", null, List.of(), Map.of()));
    return tree;
  }

  @Test
  @DisplayName("what is written is read back as it was, on one line and indented")
  void roundTrip() throws IOException {
    assertThat(JsonText.line(tree())).doesNotContain("\n");
    assertThat(JsonValue.read(JsonText.line(tree())).value()).isEqualTo(tree());
    assertThat(JsonValue.read(JsonText.pretty(tree())).value()).isEqualTo(tree());
  }

  @Test
  @DisplayName("the form of files is that of earlier versions, which another library wrote")
  void sameForm() throws IOException {
    ObjectMapper other = new ObjectMapper();
    assertThat(JsonText.line(tree())).isEqualTo(other.writeValueAsString(tree()));
    assertThat(JsonText.pretty(tree()))
        .isEqualTo(other.writerWithDefaultPrettyPrinter().writeValueAsString(tree()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1", "{\"a\":1} x", "1 2", "{\"a\":1,\"a\":2}", "nul", "{'a':1}"})
  @DisplayName("what is not one value is refused, and so is a field that is there twice")
  void refused(String text) {
    assertThatThrownBy(() -> JsonValue.read(text)).isInstanceOf(NotJsonException.class);
  }
}
