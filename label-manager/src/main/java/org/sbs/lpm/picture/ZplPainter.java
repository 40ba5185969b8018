package org.sbs.lpm.picture;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out ZPL on dots. What a printer keeps from one label to the next, such as widths and
 * downloaded pictures, is kept from one to the next here. Used by one thread, once.
 */
final class ZplPainter {
  private static final int WIDTH = 832;
  private static final int HEIGHT = 1218;
  private static final int MOST_LABELS = 1000;
  private static final int MOST_NOTES = 100;
  private static final Charset CODE_PAGE = Charset.forName("IBM850");

  /** Those that change nothing of how a label looks. */
  private static final Set<String> SILENT =
      Set.of(
          "^XA", "^XZ", "^FX", "^MM", "^MN", "^MT", "^MD", "^PR", "^PQ", "^JM", "^JU", "^JZ", "~JS",
          "^JS", "~SD", "^SD", "~TA", "^TA", "^PF", "^PP", "~PS", "^ID", "^SS", "^CV", "^MC", "^CC",
          "~CC", "^CT", "~CT", "^CD", "~CD", "^EG", "~EG", "^PW", "^LL", "^JJ", "^ST", "^SZ", "^ML",
          "^CW", "^FC", "^KL", "^RF", "^HZ", "~JA", "~HS");

  private final ZplReader reader;
  private final LabelFont font = new LabelFont();
  private final Map<String, Bitmap> graphics = new HashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private boolean lacksCode;
  private int width = WIDTH;
  private int height = HEIGHT;
  private int homeX;
  private int homeY;
  private int shiftX;
  private int shiftY;
  private LabelFont.Face usual = new LabelFont.Face('A', 9, 0);
  private char turn = 'N';
  private BarCodes.Defaults bars = new BarCodes.Defaults(2, 3, 10);
  private Charset charset = CODE_PAGE;
  private boolean upsideDown;
  private boolean allReverse;
  private Bitmap canvas = new Bitmap(1, 1);
  private boolean drawn;
  private Field field;

  ZplPainter(byte[] zpl) {
    this.reader = new ZplReader(zpl);
    this.field = field(new Parameters(""), false);
  }

  List<LabelPicture> paint() {
    List<LabelPicture> pictures = new ArrayList<>();
    List<ZplReader.Command> label = new ArrayList<>();
    for (Optional<ZplReader.Command> next = reader.next();
        next.isPresent() && pictures.size() < MOST_LABELS;
        next = reader.next()) {
      label.add(next.get());
      if (next.get().name().equals("^XZ")) {
        picture(label).ifPresent(pictures::add);
        label.clear();
      }
    }
    return pictures;
  }

  private Optional<LabelPicture> picture(List<ZplReader.Command> label) {
    notes.clear();
    lacksCode = false;
    for (ZplReader.Command command : label) {
      switch (command.name()) {
        case "^PW" -> width = command.parameters().number(0, width);
        case "^LL" -> height = command.parameters().number(0, height);
        default -> {}
      }
    }
    if (width < 1 || height < 1 || (long) width * height > Bitmap.MOST_DOTS) {
      note("^PW and ^LL give " + width + " x " + height + " dots; it is drawn with others");
      width = WIDTH;
      height = HEIGHT;
    }
    canvas = new Bitmap(width, height);
    drawn = false;
    field = field(new Parameters(""), false);
    for (ZplReader.Command command : label) {
      try {
        carryOut(command);
      } catch (IllegalArgumentException e) {
        note(command.name() + " is not drawn: " + e.getMessage());
      }
    }
    endField();
    return drawn
        ? Optional.of(
            new LabelPicture(
                canvas.turned(upsideDown ? 'I' : 'N'), new ArrayList<>(notes), lacksCode))
        : Optional.empty();
  }

  private void note(String text) {
    if (notes.size() < MOST_NOTES) {
      notes.add(text + ".");
    }
  }

  private void carryOut(ZplReader.Command command) {
    Parameters given = command.parameters();
    switch (command.name()) {
      case "^FO" -> begin(given, false);
      case "^FT" -> begin(given, true);
      case "^FS" -> endField();
      case "^FD", "^FV" -> field.data(command.text());
      case "^FH" -> field.hex(given.text().isEmpty() ? '_' : given.text().charAt(0));
      case "^FR" -> field.reverses();
      case "^FB" -> block(given);
      case "^TB" -> textBlock(given);
      case "^A" -> font(given);
      case "^A@" -> downloadedFont(given);
      case "^GB", "^GC", "^GE", "^GD" -> shape(command);
      case "^GF" -> graphicField(given);
      case "~DG" -> download(given);
      case "^XG", "^IM" -> recall(given);
      case "^SN" -> serial(given);
      default -> set(command);
    }
  }

