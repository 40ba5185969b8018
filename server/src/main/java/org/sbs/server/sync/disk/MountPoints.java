package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.consent.MountTable;

/**
 * Where other file systems begin. Nothing can be moved there atomically from a staging folder
 * outside, bind mounts of the same file system included. Known on Linux; elsewhere the set is
 * empty, and a move that crosses file systems fails when it is tried.
 */
public final class MountPoints {
  private static final Path MOUNT_INFO = Path.of("/proc/self/mountinfo");
  private static final int DEVICE = 2;
  private static final int ROOT = 3;
  private static final int POINT = 4;
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\d{3})");

  private MountPoints() {}

  public static Set<Path> now() throws IOException {
    Set<Path> points = new HashSet<>();
    for (String[] fields : lines()) {
      points.add(Path.of(unescape(fields[POINT])));
    }
    return points;
  }

  /** What each mount shows where. */
  public static MountTable table() throws IOException {
    List<MountTable.Mount> mounts = new ArrayList<>();
    for (String[] fields : lines()) {
      String root = unescape(fields[ROOT]);
      // What is no path names something else, such as a namespace.
      if (root.startsWith("/")) {
        mounts.add(
            new MountTable.Mount(
                fields[DEVICE],
                FolderPaths.of(Path.of(root)),
                FolderPaths.of(Path.of(unescape(fields[POINT])))));
      }
    }
    return new MountTable(mounts);
  }

  private static List<String[]> lines() throws IOException {
    if (!Platform.LINUX || !Files.isReadable(MOUNT_INFO)) {
      return List.of();
    }
    List<String[]> lines = new ArrayList<>();
    for (String line : Files.readAllLines(MOUNT_INFO, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(" ", -1);
      if (fields.length > POINT) {
        lines.add(fields);
      }
    }
    return lines;
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
