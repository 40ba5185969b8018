package org.sbs.desktop.view;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Rectangle;
import javax.swing.JPanel;
import javax.swing.JViewport;
import javax.swing.Scrollable;

/** A page as wide as what is seen of it, and at least as high: long texts wrap, nothing is cut. */
final class WidthOfView extends JPanel implements Scrollable {
  private static final long serialVersionUID = 1L;

  private final Component page;

  WidthOfView(Component page) {
    super(new BorderLayout());
    this.page = page;
    add(page, BorderLayout.CENTER);
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return getPreferredSize();
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return getFontMetrics(getFont()).getHeight();
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return visible.height;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return getParent() instanceof JViewport view && view.getWidth() >= page.getMinimumSize().width;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return getParent() instanceof JViewport view
        && view.getHeight() >= page.getPreferredSize().height;
  }
}
