package org.sbs.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbs.server.cli.Sbs;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;
import org.sbs.server.windows.WindowsSetup;

/**
 * What the installer for Windows calls: {@code install --home DIR --auto 0|1 --replaces TEXT},
 * {@code pause}, {@code resume}, or {@code remove --home DIR --purge 0|1}. What it did is printed
 * and added to {@code log/setup.log} in the home.
 */
final class WindowsSetupMain {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final String YES = "1";
  private static final String NO = "0";

  private WindowsSetupMain() {}

  /** Exit status 0: done; 1: not, and the last line says why; 2: wrong words. */
  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    Map<String, String> options = new HashMap<>();
    for (int at = 1; at + 1 < words.size(); at += 2) {
      options.put(words.get(at), words.get(at + 1));
    }
    if (words.size() % 2 == 0 || !options.containsKey("--home")) {
      System.err.println("Usage: install|pause|resume|remove --home DIR [--OPTION VALUE]...");
      return USAGE;
    }
    List<String> done = new ArrayList<>();
    Path home = Path.of(options.get("--home")).toAbsolutePath().normalize();
    int status = FAILED;
    try {
      status = run(words.get(0), options, home, done);
    } catch (OwnServiceException e) {
      done.add(e.getMessage());
    } catch (IOException e) {
      done.add("SBS is not set up as asked: " + e);
    }
    done.forEach(System.out::println);
    write(home, words.get(0), done, status);
    return status;
  }

  private static int run(String order, Map<String, String> options, Path home, List<String> done)
      throws OwnServiceException, IOException {
    OwnService service =
        Main.surroundings(System.out, System.err, (at, settings, forced, out, err) -> USAGE)
            .ownService()
            .orElseThrow(() -> new OwnServiceException("This is not a Windows machine."));
    WindowsSetup setup =
        new WindowsSetup(
            home, service, WindowsSetupMain::sbs, WindowsSetupMain::windows, done::add);
    switch (order) {
      case "install" ->
          setup.install(
              Path.of(System.getProperty("java.home"), "bin", "java.exe"),
              options.getOrDefault("--auto", NO).equals(YES),
              !options.getOrDefault("--replaces", "").isEmpty());
      case "pause" -> setup.pause();
      case "resume" -> setup.resume();
      case "remove" -> setup.remove(options.getOrDefault("--purge", NO).equals(YES));
      default -> {
        done.add("There is no order " + order + ".");
        return USAGE;
      }
    }
    return 0;
  }

  private static int sbs(List<String> words) {
    return Sbs.execute(
        Main.surroundings(System.out, System.err, (at, settings, forced, out, err) -> USAGE),
        words.toArray(String[]::new));
  }

  /** By its whole path, so that no other program of that name is run. */
  private static int windows(List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.set(
        0, Path.of(System.getenv("SystemRoot"), "System32", words.get(0) + ".exe").toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(new File("NUL"))
              .start();
      return process.waitFor();
    } catch (IOException e) {
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  /** Nothing where the home is gone. */
  private static void write(Path home, String order, List<String> done, int status) {
    if (!Files.isDirectory(home)) {
      return;
    }
    List<String> lines = new ArrayList<>();
    done.forEach(line -> lines.add(Instant.now() + " " + order + ": " + line));
    lines.add(Instant.now() + " " + order + " ended with " + status);
    try {
      Files.createDirectories(home.resolve("log"));
      Files.write(
          home.resolve("log/setup.log"),
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      System.err.println("The log of the setup was not written: " + e);
    }
  }
}
