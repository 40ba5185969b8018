package org.sbs.desktop.kit;

import static org.awaitility.Awaitility.await;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sbs.testkit.TestProcess;

/**
 * A screen of the tests' own: Xvfb with a number that is free, ended with the tests. Where Xvfb is
 * not installed, what needs a screen is skipped by name.
 */
public final class Screen implements BeforeAllCallback {
  /** The C library: the Java runtime asks it for DISPLAY when the first window is made. */
  private interface Libc extends Library {
    int setenv(String name, String value, int overwrite);

    String getenv(String name);
  }

  /** Its name, for programs that are to draw on it. */
  public static String display() {
    return Native.load("c", Libc.class).getenv("DISPLAY");
  }

  /** What the server says of a tray. */
  private interface X11 extends Library {
    Pointer XOpenDisplay(String name);

    NativeLong XInternAtom(Pointer display, String name, int onlyIfExists);

    NativeLong XGetSelectionOwner(Pointer display, NativeLong selection);

    int XCloseDisplay(Pointer display);
  }

  /**
   * Whether a tray is there. AWT must not be asked before: it may miss the message by which a tray
   * tells that it has come.
   */
  public static boolean hasTray() {
    X11 x = Native.load("X11", X11.class);
    Pointer server = x.XOpenDisplay(display());
    try {
      NativeLong tray = x.XInternAtom(server, "_NET_SYSTEM_TRAY_S0", 0);
      return x.XGetSelectionOwner(server, tray).longValue() != 0;
    } finally {
      x.XCloseDisplay(server);
    }
  }

  /** The running server. It ends with this JVM, whose end its shell hears. */
  private record Server(Process process) {}

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Screen.class))
        .computeIfAbsent(Screen.class, key -> start(), Server.class);
  }

  private static Server start() {
    try {
      Path folder = Files.createTempDirectory("screen-");
      Path number = folder.resolve("number");
      Process process =
          TestProcess.builder(
                  "sh",
                  "-c",
                  "Xvfb \"$@\" & screen=$!; cat >/dev/null; kill $screen",
                  "sh",
                  "-displayfd",
                  "1",
                  "-screen",
                  "0",
                  "1900x1500x24",
                  "-nolisten",
                  "tcp",
                  "-noreset",
                  // No key repeats itself, however long a busy machine takes to let it go.
                  "-r")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectOutput(number.toFile())
              .start();
      await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> !process.isAlive() || Files.readString(number).endsWith("\n"));
      String display = ":" + Files.readString(number).strip();
      Files.delete(number);
      Files.delete(folder);
      return connected(process, display);
    } catch (IOException e) {
      throw new AssertionError("Xvfb cannot be started", e);
    }
  }

  private static Server connected(Process process, String display) {
    Native.load("c", Libc.class).setenv("DISPLAY", display, 1);
    try {
      GraphicsEnvironment.getLocalGraphicsEnvironment().getDefaultScreenDevice();
      Toolkit.getDefaultToolkit();
      return new Server(process);
    } catch (AWTError e) {
      process.destroy();
      throw new AssertionError("no window can be drawn on " + display, e);
    }
  }
}
