package org.sbs.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Lets one SBS at a time work on a home. The system lets go of the lock when the process ends,
 * however it ends; the file stays, with the number of the process that had it last.
 */
public final class HomeLock implements AutoCloseable {
  /** Far behind the text, for where a locked part of a file cannot be read by others. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final String UNKNOWN = "unknown";
  private static final int PID_LIMIT = 20;

  /** Who only looks holds the lock for a moment: that must not look like a running node. */
  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private static final long STEP_NANOS = 50_000_000L;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  private static Path file(Path state) {
    return state.resolve("node.lock");
  }

  /**
   * Takes it; who does so is the only one to work on the home.
   *
   * @throws StoreException when another process has it; the message says which
   */
  public static HomeLock take(Path state) throws StoreException {
    Path file = file(state);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              // Root takes it too, for a command, in a folder of an account that is not root.
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new StoreException(failed(ReasonCode.LOCK_NOT_OPENED, file, e), e);
    }
    boolean taken = false;
    try {
      if (!locked(channel)) {
        throw new StoreException(
            Reason.of(ReasonCode.HOME_IN_USE_BY)
                .with("file", file.toString())
                .with("process", owner(channel)));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(ownPid()), 0);
      taken = true;
      return new HomeLock(channel);
    } catch (OverlappingFileLockException e) {
      throw new StoreException(
          Reason.of(ReasonCode.HOME_IN_USE_HERE).with("file", file.toString()), e);
    } catch (IOException e) {
      throw new StoreException(failed(ReasonCode.LOCK_NOT_TAKEN, file, e), e);
    } finally {
      if (!taken) {
        closeQuietly(channel);
      }
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
    return true;
  }

  /** True while a process runs a node with that state folder. */
  public static boolean isHeld(Path state) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file(state), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (OverlappingFileLockException e) {
      // This very process runs it.
      return true;
    }
  }

  /** The number of the process that took the lock last, as it wrote it. */
  public static Optional<String> owner(Path state) {
    try (FileChannel channel = FileChannel.open(file(state), StandardOpenOption.READ)) {
      return Optional.of(owner(channel)).filter(pid -> !pid.equals(UNKNOWN));
    } catch (IOException e) {
      // The number is a help only; the lock itself is the truth.
      return Optional.empty();
    }
  }

  private static Reason failed(ReasonCode code, Path file, IOException e) {
    return Reason.of(code).with("file", file.toString()).with("why", e.toString());
  }

  private static byte[] ownPid() {
    return Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_LIMIT);
    int count = channel.read(bytes, 0);
    String text = count <= 0 ? "" : new String(bytes.array(), 0, count, StandardCharsets.US_ASCII);
    return text.matches("\\d+") ? text : UNKNOWN;
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock was not taken; nothing depends on this channel.
      return;
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
