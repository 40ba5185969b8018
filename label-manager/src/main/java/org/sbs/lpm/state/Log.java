package org.sbs.lpm.state;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.sbs.lpm.files.OwnerOnly;

/**
 * Lines with time stamps, to a stream and to a file that is set aside when it has grown to 5 MB. A
 * log that cannot be written stops nothing. Thread safe.
 */
public final class Log {
  private static final long LIMIT_BYTES = 5L << 20;

  /** Control, format and bidirectional characters, separators of lines, and no characters. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]+");

  private final PrintStream stream;
  private final Path file;
  private final Clock clock;
  private long size;

  /** Appends to that file. */
  public Log(PrintStream stream, Path file, Clock clock) {
    this.stream = stream;
    this.file = file;
    this.clock = clock;
    this.size = file.toFile().length();
    closeSetAside();
  }

  /** An older version left it open to others. */
  private void closeSetAside() {
    Path before = setAside();
    if (Files.exists(before)) {
      try {
        OwnerOnly.close(before);
      } catch (IOException e) {
        warn(before + " stays open to other accounts: " + e);
      }
    }
  }

  private Path setAside() {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  /** Something that is as it should be. */
  public void info(String text) {
    write("INFO ", text);
  }

  /** Something that somebody should look at. */
  public void warn(String text) {
    write("WARN ", text);
  }

  private synchronized void write(String level, String text) {
    String line =
        clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + level + " " + oneLine(text);
    stream.println(line);
    byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    try {
      if (size + bytes.length > LIMIT_BYTES) {
        Files.move(file, setAside(), StandardCopyOption.REPLACE_EXISTING);
        size = 0;
      }
      OwnerOnly.close(file);
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      size += bytes.length;
    } catch (IOException e) {
      stream.println(oneLine("The log file " + file + " cannot be written: " + e));
    }
  }

  /** File names and data may hold line breaks and terminal commands; a line of text holds none. */
  public static String oneLine(String text) {
    return clean(text).strip();
  }

  /** The same with the blanks at both ends. */
  public static String clean(String text) {
    return UNFIT.matcher(text).replaceAll(" ");
  }
}
