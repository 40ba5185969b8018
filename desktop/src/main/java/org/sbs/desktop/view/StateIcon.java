package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import javax.swing.Icon;
import org.sbs.view.status.State;

/**
 * A state as a sign, drawn by code on a grid of 16: each state has a form of its own, so that
 * nobody needs to tell colours apart. A full disc with a triangle is the primary, a ring with two
 * bars the secondary, a square a stopped node, a triangle with a mark asks for attention, three
 * dots mean that it starts. Immutable.
 *
 * @param size in unscaled pixels
 */
record StateIcon(State state, int size) implements Icon {
  private static final double GRID = 16;
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
  static List<Image> images(State state) {
    return IMAGE_SIZES.stream().<Image>map(size -> image(state, size)).toList();
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
      case ATTENTION -> attention(canvas);
    }
  }

  private static void stopped(Graphics2D canvas) {
    canvas.fill(new RoundRectangle2D.Double(2, 2, 12, 12, 3, 3));
    canvas.setColor(Color.WHITE);
    canvas.fill(new Rectangle2D.Double(5, 5, 6, 6));
  }

  private static void starting(Graphics2D canvas) {
    for (double x : new double[] {0.5, 6, 11.5}) {
      canvas.fill(new Ellipse2D.Double(x, 6, 4, 4));
    }
  }

  private static void secondary(Graphics2D canvas) {
    canvas.setColor(Color.WHITE);
    canvas.fill(new Ellipse2D.Double(1.5, 1.5, 13, 13));
    canvas.setColor(Palette.of(State.SECONDARY));
    canvas.setStroke(new BasicStroke(2));
    canvas.draw(new Ellipse2D.Double(1.5, 1.5, 13, 13));
    canvas.fill(new Rectangle2D.Double(5, 5, 2, 6));
    canvas.fill(new Rectangle2D.Double(9, 5, 2, 6));
  }

  private static void primary(Graphics2D canvas) {
    canvas.fill(new Ellipse2D.Double(0.5, 0.5, 15, 15));
    canvas.setColor(Color.WHITE);
    canvas.fill(triangle(6, 4, 6, 12, 12.5, 8));
  }

  private static void attention(Graphics2D canvas) {
    Path2D outline = triangle(8, 1.5, 15, 14, 1, 14);
    canvas.fill(outline);
    canvas.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    canvas.draw(outline);
    canvas.setColor(new Color(0x202020));
    Area mark = new Area(new Rectangle2D.Double(7, 5, 2, 5));
    mark.add(new Area(new Rectangle2D.Double(7, 11, 2, 2)));
    canvas.fill(mark);
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
