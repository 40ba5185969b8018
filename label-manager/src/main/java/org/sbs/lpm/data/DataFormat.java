package org.sbs.lpm.data;

import java.util.List;
import java.util.Locale;

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
   * Reads a whole file.
   *
   * @param fileName decides the format when it is {@link #AUTO}
   * @param finalLineBreak whether text without a line break at its end counts as cut off
   * @return one row a label, at least one
   * @throws IncompleteDataException if the file looks cut off
   * @throws BadDataException if it is complete and wrong
   */
  public List<DataRow> read(String fileName, byte[] content, boolean finalLineBreak)
      throws BadDataException, IncompleteDataException {
    DataFormat format = resolve(fileName);
    String text = TextDecoder.decode(content);
    if (text.isBlank()) {
      throw new IncompleteDataException("The file is empty.");
    }
    List<DataRow> rows;
    if (format == JSON) {
      rows = JsonData.read(text);
    } else {
      if (finalLineBreak && !text.endsWith("\n") && !text.endsWith("\r")) {
        throw new IncompleteDataException(
            "The last line has no line break at its end, so that it may be cut off"
                + " (set final-line-break = false in the sentinel if its files end so).");
      }
      rows = format == CSV ? CsvData.read(text) : KeyValueData.read(text);
    }
    if (rows.isEmpty()) {
      throw new IncompleteDataException("The file has no data for a label.");
    }
    return rows;
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
