package org.sbs.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one SBS at a time work on a home. The system lets go of the lock when the process ends,
 * however it ends; the file stays, with the number of the process that had it last.
 */
final class HomeLock implements AutoCloseable {
  /** Far behind the text, for where a locked part of a file cannot be read by others. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final int PID_LIMIT = 20;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  static HomeLock take(Path file) throws StoreException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StoreException("The lock file " + file + " cannot be opened: " + e, e);
    }
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw new StoreException(busy(file, " (process " + owner(channel) + ")"));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(ownPid()), 0);
      taken = true;
      return new HomeLock(channel);
    } catch (OverlappingFileLockException e) {
      throw new StoreException(busy(file, " in this process"), e);
    } catch (IOException e) {
      throw new StoreException("The lock file " + file + " cannot be locked: " + e, e);
    } finally {
      if (!taken) {
        closeQuietly(channel);
      }
    }
  }

  private static String busy(Path file, String who) {
    return "Another SBS"
        + who
        + " works on this home, by the lock "
        + file
        + "; stop it first, or give this one a home of its own.";
  }

  private static byte[] ownPid() {
    return Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_LIMIT);
    int count = channel.read(bytes, 0);
    String text = count <= 0 ? "" : new String(bytes.array(), 0, count, StandardCharsets.US_ASCII);
    return text.matches("\\d+") ? text : "unknown";
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
