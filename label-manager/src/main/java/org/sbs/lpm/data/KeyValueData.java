package org.sbs.lpm.data;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lines {@code key=value} or {@code key: value}. The file is a label; or each section is, which
 * begins with its name in brackets, and what comes before the first belongs to all of them. Blank
 * lines and lines that begin with # or ; are skipped. What is wrong in a section concerns that one.
 */
final class KeyValueData implements Records {
  private final TextStream text;
  private final Map<String, String> common = new LinkedHashMap<>();
  private int number;
  private int length;
  private Optional<DataRow.Builder> section = Optional.empty();
  private boolean isOver;
  private String head = "";
  private String rowText = "";
  private final StringBuilder current = new StringBuilder();

  KeyValueData(TextStream text) {
    this.text = text;
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException {
    DataRow.Builder row = section.orElseGet(() -> new DataRow.Builder(1));
    boolean inSection = section.isPresent();
    Optional<BadDataException> wrong = Optional.empty();
    while (text.peek() != TextStream.END) {
      String line = Text.strip(line());
      if (line.startsWith("[") && line.endsWith("]")) {
        DataRow.Builder ended = row;
        String endedText = current.toString();
        current.setLength(0);
        keepLine();
        section = Optional.of(new DataRow.Builder(number));
        if (inSection && (wrong.isPresent() || !ended.isEmpty())) {
          rowText = endedText;
          return Optional.of(whole(ended, wrong));
        }
        head = inSection ? head : endedText;
        row = section.get();
        inSection = true;
        continue;
      }
      keepLine();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      try {
        field(line, row, inSection);
      } catch (BadDataException e) {
        if (!inSection) {
          throw e;
        }
        wrong = wrong.or(() -> Optional.of(BadDataException.ofRow(e.getMessage())));
      }
    }
    boolean any = (wrong.isPresent() || !row.isEmpty()) && !isOver;
    isOver = true;
    rowText = current.toString();
    return any ? Optional.of(whole(row, wrong)) : Optional.empty();
  }

  private void field(String line, DataRow.Builder row, boolean inSection) throws BadDataException {
    int mark = mark(line);
    String name = Text.strip(line.substring(0, mark));
    String value = Text.strip(line.substring(mark + 1));
    row.put(name, value, number);
    if (!inSection) {
      common.put(name, value);
    }
  }

  /** What a section has that is wrong is its own; the next one can be read. */
  private DataRow whole(DataRow.Builder row, Optional<BadDataException> wrong)
      throws BadDataException {
    if (wrong.isPresent()) {
      throw wrong.get();
    }
    common.forEach(row::outer);
    return row.build();
  }

  private void keepLine() {
    current.append(text.kept());
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
  public void keepRows() {
    text.keep();
  }

  @Override
  public String head() {
    return head;
  }

  @Override
  public String rowText() {
    return rowText;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
