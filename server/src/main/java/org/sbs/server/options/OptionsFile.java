package org.sbs.server.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.sbs.server.mail.OwnerFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code options.json} of a state folder, its owner's alone because there is a password in
 * it. It is always whole, the old or the new.
 */
public final class OptionsFile {
  private static final Logger LOG = LoggerFactory.getLogger(OptionsFile.class);
  private static final long LONGEST_BYTES = 8L << 20;

  private final Path file;

  /** In that state folder. */
  public OptionsFile(Path state) {
    this.file = state.resolve("options.json");
  }

  /** The state folder that it lies in. */
  Path state() {
    return file.toAbsolutePath().getParent();
  }

  /** What is in it; empty if there is no such file, or it cannot be read or understood. */
  public Optional<OptionsMemory> read() {
    try {
      return Optional.of(load());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return Optional.empty();
    }
  }

  /**
   * The same for the node itself: a file that cannot be understood is put aside, and named.
   *
   * @throws IOException if it is there and cannot be read at all
   */
  OptionsMemory readOrPutAside() throws IOException {
    byte[] bytes;
    try {
      bytes = bytes();
    } catch (NoSuchFileException e) {
      return OptionsMemory.NONE;
    }
    try {
      return OptionsFormat.read(bytes);
    } catch (IOException e) {
      Path aside = file.resolveSibling("options.json.damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      LOG.error(
          "{} is damaged ({}) and was renamed to {}. What sbs.toml says of the pair's options"
              + " counts as set for the first time; what the other node knows better holds.",
          file,
          e.getMessage(),
          aside.getFileName());
      return OptionsMemory.NONE;
    }
  }

  private OptionsMemory load() throws IOException {
    return OptionsFormat.read(bytes());
  }

  private byte[] bytes() throws IOException {
    if (Files.size(file) > LONGEST_BYTES) {
      throw new IOException(file + " is longer than " + LONGEST_BYTES + " bytes");
    }
    return Files.readAllBytes(file);
  }

  /** Replaces it. When this returns, the content survives a power cut. */
  void write(OptionsMemory memory) throws IOException {
    OwnerFile.replace(file, OptionsFormat.write(memory));
  }
}
