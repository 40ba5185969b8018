package org.sbs.systemtests.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sbs.testkit.TestProcess;

/** The program under test: the packaged jar, run by the Java that runs the system tests. */
public final class Sbs {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path JAR = ROOT.resolve("server/target/sbs-server.jar");
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  private Sbs() {}

  /** The root of the project. */
  public static Path root() {
    return ROOT;
  }

  /** The words that run that command in that home. */
  static List<String> words(Path home, List<String> command) {
    return words(ClassArchives.options(JAR), home, command);
  }

  /** The same with further options for the JVM. */
  static List<String> words(List<String> options, Path home, List<String> command) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM_OPTIONS);
    words.addAll(options);
    words.addAll(List.of("-jar", JAR.toString()));
    words.addAll(command);
    words.addAll(List.of("--home", home.toString()));
    return words;
  }

  /** Runs one command to its end, as a process of its own. */
  public static Outcome run(Path home, String... command) {
    return run(List.of(), home, command);
  }

  /** The same by a launcher, which becomes that process. */
  static Outcome run(List<String> launcher, Path home, String... command) {
    List<String> all = new ArrayList<>(launcher);
    all.addAll(words(home, List.of(command)));
    return run(all);
  }

  /** Runs one command that reads that text from its standard input. */
  public static Outcome runWith(String input, Path home, String... command) {
    try {
      Path in = Files.createTempFile("sbs-", ".in");
      try {
        Files.writeString(in, input);
        return run(COMMAND_LIMIT, words(home, List.of(command)), in.toFile());
      } finally {
        Files.delete(in);
      }
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", command) + " cannot be run", e);
    }
  }

  /** Runs a command that may take longer than others. */
  public static Outcome runLong(Duration limit, Path home, String... command) {
    return run(limit, words(home, List.of(command)));
  }

  /** Runs these words to the end of their process. */
  static Outcome run(List<String> all) {
    return run(COMMAND_LIMIT, all);
  }

  /** The same, if it may take longer than others. */
  static Outcome run(Duration limit, List<String> all) {
    return run(limit, all, new File("/dev/null"));
  }

  private static Outcome run(Duration limit, List<String> all, File in) {
    try {
      Path out = Files.createTempFile("sbs-", ".out");
      Path err = Files.createTempFile("sbs-", ".err");
      try {
        return run(limit, all, in, out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(String.join(" ", all) + " cannot be run", e);
    }
  }

  private static Outcome run(Duration limit, List<String> words, File in, Path out, Path err)
      throws IOException {
    Process process =
        TestProcess.builder(words)
            .redirectInput(in)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no end within " + limit.toSeconds() + " s: " + words);
      }
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + words, e);
    } finally {
      process.destroyForcibly();
    }
  }
}
