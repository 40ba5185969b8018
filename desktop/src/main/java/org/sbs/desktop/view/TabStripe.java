package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Insets;
import javax.swing.border.AbstractBorder;

/** A stripe in the tab's colour above its page. */
final class TabStripe extends AbstractBorder {
  private static final long serialVersionUID = 1L;
  private static final int HEIGHT = 6;

  private final Palette.Tab tab;

  TabStripe(Palette.Tab tab) {
    this.tab = tab;
  }

  @Override
  public Insets getBorderInsets(Component on, Insets insets) {
    insets.set(UIScale.scale(HEIGHT), 0, 0, 0);
    return insets;
  }

  @Override
  public void paintBorder(Component on, Graphics canvas, int x, int y, int width, int height) {
    canvas.setColor(tab.color());
    canvas.fillRect(x, y, width, UIScale.scale(HEIGHT));
  }
}
