package org.sbs.server.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Tells whether a person watches the output, or types the input. */
public final class Terminal {
  private static final int INPUT = 0;
  private static final int OUTPUT = 1;

  private Terminal() {}

  /**
   * True if standard output is a terminal. Asks the C library, for Java does not tell: its console
   * is there whether or not output is redirected, on new versions.
   */
  public static boolean isThere() {
    return is(OUTPUT);
  }

  /** The same of standard input. */
  static boolean isTypedInto() {
    return is(INPUT);
  }

  private static boolean is(int descriptor) {
    return linkedTo(descriptor).map(Terminal::isTerminal).orElseGet(() -> byLibrary(descriptor));
  }

  /** Where Linux says what a descriptor is, that is known at once. */
  private static Optional<Path> linkedTo(int descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static boolean isTerminal(Path device) {
    return device.startsWith("/dev/pts")
        || device.toString().startsWith("/dev/tty")
        || device.equals(Path.of("/dev/console"));
  }

  private static boolean byLibrary(int descriptor) {
    try {
      Function isTerminal =
          Platform.isWindows()
              ? NativeLibrary.getInstance("msvcrt").getFunction("_isatty")
              : NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("isatty");
      return isTerminal.invokeInt(new Object[] {descriptor}) != 0;
    } catch (UnsatisfiedLinkError e) {
      // Without the library, plain text is right everywhere.
      return false;
    }
  }
}
