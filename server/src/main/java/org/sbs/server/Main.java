package org.sbs.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.server.cli.DemoRunner;
import org.sbs.server.cli.NodeRunner;
import org.sbs.server.cli.Sbs;
import org.sbs.server.cli.Surroundings;
import org.sbs.server.cli.Terminal;
import org.sbs.server.demo.Demo;
import org.sbs.server.service.LpmPreset;
import org.sbs.server.service.ServiceException;

/** The program: the only place that wires concrete classes. */
public final class Main {
  private static final Path SYSTEMD_RUNS = Path.of("/run/systemd/system");
  private static final List<Path> UNITS =
      List.of(
          Path.of("/etc/systemd/system/sbs.service"),
          Path.of("/usr/lib/systemd/system/sbs.service"),
          Path.of("/lib/systemd/system/sbs.service"));

  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    System.exit(Sbs.execute(surroundings(new NodeProgram(), Main::demo), args));
  }

  private static Surroundings surroundings(NodeRunner runner, DemoRunner demo) {
    return new Surroundings(
        System.out,
        System.err,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Terminal::isThere,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()),
        startUnit(),
        runner,
        demo);
  }

  private static Optional<List<String>> startUnit() {
    return Files.isDirectory(SYSTEMD_RUNS) && UNITS.stream().anyMatch(Files::exists)
        ? Optional.of(List.of("systemctl", "start", "sbs.service"))
        : Optional.empty();
  }

  private static int demo(PrintStream out, List<String> program, Path folder, boolean interactive)
      throws IOException, InterruptedException {
    try {
      Path samples = LpmPreset.beside(Main.class).samples();
      return Demo.run(out, program, folder, samples, interactive);
    } catch (ServiceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
