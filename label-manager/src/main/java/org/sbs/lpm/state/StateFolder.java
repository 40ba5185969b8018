package org.sbs.lpm.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.files.Durable;

/** The state folder, which one process holds at a time. */
public final class StateFolder implements AutoCloseable {
  private static final String LOCK = "lpm.lock";
  private static final String ACTIVE = "active-sentinels";

  private final Path folder;
  private final FileChannel channel;

  private StateFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made if it is missing, until it is closed or the process ends.
   *
   * @throws IOException with a sentence for users, also when another process has it
   */
  public static StateFolder take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new StateFolder(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another holder in this very process: refused like one in another.
      channel.close();
      throw taken(folder);
    }
    channel.close();
    throw taken(folder);
  }

  private static IOException taken(Path folder) {
    return new IOException(
        "Another Label Print Manager runs with the state folder "
            + folder
            + "; stop it, or use another state folder.");
  }

  /** A file in the folder. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /** The sentinels that were active last; nothing at the very first run. */
  public Optional<Set<String>> lastActive() throws IOException {
    try {
      return Optional.of(
          new TreeSet<>(
              Files.readAllLines(folder.resolve(ACTIVE), StandardCharsets.UTF_8).stream()
                  .filter(line -> !line.isBlank())
                  .toList()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Remembers which sentinels are active; durable when it returns. */
  public void rememberActive(Collection<String> names) throws IOException {
    StringBuilder text = new StringBuilder();
    names.forEach(name -> text.append(name).append('\n'));
    Durable.replace(
        folder.resolve(ACTIVE),
        folder.resolve(ACTIVE + ".tmp"),
        Content.of(text.toString().getBytes(StandardCharsets.UTF_8)));
    Durable.forceFolder(folder);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
