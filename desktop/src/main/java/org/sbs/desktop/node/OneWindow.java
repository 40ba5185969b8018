package org.sbs.desktop.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.sbs.server.config.HomeFolder;

/**
 * Lets a user have one dialog a home, so that no two of them change the same settings. One that is
 * started second leaves a request, and the first comes to the front. The system lets go of the lock
 * when the process ends, however it ends.
 */
public final class OneWindow implements AutoCloseable {
  /** Far behind the text, for where a locked part of a file cannot be read by others. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final int PID_LIMIT = 20;

  private final FileChannel channel;
  private final Path request;

  private OneWindow(FileChannel channel, Path request) {
    this.channel = channel;
    this.request = request;
  }

  /** Where they are noted: a folder of this user's own. */
  public static Path folder() {
    return Path.of(System.getProperty("user.home", "."), ".cache", "sbs");
  }

  /**
   * Takes the place of the home's dialog; empty where another one has it, which is asked to come to
   * the front.
   *
   * @throws IOException when that cannot be found out
   */
  public static Optional<OneWindow> take(HomeFolder home, Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            lock(home, folder),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    Path request = folder.resolve(name(home) + ".front");
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
        channel.truncate(0);
        String pid = String.valueOf(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        Files.deleteIfExists(request);
        return Optional.of(new OneWindow(channel, request));
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it: the same as another one.
      Files.writeString(request, "");
      channel.close();
      return Optional.empty();
    }
    Files.writeString(request, "");
    channel.close();
    return Optional.empty();
  }

  /** The number of the process that has it, as it wrote it. */
  public static String owner(HomeFolder home, Path folder) {
    try (FileChannel channel = FileChannel.open(lock(home, folder), StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(PID_LIMIT);
      int count = channel.read(bytes, 0);
      return count <= 0 ? "?" : new String(bytes.array(), 0, count, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      // The number is a help only.
      return "?";
    }
  }

  private static Path lock(HomeFolder home, Path folder) {
    return folder.resolve(name(home) + ".lock");
  }

  private static String name(HomeFolder home) {
    byte[] path = home.settings().toString().getBytes(StandardCharsets.UTF_8);
    return "dialog-" + UUID.nameUUIDFromBytes(path);
  }

  /** Whether a second dialog was started since this was asked last. */
  public boolean isAskedToFront() {
    try {
      return Files.deleteIfExists(request);
    } catch (IOException e) {
      // Then it stays where it is: no harm.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
