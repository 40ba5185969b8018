package org.sbs.desktop.view;

import javax.swing.JTabbedPane;

/** Keeps a tab in its colour, also when the look changes. */
final class TabColors {
  private TabColors() {}

  static void keep(JTabbedPane tabs, int index, Palette.Tab tab) {
    Runnable paint =
        () -> {
          tabs.setBackgroundAt(index, tab.color());
          tabs.setForegroundAt(index, Palette.onTab());
        };
    paint.run();
    tabs.addPropertyChangeListener("UI", event -> paint.run());
  }
}
