package org.sbs.desktop.kit;

import static org.awaitility.Awaitility.await;

import java.awt.AWTException;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

/** Somebody at the screen: sees what is there, points, clicks and types. */
public final class Person {
  private static final long PATIENCE_SECONDS = 60;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** A question has fewer. */
  private static final int BUTTONS = 9;

  private static final String SHIFTED = ":*@_?+";
  private static final int[] SHIFTED_KEYS = {
    KeyEvent.VK_SEMICOLON,
    KeyEvent.VK_8,
    KeyEvent.VK_2,
    KeyEvent.VK_MINUS,
    KeyEvent.VK_SLASH,
    KeyEvent.VK_EQUALS
  };

  private final Robot robot;
  private final Path album;

  /**
   * Somebody who keeps pictures.
   *
   * @param album the folder for them
   */
  public Person(Path album) {
    try {
      this.robot = new Robot();
      this.album = Files.createDirectories(album);
    } catch (AWTException | IOException e) {
      throw new AssertionError("nobody can sit at this screen", e);
    }
  }

  /** Asks on the user interface's thread. */
  public static <T> T look(Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    try {
      SwingUtilities.invokeAndWait(task);
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (InvocationTargetException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /** Waits until something is so; looks at once, because mostly it is. */
  public static void sees(String what, Callable<Boolean> so) {
    await(what)
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_AGAIN)
        .until(so);
  }

  /** What stands in a part, as soon as it is shown. */
  public String text(String name) {
    Component part = see(name, Component.class);
    return look(
        () ->
            part instanceof JTextComponent field
                ? field.getText()
                : part instanceof JLabel label
                    ? label.getText()
                    : ((AbstractButton) part).getText());
  }

  private static Optional<Component> find(Predicate<Component> wanted) {
    for (Window window : Window.getWindows()) {
      if (window.isShowing()) {
        Optional<Component> found =
            all(window).stream().filter(Component::isShowing).filter(wanted).findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isShown(String name) {
    return find(part -> name.equals(part.getName())).isPresent();
  }

  /** A component with all that is in it. */
  public static List<Component> all(Component root) {
    List<Component> all = new ArrayList<>(List.of(root));
    if (root instanceof Container container) {
      for (Component child : container.getComponents()) {
        all.addAll(all(child));
      }
    }
    return all;
  }

  /** What is shown under that name; waits for it. */
  public <C extends Component> C see(String name, Class<C> type) {
    sees(name + " is shown", () -> look(() -> isShown(name)));
    return type.cast(look(() -> find(part -> name.equals(part.getName())).orElseThrow()));
  }

  /** Clicks on it, as soon as it can be used. */
  public void click(String name) {
    Component part = see(name, Component.class);
    sees(name + " can be used", part::isEnabled);
    click(look(() -> bounds(part)));
  }

  /**
   * Presses the button that says so in a question, by keys: where no window manager runs, Java is
   * sometimes wrong for ever about where a window stands that has just been opened.
   */
  public void answer(String text) {
    Predicate<Component> wanted =
        part -> part instanceof AbstractButton button && text.equals(button.getText());
    sees("the answer " + text, () -> look(() -> find(wanted).isPresent()));
    Component button = look(() -> find(wanted).orElseThrow());
    Window question = look(() -> SwingUtilities.getWindowAncestor(button));
    sees("the question has the focus", () -> look(() -> question.getFocusOwner() != null));
    for (int left = BUTTONS; left > 0 && !look(button::isFocusOwner); left--) {
      Component before = look(question::getFocusOwner);
      press(KeyEvent.VK_TAB);
      sees("Tab leads on", () -> look(() -> question.getFocusOwner() != before));
    }
    sees("the answer has the focus", () -> look(button::isFocusOwner));
    press(KeyEvent.VK_SPACE);
    sees("the question is gone", () -> look(() -> !question.isShowing()));
  }

  /** The answer that Return gives to the question that is asked. */
  public String answerOfReturn() {
    Component text = see("question", Component.class);
    return look(() -> SwingUtilities.getRootPane(text).getDefaultButton().getText());
  }

  private static Rectangle bounds(Component part) {
    // What has just been shown or said may not have moved the parts below it yet.
    SwingUtilities.getWindowAncestor(part).validate();
    Point at = part.getLocationOnScreen();
    if (part instanceof javax.swing.JComponent swing) {
      swing.scrollRectToVisible(new Rectangle(part.getSize()));
      at = part.getLocationOnScreen();
    }
    return new Rectangle(at, part.getSize());
  }

  private void click(Rectangle on) {
    // A box to tick is at the left end of its text.
    robot.mouseMove(on.x + Math.min(on.width / 2, 40), on.y + on.height / 2);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    robot.waitForIdle();
  }

  /** Waits until the screen has told of all that was done. */
  public void idle() {
    robot.waitForIdle();
  }

  /** Chooses one of the four tabs. */
  public void tab(int index) {
    JTabbedPane tabs = see("tabs", JTabbedPane.class);
    sees("the tab can be chosen", () -> tabs.isEnabledAt(index));
    Rectangle on =
        look(
            () -> {
              Rectangle bounds = tabs.getBoundsAt(index);
              Point at = tabs.getLocationOnScreen();
              return new Rectangle(at.x + bounds.x, at.y + bounds.y, bounds.width, bounds.height);
            });
    click(on);
    sees("the tab is shown", () -> tabs.getSelectedIndex() == index);
  }

  /** Puts that into a field in place of what is there. */
  public void fill(String name, String text) {
    click(name);
    Component field = see(name, Component.class);
    sees(name + " has the focus", field::isFocusOwner);
    press(KeyEvent.VK_CONTROL, KeyEvent.VK_A);
    press(KeyEvent.VK_DELETE);
    type(text);
  }

  /** Types letters, digits and what is common in addresses and paths. */
  public void type(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      int shifted = SHIFTED.indexOf(c);
      if (shifted >= 0) {
        strike(KeyEvent.VK_SHIFT, SHIFTED_KEYS[shifted]);
      } else if (Character.isUpperCase(c)) {
        strike(KeyEvent.VK_SHIFT, KeyEvent.getExtendedKeyCodeForChar(c));
      } else {
        strike(KeyEvent.getExtendedKeyCodeForChar(c));
      }
    }
    robot.waitForIdle();
  }

  /**
   * Presses keys together and holds them until what they do is done, as a hand does: a letter that
   * leads to a field moves the focus on press and on release, and Java loses the second move where
   * both come in one millisecond.
   */
  public void press(int... keys) {
    hold(keys);
    robot.waitForIdle();
    letGo(keys);
    robot.waitForIdle();
  }

  /** Without waiting: the field gets the keys in their order, and a wait after each takes long. */
  private void strike(int... keys) {
    hold(keys);
    letGo(keys);
  }

  private void hold(int... keys) {
    for (int key : keys) {
      robot.keyPress(key);
    }
  }

  private void letGo(int... keys) {
    for (int i = keys.length - 1; i >= 0; i--) {
      robot.keyRelease(keys[i]);
    }
  }

  /** Keeps a picture of a window. */
  public void photograph(Window window, String name) {
    look(
        () -> {
          window.validate();
          window.repaint();
          return null;
        });
    robot.waitForIdle();
    Rectangle bounds = look(window::getBounds);
    photograph(bounds, name);
  }

  /** Keeps a picture of a part of the screen. */
  public void photograph(Rectangle part, String name) {
    try {
      Path file = album.resolve(name + ".png");
      ImageIO.write(robot.createScreenCapture(part), "png", file.toFile());
    } catch (IOException e) {
      throw new AssertionError("no picture can be kept", e);
    }
  }

  /** The colours in a part of the screen. */
  public Set<Color> colors(Rectangle part) {
    BufferedImage picture = robot.createScreenCapture(part);
    Set<Color> colors = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colors.add(new Color(picture.getRGB(x, y)));
      }
    }
    return colors;
  }
}
