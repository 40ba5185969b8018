package org.sbs.lpm.data;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lines {@code key=value} or {@code key: value}. The file is a label; or each section is, which
 * begins with its name in brackets, and what comes before the first belongs to all of them. Blank
 * lines and lines that begin with # or ; are skipped.
 */
final class KeyValueData implements Records {
  private final TextStream text;
  private final Map<String, String> common = new LinkedHashMap<>();
  private int number;
  private int length;
  private Optional<DataRow.Builder> section = Optional.empty();
  private boolean isOver;

  KeyValueData(TextStream text) {
    this.text = text;
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException {
    DataRow.Builder row = section.orElseGet(() -> new DataRow.Builder(1));
    boolean inSection = section.isPresent();
    while (text.peek() != TextStream.END) {
      String line = Text.strip(line());
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        DataRow.Builder ended = row;
        section = Optional.of(new DataRow.Builder(number));
        if (inSection && !ended.isEmpty()) {
          return Optional.of(whole(ended));
        }
        row = section.get();
        inSection = true;
        continue;
      }
      int mark = mark(line);
      String name = Text.strip(line.substring(0, mark));
      String value = Text.strip(line.substring(mark + 1));
      row.put(name, value, number);
      if (!inSection) {
        common.put(name, value);
      }
    }
    boolean any = !row.isEmpty() && !isOver;
    isOver = true;
    return any ? Optional.of(whole(row)) : Optional.empty();
  }

  private DataRow whole(DataRow.Builder row) {
    common.forEach(row::outer);
    return row.build();
  }

  /** Whichever of the two signs comes first. */
  private int mark(String line) throws BadDataException {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    if (equals < 0 && colon < 0) {
      throw new BadDataException(
          "Line " + number + " has no '=': write key=value, or begin a comment with #.");
    }
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  private String line() throws IOException, BadDataException {
    number++;
    StringBuilder line = new StringBuilder();
    for (int c = text.take(); c != TextStream.END && c != '\n'; c = text.take()) {
      if (c == '\r') {
        if (text.peek() == '\n') {
          text.take();
        }
        break;
      }
      if (c == 0) {
        throw new BadDataException(
            "Line "
                + number
                + ", column "
                + (line.length() + 1)
                + ": there is a zero byte, which no text has. Is this a text file?");
      }
      line.append((char) c);
      length++;
      if (length > TextStream.MAX_ROW_CHARACTERS) {
        throw new BadDataException(
            "The file is longer than "
                + TextStream.MAX_ROW_CHARACTERS
                + " characters, which is too much for key=value.");
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
