package org.sbs.lpm.picture;

/** Dots in rows: each is black or is not. Written by one thread. */
final class Bitmap {
  /** More dots than this is no label. */
  static final int MOST_DOTS = 40_000_000;

  private final int width;
  private final int height;
  private final boolean[] dots;

  /** White. */
  Bitmap(int width, int height) {
    if (width < 0 || height < 0 || (long) width * height > MOST_DOTS) {
      throw new IllegalArgumentException(width + " x " + height + " dots are no label");
    }
    this.width = width;
    this.height = height;
    this.dots = new boolean[width * height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean get(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && dots[y * width + x];
  }

  /** What lies outside is not there. */
  void set(int x, int y, boolean black) {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      dots[y * width + x] = black;
    }
  }

  void fill(int left, int top, int wide, int high) {
    int right = (int) Math.min(width, (long) left + wide);
    int bottom = (int) Math.min(height, (long) top + high);
    for (int y = Math.max(0, top); y < bottom; y++) {
      for (int x = Math.max(0, left); x < right; x++) {
        dots[y * width + x] = true;
      }
    }
  }

  /** Puts another onto it; with reverse, what is black there turns what is here. */
  void draw(Bitmap other, int left, int top, boolean reverse) {
    for (int y = 0; y < other.height; y++) {
      for (int x = 0; x < other.width; x++) {
        if (other.dots[y * other.width + x]) {
          set(left + x, top + y, !reverse || !get(left + x, top + y));
        }
      }
    }
  }

  /** White where the other is black. */
  void erase(Bitmap other, int left, int top) {
    for (int y = 0; y < other.height; y++) {
      for (int x = 0; x < other.width; x++) {
        if (other.dots[y * other.width + x]) {
          set(left + x, top + y, false);
        }
      }
    }
  }

  /** Turned clockwise: N not, R by 90 degrees, I by 180, B by 270. */
  Bitmap turned(char orientation) {
    if (orientation == 'N') {
      return this;
    }
    boolean isUpright = orientation == 'I';
    Bitmap turned = new Bitmap(isUpright ? width : height, isUpright ? height : width);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (dots[y * width + x]) {
          switch (orientation) {
            case 'R' -> turned.set(height - 1 - y, x, true);
            case 'I' -> turned.set(width - 1 - x, height - 1 - y, true);
            default -> turned.set(y, width - 1 - x, true);
          }
        }
      }
    }
    return turned;
  }

  Bitmap enlarged(int timesX, int timesY) {
    Bitmap large = new Bitmap(width * timesX, height * timesY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (dots[y * width + x]) {
          large.fill(x * timesX, y * timesY, timesX, timesY);
        }
      }
    }
    return large;
  }
}
