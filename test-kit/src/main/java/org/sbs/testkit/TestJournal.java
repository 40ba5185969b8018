package org.sbs.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What became of each test of a run, in the module's {@code target/tests}: a file for each JVM.
 * Each line is written at once, and so is there however the JVM ends.
 */
final class TestJournal {
  private static final Path FOLDER = Path.of("target", "tests");

  private final Path file;
  private final Set<String> written = new HashSet<>();

  private TestJournal(Path file) {
    this.file = file;
  }

  /** Of this JVM, which runs tests of the module in that folder. */
  static TestJournal in(Path module) {
    return new TestJournal(
        module.toAbsolutePath().resolve(FOLDER).resolve(ProcessHandle.current().pid() + ".tsv"));
  }

  /** A test began. */
  void ran(String id) {
    write("ran", id, "");
  }

  /** A test, or what prepares it, started a program. */
  void started(String id, String program) {
    write("started", id, program);
  }

  /** A test was skipped. */
  void skipped(String id, String reason) {
    write("skipped", id, reason);
  }

  private synchronized void write(String what, String id, String detail) {
    String line = what + "\t" + id + "\t" + detail.replaceAll("\\s+", " ").strip();
    if (!written.add(line)) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line. */
  record Line(String what, String id, String detail) {}

  /** All lines of the last runs of all modules of the project in that folder. */
  static List<Line> read(Path project) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (Stream<Path> modules = Files.list(project)) {
      for (Path journals : modules.map(module -> module.resolve(FOLDER)).sorted().toList()) {
        if (Files.isDirectory(journals)) {
          read(journals, lines);
        }
      }
    }
    return lines;
  }

  private static void read(Path journals, List<Line> lines) throws IOException {
    try (Stream<Path> files = Files.list(journals)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          String[] words = line.split("\t", -1);
          lines.add(new Line(words[0], words[1], words[2]));
        }
      }
    }
  }
}