  /** What holds for all fields after it. */
  private void set(ZplReader.Command command) {
    Parameters given = command.parameters();
    switch (command.name()) {
      case "^LH" -> {
        homeX = given.number(0, homeX);
        homeY = given.number(1, homeY);
      }
      case "^LT" -> shiftY = given.number(0, 0);
      case "^LS" -> shiftX = -given.number(0, 0);
      case "^LR" -> allReverse = given.yes(0, false);
      case "^PO" -> upsideDown = given.letter(0, 'N') == 'I';
      case "^FW" -> turn = given.orientation(0, turn);
      case "^CF" ->
          usual =
              new LabelFont.Face(
                  given.letter(0, usual.name()),
                  given.number(1, given.number(2, usual.height())),
                  given.number(2, 0));
      case "^BY" ->
          bars =
              new BarCodes.Defaults(
                  Math.max(1, Math.min(10, given.number(0, bars.module()))),
                  Math.max(2, Math.min(3, given.decimal(1, bars.ratio()))),
                  given.number(2, bars.height()));
      case "^CI" -> charset = given.number(0, 0) == 28 ? StandardCharsets.UTF_8 : CODE_PAGE;
      case "^PM" -> {
        if (given.yes(0, false)) {
          note("^PMY, a mirrored label, is not drawn so");
        }
      }
      case "^MU" -> {
        if (given.letter(0, 'D') != 'D') {
          note("^MU is not drawn: all measures are taken as dots");
        }
      }
      default -> codeOrUnknown(command);
    }
  }

  private void codeOrUnknown(ZplReader.Command command) {
    if (BarCodes.isKnown(command.name())) {
      field.code(command);
    } else if (!SILENT.contains(command.name())) {
      note(command.name() + " is not known here and is left out");
    }
  }

  private Field field(Parameters given, boolean onBaseline) {
    return new Field(
        homeX + shiftX + given.number(0, 0),
        homeY + shiftY + given.number(1, 0),
        onBaseline,
        given.number(2, 0) == 1,
        usual,
        turn,
        allReverse);
  }

  private void begin(Parameters given, boolean onBaseline) {
    endField();
    field = field(given, onBaseline);
  }

  private void endField() {
    if (field.data().isPresent()) {
      String text = new String(field.data().get().getBytes(StandardCharsets.ISO_8859_1), charset);
      if (field.code().isPresent()) {
        code(field.code().get(), text);
      } else {
        text(text);
      }
    }
    field = field(new Parameters(""), false);
  }

  private void font(Parameters given) {
    String first = given.text(0);
    char name = first.isEmpty() ? usual.name() : Character.toUpperCase(first.charAt(0));
    char turned =
        first.length() > 1 ? new Parameters(first.substring(1)).orientation(0, turn) : turn;
    int high = given.number(1, given.number(2, usual.height()));
    field.font(new LabelFont.Face(name, Math.max(1, Math.min(2000, high)), wide(given)), turned);
  }

  private void downloadedFont(Parameters given) {
    int high = given.number(1, usual.height());
    field.font(
        new LabelFont.Face('0', Math.max(1, Math.min(2000, high)), wide(given)),
        given.orientation(0, turn));
    note("the font " + given.text(3) + " is drawn by the one that is here");
  }

  private static int wide(Parameters given) {
    return Math.max(0, Math.min(2000, given.number(2, 0)));
  }

  private void block(Parameters given) {
    char justification = given.letter(3, 'L');
    if (justification == 'J') {
      note("^FB with J is drawn as with L");
    }
    field.block(
        new TextBlock(
            Math.min(Bitmap.MOST_DOTS / 10_000, Math.max(1, given.number(0, width))),
            Math.max(1, given.number(1, 1)),
            Math.max(-200, Math.min(1000, given.number(2, 0))),
            justification,
            Math.max(0, given.number(4, 0))));
  }

  private void textBlock(Parameters given) {
    field.font(field.face(), given.orientation(0, turn));
    int lines = Math.max(1, given.number(2, 1) / Math.max(1, field.face().dotsHigh()));
    field.block(new TextBlock(Math.max(1, given.number(1, width)), lines, 0, 'L', 0));
  }

  private void text(String text) {
    String missing = font.missing(text.replace("\n", ""));
    if (!missing.isEmpty()) {
      note("these characters are drawn as boxes: " + missing);
    }
    LabelFont.Face face = field.face();
    Bitmap dots;
    int foot = LabelFont.baseline(face);
    if (field.block().isPresent()) {
      TextBlock block = field.block().get();
      List<String> lines = block.wrap(text, font, face);
      if (lines.size() > block.lines()) {
        note(
            "a text needs "
                + lines.size()
                + " lines and its block has "
                + block.lines()
                + ", so that they lie over each other: "
                + text);
      }
      dots = block.draw(lines, font, face);
      int shown = Math.max(1, Math.min(block.lines(), lines.size()));
      foot += (shown - 1) * (face.dotsHigh() + block.spacing());
    } else {
      dots = font.draw(text, face);
    }
    int[] place = field.place(dots.width(), dots.height(), foot, LabelFont.over(face));
    draw(dots.turned(field.orientation()), place[0], place[1]);
  }

