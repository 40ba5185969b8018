package org.sbs.lpm.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.sbs.lpm.files.Content;

/** How a data file is written. */
public enum DataFormat {
  /** By the file's extension: .csv and .json, and key=value for all others. */
  AUTO,
  /** CSV with a header; a row is a label. */
  CSV,
  /** Lines key=value; the file is a label. */
  KEY_VALUE,
  /** A JSON object, or an array of objects; an object is a label. */
  JSON;

  /**
   * Begins with the rows of a file.
   *
   * @param fileName decides the format when it is {@link #AUTO}
   * @param finalLineBreak whether text without a line break at its end counts as cut off
   * @return one row a label, at least one
   * @throws IncompleteDataException if the file looks cut off
   * @throws IOException if it cannot be read
   */
  public Records open(String fileName, Content content, boolean finalLineBreak)
      throws IOException, IncompleteDataException {
    DataFormat format = resolve(fileName);
    if (format != JSON && finalLineBreak && content.size() > 0 && !endsWithLineBreak(content)) {
      throw new IncompleteDataException(
          "The last line has no line break at its end, so that it may be cut off"
              + " (set final-line-break = false in the sentinel if its files end so).");
    }
    char separator = ',';
    if (format == CSV) {
      try (TextStream header = new TextStream(TextDecoder.open(content))) {
        separator = CsvData.separatorOf(header);
      }
    }
    TextStream text = new TextStream(TextDecoder.open(content));
    return new AtLeastOne(
        text,
        switch (format) {
          case JSON -> new JsonData(text);
          case CSV -> new CsvData(text, separator);
          case AUTO, KEY_VALUE -> new KeyValueData(text);
        });
  }

  /** In UTF-16 a line break is two bytes, of which one is 0. */
  private static boolean endsWithLineBreak(Content content) throws IOException {
    try (InputStream stream = content.stream()) {
      stream.skipNBytes(Math.max(0, content.size() - 2));
      byte[] end = stream.readNBytes(2);
      int last = end.length - 1;
      return isLineBreak(end[last]) || (last == 1 && end[1] == 0 && isLineBreak(end[0]));
    }
  }

  private static boolean isLineBreak(byte b) {
    return b == '\n' || b == '\r';
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
      Optional<DataRow> row = records.next();
      if (row.isEmpty() && !any) {
        throw new IncompleteDataException(
            text.isBlank() ? "The file is empty." : "The file has no data for a label.");
      }
      any = true;
      return row;
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }

  private DataFormat resolve(String fileName) {
    if (this != AUTO) {
      return this;
    }
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return CSV;
    }
    return lower.endsWith(".json") ? JSON : KEY_VALUE;
  }
}
