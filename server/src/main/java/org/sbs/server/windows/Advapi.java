package org.sbs.server.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.W32APIOptions;

/** What JNA's own mapping of advapi32 lacks. */
interface Advapi extends Advapi32 {
  /** Stands for "as it is" where a number is asked for. */
  int NO_CHANGE = -1;

  /** The library; only on Windows. */
  static Advapi get() {
    return Holder.LIBRARY;
  }

  /** Loads the library at its first use, and not on other platforms. */
  final class Holder {
    private static final Advapi LIBRARY =
        Native.load("advapi32", Advapi.class, W32APIOptions.DEFAULT_OPTIONS);

    private Holder() {}
  }

  /** See Microsoft's documentation; null leaves a text as it is. */
  boolean ChangeServiceConfig(
      SC_HANDLE service,
      int serviceType,
      int startType,
      int errorControl,
      String binaryPathName,
      String loadOrderGroup,
      IntByReference tagId,
      String dependencies,
      String serviceStartName,
      String password,
      String displayName);

  /** See Microsoft's documentation. */
  boolean QueryServiceConfig(SC_HANDLE service, Pointer config, int size, IntByReference needed);

  /** See Microsoft's documentation. */
  boolean ConvertStringSecurityDescriptorToSecurityDescriptor(
      String text, int revision, PointerByReference descriptor, IntByReference size);
}
