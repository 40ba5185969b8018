package org.sbs.server;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbs.core.settings.Settings;
import org.sbs.server.cli.NodeRunner;
import org.sbs.server.cli.Sbs;
import org.sbs.server.cli.Surroundings;
import org.sbs.server.cli.Terminal;
import org.sbs.server.cli.TypedSecret;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.demo.Demo;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.SystemdOwnService;
import org.sbs.server.service.ClassArchive;
import org.sbs.server.service.LpmPreset;
import org.sbs.server.service.ServiceException;
import org.sbs.server.windows.WindowsOwnService;

/** The program: the only place that wires concrete classes. */
public final class Main {
  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final String JAVA = WINDOWS ? "java.exe" : "java";

  /** As the launcher's for {@code run}. */
  private static final List<String> NODE_OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:MaxInlineLevel=4",
          "-XX:FreqInlineSize=50",
          "-XX:InlineSmallCode=500");

  /** The end of a user's session must not end the JVM. */
  private static final List<String> WINDOWS_SERVICE_OPTIONS =
      Stream.concat(Stream.of("-Xrs", "-Dfile.encoding=UTF-8"), NODE_OPTIONS.stream()).toList();

  private Main() {}

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    System.exit(Sbs.execute(surroundings(System.out, System.err, Main::run), args));
  }

  /** Here, because the node's classes and its log are of no use to the other commands. */
  private static int run(
      HomeFolder home, Settings settings, boolean forced, PrintStream out, PrintStream err) {
    return new NodeProgram().run(home, settings, forced, out, err);
  }

  /** What commands touch outside themselves: this machine. */
  static Surroundings surroundings(PrintStream out, PrintStream err, NodeRunner runner) {
    return new Surroundings(
        out,
        err,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Terminal::isThere,
        TypedSecret::ask,
        program(NODE_OPTIONS, Main.class),
        ownService(),
        runner,
        Main::demo);
  }

  private static List<String> program(List<String> options, Class<?> main) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", JAVA).toString());
    words.addAll(options);
    words.addAll(ClassArchive.options(Path.of(classPath().split(File.pathSeparator, 2)[0])));
    // With -jar the manifest says so.
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(List.of("-cp", classPath(), main.getName()));
    return List.copyOf(words);
  }

  /** Absolute: a service manager runs the program in another folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Optional<OwnService> ownService() {
    if (WINDOWS) {
      return Optional.of(
          new WindowsOwnService(program(WINDOWS_SERVICE_OPTIONS, WindowsMain.class)));
    }
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
