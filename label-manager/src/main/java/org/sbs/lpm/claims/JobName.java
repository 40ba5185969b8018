package org.sbs.lpm.claims;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job's identity, which never changes, whoever handles it.
 *
 * @param id time of the first claim (UTC), a count and random characters; sorts by time
 * @param file the data file's name, shortened if it was very long
 */
public record JobName(String id, String file) {
  private static final Pattern CLAIM = Pattern.compile("(\\d{8}T\\d{9}-\\d{4}-[0-9a-z]{6})~(.+)");
  private static final String ROWS = ".rows";
  private static final int MAX_FILE_BYTES = 180;
  private static final int MAX_EXTENSION_BYTES = 20;

  /** For a file that is about to be claimed: a name too long or strange for a claim is adapted. */
  public static JobName of(String id, String file) {
    String name = shorten(file);
    if (!isPath(name)) {
      name = name.replaceAll("[^\\x20-\\x7E]", "_");
    }
    return new JobName(id, name);
  }

  /** A name from a share may have characters that this system's locale cannot write. */
  private static boolean isPath(String name) {
    try {
      return !Path.of(name).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The job whose claim has this file name; nothing for a file that is no claim. */
  public static Optional<JobName> parse(String claimName) {
    Matcher matcher = CLAIM.matcher(claimName);
    return matcher.matches()
        ? Optional.of(new JobName(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The claim's file name. */
  public String claimName() {
    return id + "~" + file;
  }

  /** The file name in {@code done} and {@code failed}: unique, with the extension kept. */
  public String endName() {
    int dot = dot(file);
    return file.substring(0, dot) + "~" + id + file.substring(dot);
  }

  /** The name in {@code failed} of those of its rows that were not printed. */
  public String rowsName() {
    int dot = dot(file);
    return file.substring(0, dot) + "~" + id + ROWS + file.substring(dot);
  }

  /** Whether a file of that name has rows of a job, and not the job. */
  static boolean isRows(String fileName, String jobId) {
    return fileName.contains("~" + jobId + ROWS);
  }

  private static int dot(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? dot : name.length();
  }

  private static String shorten(String name) {
    if (bytes(name) <= MAX_FILE_BYTES) {
      return name;
    }
    String extension = name.substring(dot(name));
    if (bytes(extension) > MAX_EXTENSION_BYTES) {
      extension = "";
    }
    StringBuilder stem = new StringBuilder();
    int left = MAX_FILE_BYTES - bytes(extension);
    for (int codePoint : name.codePoints().toArray()) {
      left -= bytes(Character.toString(codePoint));
      if (left < 0) {
        break;
      }
      stem.appendCodePoint(codePoint);
    }
    return stem + extension;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
