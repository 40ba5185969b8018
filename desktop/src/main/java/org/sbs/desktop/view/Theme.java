package org.sbs.desktop.view;

import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import java.awt.Toolkit;
import java.awt.Window;
import java.util.Locale;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import javax.swing.SwingUtilities;

/** Light or dark: the user's choice, else the desktop's. For the user interface's thread. */
public final class Theme {
  private static final String NODE = "org/sbs/dialog";
  private static final String DARK = "dark";

  private Theme() {}

  /** Puts on the look that the user chose last, or else what the desktop seems to wear. */
  public static void start() {
    wear(Preferences.userRoot().node(NODE).getBoolean(DARK, desktopIsDark()));
  }

  /** Some desktops name their theme; others do not tell. */
  private static boolean desktopIsDark() {
    Object theme = Toolkit.getDefaultToolkit().getDesktopProperty("gnome.Net/ThemeName");
    return theme instanceof String name && name.toLowerCase(Locale.ROOT).contains("dark");
  }

  /** Puts on the light look or the dark one. */
  public static void wear(boolean dark) {
    boolean worn = dark ? FlatDarkLaf.setup() : FlatLightLaf.setup();
    if (worn) {
      FlatLaf.updateUI();
    }
  }

  /** Puts it on and remembers it for the next time. */
  static void choose(boolean dark) {
    wear(dark);
    for (Window window : Window.getWindows()) {
      SwingUtilities.updateComponentTreeUI(window);
    }
    Preferences preferences = Preferences.userRoot().node(NODE);
    preferences.putBoolean(DARK, dark);
    try {
      preferences.flush();
    } catch (BackingStoreException e) {
      // Then the next time begins with the desktop's look again: no harm.
      return;
    }
  }
}
