package org.sbs.server.node;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.util.function.LongSupplier;

/**
 * Nanoseconds that never run backwards and run on while the machine sleeps, so that a node can tell
 * that it slept (R2.9). {@link System#nanoTime} stops in suspend on Linux, so this is
 * CLOCK_BOOTTIME there and the tick count since boot on Windows; elsewhere {@code nanoTime} must
 * do. Safe for any thread.
 */
public final class MonotonicClock implements LongSupplier {
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** The C library of Linux. */
  interface CLibrary extends com.sun.jna.Library {
    int clock_gettime(int clock, Timespec time);
  }

  /** The kernel of Windows. */
  interface Kernel32 extends com.sun.jna.Library {
    long GetTickCount64();
  }

  /** As in time.h. */
  @FieldOrder({"seconds", "nanos"})
  public static final class Timespec extends Structure {
    /** Whole seconds. */
    public NativeLong seconds = new NativeLong();

    /** The rest. */
    public NativeLong nanos = new NativeLong();
  }

  private final LongSupplier source;

  /** The best clock of this platform. */
  public MonotonicClock() {
    if (Platform.isLinux()) {
      CLibrary library = Native.load("c", CLibrary.class);
      source = () -> bootTime(library);
    } else if (Platform.isWindows()) {
      Kernel32 kernel = Native.load("kernel32", Kernel32.class);
      source = () -> kernel.GetTickCount64() * NANOS_PER_MILLI;
    } else {
      source = System::nanoTime;
    }
  }

  @Override
  public long getAsLong() {
    return source.getAsLong();
  }

  private static long bootTime(CLibrary library) {
    Timespec time = new Timespec();
    if (library.clock_gettime(CLOCK_BOOTTIME, time) != 0) {
      throw new IllegalStateException("the kernel has no CLOCK_BOOTTIME");
    }
    return time.seconds.longValue() * NANOS_PER_SECOND + time.nanos.longValue();
  }
}
