package org.sbs.systemtests.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the pair key of all system tests as users do: by {@code sbs pair new} and {@code pair
 * join}.
 */
public final class PairKeyMaker {
  private static final Pattern KEY = Pattern.compile("\\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}\\b");

  private PairKeyMaker() {}

  /**
   * Two files with the same key, and the folder that holds them.
   *
   * @param made by {@code pair new}
   * @param joined by {@code pair join}
   */
  record Keys(Path made, Path joined, Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Folders.delete(folder);
    }
  }

  /** Made once a run of all system tests. */
  static Keys of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(PairKeyMaker.class))
        .computeIfAbsent(PairKeyMaker.class, key -> make(), Keys.class);
  }

  private static Keys make() {
    try {
      Path folder = Files.createTempDirectory("pair-key-");
      Path first = folder.resolve("first");
      Path second = folder.resolve("second");
      join(second, newKey(first));
      return new Keys(first.resolve("pair.key"), second.resolve("pair.key"), folder);
    } catch (IOException e) {
      throw new AssertionError("no pair key could be made", e);
    }
  }

  /** Makes a key in a home, and returns it. */
  public static String newKey(Path home) {
    Outcome made = Sbs.run(home, "pair", "new", "--force");
    assertThat(made.status()).as("%s", made).isZero();
    return keyIn(made.out()).orElseThrow(() -> new AssertionError("no key in: " + made.out()));
  }

  /** Enters a key in a home. */
  public static void join(Path home, String key) {
    Outcome joined = Sbs.runWith(key + "\n", home, "pair", "join");
    assertThat(joined.status()).as("%s", joined).isZero();
  }

  /** The pair key that a text shows. */
  public static Optional<String> keyIn(String text) {
    Matcher key = KEY.matcher(text);
    return key.find() ? Optional.of(key.group()) : Optional.empty();
  }
}
