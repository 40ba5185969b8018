package org.sbs.view.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** The colours of one theme, by what they are for. They stand in one file. Immutable. */
public final class Colors {
  /** The light theme's. */
  public static final Colors LIGHT = new Colors("light.");

  /** The dark theme's. */
  public static final Colors DARK = new Colors("dark.");

  private static final int RADIX = 16;

  private final Properties values = new Properties();
  private final String theme;

  private Colors(String theme) {
    this.theme = theme;
    try (InputStream in = Colors.class.getResourceAsStream("colors.properties")) {
      if (in == null) {
        throw new IllegalStateException("The program is incomplete: colors.properties is missing.");
      }
      values.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A colour as 0xRRGGBB.
   *
   * @param name what it is for, as in the file
   * @throws IllegalArgumentException if there is none of that name
   */
  public int rgb(String name) {
    String value = values.getProperty(theme + name);
    if (value == null) {
      throw new IllegalArgumentException("There is no colour \"" + theme + name + "\".");
    }
    return Integer.parseInt(value.strip(), RADIX);
  }

  /** What this theme has colours for. */
  public List<String> names() {
    return values.stringPropertyNames().stream()
        .filter(name -> name.startsWith(theme))
        .map(name -> name.substring(theme.length()))
        .sorted()
        .toList();
  }
}
