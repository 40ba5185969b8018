package org.sbs.lpm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.lpm.files.Content;

/** The rows of a file written down, one by one, are a file with the same rows. */
class RowTextTest {
  private static final List<String> NONE = List.of();

  static Stream<Arguments> files() {
    String idoc =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DELVRY07><IDOC BEGIN=\"1\">"
            + "<EDI_DC40 SEGMENT=\"1\"><DOCNUM>4711</DOCNUM></EDI_DC40>"
            + "<E1EDL20><VBELN>0080001234</VBELN>"
            + "<E1EDL24><MATNR>Schl\u00FCssel &lt;13&gt;</MATNR></E1EDL24>"
            + "<E1EDL24><MATNR><![CDATA[a & b]]></MATNR></E1EDL24>"
            + "<E1EDL24><MATNR/></E1EDL24></E1EDL20></IDOC></DELVRY07>";
    return Stream.of(
        Arguments.of("table", "a.csv", "sep=;\nname;n\n\"a\nb\";1\n\nc;2\n", NONE, ""),
        Arguments.of("table without header", "a.csv", "a;1\nb;2\n", List.of("name", "n"), ""),
        Arguments.of("fixed width", "a.dat", "a1\n\nb2\n", List.of("name:1", "n:2"), ""),
        Arguments.of("key=value", "a.txt", "name=a\nn: 1\n", NONE, ""),
        Arguments.of(
            "sections", "a.txt", "# x\nall=7\n\n[1]\nname=a\nall=8\n[2]\n\n[3]\nname=b", NONE, ""),
        Arguments.of("JSON array", "a.json", "[{\"name\":\"a\"},{\"name\":\"\\\"\\n\"}]", NONE, ""),
        Arguments.of("JSON lines", "a.jsonl", "{\"name\":\"a\",\"n\":1}\n{\"n\":2.50}\n", NONE, ""),
        Arguments.of(
            "JSON, nested",
            "a.json",
            "{\"o\":{\"no\":1,\"to\":{\"city\":\"K\"},\"i\":[{\"sku\":\"a\"},{\"sku\":null},{}]}}",
            NONE,
            "i[].sku,to.city"),
        Arguments.of(
            "JSON, list and doubt",
            "a.json",
            "[{\"t\":[\"x\",\"y\"],\"Name\":\"a\",\"name\":\"b\"},{\"t\":[]}]",
            NONE,
            "t,name"),
        Arguments.of("XML, an IDoc", "a.xml", idoc, NONE, "E1EDL24/MATNR"),
        Arguments.of(
            "XML, names from outside", "a.xml", idoc, NONE, "DELVRY07/IDOC/E1EDL20/E1EDL24/MATNR"),
        Arguments.of(
            "XML, attributes",
            "a.xml",
            "<l><i id='a &quot;' n=' 1 '><p c='EUR'>7</p></i><i id='b&#10;c' n=''/></l>",
            NONE,
            ""),
        Arguments.of(
            "XML, named values",
            "a.xml",
            "<labels><label><variable name='Price (EUR)'>7</variable><variable name='x'"
                + " value=' y'/></label><label><variable name='x'>z</variable></label></labels>",
            NONE,
            ""),
        Arguments.of(
            "XML, list and doubt",
            "a.xml",
            "<l><i><t>x</t><t>y</t><A>1</A><a>2</a></i><i><t>z</t></i></l>",
            NONE,
            ""),
        Arguments.of("XML, one row", "a.xml", "<o><name>a</name></o>", NONE, ""),
        Arguments.of(
            "XML 1.1", "a.xml", "<?xml version='1.1'?><l><i><n>&#1;\u2028.</n></i></l>", NONE, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  @DisplayName("R12.7 head, rows and tail are a file with the same fields, whatever the format")
  void readAgain(String kind, String file, String text, List<String> fields, String wanted)
      throws Exception {
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      DataSource source = source(kind, fields, charset);
      same(source, file, text, charset, new Wanted(Set.of(wanted.split(","))));
    }
  }

  @Test
  @DisplayName("R12.7 a character that the named encoding lacks is escaped, and never replaced")
  void lacking() throws Exception {
    Charset charset = Charset.forName("windows-1252");
    DataSource source = source("", NONE, charset);
    same(source, "a.json", "[{\"n\":\"\u00FC\\u4E2D\\uD83D\\uDE00\"}]", charset, Wanted.NOTHING);
    same(source, "a.xml", "<a><n x='&#x4E2D;'>\u00FC&#x1F600;</n></a>", charset, Wanted.NOTHING);
  }

  private static DataSource source(String kind, List<String> fields, Charset charset) {
    DataFormat format = kind.startsWith("fixed") ? DataFormat.FIXED_WIDTH : DataFormat.AUTO;
    return new DataSource(format, Optional.of(charset), fields, false);
  }

  private static void same(
      DataSource source, String file, String text, Charset charset, Wanted wanted)
      throws Exception {
    List<String> first = new ArrayList<>();
    String all = rows(source, file, text.getBytes(charset), wanted, first);
    assertThat(charset.newEncoder().canEncode(all)).isTrue();
    List<String> second = new ArrayList<>();
    rows(source, file, all.getBytes(charset), wanted, second);
    assertThat(second).as(all).isEqualTo(first).isNotEmpty();
    // Each of them alone, as when the others are right.
    for (int i = 0; i < first.size(); i++) {
      List<String> one = new ArrayList<>();
      rows(source, file, only(source, file, text.getBytes(charset), wanted, i), wanted, one);
      assertThat(one).containsExactly(first.get(i));
    }
  }

  private static byte[] only(
      DataSource source, String file, byte[] bytes, Wanted wanted, int number) throws Exception {
    try (Records records = source.open(file, Content.of(bytes), wanted)) {
      records.keepRows();
      for (int i = 0; i < number; i++) {
        records.next();
      }
      records.next();
      String text = records.head() + records.rowText() + records.tail();
      return text.getBytes(source.encoding().orElseThrow());
    }
  }

  private static String rows(
      DataSource source, String file, byte[] bytes, Wanted wanted, List<String> found)
      throws Exception {
    StringBuilder text = new StringBuilder();
    try (Records records = source.open(file, Content.of(bytes), wanted)) {
      records.keepRows();
      for (Optional<DataRow> row = records.next(); row.isPresent(); row = records.next()) {
        text.append(text.length() == 0 ? records.head() : "").append(records.rowText());
        found.add(row.get().written().stream().sorted(BY_NAME).toList() + " " + lists(row.get()));
      }
      return text.append(records.tail()).toString();
    }
  }

  private static final java.util.Comparator<java.util.Map.Entry<String, String>> BY_NAME =
      java.util.Map.Entry.<String, String>comparingByKey()
          .thenComparing(java.util.Map.Entry.comparingByValue());

  private static String lists(DataRow row) {
    return new TreeMap<>(row.lists())
        .entrySet().stream()
            .map(list -> list.getKey() + "=" + list.getValue())
            .collect(Collectors.joining());
  }
}
