package org.sbs.server.windows;

import com.sun.jna.Native;
import com.sun.jna.platform.win32.Kernel32Util;
import org.sbs.server.service.ServiceManagerException;

/** Makes exceptions of what Windows says went wrong last, on this thread. */
final class Failed {
  private Failed() {}

  static ServiceManagerException last() {
    return of(Native.getLastError());
  }

  static ServiceManagerException of(int code) {
    return new ServiceManagerException(code, text(code));
  }

  static void unless(boolean done) throws ServiceManagerException {
    if (!done) {
      throw last();
    }
  }

  /** What Windows says, in its own language. */
  static String text(int code) {
    try {
      String text = Kernel32Util.formatMessage(code);
      return text == null ? "Windows does not say why" : text.strip();
    } catch (RuntimeException e) {
      // Windows has no text for this number.
      return "Windows has no words for it";
    }
  }
}
