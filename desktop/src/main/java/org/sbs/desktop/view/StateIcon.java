package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import javax.swing.Icon;
import org.sbs.view.page.State;
import org.sbs.view.picture.Severity;

/**
 * A state as a sign, drawn by code on a grid of 16: each state has a form of its own, so that
 * nobody needs to tell colours apart. A full disc with a triangle is the primary, a shield with a
 * tick the secondary, a square a stopped node, a ring with a stroke one of which nothing is known,
 * three dots mean that it starts. Immutable.
 *
 * @param size in unscaled pixels
 */
record StateIcon(State state, int size) implements Icon {
  private static final double GRID = 16;
  private static final double BADGE_PART = 0.4;
  private static final List<Integer> IMAGE_SIZES = List.of(16, 20, 24, 32, 48, 64, 128, 256);

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
    paint(canvas, state, getIconWidth());
    canvas.dispose();
  }

  /** The sign as a window's icon, in all sizes that systems ask for. */
  static List<Image> images(State state, Severity severity) {
    return IMAGE_SIZES.stream().<Image>map(size -> image(state, severity, size)).toList();
  }

  /** The sign, with that of the severity in its corner where somebody should look. */
  static BufferedImage image(State state, Severity severity, int pixels) {
    BufferedImage image = image(state, pixels);
    if (severity.compareTo(Severity.WARNING) >= 0 && state != State.STOPPED) {
      Graphics2D canvas = image.createGraphics();
      canvas.translate(pixels * BADGE_PART, pixels * BADGE_PART);
      SeverityIcon.paint(canvas, severity, (int) Math.round(pixels * (1 - BADGE_PART)));
      canvas.dispose();
    }
    return image;
  }

  /** The sign as an image with transparent ground, in real pixels. */
  static BufferedImage image(State state, int pixels) {
    BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_ARGB);
    Graphics2D canvas = image.createGraphics();
    paint(canvas, state, pixels);
    canvas.dispose();
    return image;
  }

  private static void paint(Graphics2D canvas, State state, int pixels) {
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    canvas.scale(pixels / GRID, pixels / GRID);
    canvas.setColor(Palette.of(state));
    switch (state) {
      case STOPPED -> stopped(canvas);
      case STARTING -> starting(canvas);
      case SECONDARY -> secondary(canvas);
      case PRIMARY -> primary(canvas);
      case UNKNOWN -> unknown(canvas);
    }
  }

  private static void stopped(Graphics2D canvas) {
    canvas.fill(new RoundRectangle2D.Double(2, 2, 12, 12, 3, 3));
    canvas.setColor(Palette.mark());
    canvas.fill(new Rectangle2D.Double(5, 5, 6, 6));
  }

  private static void starting(Graphics2D canvas) {
    for (double x : new double[] {0.5, 6, 11.5}) {
      canvas.fill(new Ellipse2D.Double(x, 6, 4, 4));
    }
  }

  /** Two bars would say that it pauses. */
  private static void secondary(Graphics2D canvas) {
    Path2D shield = new Path2D.Double();
    shield.moveTo(8, 0.5);
    shield.lineTo(14.5, 2.5);
    shield.lineTo(14.5, 8);
    shield.curveTo(14.5, 12, 11, 14.5, 8, 15.5);
    shield.curveTo(5, 14.5, 1.5, 12, 1.5, 8);
    shield.lineTo(1.5, 2.5);
    shield.closePath();
    canvas.fill(shield);
    canvas.setColor(Palette.mark());
    canvas.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D tick = new Path2D.Double();
    tick.moveTo(4.8, 8);
    tick.lineTo(7.2, 10.6);
    tick.lineTo(11.4, 5.2);
    canvas.draw(tick);
  }

  private static void primary(Graphics2D canvas) {
    canvas.fill(new Ellipse2D.Double(0.5, 0.5, 15, 15));
    canvas.setColor(Palette.mark());
    canvas.fill(triangle(6, 4, 6, 12, 12.5, 8));
  }

  private static void unknown(Graphics2D canvas) {
    canvas.setStroke(new BasicStroke(2));
    canvas.draw(new Ellipse2D.Double(1.5, 1.5, 13, 13));
    canvas.fill(new RoundRectangle2D.Double(4.5, 7, 7, 2, 1, 1));
  }

  private static Path2D triangle(double ax, double ay, double bx, double by, double cx, double cy) {
    Path2D path = new Path2D.Double();
    path.moveTo(ax, ay);
    path.lineTo(bx, by);
    path.lineTo(cx, cy);
    path.closePath();
    return path;
  }
}
