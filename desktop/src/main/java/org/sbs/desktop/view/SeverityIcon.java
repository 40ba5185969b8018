package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import javax.swing.Icon;
import org.sbs.view.picture.Severity;

/**
 * How soon somebody should look, as a sign of its own form on a grid of 16: a disc with a tick, a
 * disc with an i, a triangle with a mark, an octagon with a mark. Immutable.
 *
 * @param size in unscaled pixels
 */
record SeverityIcon(Severity severity, int size) implements Icon {
  private static final double GRID = 16;
  private static final int CORNERS = 8;

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
    canvas.translate(x, y);
    paint(canvas, severity, getIconWidth());
    canvas.dispose();
  }

  static void paint(Graphics2D canvas, Severity severity, int pixels) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.scale(pixels / GRID, pixels / GRID);
    canvas.setColor(Palette.of(severity));
    canvas.fill(outline(severity));
    canvas.setColor(Palette.mark());
    switch (severity) {
      case OK -> tick(canvas);
      case NOTICE -> {
        canvas.fill(new Rectangle2D.Double(7, 3.5, 2, 2));
        canvas.fill(new Rectangle2D.Double(7, 6.5, 2, 6));
      }
      case WARNING -> {
        canvas.fill(new Rectangle2D.Double(7, 5.5, 2, 5));
        canvas.fill(new Rectangle2D.Double(7, 11.5, 2, 2));
      }
      case CRITICAL -> {
        canvas.fill(new Rectangle2D.Double(7, 3, 2, 6.5));
        canvas.fill(new Rectangle2D.Double(7, 11, 2, 2));
      }
    }
  }

  private static Shape outline(Severity severity) {
    return switch (severity) {
      case OK, NOTICE -> new Ellipse2D.Double(0.5, 0.5, 15, 15);
      case WARNING -> polygon(8, 0.5, 16, 15, 0, 15);
      case CRITICAL -> octagon();
    };
  }

  private static Shape octagon() {
    double[] corners = new double[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      double angle = Math.PI * (2 * i + 1) / CORNERS;
      corners[2 * i] = 8 + 8.2 * Math.cos(angle);
      corners[2 * i + 1] = 8 + 8.2 * Math.sin(angle);
    }
    return polygon(corners);
  }

  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static void tick(Graphics2D canvas) {
    canvas.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D tick = new Path2D.Double();
    tick.moveTo(4.5, 8.2);
    tick.lineTo(7, 10.8);
    tick.lineTo(11.5, 5.2);
    canvas.draw(tick);
  }
}
