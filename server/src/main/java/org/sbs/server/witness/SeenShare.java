package org.sbs.server.witness;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * What this node remembers, in its own state folder, of the witness on a share: so that a share
 * that is emptied, not mounted, or another one is not taken for a witness that nobody has claimed.
 */
final class SeenShare {
  private static final Pattern TEXT =
      Pattern.compile("folder ([^\n]+)\nid ([0-9a-f]{32})\nepoch (\\d{1,19})\n(sealed\n)?");

  private final Path file;
  private final String folder;
  private Optional<Memory> memory = Optional.empty();
  private boolean loaded;

  /**
   * What is remembered.
   *
   * @param id of the witness
   * @param epoch the newest that was seen there
   * @param sealed whether claims are sealed there: they stay so
   */
  record Memory(String id, long epoch, boolean sealed) {}

  /**
   * Nothing is read yet.
   *
   * @param file in the node's state folder
   * @param folder as the settings name it: another one is another witness, for the user said so
   */
  SeenShare(Path file, Path folder) {
    this.file = file;
    this.folder = folder.toString().replace("\n", "?");
  }

  Path file() {
    return file;
  }

  Optional<Memory> memory() throws WitnessException {
    if (!loaded) {
      memory = load();
      loaded = true;
    }
    return memory;
  }

  private Optional<Memory> load() throws WitnessException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_MEMORY_UNREADABLE)
              .with("file", file.toString())
              .with("words", e.toString()),
          e);
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_MEMORY_DAMAGED).with("file", file.toString()));
    }
    OptionalLong epoch = PlainClaims.number(parts.group(3));
    if (epoch.isEmpty() || !Bound.EPOCH.allows(epoch.getAsLong())) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_MEMORY_ABSURD)
              .with("file", file.toString())
              .with("number", parts.group(3)));
    }
    return parts.group(1).equals(folder)
        ? Optional.of(new Memory(parts.group(2), epoch.getAsLong(), parts.group(4) != null))
        : Optional.empty();
  }

  /** When this returns, it is remembered after a power cut too. */
  void remember(Memory seen) throws WitnessException {
    if (memory().equals(Optional.of(seen))) {
      return;
    }
    String text =
        "folder "
            + folder
            + "\nid "
            + seen.id()
            + "\nepoch "
            + seen.epoch()
            + (seen.sealed() ? "\nsealed\n" : "\n");
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
      write(temporary, text.getBytes(StandardCharsets.UTF_8));
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      if (File.separatorChar == '/') {
        try (FileChannel channel = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_MEMORY_NOT_WRITTEN)
              .with("file", file.toString())
              .with("words", e.toString()),
          e);
    }
    memory = Optional.of(seen);
  }

  private static void write(Path target, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
