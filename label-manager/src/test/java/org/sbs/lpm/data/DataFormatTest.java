package org.sbs.lpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.lpm.Whole;

class DataFormatTest {
  static Stream<Arguments> goodData() {
    return Stream.of(
        Arguments.of(
            "a.csv",
            "a,b\n1,2\n3,4\n",
            List.of(Map.of("a", "1", "b", "2"), Map.of("a", "3", "b", "4"))),
        Arguments.of("a.csv", "a;b\r\n1,5;2\r\n", List.of(Map.of("a", "1,5", "b", "2"))),
        Arguments.of("a.csv", "a,b\r1,2\r", List.of(Map.of("a", "1", "b", "2"))),
        Arguments.of(
            "a.csv",
            "\"a;x\",b\n\"q \"\"1\"\", x\",\"two\nlines\"\n",
            List.of(Map.of("a;x", "q \"1\", x", "b", "two\nlines"))),
        Arguments.of("a.csv", "a,b\n\n1,\n  \n", List.of(Map.of("a", "1", "b", ""))),
        Arguments.of("a.csv", "a,b\n1\n", List.of(Map.of("a", "1"))),
        Arguments.of("A.CSV", " a , b \n1,2\n", List.of(Map.of("a", "1", "b", "2"))),
        Arguments.of("a.txt", "# c\na = 1 \n\nb=x=y\n", List.of(Map.of("a", "1", "b", "x=y"))),
        Arguments.of(
            "a.json",
            "{\"a\":1.50,\"b\":true,\"n\":null,\"s\":{\"t\":\"x\"}}",
            List.of(Map.of("a", "1.50", "b", "true", "s.t", "x"))),
        Arguments.of(
            "a.json",
            "[{\"a\":12345678901234567890},\n {\"a\":\"ü\"}]\n",
            List.of(Map.of("a", "12345678901234567890"), Map.of("a", "ü"))));
  }

  @ParameterizedTest
  @MethodSource("goodData")
  @DisplayName("R12.2 CSV, key=value and JSON become rows of fields")
  void goodDataIsRead(String name, String text, List<Map<String, String>> rows) throws Exception {
    assertThat(Whole.rows(DataFormat.AUTO, name, utf8(text), true))
        .extracting(row -> Map.copyOf(row.fields()))
        .isEqualTo(rows);
  }

  static Stream<Arguments> cutOffData() {
    return Stream.of(
        Arguments.of("a.csv", ""),
        Arguments.of("a.csv", "a,b\n"),
        Arguments.of("a.csv", "a,b\n1,2"),
        Arguments.of("a.csv", "a,b\n1,\"2\n"),
        Arguments.of("a.txt", "a=1\nb=2"),
        Arguments.of("a.txt", "# only a comment\n"),
        Arguments.of("a.json", "  \n"),
        Arguments.of("a.json", "{\"a\":1"),
        Arguments.of("a.json", "[{\"a\":1},"),
        Arguments.of("a.json", "[{\"a\":\"x"),
        Arguments.of("a.json", "[]"));
  }

  @ParameterizedTest
  @MethodSource("cutOffData")
  @DisplayName("R12.2 a file that looks cut off is told from one that is wrong")
  void cutOffDataWaits(String name, String text) {
    assertThatThrownBy(() -> Whole.rows(DataFormat.AUTO, name, utf8(text), true))
        .isInstanceOf(IncompleteDataException.class);
  }

  @Test
  @DisplayName("R12.2 JSON that is cut off anywhere never counts as whole, nor as wrong")
  void everyPrefixOfJsonIsCutOff() {
    String whole =
        "[{\"a\": -1.5e3, \"b\": [], \"c\": true, \"d\": null, \"e\": \"x\\u00fc\\n\"}, {\"a\": 1}]"
            .replace("[], ", "{\"z\": false}, ");
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> Whole.rows(DataFormat.JSON, "x", utf8(cut), true))
          .as(cut)
          .isInstanceOf(IncompleteDataException.class);
    }
  }

  @Test
  @DisplayName("R12.2 CSV that is cut off within a line never counts as whole, nor as wrong")
  void everyPrefixOfCsvWithinLinesIsCutOff() {
    String whole = "a,b\n\"1 \"\"x\"\"\",\"two\nlines\"\n";
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> Whole.rows(DataFormat.CSV, "x", utf8(cut), true))
          .as(cut)
          .isInstanceOf(IncompleteDataException.class);
    }
  }

  static Stream<Arguments> badData() {
    return Stream.of(
        Arguments.of(
            "a.csv", "a,b\n1,2\n1,2,3\n", "Line 3, column 3 of the table: there is a value, '3'"),
        Arguments.of("a.csv", "a,\n1,2\n", "Line 2, column 2 of the table: there is a value, '2'"),
        Arguments.of("a.csv", "a,b\n\"1\"x,2\n", "Line 2, column 4: text follows a closing quote"),
        Arguments.of("a.txt", "a=1\nb\n", "Line 2 has no '='"),
        Arguments.of("a.txt", "a=1\nA=2\n", "Line 2: the field 'A' comes twice"),
        Arguments.of("a.json", "{\"a\":1}\n[2]", "Line 2: a label must be a JSON object"),
        Arguments.of("a.json", "[1]", "Line 1: a label must be a JSON object"),
        Arguments.of("a.json", "{\"a\":1,\n\"a\":2}", "Line 2, column 4 is no JSON"),
        Arguments.of("a.json", "hello, this is no data", "is no JSON"),
        Arguments.of("a.json", "{\"a\":".repeat(40) + "1" + "}".repeat(40), "nested deeper"));
  }

  @ParameterizedTest
  @MethodSource("badData")
  @DisplayName("R12.2 wrong data are refused with the line")
  void badDataIsRefused(String name, String text, String problem) {
    assertThatThrownBy(() -> Whole.rows(DataFormat.AUTO, name, utf8(text), true))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(problem);
  }

  @Test
  @DisplayName("R12.2 UTF-8 with and without mark, UTF-16 and Windows-1252 are understood")
  void encodings() throws Exception {
    String text = "name\nKöln\n";
    byte[] utf8 = utf8(text);
    byte[] marked = new byte[utf8.length + 3];
    marked[0] = (byte) 0xEF;
    marked[1] = (byte) 0xBB;
    marked[2] = (byte) 0xBF;
    System.arraycopy(utf8, 0, marked, 3, utf8.length);
    for (byte[] bytes :
        List.of(
            utf8,
            marked,
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
            ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE),
            text.getBytes(Charset.forName("windows-1252")))) {
      assertThat(Whole.rows(DataFormat.CSV, "x", bytes, true).get(0).get("NAME")).contains("Köln");
    }
  }

  @Test
  @DisplayName("R12.2 a sentinel may accept files without a final line break")
  void finalLineBreakIsOptional() throws Exception {
    assertThat(Whole.rows(DataFormat.CSV, "x", utf8("a\n1"), false)).hasSize(1);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
