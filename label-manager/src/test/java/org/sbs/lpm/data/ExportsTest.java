package org.sbs.lpm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.lpm.Whole;

/** Files as spreadsheets and business systems write them. */
class ExportsTest {
  private static final String UTF_8 = "UTF-8";

  /** Name of the kind, file name, encoding, text, and the values of two fields, row by row. */
  private static Arguments good(
      String kind, String file, String encoding, String text, String... rows) {
    return Arguments.of(kind, file, encoding, text, List.of(rows));
  }

  static Stream<Arguments> tables() {
    return Stream.of(
        good("Excel, German", "a.csv", "windows-1252", "name;code\r\nGrün;1,5\r\n", "Grün|1,5"),
        good("Excel, English", "a.csv", UTF_8, "name,code\r\nA,1.5\r\n", "A|1.5"),
        good("Excel, CSV UTF-8", "a.csv", UTF_8, "\uFEFFname;code\r\nÄ;1\r\n", "Ä|1"),
        good("Excel, Unicode text", "a.txt", "UTF-16LE", "\uFEFFname\tcode\r\nÄ\t1\r\n", "Ä|1"),
        good("PowerShell, no mark", "a.csv", "UTF-16LE", "name,code\r\nA,1\r\n", "A|1"),
        good("UTF-16, big end first", "a.csv", "UTF-16BE", "\uFEFFname;code\r\nA;1\r\n", "A|1"),
        good("UTF-16, big end, no mark", "a.csv", "UTF-16BE", "name;code\r\nA;1\r\n", "A|1"),
        good("sep=;", "a.csv", UTF_8, "sep=;\r\nname;code\r\nA;1\r\n", "A|1"),
        good(
            "sep=, with quotes",
            "a.csv",
            UTF_8,
            "sep=,\r\n\"name\",\"code\"\r\nA,\"1,5\"\r\n",
            "A|1,5"),
        good("SEP=tab", "a.csv", UTF_8, "SEP=\t\r\nname\tcode\r\nA\t1\r\n", "A|1"),
        good("sep=| beside commas", "a.csv", UTF_8, "sep=|\nname|code\na,b,c|1\n", "a,b,c|1"),
        good("sep= with a mark", "a.csv", UTF_8, "\uFEFFsep=;\r\nname;code\r\nA;1\r\n", "A|1"),
        good("tab", "a.tsv", UTF_8, "name\tcode\nA\t1\n", "A|1"),
        good(
            "tab, inch sign inside",
            "a.tsv",
            UTF_8,
            "name\tcode\nTV 24\" wide\t1\n",
            "TV 24\" wide|1"),
        good("bar", "a.csv", UTF_8, "name|code\nA|1\n", "A|1"),
        good("bar in a .txt", "a.txt", UTF_8, "name|code\nA|1\n", "A|1"),
        good("semicolon in a .dat", "a.dat", UTF_8, "name;code\nA;1\n", "A|1"),
        good(
            "decimal commas, semicolon",
            "a.csv",
            UTF_8,
            "name;code\nA;1,50\nB;2,75\n",
            "A|1,50",
            "B|2,75"),
        good("comma inside texts", "a.csv", UTF_8, "name;code\nA, B, C;1\n", "A, B, C|1"),
        good("trailing empty columns", "a.csv", UTF_8, "name;code;;\r\nA;1;;\r\n", "A|1"),
        good("separator at row ends", "a.csv", UTF_8, "name;code\r\nA;1;\r\n", "A|1"),
        good("many at row ends", "a.csv", UTF_8, "name;code\r\nA;1;;;;;\r\n", "A|1"),
        good("separator at header's end only", "a.csv", UTF_8, "name;code;\r\nA;1\r\n", "A|1"),
        good("rows of empty fields", "a.csv", UTF_8, "name;code\r\nA;1\r\n;\r\n;\r\n", "A|1"),
        good("rows of blanks", "a.csv", UTF_8, "name;code\nA;1\n  ; \t\n\"\";\"\"\n", "A|1"),
        good(
            "empty rows before the header",
            "a.csv",
            UTF_8,
            "\r\n;;\r\nname;code\r\nA;1\r\n",
            "A|1"),
        good("empty lines between", "a.csv", UTF_8, "name;code\n\nA;1\n\n\nB;2\n", "A|1", "B|2"),
        good("CR only, old Mac", "a.csv", UTF_8, "name;code\rA;1\rB;2\r", "A|1", "B|2"),
        good("line ends mixed", "a.csv", UTF_8, "name;code\r\nA;1\nB;2\r", "A|1", "B|2"),
        good("quoted line break", "a.csv", UTF_8, "name;code\r\n\"A\r\nB\";1\r\n", "A\r\nB|1"),
        good(
            "quoted separator and quotes",
            "a.csv",
            UTF_8,
            "name,code\n\"A, \"\"B\"\"\",1\n",
            "A, \"B\"|1"),
        good("all quoted", "a.csv", UTF_8, "\"name\";\"code\"\r\n\"A\";\"1\"\r\n", "A|1"),
        good("blank after a quote", "a.csv", UTF_8, "name;code\n\"A\" ;1\n", "A|1"),
        good("quote in the middle", "a.csv", UTF_8, "name;code\n3.5\" disk;1\n", "3.5\" disk|1"),
        good("blanks round names", "a.csv", UTF_8, " name ;\u00A0code\u00A0\nA;1\n", "A|1"),
        good("names in other case", "a.csv", UTF_8, "NAME;Code\nA;1\n", "A|1"),
        good("one column too few", "a.csv", UTF_8, "name;code;city\nA;1\n", "A|1"),
        good("DOS end of file", "a.csv", "IBM850", "name;code\r\nA;1\r\n\u001A", "A|1"),
        good("columns doubled, alike", "a.csv", UTF_8, "name;code;name\nA;1;A\n", "A|1"),
        good("columns doubled, not used", "a.csv", UTF_8, "name;x;code;x\nA;5;1;6\n", "A|1"),
        good("one column", "a.csv", UTF_8, "name\nA\n", "A|-"),
        good(
            "long number",
            "a.csv",
            UTF_8,
            "name;code\nA;00012345678901234567890\n",
            "A|00012345678901234567890"));
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        good(
            "Windows-1252, quotes and euro",
            "a.csv",
            "windows-1252",
            "name;code\n„Süß“ – 5 €;1\n",
            "„Süß“ – 5 €|1"),
        good(
            "Windows-1252, French",
            "a.csv",
            "windows-1252",
            "name;code\nGâteau à l’œuf, 3 pièces;1\n",
            "Gâteau à l’œuf, 3 pièces|1"),
        good(
            "Windows-1252, Spanish",
            "a.csv",
            "windows-1252",
            "name;code\nPiñón de Cáceres;1\n",
            "Piñón de Cáceres|1"),
        good(
            "Windows-1252, capitals",
            "a.csv",
            "windows-1252",
            "name;code\nGRÜNE ÄPFEL;1\n",
            "GRÜNE ÄPFEL|1"),
        good("Windows-1252, one ä", "a.csv", "windows-1252", "name;code\nBär;1\n", "Bär|1"),
        good(
            "Windows-1252, degree",
            "a.csv",
            "windows-1252",
            "name;code\n-18 °C ± 2;1\n",
            "-18 °C ± 2|1"),
        good("CP850, German", "a.csv", "IBM850", "name;code\r\nMüller Käse;4\r\n", "Müller Käse|4"),
        good("CP850, one ß", "a.csv", "IBM850", "name;code\r\nStraße;4\r\n", "Straße|4"),
        good(
            "CP850, umlauts",
            "a.csv",
            "IBM850",
            "name;code\r\nGrößte Öl-Dose über 5 l;4\r\n",
            "Größte Öl-Dose über 5 l|4"),
        good("Shift-JIS", "a.csv", "windows-31j", "name;code\r\nりんごジュース;1\r\n", "りんごジュース|1"),
        good("UTF-8, Japanese", "a.csv", UTF_8, "name;code\nりんご;1\n", "りんご|1"),
        good(
            "UTF-8, Greek and Russian",
            "a.csv",
            UTF_8,
            "name;code\nΜήλο Яблоко;1\n",
            "Μήλο Яблоко|1"),
        good(
            "UTF-8, a sign beyond 16 bits",
            "a.csv",
            UTF_8,
            "name;code\nA\uD83C\uDF4E;1\n",
            "A\uD83C\uDF4E|1"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        good("key=value", "a.txt", UTF_8, "name=A\ncode=1\n", "A|1"),
        good("key: value", "a.txt", UTF_8, "name: A\r\ncode: 1\r\n", "A|1"),
        good("key=value with colons", "a.txt", UTF_8, "name=A: B\ncode=12:30\n", "A: B|12:30"),
        good(
            "key=value, sections",
            "a.ini",
            UTF_8,
            "code=1\n[1]\nname=A\n[2]\nname=B\n",
            "A|1",
            "B|1"),
        good("key=value, comments", "a.txt", UTF_8, "# x\n; y\nname=A\n\ncode=1\n", "A|1"),
        good("key=value in Windows-1252", "a.txt", "windows-1252", "name=Grün\ncode=1\n", "Grün|1"),
        good("JSON object", "a.json", UTF_8, "{\"name\":\"A\",\"code\":1.50}", "A|1.50"),
        good(
            "JSON array",
            "a.json",
            UTF_8,
            "[{\"name\":\"A\",\"code\":1},{\"name\":\"B\",\"code\":2}]",
            "A|1",
            "B|2"),
        good(
            "JSON lines",
            "a.jsonl",
            UTF_8,
            "{\"name\":\"A\",\"code\":1}\n{\"name\":\"B\",\"code\":2}\n",
            "A|1",
            "B|2"),
        good("JSON in a .txt", "a.txt", UTF_8, "  {\"name\":\"A\",\"code\":1}\n", "A|1"));
  }

