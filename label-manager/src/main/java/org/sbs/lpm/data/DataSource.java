package org.sbs.lpm.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.lpm.files.Content;

/**
 * How the data files of a sentinel are read. Immutable.
 *
 * @param format how they are written
 * @param encoding of text; nothing to find it
 * @param fields the names of a table's columns where files have no header, or names and columns of
 *     fixed width, such as {@code article:1-12}; may be empty
 * @param finalLineBreak whether text without a line break at its end counts as cut off
 */
public record DataSource(
    DataFormat format, Optional<Charset> encoding, List<String> fields, boolean finalLineBreak) {
  /** Finds format and encoding by themselves. */
  public static final DataSource AUTO =
      new DataSource(DataFormat.AUTO, Optional.empty(), List.of(), true);

  private static final int HEAD_BYTES = 4096;
  private static final Pattern DECLARATION =
      Pattern.compile("\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the fields do not fit the format, with a sentence
   */
  public DataSource {
    fields = List.copyOf(fields);
    if (format == DataFormat.FIXED_WIDTH) {
      if (fields.isEmpty()) {
        throw new IllegalArgumentException(
            "format \"fixed-width\" needs the columns, such as fields = [\"article:1-12\"]");
      }
      fields.forEach(FixedWidthData.Column::parse);
    }
  }

  /**
   * Begins with the rows of a file.
   *
   * @param fileName of which the ending decides where the content does not
   * @param wanted the fields that are used, by which a list in nested data is chosen
   * @return one row a label, at least one
   * @throws IncompleteDataException if the file looks cut off
   * @throws BadDataException if it is complete and wrong
   * @throws IOException if it cannot be read
   */
  public Records open(String fileName, Content content, Wanted wanted)
      throws IOException, BadDataException, IncompleteDataException {
    byte[] head = checkedHead(content);
    Optional<Charset> charset = encoding.or(() -> declared(head));
    DataFormat found = resolve(fileName, content, charset);
    boolean endsItself = found == DataFormat.JSON || found == DataFormat.XML;
    if (!endsItself && finalLineBreak && content.size() > 0 && !endsWithLineBreak(content)) {
      throw new IncompleteDataException(
          "The last line has no line break at its end, so that it may be cut off"
              + " (set final-line-break = false in the sentinel if its files end so).");
    }
    CsvDialect shape = new CsvDialect(',', false);
    if (found == DataFormat.CSV) {
      try (TextStream text = text(content, charset)) {
        shape = CsvDialect.of(text);
      }
    }
    TextStream text = text(content, charset);
    return new AtLeastOne(
        text,
        switch (found) {
          case JSON -> new JsonData(text, wanted, encoding);
          case XML -> new XmlData(text, wanted, encoding);
          case CSV -> new CsvData(text, shape, fields);
          case FIXED_WIDTH ->
              new FixedWidthData(text, fields.stream().map(FixedWidthData.Column::parse).toList());
          case AUTO, KEY_VALUE -> new KeyValueData(text);
        });
  }

  private static TextStream text(Content content, Optional<Charset> charset)
      throws IOException, BadDataException {
    return new TextStream(TextDecoder.open(content, charset));
  }

  /**
   * What an XML document says of itself. UTF-8 and UTF-16 are found anyhow, and are said where they
   * are not true. Latin 1 is Windows-1252, of which it lacks the signs that a label could have.
   */
  private static Optional<Charset> declared(byte[] head) {
    Matcher said = DECLARATION.matcher(new String(head, StandardCharsets.ISO_8859_1));
    if (!said.lookingAt() || said.group(1).toUpperCase(Locale.ROOT).startsWith("UTF")) {
      return Optional.empty();
    }
    try {
      Charset charset = Encodings.named(said.group(1));
      return Optional.of(
          charset.equals(StandardCharsets.ISO_8859_1) ? Encodings.named("cp1252") : charset);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] checkedHead(Content content)
      throws IOException, BadDataException, IncompleteDataException {
    if (content.size() == 0) {
      throw new IncompleteDataException("The file is empty.");
    }
    byte[] head;
    try (InputStream stream = content.stream()) {
      head = stream.readNBytes(HEAD_BYTES);
    }
    Optional<String> objection = Guess.objection(head);
    if (objection.isPresent()) {
      throw new BadDataException(objection.get());
    }
    return head;
  }

  private DataFormat resolve(String fileName, Content content, Optional<Charset> charset)
      throws IOException, BadDataException {
    if (format != DataFormat.AUTO) {
      return format;
    }
    try (TextStream text = text(content, charset)) {
      DataFormat found = Guess.format(fileName, text);
      // Who names columns has tables.
      return found == DataFormat.KEY_VALUE && !fields.isEmpty() ? DataFormat.CSV : found;
    }
  }

  /** In UTF-16 a line break is two bytes, of which one is 0. */
  private static boolean endsWithLineBreak(Content content) throws IOException {
    int length = (int) Math.min(content.size(), 64);
    try (InputStream stream = content.stream()) {
      stream.skipNBytes(content.size() - length);
      byte[] end = stream.readNBytes(length);
      int last = end.length - 1;
      while (last > 0 && (end[last] == 0 || end[last] == DosEndReader.DOS_END)) {
        last--;
      }
      return end[last] == '\n' || end[last] == '\r';
    }
  }

  /** A file without data looks cut off. */
  private static final class AtLeastOne implements Records {
    private final TextStream text;
    private final Records records;
    private boolean any;

    AtLeastOne(TextStream text, Records records) {
      this.text = text;
      this.records = records;
    }

    @Override
    public Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException {
      Optional<DataRow> row;
      try {
        row = records.next();
      } catch (BadDataException e) {
        any = true;
        throw e;
      }
      if (row.isEmpty() && !any) {
        throw new IncompleteDataException(
            text.isBlank() ? "The file is empty." : "The file has no data for a label.");
      }
      any = true;
      return row;
    }

    @Override
    public void keepRows() {
      records.keepRows();
    }

    @Override
    public String head() {
      return records.head();
    }

    @Override
    public String rowText() {
      return records.rowText();
    }

    @Override
    public String tail() {
      return records.tail();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
