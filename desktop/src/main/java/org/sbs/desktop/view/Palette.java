package org.sbs.desktop.view;

import com.formdev.flatlaf.FlatLaf;
import java.awt.Color;
import org.sbs.view.status.State;

/** The colours of states and tabs, in light and dark. */
final class Palette {
  private static final Color INK = new Color(0x202020);
  private static final Color CHALK = new Color(0xF2F2F2);

  /** The four tabs. */
  enum Tab {
    /** Green. */
    STATUS(0xBFE8C5, 0x1F5C30),
    /** Orange. */
    CONFIGURATION(0xFFD5A3, 0x7A4610),
    /** Yellow. */
    MAIL(0xFFF0A0, 0x6B5C0C),
    /** Red. */
    FOLDERS(0xFFC6C0, 0x7C2A24);

    private final int light;
    private final int dark;

    Tab(int light, int dark) {
      this.light = light;
      this.dark = dark;
    }

    Color color() {
      return new Color(isDark() ? dark : light);
    }
  }

  private Palette() {}

  static boolean isDark() {
    return FlatLaf.isLafDark();
  }

  /** What is written on a tab. */
  static Color onTab() {
    return isDark() ? CHALK : INK;
  }

  /** A sign's own colour: strong enough on light and on dark ground. */
  static Color of(State state) {
    return switch (state) {
      case STOPPED -> new Color(0x7D848C);
      case STARTING -> new Color(0x5B7C99);
      case SECONDARY -> new Color(0x1F78D1);
      case PRIMARY -> new Color(0x1E9440);
      case ATTENTION -> new Color(0xE08A00);
    };
  }

  static Color good() {
    return isDark() ? new Color(0x6FD08C) : new Color(0x157A34);
  }

  static Color bad() {
    return isDark() ? new Color(0xFF9C8F) : new Color(0xB3261E);
  }
}
