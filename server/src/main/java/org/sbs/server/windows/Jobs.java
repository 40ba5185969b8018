package org.sbs.server.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;

/** The functions of kernel32 for job objects, which JNA's own mapping lacks. */
interface Jobs extends StdCallLibrary {
  /** The library; only on Windows. */
  static Jobs get() {
    return Holder.LIBRARY;
  }

  /** Loads the library at its first use, and not on other platforms. */
  final class Holder {
    private static final Jobs LIBRARY =
        Native.load("kernel32", Jobs.class, W32APIOptions.DEFAULT_OPTIONS);

    private Holder() {}
  }

  /** See Microsoft's documentation. */
  HANDLE CreateJobObject(Pointer security, String name);

  /** See Microsoft's documentation. */
  boolean SetInformationJobObject(HANDLE job, int kind, Pointer information, int size);

  /** See Microsoft's documentation. */
  boolean QueryInformationJobObject(
      HANDLE job, int kind, Pointer information, int size, IntByReference returned);

  /** See Microsoft's documentation. */
  boolean AssignProcessToJobObject(HANDLE job, HANDLE process);

  /** See Microsoft's documentation. */
  boolean TerminateJobObject(HANDLE job, int exitCode);
}