  /** More of them. */
  static Stream<Arguments> metNested() {
    return Stream.of(
        good("JSON with a mark", "a.json", UTF_8, "\uFEFF{\"name\":\"A\",\"code\":1}", "A|1"),
        good(
            "JSON in a wrapping",
            "a.json",
            UTF_8,
            "{\"orders\":[{\"name\":\"A\",\"code\":1},{\"name\":\"B\",\"code\":2}]}",
            "A|1",
            "B|2"),
        good("JSON null", "a.json", UTF_8, "{\"name\":\"A\",\"code\":null}", "A|-"),
        good(
            "JSON, a list that nobody uses",
            "a.json",
            UTF_8,
            "{\"name\":\"A\",\"code\":1,\"tags\":[1,2]}",
            "A|1"),
        good(
            "XML, rows",
            "a.xml",
            UTF_8,
            "<?xml version=\"1.0\"?>\n"
                + "<labels><label><name>A</name><code>1</code></label><label><name>B</name><code>2</code></label></labels>",
            "A|1",
            "B|2"),
        good(
            "XML, one row",
            "a.xml",
            UTF_8,
            "<labels><label><name>A</name><code>1</code></label></labels>",
            "A|1"),
        good(
            "XML, Loftware, whose type nobody has",
            "a.xml",
            UTF_8,
            "<?xml version=\"1.0\" standalone=\"no\"?>\n<!-- > -->\n"
                + "<!DOCTYPE labels SYSTEM \"label>.dtd\">\n<labels _FORMAT=\"a.lwl\""
                + " _QUANTITY=\"1\"><label><variable name=\"name\">A</variable><variable"
                + " name=\"code\">1</variable></label></labels>",
            "A|1"),
        good(
            "XML, variables by name",
            "a.xml",
            UTF_8,
            "<labels><label><variable name=\"name\">A</variable><variable"
                + " name=\"code\">1</variable></label></labels>",
            "A|1"),
        good(
            "XML, name spaces and CDATA",
            "a.xml",
            UTF_8,
            "<l:labels xmlns:l=\"u\"><l:label><l:name><![CDATA[A &"
                + " B]]></l:name><l:code>1</l:code></l:label></l:labels>",
            "A & B|1"),
        good(
            "XML, rows of a table",
            "a.xml",
            UTF_8,
            "<table><row><name>A</name><code>1</code></row>"
                + "<row><name>B</name><code>2</code></row></table>",
            "A|1",
            "B|2"),
        good("XML in a .txt", "a.txt", UTF_8, "<a><name>A</name><code>1</code></a>", "A|1"));
  }

