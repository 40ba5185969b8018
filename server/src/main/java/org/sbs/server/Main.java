package org.sbs.server;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbs.server.cli.DemoRunner;
import org.sbs.server.cli.NodeRunner;
import org.sbs.server.cli.Sbs;
import org.sbs.server.cli.Surroundings;
import org.sbs.server.cli.Terminal;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.demo.Demo;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.SystemdOwnService;
import org.sbs.server.service.LpmPreset;
import org.sbs.server.service.ServiceException;

/** The program: the only place that wires concrete classes. */
public final class Main {
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
            classPath(),
            Main.class.getName()),
        ownService(),
        runner,
        demo);
  }

  /** Absolute: a service manager runs the program in another folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Optional<OwnService> ownService() {
    return SystemdOwnService.isHere()
        ? Optional.of(new SystemdOwnService(HomeFolder.INSTALLED_SETTINGS))
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
