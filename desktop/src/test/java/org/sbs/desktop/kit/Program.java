package org.sbs.desktop.kit;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.server.Main;
import org.sbs.server.cli.Surroundings;

/** The program as the tests run it. */
public final class Program {
  private Program() {}

  /** A command without its arguments; the dialog's module is on its class path. */
  public static List<String> words() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  /** What a dialog in this JVM starts nodes with. */
  public static Surroundings around(PrintStream out, Path folder) {
    return new Surroundings(
        out,
        out,
        Map.of(),
        folder,
        () -> false,
        prompt -> {
          throw new AssertionError("no secret was to be asked for");
        },
        words(),
        Optional.empty(),
        (home, settings, forced, to, errors) -> {
          throw new AssertionError("no node was to be run in this JVM");
        },
        (demo, again, in, interactive) -> {
          throw new AssertionError("no demonstration was to be played");
        });
  }
}
