package org.sbs.server.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A command line that needs no library to be understood: one of the commands that programs call
 * again and again or that must start at once, with nothing but {@code --home DIR} and {@code
 * --json}. Every other line, and every doubtful one, is left to the library, which reads these the
 * same way.
 *
 * @param name the command
 * @param home the folder of {@code --home}
 * @param json whether {@code --json} is there
 */
record PlainCommand(Name name, Optional<Path> home, boolean json) {
  /** The commands that can be plain. */
  enum Name {
    /** {@code sbs status}. */
    STATUS("status"),
    /** {@code sbs run}. */
    RUN("run");

    private final String word;

    Name(String word) {
      this.word = word;
    }

    private static Optional<Name> of(String word) {
      for (Name name : values()) {
        if (name.word.equals(word)) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    }
  }

  private static final String HOME = "--home";

  /** The plain command that these arguments are; empty if they are more than that, or wrong. */
  static Optional<PlainCommand> of(String... arguments) {
    Optional<Name> name = Optional.empty();
    Optional<Path> home = Optional.empty();
    boolean json = false;
    for (int at = 0; at < arguments.length; at++) {
      String word = arguments[at];
      Optional<Path> folder = Optional.empty();
      if (word.equals(HOME) && at + 1 < arguments.length) {
        at++;
        folder = folder(arguments[at]);
      } else if (word.startsWith(HOME + "=")) {
        folder = folder(word.substring(HOME.length() + 1));
      }
      boolean isHome = folder.isPresent() && home.isEmpty();
      boolean isJson = word.equals("--json") && !json;
      boolean isName = name.isEmpty() && Name.of(word).isPresent();
      if (isHome) {
        home = folder;
      } else if (isJson) {
        json = true;
      } else if (isName) {
        name = Name.of(word);
      } else {
        return Optional.empty();
      }
    }
    Optional<Path> folder = home;
    boolean inJson = json;
    return name.map(found -> new PlainCommand(found, folder, inJson));
  }

  /** What begins with another character may mean something to the library. */
  private static Optional<Path> folder(String text) {
    if (text.isEmpty()
        || !(Character.isLetterOrDigit(text.charAt(0)) || "/._".indexOf(text.charAt(0)) >= 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
