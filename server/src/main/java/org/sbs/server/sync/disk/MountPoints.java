package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where other file systems begin. Nothing can be moved there atomically from a staging folder
 * outside, bind mounts of the same file system included. Known on Linux; elsewhere the set is
 * empty, and a move that crosses file systems fails when it is tried.
 */
public final class MountPoints {
  private static final Path MOUNT_INFO = Path.of("/proc/self/mountinfo");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\d{3})");

  private MountPoints() {}

  public static Set<Path> now() throws IOException {
    if (!Platform.LINUX || !Files.isReadable(MOUNT_INFO)) {
      return Set.of();
    }
    Set<Path> points = new HashSet<>();
    for (String line : Files.readAllLines(MOUNT_INFO, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length > 4) {
        points.add(Path.of(unescape(fields[4])));
      }
    }
    return points;
  }

  private static String unescape(String field) {
    Matcher escape = ESCAPE.matcher(field);
    String bytes =
        escape.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
