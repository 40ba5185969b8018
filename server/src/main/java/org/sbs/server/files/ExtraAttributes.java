package org.sbs.server.files;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a file has on Linux beside content, times, owner and permissions. Any thread. */
public final class ExtraAttributes {
  /** Most files have none, and a few have some. */
  private static final int BYTES = 4096;

  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private ExtraAttributes() {}

  private static final class Calls {
    static {
      Native.register(Calls.class, "c");
    }

    static native long llistxattr(byte[] path, byte[] names, long bytes) throws LastErrorException;
  }

  /** Their names, links not followed; none where that cannot be told. */
  public static List<String> of(Path path) {
    if (!Platform.isLinux()) {
      return List.of();
    }
    byte[] names = new byte[BYTES];
    try {
      long length = Calls.llistxattr((path + "\0").getBytes(NAMES), names, BYTES);
      return length <= 0
          ? List.of()
          : List.of(new String(names, 0, (int) length, StandardCharsets.UTF_8).split("\0"));
    } catch (LastErrorException e) {
      // Not there any more, not readable, or a file system that has none.
      return List.of();
    }
  }
}
