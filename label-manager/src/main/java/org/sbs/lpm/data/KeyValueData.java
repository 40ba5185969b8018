package org.sbs.lpm.data;

import java.io.IOException;
import java.util.Optional;

/**
 * Lines {@code key=value}: one label a file. Blank lines and lines that begin with # are skipped.
 */
final class KeyValueData implements Records {
  private final TextStream text;
  private int length;

  KeyValueData(TextStream text) {
    this.text = text;
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException {
    DataRow.Builder row = new DataRow.Builder(1);
    for (int number = 1; text.peek() != TextStream.END; number++) {
      String line = line().strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new BadDataException(
            "Line " + number + " has no '=': write key=value, or begin a comment with #.");
      }
      row.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip(), number);
    }
    return row.isEmpty() ? Optional.empty() : Optional.of(row.build());
  }

  private String line() throws IOException, BadDataException {
    StringBuilder line = new StringBuilder();
    for (int c = text.take(); c != TextStream.END && c != '\n'; c = text.take()) {
      if (c == '\r') {
        if (text.peek() == '\n') {
          text.take();
        }
        break;
      }
      line.append((char) c);
      length++;
      if (length > TextStream.MAX_ROW_CHARACTERS) {
        throw new BadDataException(
            "The file is longer than "
                + TextStream.MAX_ROW_CHARACTERS
                + " characters, and key=value is one label a file.");
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