  /** What people have met in warehouses, and no manual has. */
  static Stream<Arguments> met() {
    return Stream.of(
        good("Excel, =\"0012\"", "a.csv", UTF_8, "name;code\nA;=\"0012\"\n", "A|0012"),
        good(
            "Excel, =\"0012\" in quotes",
            "a.csv",
            UTF_8,
            "name,code\n\"A\",\"=\"\"0012\"\"\"\n",
            "A|0012"),
        good("Excel, =\"\"", "a.csv", UTF_8, "name;code\nA;=\"\"\nB;=1\n", "A|", "B|=1"),
        good("sep= in quotes", "a.csv", UTF_8, "\"sep=;\"\r\nname;code\r\nA;1\r\n", "A|1"),
        good(
            "UTF-16, sep=tab",
            "a.txt",
            "UTF-16LE",
            "\uFEFFsep=\t\r\nname\tcode\r\nGr\u00FCn\t1\r\n",
            "Gr\u00FCn|1"),
        good("two marks", "a.csv", UTF_8, "\uFEFF\uFEFFname;code\nA;1\n", "A|1"),
        good("two marks before quotes", "a.csv", UTF_8, "\uFEFF\uFEFF\"name\";code\nA;1\n", "A|1"),
        good(
            "two files put together",
            "a.csv",
            UTF_8,
            "\uFEFFname;code\nA;1\n\uFEFFname;code\nB;2\n",
            "A|1",
            "B|2"),
        good(
            "two files, DOS ends between",
            "a.csv",
            UTF_8,
            "name;code\r\nA;1\r\n\u001Aname;code\r\nB;2\r\n\u001A",
            "A|1",
            "B|2"),
        good(
            "header on each page",
            "a.csv",
            UTF_8,
            "name;code\nA;1\nNAME;code\nB;2\n",
            "A|1",
            "B|2"),
        good("one column, its name as a value", "a.csv", UTF_8, "name\nName\n", "Name|-"),
        good(
            "XML, wrapping with a version",
            "a.xml",
            UTF_8,
            "<o version=\"3\"><l code=\"1\"><name>A</name></l></o>",
            "A|-"),
        good(
            "XML, one field with an attribute",
            "a.xml",
            UTF_8,
            "<a><name l=\"de\">A</name></a>",
            "A|-"),
        good(
            "CR only, quotes, tab",
            "a.txt",
            UTF_8,
            "name\tcode\r\"A\tB\"\t1\rC\t2\r",
            "A\tB|1",
            "C|2"),
        good(
            "no-break spaces", "a.csv", UTF_8, "name;code\nA;\u00A0\n\u00A0;\u00A0\n", "A|\u00A0"));
  }

