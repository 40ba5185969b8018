package org.sbs.lpm.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in a block, as {@code ^FB} describes it. Immutable.
 *
 * @param width of the block
 * @param lines at most so many; what comes after them is printed over the last one
 * @param spacing added between lines
 * @param justification L, C, R or J
 * @param indent of all lines but the first
 */
record TextBlock(int width, int lines, int spacing, char justification, int indent) {
  private static final int MOST_LINES = 500;

  /** Cuts the text at blanks so that each line fits; a word too long is cut itself. */
  List<String> wrap(String text, LabelFont font, LabelFont.Face face) {
    List<String> out = new ArrayList<>();
    for (String paragraph : text.replace("\\&", "\n").split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ", -1)) {
        String longer = line.isEmpty() ? word : line + " " + word;
        if (font.width(longer, face) <= room(out.size()) || line.isEmpty()) {
          line = new StringBuilder(longer);
        } else {
          out.add(line.toString());
          line = new StringBuilder(word);
        }
        cutLong(out, line, font, face);
      }
      out.add(line.toString());
    }
    return out.size() > MOST_LINES ? out.subList(0, MOST_LINES) : out;
  }

  private void cutLong(List<String> out, StringBuilder line, LabelFont font, LabelFont.Face face) {
    while (out.size() < MOST_LINES
        && line.length() > 1
        && font.width(line.toString(), face) > room(out.size())) {
      int end = line.length() - 1;
      while (end > 1 && font.width(line.substring(0, end), face) > room(out.size())) {
        end--;
      }
      out.add(line.substring(0, end));
      line.delete(0, end);
    }
  }

  private int room(int line) {
    return Math.max(1, width - (line == 0 ? 0 : indent));
  }

  /** The block as dots. */
  Bitmap draw(List<String> wrapped, LabelFont font, LabelFont.Face face) {
    int step = face.dotsHigh() + spacing;
    int shown = Math.max(1, Math.min(lines, wrapped.size()));
    Bitmap block =
        new Bitmap(Math.max(1, width), Math.max(1, step * shown + 2 * LabelFont.over(face)));
    for (int i = 0; i < wrapped.size(); i++) {
      String line = wrapped.get(i);
      if (!line.isBlank()) {
        int left = i == 0 ? 0 : indent;
        int free = width - left - font.width(line.stripTrailing(), face);
        int shift =
            switch (justification) {
              case 'C' -> Math.max(0, free / 2);
              case 'R' -> Math.max(0, free);
              default -> 0;
            };
        int row = Math.min(i, shown - 1);
        block.draw(font.draw(line, face), left + shift, row * step, false);
      }
    }
    return block;
  }
}
