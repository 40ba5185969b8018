package org.sbs.lpm.data;

import java.util.ArrayList;
import java.util.List;

/**
 * CSV with a header (RFC 4180), separated by comma or semicolon, whichever comes more often in the
 * header. Quotes double inside quotes; a quoted cell may contain line breaks.
 */
final class CsvData {
  private final String text;
  private final char separator;
  private int at;
  private int line = 1;

  private CsvData(String text) {
    this.text = text;
    this.separator = separatorOf(text);
  }

  static List<DataRow> read(String text) throws BadDataException, IncompleteDataException {
    return new CsvData(text).rows();
  }

  private List<DataRow> rows() throws BadDataException, IncompleteDataException {
    List<String> header = null;
    List<DataRow> rows = new ArrayList<>();
    while (at < text.length()) {
      int firstLine = line;
      List<String> cells = record();
      if (cells.size() == 1 && cells.get(0).isBlank()) {
        continue;
      }
      if (header == null) {
        header = cells.stream().map(String::strip).toList();
      } else {
        rows.add(row(header, cells, firstLine));
      }
    }
    return rows;
  }

  private static DataRow row(List<String> header, List<String> cells, int line)
      throws BadDataException {
    if (cells.size() > header.size()) {
      throw new BadDataException(
          "Line "
              + line
              + " has "
              + cells.size()
              + " cells, but the header names only "
              + header.size()
              + ". Quote cells that contain the separator.");
    }
    DataRow.Builder row = new DataRow.Builder(line);
    for (int i = 0; i < cells.size(); i++) {
      row.put(header.get(i), cells.get(i), line);
    }
    return row.build();
  }

  private List<String> record() throws BadDataException, IncompleteDataException {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length()) {
        return cells;
      }
      char c = text.charAt(at++);
      if (c == separator) {
        continue;
      }
      if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      line++;
      return cells;
    }
  }

  private String plain() {
    int from = at;
    while (at < text.length() && !endsCell(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() throws BadDataException, IncompleteDataException {
    int openedAt = line;
    StringBuilder cell = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        if (c == '\n') {
          line++;
        }
        cell.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        cell.append('"');
        at++;
      } else if (at >= text.length() || endsCell(text.charAt(at))) {
        return cell.toString();
      } else {
        throw new BadDataException(
            "Line " + line + ": text follows a closing quote. Double the quotes inside a cell.");
      }
    }
    throw new IncompleteDataException("The quote opened in line " + openedAt + " is never closed.");
  }

  private boolean endsCell(char c) {
    return c == separator || c == '\n' || c == '\r';
  }

  private static char separatorOf(String text) {
    int commas = 0;
    int semicolons = 0;
    boolean inQuotes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        inQuotes = !inQuotes;
      } else if (!inQuotes && (c == '\n' || c == '\r')) {
        break;
      } else if (!inQuotes && c == ',') {
        commas++;
      } else if (!inQuotes && c == ';') {
        semicolons++;
      }
    }
    return semicolons > commas ? ';' : ',';
  }
}