  /** The same of nested data. */
  static Stream<Arguments> metInTrees() {
    return Stream.of(
        good("JSON with a mark", "a.json", UTF_8, "\uFEFF[{\"name\":\"A\",\"code\":1}]", "A|1"),
        good(
            "JSON in UTF-16",
            "a.json",
            "UTF-16LE",
            "\uFEFF{\"name\":\"\u00C4\",\"code\":0.50}",
            "\u00C4|0.50"),
        good(
            "JSON lines, empty lines and a mark each",
            "a.jsonl",
            UTF_8,
            "\uFEFF{\"name\":\"A\",\"code\":1}\n\n{\"name\":\"B\",\"code\":true}\n",
            "A|1",
            "B|true"),
        good(
            "JSON, OData",
            "a.json",
            UTF_8,
            "{\"d\":{\"results\":[{\"name\":\"A\",\"code\":\"1\"},{\"name\":\"B\",\"code\":\"2\"}]}}",
            "A|1",
            "B|2"),
        good(
            "XML that says ISO-8859-1",
            "a.xml",
            "ISO-8859-1",
            "<?xml version=\"1.0\""
                + " encoding=\"ISO-8859-1\"?><a><name>Mu\u00E1e</name><code>1</code></a>",
            "Mu\u00E1e|1"),
        good(
            "XML that says IBM850",
            "a.xml",
            "IBM850",
            "<?xml version='1.0' encoding='ibm850' ?>\n"
                + "<a><name>\u00E1 \u00DF</name><code>1</code></a>",
            "\u00E1 \u00DF|1"),
        good(
            "XML in UTF-16 that says so",
            "a.xml",
            "UTF-16LE",
            "\uFEFF<?xml version=\"1.0\""
                + " encoding=\"UTF-16\"?><a><name>\u00C4</name><code>1</code></a>",
            "\u00C4|1"),
        good(
            "XML, a name space for all",
            "a.xml",
            UTF_8,
            "<?xml version=\"1.0\"?><ns0:D xmlns:ns0=\"http://x\" xmlns=\"u\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a"
                + " b\"><I B=\"1\"><name xsi:nil=\"true\"/><code>1</code></I></ns0:D>",
            "|1"),
        good(
            "INI with quotes and a mark",
            "a.ini",
            UTF_8,
            "\uFEFF[Label]\r\nName = A = B\r\nCode: 1:2\r\n",
            "A = B|1:2"));
  }

