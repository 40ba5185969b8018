package org.sbs.lpm.picture;

/** Boxes, circles and lines. */
final class Shapes {
  private Shapes() {}

  /** {@code ^GB}: width, height, thickness; rounding 0 to 8. */
  static Bitmap box(int wide, int high, int thick, int rounding) {
    int width = Math.max(wide, thick);
    int height = Math.max(high, thick);
    double radius = Math.min(width, height) / 2.0 * Math.max(0, Math.min(8, rounding)) / 8;
    Bitmap bitmap = new Bitmap(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = isInside(x, y, 0, width, height, radius);
        boolean hollow = isInside(x, y, thick, width, height, Math.max(0, radius - thick));
        if (inside && !hollow) {
          bitmap.set(x, y, true);
        }
      }
    }
    return bitmap;
  }

  private static boolean isInside(int x, int y, int inset, int width, int height, double radius) {
    if (x < inset || y < inset || x >= width - inset || y >= height - inset) {
      return false;
    }
    double nearX = Math.max(inset + radius, Math.min(x + 0.5, width - inset - radius));
    double nearY = Math.max(inset + radius, Math.min(y + 0.5, height - inset - radius));
    return Math.hypot(x + 0.5 - nearX, y + 0.5 - nearY) <= Math.max(radius, 0.75);
  }

  /** {@code ^GE} and {@code ^GC}. */
  static Bitmap ellipse(int wide, int high, int thick) {
    Bitmap bitmap = new Bitmap(Math.max(1, wide), Math.max(1, high));
    for (int y = 0; y < bitmap.height(); y++) {
      for (int x = 0; x < bitmap.width(); x++) {
        double outer = distance(x, y, bitmap, 0);
        double inner = distance(x, y, bitmap, thick);
        if (outer <= 1 && inner > 1) {
          bitmap.set(x, y, true);
        }
      }
    }
    return bitmap;
  }

  private static double distance(int x, int y, Bitmap bitmap, int inset) {
    double radiusX = bitmap.width() / 2.0 - inset;
    double radiusY = bitmap.height() / 2.0 - inset;
    if (radiusX <= 0 || radiusY <= 0) {
      return Double.MAX_VALUE;
    }
    return Math.hypot(
        (x + 0.5 - bitmap.width() / 2.0) / radiusX, (y + 0.5 - bitmap.height() / 2.0) / radiusY);
  }

  /** {@code ^GD}: a diagonal, which rises to the right or falls. */
  static Bitmap diagonal(int wide, int high, int thick, boolean rises) {
    Bitmap bitmap = new Bitmap(Math.max(1, wide) + thick, Math.max(1, high));
    for (int y = 0; y < bitmap.height(); y++) {
      int along = rises ? bitmap.height() - 1 - y : y;
      bitmap.fill((int) ((long) along * wide / bitmap.height()), y, thick, 1);
    }
    return bitmap;
  }
}
