package org.sbs.lpm.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Letters: one condensed font for all, scaled to the cell of the font that the label names. Fonts
 * that a printer has as dots come out with their width, and with other shapes.
 */
final class LabelFont {
  /** Cells of fonts with fixed widths: height, width, gap. */
  private static final Map<Character, int[]> CELLS =
      Map.of(
          'A', new int[] {9, 5, 1},
          'B', new int[] {11, 7, 2},
          'C', new int[] {18, 10, 2},
          'D', new int[] {18, 10, 2},
          'E', new int[] {28, 15, 5},
          'F', new int[] {26, 13, 3},
          'G', new int[] {60, 40, 8},
          'H', new int[] {21, 13, 6});

  /** Where the letters' foot is, in parts of the height. */
  private static final double BASELINE = 0.77;

  private static final FontRenderContext CONTEXT = new FontRenderContext(null, false, true);
  private static final int MOST_WIDTH = 20_000;

  private final Font font;

  LabelFont() {
    try (InputStream stream = LabelFont.class.getResourceAsStream("RobotoCondensed-Bold.ttf")) {
      font = Font.createFont(Font.TRUETYPE_FONT, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A font of a certain size.
   *
   * @param height of a line, in dots
   * @param width as {@code ^A} gives it; 0 where it does not
   */
  record Face(char name, int height, int width) {
    boolean isFixed() {
      return CELLS.containsKey(name);
    }

    /** Fonts of dots come in multiples of their cell only. */
    int dotsHigh() {
      return isFixed() ? timesY() * CELLS.get(name)[0] : Math.max(1, height);
    }

    private int timesY() {
      int cell = CELLS.get(name)[0];
      return Math.max(1, Math.min(10, Math.round((float) height / cell)));
    }

    private int advance() {
      int[] cell = CELLS.get(name);
      int times = width == 0 ? timesY() : Math.max(1, Math.round((float) width / cell[1]));
      return times * (cell[1] + cell[2]);
    }
  }

  /** Where the foot of the letters is below the top of the dots that are drawn. */
  static int baseline(Face face) {
    return over(face) + (int) Math.round(face.dotsHigh() * BASELINE);
  }

  /** By how much dots on letters reach above the line's cell, and tails below it. */
  static int over(Face face) {
    return face.dotsHigh() / 4;
  }

  int width(String text, Face face) {
    if (face.isFixed()) {
      return text.codePointCount(0, text.length()) * face.advance();
    }
    return (int) Math.ceil(glyphs(text, face).getLogicalBounds().getWidth() * stretch(face));
  }

  /** A line of text. */
  Bitmap draw(String text, Face face) {
    int width = Math.min(MOST_WIDTH, Math.max(1, width(text, face)));
    int height = face.dotsHigh() + 2 * over(face);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D graphics = image.createGraphics();
    if (face.isFixed()) {
      int at = 0;
      for (int point : text.codePoints().toArray()) {
        drawInCell(graphics, Character.toString(point), face, at);
        at += face.advance();
      }
    } else {
      AffineTransform place = AffineTransform.getTranslateInstance(0, baseline(face));
      place.scale(stretch(face), 1);
      graphics.fill(place.createTransformedShape(glyphs(text, face).getOutline()));
    }
    graphics.dispose();
    Bitmap bitmap = new Bitmap(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        bitmap.set(x, y, image.getRaster().getSample(x, y, 0) == 1);
      }
    }
    return bitmap;
  }

  /** Characters that it cannot draw. */
  String missing(String text) {
    TreeSet<String> missing = new TreeSet<>();
    text.codePoints()
        .filter(point -> !font.canDisplay(point))
        .forEach(point -> missing.add(Character.toString(point)));
    return String.join("", missing);
  }

  private void drawInCell(Graphics2D graphics, String letter, Face face, int left) {
    GlyphVector glyphs = glyphs(letter, face);
    double natural = glyphs.getLogicalBounds().getWidth();
    double room = face.advance() * 0.95;
    double squeeze = Math.min(1.15, room / Math.max(1, natural));
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            left + (face.advance() - natural * squeeze) / 2, baseline(face));
    place.scale(squeeze, 1);
    graphics.fill(place.createTransformedShape(glyphs.getOutline()));
  }

  private static double stretch(Face face) {
    return face.width() == 0 ? 1 : (double) face.width() / face.dotsHigh();
  }

  private GlyphVector glyphs(String text, Face face) {
    return font.deriveFont((float) face.dotsHigh()).createGlyphVector(CONTEXT, text);
  }
}
