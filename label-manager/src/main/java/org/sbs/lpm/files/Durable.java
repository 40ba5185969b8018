package org.sbs.lpm.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes and renames that survive a power cut, as far as the platform offers that. */
public final class Durable {
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private static final int PART_BYTES = 64 << 10;

  private Durable() {}

  /** True on Windows, where folders cannot be forced and open files cannot be renamed. */
  public static boolean onWindows() {
    return WINDOWS;
  }

  /**
   * Replaces a file whole: writes the temporary file, forces it and renames it over the target. The
   * rename itself is durable only after {@link #forceFolder}.
   *
   * @throws IOException if any step failed; the target is then the old one or the new one, whole
   */
  public static void replace(Path target, Path temporary, Content content) throws IOException {
    replace(
        target,
        temporary,
        out -> {
          try (InputStream stream = content.stream()) {
            byte[] part = new byte[(int) Math.min(Math.max(1, content.size()), PART_BYTES)];
            for (int count = stream.read(part); count > 0; count = stream.read(part)) {
              out.write(part, 0, count);
            }
          }
        });
  }

  /** Replaces a file whole, but not durably: after a power cut it may be the old one, or empty. */
  public static void replaceInPassing(Path target, Path temporary, Content content)
      throws IOException {
    Files.deleteIfExists(temporary);
    try (FileChannel channel = create(temporary);
        OutputStream out = Channels.newOutputStream(channel);
        InputStream stream = content.stream()) {
      stream.transferTo(out);
    }
    rename(temporary, target);
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  /** Writes what a file is to have. */
  @FunctionalInterface
  public interface Filling {
    /** Writes it; whoever calls closes. */
    void fill(OutputStream out) throws IOException;
  }

  /** As the other, with content that comes as it is written. */
  public static void replace(Path target, Path temporary, Filling filling) throws IOException {
    // What lies there is from a writer that died, or a link that somebody planted: never written
    // through.
    Files.deleteIfExists(temporary);
    try (FileChannel channel = create(temporary);
        OutputStream out = Channels.newOutputStream(channel)) {
      filling.fill(out);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    rename(temporary, target);
  }

  /** Renames atomically and never falls back to a copy; an existing target is replaced. */
  public static void rename(Path source, Path target) throws IOException {
    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Makes renames into and out of this folder durable. Does nothing where folders cannot be forced:
   * on Windows, and on file systems that say so.
   */
  public static void forceFolder(Path folder) throws IOException {
    if (WINDOWS) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      if (!saysUnsupported(e)) {
        throw e;
      }
    }
  }

  private static boolean saysUnsupported(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Invalid argument") || message.contains("not supported");
  }
}
