package org.sbs.lpm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.lpm.files.OwnerOnly;

/**
 * The file that tells the commands of the same owner where to connect and how to prove who they
 * are.
 */
record ControlFile(int port, String token) {
  private static final String NAME = "control";

  void write(Path stateFolder) throws IOException {
    OwnerOnly.write(
        stateFolder.resolve(NAME),
        (port + "\n" + token + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  static void delete(Path stateFolder) throws IOException {
    Files.deleteIfExists(stateFolder.resolve(NAME));
  }

  /** Nothing if there is none, or it is no such file. */
  static Optional<ControlFile> read(Path stateFolder) throws IOException {
    try {
      List<String> lines =
          Files.readAllLines(stateFolder.resolve(NAME), StandardCharsets.ISO_8859_1);
      if (lines.size() == 2 && lines.get(0).matches("[0-9]{1,5}")) {
        return Optional.of(new ControlFile(Integer.parseInt(lines.get(0)), lines.get(1)));
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