  static Stream<Arguments> all() {
    return Stream.of(tables(), encodings(), others(), met(), metNested(), metInTrees())
        .flatMap(part -> part);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  @DisplayName("R12.7 exports of business systems are read")
  void read(String kind, String file, String encoding, String text, List<String> rows)
      throws Exception {
    byte[] content = text.getBytes(Charset.forName(encoding));
    assertThat(Whole.rows(DataSource.AUTO, file, content, Wanted.NOTHING))
        .as(kind)
        .map(row -> row.get("name").orElse("-") + "|" + row.get("code").orElse("-"))
        .isEqualTo(rows);
  }

  @Test
  @DisplayName("R12.7 the lists of nested data make a label a member, with what is outside of them")
  void nested() throws Exception {
    String json =
        "{\"order\":{\"no\":7},\"items\":[{\"sku\":\"A\"},{\"sku\":\"B\"}],\"city\":\"Ulm\"}";
    Wanted items = new Wanted(Set.of("order.no", "items[].sku"));
    assertThat(Whole.rows(DataSource.AUTO, "a.json", utf8(json), items))
        .map(row -> row.get("order.no").orElse("") + row.get("Items[].SKU").orElse(""))
        .containsExactly("7A", "7B");
    assertThat(Whole.rows(DataSource.AUTO, "a.json", utf8(json), new Wanted(Set.of("city"))))
        .as("a list that no label shows makes none")
        .map(row -> row.get("city").orElse(""))
        .containsExactly("Ulm");
    String idoc =
        "<DELVRY07><IDOC BEGIN=\"1\"><EDI_DC40 SEGMENT=\"1\"><DOCNUM>9</DOCNUM></EDI_DC40>"
            + "<E1EDL20><VBELN>80</VBELN><E1ADRM1><NAME1>X</NAME1></E1ADRM1>"
            + "<E1ADRM1><NAME1>Y</NAME1></E1ADRM1>"
            + "<E1EDL24><MATNR>M1</MATNR></E1EDL24><E1EDL24><MATNR>M2</MATNR></E1EDL24>"
            + "</E1EDL20></IDOC></DELVRY07>";
    String delivery = "IDOC/E1EDL20/VBELN";
    Wanted lines = new Wanted(Set.of("E1EDL20/VBELN", "E1EDL20/E1EDL24/MATNR"));
    assertThat(Whole.rows(DataSource.AUTO, "a.xml", utf8(idoc), lines))
        .as(delivery)
        .map(
            row ->
                row.get("E1EDL20/VBELN").orElse("") + row.get("E1EDL20/E1EDL24/MATNR").orElse(""))
        .containsExactly("80M1", "80M2");
  }

  @Test
  @DisplayName("R12.7 tables without a header and lines of fixed width get their names by fields")
  void namedColumns() throws Exception {
    DataSource table =
        new DataSource(DataFormat.AUTO, Optional.empty(), List.of("name", "code"), true);
    assertThat(Whole.rows(table, "a.txt", utf8("A;1\nB;2\n"), Wanted.NOTHING))
        .map(row -> row.get("name").orElse("") + row.get("code").orElse(""))
        .containsExactly("A1", "B2");
    assertThat(Whole.rows(table, "a.csv", utf8("Name;Code\nA;1\n"), Wanted.NOTHING))
        .as("a header all the same")
        .hasSize(1);
    DataSource fixed =
        new DataSource(
            DataFormat.FIXED_WIDTH,
            Optional.of(Encodings.named("CP850")),
            List.of("name:1-8", "code:9-12", "flag:13"),
            true);
    byte[] lines = "Müller  0012X\r\nAß      7\r\n\r\n".getBytes(Charset.forName("IBM850"));
    assertThat(Whole.rows(fixed, "a.dat", lines, Wanted.NOTHING))
        .map(
            row ->
                row.get("name").orElse("")
                    + "|"
                    + row.get("code").orElse("")
                    + "|"
                    + row.get("flag").orElse(""))
        .containsExactly("Müller|0012|X", "Aß|7|");
  }

  static Stream<Arguments> doubts() {
    return Stream.of(
        Arguments.of(
            "cut in a character",
            "a.csv",
            join("name;code\nMüller;1\nStra", 0xC3, ";3\n"),
            "Line 3, column 5"),
        Arguments.of(
            "cut before a good one",
            "a.csv",
            join("name;code\nStra", 0xC3, ";3\nMüller;1\n"),
            "Line 2, column 5"),
        Arguments.of("á or ß", "a.csv", join("name;code\nMu", 0xE1, "e;1\n"), "Line 2, column 3"),
        Arguments.of(
            "no code page", "a.csv", join("name;code\nab", 0xB0, "cd;1\n"), "Line 2, column 3"),
        Arguments.of(
            "UTF-8 mark and a wrong byte",
            "a.csv",
            join("\uFEFFname;code\nab", 0xFC, "cd;1\n"),
            "Line 2, column 3"),
        Arguments.of("zero byte", "a.csv", join("name;code\nab", 0, "cd;1\n"), "Line 2, column 3"),
        Arguments.of(
            "zero byte in key=value", "a.txt", join("name=ab", 0, "cd\n"), "Line 1, column 8"),
        Arguments.of(
            "text behind a quote", "a.csv", utf8("name;code\n\"A\"B;1\n"), "Line 2, column 4"),
        Arguments.of(
            "a value without a name", "a.csv", utf8("name;code\nA;1;x\n"), "Line 2, column 3"),
        Arguments.of(
            "a workbook",
            "a.csv",
            join("PK", 3, "\u0004....[Content_Types].xml"),
            "Excel workbook; save it as CSV"),
        Arguments.of(
            "a workbook as .json",
            "a.json",
            join("PK", 3, "\u0004....xl/workbook.xml"),
            "Excel workbook"),
        Arguments.of(
            "a web page as a workbook",
            "a.xls",
            utf8(
                "\n"
                    + "<html"
                    + " xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table><tr><td>name"),
            "web page, which programs export under the ending .xls"),
        Arguments.of("a web page as .csv", "a.csv", utf8("\uFEFF<!DOCTYPE HTML>\n<p>"), "web page"),
        Arguments.of(
            "a table of a web page",
            "a.csv",
            utf8("\n<TABLE border='1'>\n<tr><td>name</td></tr></TABLE>\n"),
            "web page"),
        Arguments.of(
            "a workbook in XML",
            "a.xml",
            utf8(
                "<?xml version=\"1.0\"?>\n<Workbook"
                    + " xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"></Workbook>"),
            "Excel workbook in XML; save it as CSV"),
        Arguments.of(
            "RTF", "a.csv", utf8("{\\rtf1\\ansi name;code\nA;1}\n"), "save it as plain text"),
        Arguments.of(
            "an old workbook",
            "a.csv",
            new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 1},
            "save it as CSV"),
        Arguments.of("a PDF", "a.csv", utf8("%PDF-1.7\n"), "PDF"),
        Arguments.of("printer language", "a.txt", utf8("^XA^FDx^FS^XZ\n"), "raw = true"),
        Arguments.of(
            "XML with a type",
            "a.xml",
            utf8("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><name>&x;</name></a>"),
            "Line 1"),
        Arguments.of(
            "XML, an entity of a type that is not read",
            "a.xml",
            utf8("<!DOCTYPE a SYSTEM 'a.dtd'>\n<a name='x&y;'><b>1</b></a>"),
            "Line 2"),
        Arguments.of(
            "XML, defaults of a type's own",
            "a.xml",
            utf8("<!DOCTYPE a SYSTEM '>' [<!ATTLIST a n CDATA 'x'>]><a><b>1</b></a>"),
            "Line 1"),
        Arguments.of(
            "JSON, comma before the end", "a.json", utf8("[{\"name\":\"A\"},]\n"), "Line 1"),
        Arguments.of("JSON, NaN at the end", "a.json", utf8("{\"name\":NaN}"), "Line 1"),
        Arguments.of("JSON, half a character", "a.json", utf8("{\"name\":\"\\ud83c\"}"), "half"),
        Arguments.of("XML, wrong end", "a.xml", utf8("<a>\n<b></c></a>\n\n\n"), "Line 2"),
        Arguments.of("JSON, list in a list", "a.json", utf8("{\"a\":[[1]]}"), "list"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubts")
  @DisplayName("R12.7 what is wrong or in doubt is an error with its place or its remedy")
  void refused(String kind, String file, byte[] content, String place) {
    assertThatThrownBy(() -> Whole.rows(DataSource.AUTO, file, content, Wanted.NOTHING))
        .as(kind)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(place);
  }

  @Test
  @DisplayName("R12.7 columns of one name with other values are in doubt where they are used")
  void doubledColumns() throws Exception {
    DataRow row =
        Whole.rows(DataSource.AUTO, "a.csv", utf8("name;text;Text\nA;x;y\n"), Wanted.NOTHING)
            .get(0);
    assertThat(row.get("name")).contains("A");
    assertThatThrownBy(() -> row.get("TEXT")).isInstanceOf(BadDataException.class);
    for (String nested :
        List.of(
            "{\"name\":\"A\",\"text\":\"x\",\"Text\":\"y\"}",
            "<a><name>A</name><text>x</text><TEXT>y</TEXT></a>")) {
      DataRow other = Whole.rows(DataSource.AUTO, "a", utf8(nested), Wanted.NOTHING).get(0);
      assertThat(other.get("name")).contains("A");
      assertThatThrownBy(() -> other.get("text"))
          .as(nested)
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("'text'");
    }
  }

  @Test
  @DisplayName("R12.7 attributes of wrappings are fields, and templates that name a wrapping go on")
  void wrappings() throws Exception {
    byte[] xml =
        utf8("<o no=\"7\"><l id=\"1\"><name>A</name></l><l id=\"2\"><name>B</name></l></o>");
    assertThat(Whole.rows(DataSource.AUTO, "a.xml", xml, new Wanted(Set.of("@no", "@id"))))
        .map(row -> row.get("@no").orElse("") + row.get("@id").orElse("") + row.get("name").get())
        .containsExactly("71A", "72B");
    assertThat(Whole.rows(DataSource.AUTO, "a.xml", xml, new Wanted(Set.of("l/name"))))
        .as("as it was before attributes of wrappings were left out")
        .map(
            row ->
                row.get("@no").orElse("") + row.get("l/@id").orElse("") + row.get("l/name").get())
        .containsExactly("71A", "72B");
  }

  @Test
  @DisplayName("R12.7 a tab among columns of fixed width is no blank")
  void tabs() throws Exception {
    DataSource fixed =
        new DataSource(
            DataFormat.FIXED_WIDTH, Optional.empty(), List.of("name:1-4", "code:5-6"), true);
    assertThat(Whole.rows(fixed, "a.dat", utf8("A   12\tx\n"), Wanted.NOTHING)).hasSize(1);
    assertThatThrownBy(() -> Whole.rows(fixed, "a.dat", utf8("A   12\nA\t12\n"), Wanted.NOTHING))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("Line 2, column 2");
  }

  @Test
  @DisplayName("R12.7 a line break in a column's name is a blank")
  void brokenNames() throws Exception {
    byte[] table = utf8("\"Art.-\r\nNr.\";name\r\n12;A\r\n");
    assertThat(Whole.rows(DataSource.AUTO, "a.csv", table, Wanted.NOTHING))
        .map(row -> row.get("Art.- Nr.").orElse("-"))
        .containsExactly("12");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(String before, int wrong, String after) {
    byte[] head = utf8(before);
    byte[] tail = utf8(after);
    byte[] all = new byte[head.length + 1 + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    all[head.length] = (byte) wrong;
    System.arraycopy(tail, 0, all, head.length + 1, tail.length);
    return all;
  }
}
