package org.sbs.lpm.claims;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes files of jobs that ended long ago. A file's age is that of its job, which its name tells:
 * whatever has no such name is somebody else's and stays.
 */
public final class Retention {
  private static final Pattern JOB_TIME =
      Pattern.compile(".*~(\\d{8}T\\d{9})-\\d{4}-[0-9a-z]{6}(\\..*)?");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT);
  private static final int MOST_AT_ONCE = 10_000;

  private Retention() {}

  /**
   * Removes what is older from {@code done} and {@code failed}.
   *
   * @return how many files
   */
  public static int apply(Path captureFolder, Duration keep, Instant now) throws IOException {
    int removed = 0;
    for (String name : List.of(ClaimStore.DONE, ClaimStore.FAILED)) {
      Path folder = captureFolder.resolve(name);
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        removed += removeOlder(folder, now.minus(keep));
      }
    }
    return removed;
  }

  private static int removeOlder(Path folder, Instant limit) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (removed < MOST_AT_ONCE && isOlder(file, limit)) {
          Files.deleteIfExists(file);
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isOlder(Path file, Instant limit) {
    Matcher matcher = JOB_TIME.matcher(file.getFileName().toString());
    if (!matcher.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return LocalDateTime.parse(matcher.group(1), TIME).toInstant(ZoneOffset.UTC).isBefore(limit);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
