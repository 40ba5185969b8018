package org.sbs.server.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a second process from running a node in the same home. The system frees the lock when the
 * process ends, however it ends, so that it also tells others whether the process is gone.
 */
final class HomeLock implements AutoCloseable {
  /** Who only looks holds the lock for a moment: it must not look like a running node. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Far behind the text: on Windows nobody else can read what is locked. */
  private static final long WHERE = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  private static Path file(Path state) {
    return state.resolve("run.lock");
  }

  /** Takes the lock and writes this process's number into its file; empty where it is held. */
  static Optional<HomeLock> take(Path state) throws IOException {
    Files.createDirectories(state);
    FileChannel channel =
        FileChannel.open(file(state), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = Waiting.until(PATIENCE, () -> lock(channel));
    if (!taken) {
      channel.close();
      return Optional.empty();
    }
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
    return Optional.of(new HomeLock(channel));
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(WHERE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // This very process holds it already.
      return false;
    }
  }

  /** True while a process runs a node with that state folder. */
  static boolean isHeld(Path state) throws IOException {
    try (FileChannel channel = FileChannel.open(file(state), StandardOpenOption.WRITE)) {
      return !lock(channel);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The number of the process that took the lock last, as it wrote it. */
  static Optional<String> owner(Path state) {
    try {
      String pid = Files.readString(file(state)).strip();
      return pid.isEmpty() ? Optional.empty() : Optional.of(pid);
    } catch (IOException e) {
      // The number is a help only; the lock itself is the truth.
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
