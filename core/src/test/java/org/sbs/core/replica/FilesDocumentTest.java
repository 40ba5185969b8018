package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/FILES.md tells users about filters is what the filters do. */
final class FilesDocumentTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private record Row(List<String> include, List<String> exclude, String path, boolean in) {}

  private static List<Row> table() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "FILES.md"));
    int head = lines.indexOf("| include | exclude | path | in the set |");
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(head + 2, lines.size())) {
      if (!line.startsWith("|")) {
        break;
      }
      String[] cells = line.split("\\|", -1);
      String verdict = cells[4].strip();
      assertThat(verdict).as(line).isIn("yes", "no");
      rows.add(
          new Row(
              quoted(cells[1]), quoted(cells[2]), quoted(cells[3]).get(0), verdict.equals("yes")));
    }
    return rows;
  }

  private static List<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  @Test
  @DisplayName("R4.4 each example of filters in the documentation is as it says")
  void examples() throws IOException {
    List<Row> rows = table();
    assertThat(rows).hasSizeGreaterThan(20);
    for (Row row : rows) {
      Folder folder = Folder.of(1, "/x", new FolderFilter(row.include(), row.exclude()));
      boolean isFolder = row.path().endsWith("/");
      String path = isFolder ? row.path().substring(0, row.path().length() - 1) : row.path();
      assertThat(folder.holds(path, isFolder)).as(row.toString()).isEqualTo(row.in());
    }
  }
}
