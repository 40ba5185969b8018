package org.sbs.lpm.picture;

import java.util.Optional;

/** A field while it is read, from its origin to its end. Used by one thread. */
final class Field {
  private static final char NOTHING = '\0';

  private final int x;
  private final int y;
  private final boolean onBaseline;
  private final boolean rightAligned;
  private LabelFont.Face face;
  private char orientation;
  private boolean reverse;
  private char hex = NOTHING;
  private Optional<TextBlock> block = Optional.empty();
  private Optional<ZplReader.Command> code = Optional.empty();
  private Optional<String> data = Optional.empty();

  /**
   * At its origin.
   *
   * @param onBaseline whether the origin is the foot of text and codes, and not their top
   */
  Field(
      int x,
      int y,
      boolean onBaseline,
      boolean rightAligned,
      LabelFont.Face face,
      char orientation,
      boolean reverse) {
    this.x = x;
    this.y = y;
    this.onBaseline = onBaseline;
    this.rightAligned = rightAligned;
    this.face = face;
    this.orientation = orientation;
    this.reverse = reverse;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  LabelFont.Face face() {
    return face;
  }

  char orientation() {
    return orientation;
  }

  boolean isReverse() {
    return reverse;
  }

  Optional<TextBlock> block() {
    return block;
  }

  Optional<ZplReader.Command> code() {
    return code;
  }

  Optional<String> data() {
    return data;
  }

  void font(LabelFont.Face wanted, char turn) {
    face = wanted;
    orientation = turn;
  }

  void reverses() {
    reverse = true;
  }

  void hex(char indicator) {
    hex = indicator;
  }

  void block(TextBlock wanted) {
    block = Optional.of(wanted);
  }

  void code(ZplReader.Command wanted) {
    code = Optional.of(wanted);
  }

  /** Takes the data, bytes as characters, and resolves their escapes. */
  void data(String raw) {
    String text = raw.replaceAll("[\\r\\n]", "");
    if (hex == NOTHING) {
      data = Optional.of(text);
      return;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean isEscape =
          text.charAt(i) == hex
              && i + 2 < text.length()
              && Character.digit(text.charAt(i + 1), 16) >= 0
              && Character.digit(text.charAt(i + 2), 16) >= 0;
      if (isEscape) {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    data = Optional.of(out.toString());
  }

  /**
   * Where the left top of what is drawn comes.
   *
   * @param wide of it before it is turned
   * @param high of it before it is turned
   * @param foot where its baseline is, from its top
   * @param around how much of its height is above, and below, the cell that the origin is the
   *     corner of
   */
  int[] place(int wide, int high, int foot, int around) {
    int over = high - 1 - foot;
    if (!onBaseline) {
      return switch (orientation) {
        case 'R', 'B' -> new int[] {x - around, y};
        default -> new int[] {rightAligned ? x - wide : x, y - around};
      };
    }
    return switch (orientation) {
      case 'R' -> new int[] {x - over, y};
      case 'I' -> new int[] {x - wide, y - over};
      case 'B' -> new int[] {x - foot, y - wide};
      default -> new int[] {rightAligned ? x - wide : x, y - foot};
    };
  }
}
