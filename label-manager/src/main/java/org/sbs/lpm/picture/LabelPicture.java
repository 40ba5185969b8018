package org.sbs.lpm.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;

/** A label as a picture, a dot of the printer a pixel. Immutable. */
public final class LabelPicture {
  private final Bitmap dots;
  private final List<String> notes;
  private final boolean lacksCode;

  LabelPicture(Bitmap dots, List<String> notes, boolean lacksCode) {
    this.dots = dots;
    this.lacksCode = lacksCode;
    this.notes = List.copyOf(notes);
  }

  /** Draws the labels of some ZPL, in their order. */
  public static List<LabelPicture> of(byte[] zpl) {
    return new ZplPainter(zpl).paint();
  }

  /** What is not drawn, or not as the printer would, a sentence each; nothing if all is. */
  public List<String> notes() {
    return notes;
  }

  /** Whether a bar code is missing, as its data are such as it cannot have. */
  public boolean lacksCode() {
    return lacksCode;
  }

  /** In dots. */
  public int width() {
    return dots.width();
  }

  /** In dots. */
  public int height() {
    return dots.height();
  }

  boolean isBlack(int x, int y) {
    return dots.get(x, y);
  }

  /** Writes it as PNG. */
  public void write(OutputStream out) throws IOException {
    BufferedImage image =
        new BufferedImage(dots.width(), dots.height(), BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < dots.height(); y++) {
      for (int x = 0; x < dots.width(); x++) {
        image.getRaster().setSample(x, y, 0, dots.get(x, y) ? 0 : 1);
      }
    }
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("This Java cannot write PNG.");
    }
  }
}
