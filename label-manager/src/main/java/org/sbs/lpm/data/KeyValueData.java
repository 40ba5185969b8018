package org.sbs.lpm.data;

import java.util.List;

/**
 * Lines {@code key=value}: one label a file. Blank lines and lines that begin with # are skipped.
 */
final class KeyValueData {
  private KeyValueData() {}

  static List<DataRow> read(String text) throws BadDataException {
    List<String> lines = text.lines().toList();
    DataRow.Builder row = new DataRow.Builder(1);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new BadDataException(
            "Line " + (i + 1) + " has no '=': write key=value, or begin a comment with #.");
      }
      row.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip(), i + 1);
    }
    return row.isEmpty() ? List.of() : List.of(row.build());
  }
}
