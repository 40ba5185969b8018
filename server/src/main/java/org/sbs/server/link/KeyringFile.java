package org.sbs.server.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a keyring lies on disk: the key file holds the current key, as it always did, and a second
 * file beside it the rest. That one is written first, with the new and the former key's id; so a
 * crash between the two is finished at the next start, and a key that somebody put into the key
 * file by hand is told from it.
 */
public final class KeyringFile {
  private static final String SUFFIX = ".ring";
  private static final String HEADER = "sbs-keyring 1";

  private final Path keyFile;
  private final Path ringFile;
  private final Consumer<Write> before;

  /** What is made durable, for tests that fail there. */
  enum Write {
    RING,
    KEY,
    DONE
  }

  /** The files of a home. */
  public KeyringFile(Path keyFile) {
    this(keyFile, write -> {});
  }

  KeyringFile(Path keyFile, Consumer<Write> before) {
    this.keyFile = keyFile.toAbsolutePath();
    this.ringFile = this.keyFile.resolveSibling(keyFile.getFileName() + SUFFIX);
    this.before = before;
  }

  /** Where the current key lies. */
  public Path keyFile() {
    return keyFile;
  }

  /** Whether there is a key. */
  public boolean exists() {
    return Files.exists(keyFile, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Reads the keys, and finishes what a crash has cut off. Without the second file, of an older
   * version, the key in the key file is the only one.
   *
   * @throws IOException as {@link PairKey#read} does; the message names the file and the remedy
   */
  public Keyring load() throws IOException {
    PairKey key = PairKey.read(keyFile);
    if (!Files.exists(ringFile, LinkOption.NOFOLLOW_LINKS)) {
      return Keyring.of(key);
    }
    Stored stored = Stored.read(PairKeyFile.text(ringFile), ringFile);
    if (stored.ring().current().equals(key)) {
      return stored.ring();
    }
    if (stored.was().filter(key.id()::equals).isPresent()) {
      save(Optional.of(key), stored.ring());
      return stored.ring();
    }
    return Keyring.of(key); // Somebody put this key there by hand.
  }

  /**
   * Stores the keys. When this returns, they are durable; when it throws, either the former ones or
   * these are.
   */
  public void save(Keyring ring) throws IOException {
    Files.createDirectories(Objects.requireNonNull(keyFile.getParent()));
    save(held(), ring);
  }

  /** What the key file holds; what cannot be read there is replaced without a trace. */
  private Optional<PairKey> held() {
    try {
      return Optional.of(PairKey.read(keyFile));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void save(Optional<PairKey> held, Keyring ring) throws IOException {
    boolean same = held.filter(ring.current()::equals).isPresent();
    Optional<String> was = same ? Optional.empty() : held.map(PairKey::id);
    before.accept(Write.RING);
    PairKeyFile.writeText(new Stored(ring, was).text(), ringFile);
    if (!same) {
      before.accept(Write.KEY);
      ring.current().write(keyFile, true);
    }
    if (was.isPresent()) {
      // From now on the former key in the key file is one that somebody put back.
      before.accept(Write.DONE);
      PairKeyFile.writeText(new Stored(ring, Optional.empty()).text(), ringFile);
    }
  }

  /**
   * What the second file says.
   *
   * @param was the id of the key that the key file held before; only while it is written
   */
  private record Stored(Keyring ring, Optional<String> was) {
    String text() {
      List<String> lines = new ArrayList<>(List.of(HEADER));
      lines.add("current " + ring.current().text());
      was.ifPresent(id -> lines.add("was " + id));
      lines.add((ring.named() ? "name " : "name-unsure ") + ring.name());
      ring.older().forEach(hex -> lines.add("older " + hex));
      ring.change()
          .ifPresent(
              under ->
                  lines.add(
                      (under.kind() == Keyring.Kind.OFFERED ? "offered " : "leaving ")
                          + under.other().text()
                          + " "
                          + under.untilMillis()));
      return String.join("\n", lines) + "\n";
    }

    static Stored read(String text, Path file) throws IOException {
      try {
        return read(text.lines().toList());
      } catch (IllegalArgumentException e) {
        // Not its text, and not what was wrong with it: secrets stand there.
        throw new IOException(
            file
                + " is damaged. Restore it from a backup, or delete it: then the key in the key"
                + " file is the only one, and a change of the key that was under way is forgotten"
                + " on this node.",
            e);
      }
    }

    private static Stored read(List<String> lines) {
      if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
        throw new IllegalArgumentException("another header");
      }
      Optional<PairKey> current = Optional.empty();
      Optional<String> was = Optional.empty();
      Optional<String> name = Optional.empty();
      boolean named = false;
      List<String> older = new ArrayList<>();
      Optional<Keyring.Change> change = Optional.empty();
      for (String line : lines.subList(1, lines.size())) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "current" -> current = Optional.of(PairKey.parse(word(words, 1, 2)));
          case "was" -> was = Optional.of(hex(word(words, 1, 2), 16));
          case "name", "name-unsure" -> {
            name = Optional.of(hex(word(words, 1, 2), 16));
            named = words[0].equals("name");
          }
          case "older" -> older.add(hex(word(words, 1, 2), 64));
          case "offered", "leaving" ->
              change =
                  Optional.of(
                      new Keyring.Change(
                          words[0].equals("offered") ? Keyring.Kind.OFFERED : Keyring.Kind.LEAVING,
                          PairKey.parse(word(words, 1, 3)),
                          Long.parseLong(word(words, 2, 3))));
          default -> throw new IllegalArgumentException("an unknown line");
        }
      }
      Keyring ring =
          new Keyring(
              current.orElseThrow(IllegalArgumentException::new),
              name.orElseThrow(IllegalArgumentException::new),
              named,
              older,
              change);
      return new Stored(ring, was);
    }

    private static String word(String[] words, int index, int count) {
      if (words.length != count) {
        throw new IllegalArgumentException("a line of another length");
      }
      return words[index];
    }

    private static String hex(String word, int digits) {
      if (!word.matches("[0-9a-f]{" + digits + "}")) {
        throw new IllegalArgumentException("no such digits");
      }
      return word;
    }
  }
}
