package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Tells one start of the machine from the next. */
public final class BootId {
  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /** A number of this start of the machine; where that is unknown, of this process. */
  public static int now() {
    try {
      return Files.readString(LINUX).hashCode();
    } catch (IOException e) {
      return ThreadLocalRandom.current().nextInt();
    }
  }
}