  private void code(ZplReader.Command command, String data) {
    BarCodes.Drawn code;
    try {
      code = BarCodes.draw(command.name(), command.parameters(), data, bars, turn);
    } catch (BarCodes.BadCodeException e) {
      note("the bar code " + command.name() + " of '" + data + "' is not drawn: " + e.getMessage());
      lacksCode = true;
      drawn = true;
      return;
    }
    field.font(field.face(), code.orientation());
    Bitmap all = code.bars();
    int foot = all.height() - 1;
    if (!code.text().isEmpty()) {
      LabelFont.Face face = new LabelFont.Face('A', 9 * bars.module(), 0);
      Bitmap line = font.draw(code.text(), face);
      int gap = 2 * bars.module();
      int wide = Math.max(all.width(), line.width());
      Bitmap both = new Bitmap(wide, all.height() + gap + line.height());
      int top = code.above() ? line.height() + gap : 0;
      both.draw(all, 0, top, false);
      int lineTop = code.above() ? 0 : all.height() + gap;
      both.draw(line, Math.max(0, (all.width() - line.width()) / 2), lineTop, false);
      foot += top;
      all = both;
    }
    int[] place = field.place(all.width(), all.height(), foot, 0);
    draw(all.turned(code.orientation()), place[0], place[1]);
  }

  private void draw(Bitmap dots, int left, int top) {
    drawn = true;
    canvas.draw(dots, left, top, field.isReverse());
    boolean isOutside =
        field.x() < 0
            || field.y() < 0
            || left + dots.width() > width + dots.width() / 10
            || top > height;
    if (isOutside) {
      note(
          "something at "
              + field.x()
              + ","
              + field.y()
              + " does not fit on the label of "
              + width
              + " x "
              + height
              + " dots");
    }
  }

  private void shape(ZplReader.Command command) {
    Parameters given = command.parameters();
    int most = 20_000;
    boolean isCircle = command.name().equals("^GC");
    int thick = Math.max(1, Math.min(most, given.number(isCircle ? 1 : 2, 1)));
    int wide = Math.max(0, Math.min(most, given.number(0, isCircle ? 3 : thick)));
    int high = isCircle ? wide : Math.max(0, Math.min(most, given.number(1, thick)));
    Bitmap dots =
        switch (command.name()) {
          case "^GB" -> Shapes.box(wide, high, thick, given.number(4, 0));
          case "^GD" -> Shapes.diagonal(wide, high, thick, given.letter(4, 'R') != 'L');
          default -> Shapes.ellipse(wide, high, thick);
        };
    boolean isWhite = given.letter(isCircle ? 2 : 3, 'B') == 'W';
    if (isWhite) {
      drawn = true;
      canvas.erase(dots, field.x(), field.y());
    } else {
      draw(dots, field.x(), field.y());
    }
  }

  private void graphicField(Parameters given) {
    int bytesPerRow = given.number(3, 0);
    Bitmap dots =
        given.letter(0, 'A') == 'A'
            ? Graphic.read(given.rest(4), given.number(2, 0), bytesPerRow)
            : Graphic.binary(given.rest(4), bytesPerRow);
    draw(dots, field.x(), field.y());
  }

  private void download(Parameters given) {
    graphics.put(
        name(given.text(0)), Graphic.read(given.rest(3), given.number(1, 0), given.number(2, 0)));
  }

  private void recall(Parameters given) {
    Bitmap dots = graphics.get(name(given.text(0)));
    if (dots == null) {
      note("the picture " + given.text(0) + " is kept in the printer, and is not in the file");
      drawn = true;
      return;
    }
    int timesX = Math.max(1, Math.min(10, given.number(1, 1)));
    int timesY = Math.max(1, Math.min(10, given.number(2, 1)));
    draw(dots.enlarged(timesX, timesY), field.x(), field.y());
  }

  /** Without the device and the ending. */
  private static String name(String given) {
    String upper = given.toUpperCase(Locale.ROOT);
    String file = upper.substring(upper.indexOf(':') + 1);
    return file.endsWith(".GRF") ? file.substring(0, file.length() - 4) : file;
  }

  private void serial(Parameters given) {
    field.data(given.text(0));
    note("^SN counts up on the printer; its first value is drawn");
  }
}
