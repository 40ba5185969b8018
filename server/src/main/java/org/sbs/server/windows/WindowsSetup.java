package org.sbs.server.windows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnService.Installed;
import org.sbs.server.platform.OwnServiceException;

/**
 * What the installer for Windows cannot do by its tables (R11.4): the service with its event
 * source, the rights of the home, the first settings, the firewall rule, and a hand-over before
 * files are replaced. Each part can be repeated.
 */
public final class WindowsSetup {
  private static final String RULE = "SBS";
  private static final String PORT = "4445";
  private static final String SETTINGS = "sbs.toml";
  private static final String RECORD = "installer.txt";
  private static final String RUNNING = "running";
  private static final String AUTOMATIC = "automatic";
  private static final String SYSTEM_ACCOUNT = "*S-1-5-18";
  private static final String ADMINISTRATORS = "*S-1-5-32-544";

  private final Path home;
  private final OwnService service;
  private final ToIntFunction<List<String>> sbs;
  private final ToIntFunction<List<String>> windows;
  private final Consumer<String> log;

  /**
   * For the node of that home.
   *
   * @param sbs runs a command of SBS and returns its exit status
   * @param windows runs a program of Windows and returns its exit status
   * @param log hears what is done, a sentence each
   */
  public WindowsSetup(
      Path home,
      OwnService service,
      ToIntFunction<List<String>> sbs,
      ToIntFunction<List<String>> windows,
      Consumer<String> log) {
    this.home = home;
    this.service = service;
    this.sbs = sbs;
    this.windows = windows;
    this.log = log;
  }

  /**
   * Makes the installed files a service.
   *
   * @param java the program for which the firewall is opened
   * @param automatic whether SBS is to start with the machine; otherwise that stays as it is
   * @param replaces whether this SBS takes the place of one that {@link #pause} or {@link #remove}
   *     stopped, and runs if that one ran
   * @throws OwnServiceException if SBS would not work; what Windows' firewall refuses is only told
   */
  public void install(Path java, boolean automatic, boolean replaces)
      throws OwnServiceException, IOException {
    List<String> before = record();
    boolean atBoot =
        automatic
            || (replaces && before.contains(AUTOMATIC))
            || service.query().filter(Installed::automatic).isPresent();
    if (Files.notExists(home.resolve(SETTINGS))) {
      closeToOthers();
      if (sbs.applyAsInt(List.of("config", "init", "--home", home.toString())) != 0) {
        throw new OwnServiceException("The settings in " + home + " were not made.");
      }
    }
    service
        .install(
            new OwnService.Installation(
                home,
                List.of(home),
                home.resolve("lpm"),
                List.of(),
                List.of(),
                atBoot,
                Optional.empty(),
                new ServiceAdapter.Lpm()))
        .forEach(log);
    openFirewall(java);
    Files.deleteIfExists(home.resolve(RECORD));
    if (replaces && before.contains(RUNNING)) {
      service.start();
      log.accept("SBS ran before and was started again.");
    }
  }

  /** Stops SBS, with hand-over, and remembers whether it ran, for {@link #resume} and install. */
  public void pause() throws OwnServiceException, IOException {
    Optional<Installed> now = service.query();
    remember(now);
    if (now.filter(Installed::running).isPresent()) {
      service.stop();
      log.accept("SBS was stopped, with hand-over.");
    }
  }

  /** Starts SBS if {@link #pause} stopped it: what was to follow did not happen. */
  public void resume() throws OwnServiceException, IOException {
    if (record().contains(RUNNING)) {
      service.start();
      log.accept("Nothing was changed; SBS was started again.");
    }
    Files.deleteIfExists(home.resolve(RECORD));
  }

  /**
   * Undoes {@link #install}: stops SBS with hand-over, gives protected services back (R11.5).
   *
   * @param purge whether settings and data go as well
   * @throws OwnServiceException if SBS could not be stopped or removed; its data are kept then
   */
  public void remove(boolean purge) throws OwnServiceException, IOException {
    Optional<Installed> now = service.query();
    if (!purge) {
      remember(now);
    }
    service.uninstall().forEach(log);
    int removed =
        windows.applyAsInt(
            List.of("netsh", "advfirewall", "firewall", "delete", "rule", "name=" + RULE));
    if (removed != 0) {
      log.accept("There was no firewall rule \"" + RULE + "\" to remove (" + removed + ").");
    }
    if (purge && Files.exists(home)) {
      delete(home);
      log.accept("Deleted " + home + ".");
    }
  }

  private void remember(Optional<Installed> now) throws IOException {
    List<String> lines = new ArrayList<>();
    now.filter(Installed::running).ifPresent(installed -> lines.add(RUNNING));
    now.filter(Installed::automatic).ifPresent(installed -> lines.add(AUTOMATIC));
    if (Files.isDirectory(home)) {
      Files.write(home.resolve(RECORD), lines);
    }
  }

  private List<String> record() throws IOException {
    Path file = home.resolve(RECORD);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /**
   * The pair key lies there. Anybody may make folders in ProgramData: one that was there before SBS
   * also gets another owner, and what is in it no rights of its own.
   */
  private void closeToOthers() throws OwnServiceException, IOException {
    Files.createDirectories(home);
    String folder = home.toString();
    need(List.of("icacls", folder, "/setowner", ADMINISTRATORS, "/t", "/q"));
    need(
        List.of(
            "icacls",
            folder,
            "/inheritance:r",
            "/grant:r",
            SYSTEM_ACCOUNT + ":(OI)(CI)F",
            ADMINISTRATORS + ":(OI)(CI)F",
            "/q"));
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : entries.toList()) {
        need(List.of("icacls", entry.toString(), "/reset", "/t", "/q"));
      }
    }
    log.accept(home + " is open to administrators and the system only.");
  }

  private void need(List<String> command) throws OwnServiceException {
    int status = windows.applyAsInt(command);
    if (status != 0) {
      throw new OwnServiceException(
          "The folder "
              + home
              + " was not closed to other users: icacls ended with "
              + status
              + ". Nothing secret was written.");
    }
  }

  private void openFirewall(Path java) {
    List<String> rule = List.of("netsh", "advfirewall", "firewall");
    // An older rule of that name would stay beside the new one; where there is none, netsh ends
    // with 1.
    int unused = windows.applyAsInt(with(rule, "delete", "rule", "name=" + RULE));
    int status =
        windows.applyAsInt(
            with(
                rule,
                "add",
                "rule",
                "name=" + RULE,
                "dir=in",
                "action=allow",
                "program=" + java,
                "protocol=TCP",
                "localport=" + PORT));
    log.accept(
        status == 0
            ? "Windows' firewall lets the other node connect to TCP port " + PORT + "."
            : "Windows' firewall was not changed (netsh ended with "
                + status
                + "): let the other node connect to TCP port "
                + PORT
                + ", see docs\\FIREWALL.md.");
  }

  private static List<String> with(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
