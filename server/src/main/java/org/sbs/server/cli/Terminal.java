package org.sbs.server.cli;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Tells whether a person watches the output. */
public final class Terminal {
  private static final int OUTPUT = 1;

  private Terminal() {}

  /**
   * True if standard output is a terminal. Asks the C library, for Java does not tell: its console
   * is there whether or not output is redirected, on new versions.
   */
  public static boolean isThere() {
    try {
      Function isTerminal =
          Platform.isWindows()
              ? NativeLibrary.getInstance("msvcrt").getFunction("_isatty")
              : NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("isatty");
      return isTerminal.invokeInt(new Object[] {OUTPUT}) != 0;
    } catch (UnsatisfiedLinkError e) {
      // Without the library, plain text is right everywhere.
      return false;
    }
  }
}
