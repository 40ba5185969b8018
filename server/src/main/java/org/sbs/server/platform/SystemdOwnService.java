package org.sbs.server.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.Systemctl;
import org.sbs.server.service.SystemdTie;
import org.sbs.server.service.UnitState;

/** SBS as the unit {@code sbs.service} of systemd, with what ties protected units to it. */
public final class SystemdOwnService implements OwnService {
  private static final Path RUNS = Path.of("/run/systemd/system");
  private static final Path UNITS = Path.of("/etc/systemd/system");
  private static final List<Path> PACKAGED =
      List.of(Path.of("/usr/lib/systemd/system"), Path.of("/lib/systemd/system"));

  private static final String UNIT = SystemdTie.OWN_UNIT;
  private static final String DROP_IN = "50-sbs.conf";
  private static final Duration START_LIMIT = Duration.ofSeconds(100);

  /** A last cycle may copy much; systemd's own limit ends what does not get on. */
  private static final Duration STOP_LIMIT = Duration.ofHours(12);

  private final Path units;
  private final Path installedHome;
  private final Systemctl systemctl;

  /**
   * The service of this machine.
   *
   * @param installedHome the home of a unit that came with a package
   */
  public SystemdOwnService(Path installedHome) {
    this(UNITS, installedHome, new Systemctl());
  }

  SystemdOwnService(Path units, Path installedHome, Systemctl systemctl) {
    this.units = units;
    this.installedHome = installedHome;
    this.systemctl = systemctl;
  }

  /** Whether systemd runs this machine. */
  public static boolean isHere() {
    return Files.isDirectory(RUNS);
  }

  @Override
  public List<String> install(Installation what) throws OwnServiceException {
    List<String> done = new ArrayList<>();
    Map<Path, String> ties = ties(what.adapter());
    try {
      if (!ties.isEmpty()) {
        demandVersion();
      }
      if (what.home().equals(installedHome) && isPackaged()) {
        done.add("The unit " + UNIT + " of the package is used.");
      } else {
        write(units.resolve(UNIT), SystemdUnit.text(what.home(), what.command()));
        done.add("Wrote " + units.resolve(UNIT) + ", which runs the node of " + what.home() + ".");
      }
      for (Path old : ours()) {
        if (!ties.containsKey(old)) {
          remove(old, done);
        }
      }
      for (Map.Entry<Path, String> tie : ties.entrySet()) {
        Files.createDirectories(tie.getKey().getParent());
        write(tie.getKey(), SystemdUnit.MARK + "\n" + tie.getValue());
        done.add(
            "Wrote " + tie.getKey() + ": the unit starts by SBS only, and ends when SBS ends.");
      }
      systemctl.demand(Systemctl.SHORT, "daemon-reload");
      systemctl.demand(Systemctl.SHORT, what.automatic() ? "enable" : "disable", "--", UNIT);
    } catch (IOException | ServiceException e) {
      throw failed("SBS is not wholly installed as a service", e);
    }
    done.add(
        what.automatic()
            ? "SBS starts with the machine."
            : "SBS starts on command only: sbs start, or systemctl start sbs.");
    return done;
  }

  private void demandVersion() throws ServiceException {
    Optional<Integer> version = systemctl.version();
    if (version.isPresent() && version.get() < SystemdTie.OLDEST_SYSTEMD) {
      throw new ServiceException(
          "This is systemd "
              + version.get()
              + ", and only from "
              + SystemdTie.OLDEST_SYSTEMD
              + " on can it end a unit together with SBS. Use service.adapter = \"command\".");
    }
  }

  private Map<Path, String> ties(ServiceAdapter adapter) {
    Map<Path, String> ties = new LinkedHashMap<>();
    if (adapter instanceof ServiceAdapter.Systemd systemd) {
      ties.put(dropIn(systemd.unit()), SystemdTie.serviceDropIn());
      systemd
          .sentinelUnit()
          .ifPresent(name -> ties.put(dropIn(name.replace("%s", "")), SystemdTie.sentinelDropIn()));
    }
    return ties;
  }

  private Path dropIn(String unit) {
    return units.resolve(unit + ".d").resolve(DROP_IN);
  }

  private static boolean isPackaged() {
    return PACKAGED.stream().anyMatch(folder -> Files.exists(folder.resolve(UNIT)));
  }

  /** The drop-ins that SBS wrote. */
  private List<Path> ours() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(units)) {
      for (Path folder : folders.filter(path -> path.toString().endsWith(".d")).toList()) {
        Path file = folder.resolve(DROP_IN);
        if (Files.isRegularFile(file) && isOurs(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean isOurs(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).startsWith(SystemdUnit.MARK);
  }

  private static void write(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void remove(Path dropIn, List<String> done) throws IOException {
    Files.delete(dropIn);
    try (Stream<Path> others = Files.list(dropIn.getParent())) {
      if (others.findAny().isEmpty()) {
        Files.delete(dropIn.getParent());
      }
    }
    done.add("Removed " + dropIn + ".");
  }

  @Override
  public List<String> uninstall() throws OwnServiceException {
    List<String> done = new ArrayList<>();
    if (query().filter(Installed::running).isPresent()) {
      stop();
      done.add("SBS was stopped.");
    }
    Path file = units.resolve(UNIT);
    try {
      for (Path dropIn : ours()) {
        remove(dropIn, done);
      }
      if (query().isPresent()) {
        systemctl.demand(Systemctl.SHORT, "disable", "--", UNIT);
      }
      if (Files.isRegularFile(file) && isOurs(file)) {
        Files.delete(file);
        done.add("Removed " + file + ".");
      } else if (isPackaged()) {
        done.add("The unit " + UNIT + " belongs to the package and stays; it starts on command.");
      }
      systemctl.demand(Systemctl.SHORT, "daemon-reload");
    } catch (IOException | ServiceException e) {
      throw failed("SBS is not wholly removed as a service", e);
    }
    if (done.isEmpty()) {
      done.add("SBS is not installed as a service.");
    }
    return done;
  }

  @Override
  public void start() throws OwnServiceException {
    try {
      systemctl.demand(START_LIMIT, "start", "--", UNIT);
    } catch (ServiceException e) {
      throw new OwnServiceException(
          "systemd did not start SBS: " + e.getMessage() + " Its words: journalctl -u " + UNIT, e);
    }
  }

  @Override
  public void stop() throws OwnServiceException {
    try {
      systemctl.demand(STOP_LIMIT, "stop", "--", UNIT);
    } catch (ServiceException e) {
      throw new OwnServiceException("systemd did not stop SBS: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<Installed> query() throws OwnServiceException {
    UnitState state;
    try {
      state = systemctl.show(UNIT);
    } catch (ServiceException e) {
      throw new OwnServiceException("Whether SBS is a service is not known: " + e.getMessage(), e);
    }
    if (state.isMissing()) {
      return Optional.empty();
    }
    String home = state.get("WorkingDirectory");
    return Optional.of(
        new Installed(
            home.isEmpty() ? installedHome : Path.of(home),
            state.get("UnitFileState").startsWith("enabled"),
            state.runs(),
            state.words()));
  }

  private static OwnServiceException failed(String what, Exception e) {
    boolean denied = e instanceof java.nio.file.AccessDeniedException;
    return new OwnServiceException(
        what + ": " + (denied ? "only root may write " + e.getMessage() + "." : e.getMessage()), e);
  }
}
