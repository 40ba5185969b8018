package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import javax.swing.Icon;
import org.sbs.view.page.State;

/**
 * The logo: two computers, one behind the other, of which the front one carries the state's sign.
 * Drawn on a grid of 64. Immutable.
 *
 * @param size in unscaled pixels
 */
record LogoIcon(State state, int size) implements Icon {
  private static final double GRID = 64;
  private static final int SIGN = 30;

  @Override
  public int getIconWidth() {
    return UIScale.scale(size);
  }

  @Override
  public int getIconHeight() {
    return UIScale.scale(size);
  }

  @Override
  public void paintIcon(Component on, Graphics graphics, int x, int y) {
    Graphics2D canvas = (Graphics2D) graphics.create();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.translate(x, y);
    double scale = getIconWidth() / GRID;
    canvas.scale(scale, scale);
    Color color = Palette.of(state);
    computer(canvas, 22, 4, Palette.of(State.STOPPED));
    computer(canvas, 4, 16, color);
    canvas.translate(32, 32);
    canvas.setColor(Palette.ground());
    canvas.fill(new Ellipse2D.Double(-2, -2, SIGN + 4, SIGN + 4));
    canvas.scale(1 / scale, 1 / scale);
    int pixels = (int) Math.round(SIGN * scale);
    canvas.drawImage(StateIcon.image(state, 4 * pixels), 0, 0, pixels, pixels, null);
    canvas.dispose();
  }

  private static void computer(Graphics2D canvas, double x, double y, Color color) {
    RoundRectangle2D screen = new RoundRectangle2D.Double(x, y, 38, 26, 6, 6);
    canvas.setColor(Palette.ground());
    canvas.fill(screen);
    canvas.setColor(color);
    canvas.setStroke(new BasicStroke(3));
    canvas.draw(screen);
    canvas.fill(new Rectangle2D.Double(x + 16, y + 26, 6, 6));
    canvas.draw(new Line2D.Double(x + 10, y + 33, x + 28, y + 33));
  }
}
