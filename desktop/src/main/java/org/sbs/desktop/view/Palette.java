package org.sbs.desktop.view;

import com.formdev.flatlaf.FlatLaf;
import java.awt.Color;
import java.util.Locale;
import org.sbs.view.look.Colors;
import org.sbs.view.page.State;
import org.sbs.view.picture.Severity;

/** The colours of states, severities and tabs, in the look that is worn. */
final class Palette {
  /** The four tabs. */
  enum Tab {
    /** Green. */
    STATUS,
    /** Orange. */
    CONFIGURATION,
    /** Yellow. */
    MAIL,
    /** Red. */
    FOLDERS;

    Color color() {
      return named("tab-" + word(this));
    }
  }

  private Palette() {}

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Color named(String name) {
    return new Color((isDark() ? Colors.DARK : Colors.LIGHT).rgb(name));
  }

  static boolean isDark() {
    return FlatLaf.isLafDark();
  }

  /** What is written on a tab. */
  static Color onTab() {
    return named("on-tab");
  }

  /** A role's sign. */
  static Color of(State state) {
    return named("sign-" + word(state));
  }

  /** A severity's sign. */
  static Color of(Severity severity) {
    return named("sign-" + word(severity));
  }

  /** The mark inside of a sign. */
  static Color mark() {
    return named("mark");
  }

  /** A page, where something on it is to be hidden. */
  static Color ground() {
    return named("ground");
  }

  /** Text of that severity. */
  static Color text(Severity severity) {
    return named(word(severity));
  }

  /** Text that explains. */
  static Color quiet() {
    return named("quiet");
  }

  static Color good() {
    return text(Severity.OK);
  }

  static Color bad() {
    return text(Severity.CRITICAL);
  }
}
