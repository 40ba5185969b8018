package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.Systemctl;
import org.sbs.server.service.SystemdDropIn;
import org.sbs.server.service.UnitState;

/**
 * SBS as the unit {@code sbs.service} of systemd, with what ties protected units to it. It runs as
 * an account of its own unless the administrator chooses root (R10.6).
 */
public final class SystemdOwnService implements OwnService {
  private static final Path RUNS = Path.of("/run/systemd/system");
  private static final List<Path> PACKAGED =
      List.of(Path.of("/usr/lib/systemd/system"), Path.of("/lib/systemd/system"));

  private static final String UNIT = SystemdDropIn.OWN_UNIT;
  private static final String ROOT_DROP_IN = UNIT + ".d/10-privileged.conf";
  private static final Duration START_LIMIT = Duration.ofSeconds(100);

  /** A last cycle may copy much; systemd's own limit ends what does not get on. */
  private static final Duration STOP_LIMIT = Duration.ofHours(12);

  private final Path units;
  private final List<Path> packaged;
  private final Path installedHome;
  private final Systemctl systemctl;
  private final ServiceAccount account;
  private final SystemdTaking taking;

  /**
   * The service of this machine.
   *
   * @param installedHome the home of a unit that came with a package
   */
  public SystemdOwnService(Path installedHome) {
    this(
        SystemdTaking.Places.HERE,
        PACKAGED,
        installedHome,
        new Systemctl(),
        new ServiceAccount(SystemdUnit.ACCOUNT));
  }

  SystemdOwnService(
      SystemdTaking.Places places,
      List<Path> packaged,
      Path installedHome,
      Systemctl systemctl,
      ServiceAccount account) {
    this.units = places.units();
    this.packaged = List.copyOf(packaged);
    this.installedHome = installedHome;
    this.systemctl = systemctl;
    this.account = account;
    this.taking = new SystemdTaking(places, systemctl);
  }

  /** Whether systemd runs this machine. */
  public static boolean isHere() {
    return Files.isDirectory(RUNS);
  }

  @Override
  public List<String> install(Installation what) throws OwnServiceException {
    List<String> done = new ArrayList<>();
    try {
      UnitState present = systemctl.show(UNIT);
      boolean wasRoot = !present.isMissing() && present.isRoot();
      boolean root = what.account().map(Account.ROOT::equals).orElse(wasRoot);
      boolean changes = !present.isMissing() && root != wasRoot;
      if (changes && present.runs()) {
        throw new ServiceException(
            Reason.of(ReasonCode.SERVICE_ACCOUNT_CHANGES)
                .with("account", wasRoot ? "root" : SystemdUnit.ACCOUNT));
      }
      if (root) {
        done.add("SBS runs as root, as chosen by --privileged; --unprivileged is the way back.");
      } else {
        done.addAll(account.make());
        account.demandAccess(what.home(), what.command());
        done.add("SBS runs as the account " + SystemdUnit.ACCOUNT + ", without root's rights.");
      }
      unit(what, root, done);
      if (changes || !root) {
        account.give(what.folders(), what.labels(), root);
        done.add("The files of SBS belong to " + (root ? "root." : SystemdUnit.ACCOUNT + "."));
      }
      systemctl.demand(Systemctl.SHORT, "daemon-reload");
      takeAgain(what.adapter(), root, done);
      systemctl.demand(Systemctl.SHORT, what.automatic() ? "enable" : "disable", "--", UNIT);
      if (!root) {
        done.addAll(account.unwritable(what.copied()));
      }
    } catch (IOException | ServiceException e) {
      throw failed("SBS is not wholly installed as a service", e);
    }
    done.add(
        what.automatic()
            ? "SBS starts with the machine."
            : "SBS starts on command only: sbs start, or systemctl start sbs.");
    return done;
  }

  private void unit(Installation what, boolean root, List<String> done) throws IOException {
    Path chosen = units.resolve(ROOT_DROP_IN);
    if (what.home().equals(installedHome) && isPackaged()) {
      done.add("The unit " + UNIT + " of the package is used.");
      if (root) {
        Files.createDirectories(chosen.getParent());
        SystemdDropIns.replace(chosen, SystemdUnit.rootDropIn());
        done.add("Wrote " + chosen + ".");
      } else {
        removeChoice(done);
      }
    } else {
      Path file = units.resolve(UNIT);
      SystemdDropIns.replace(file, SystemdUnit.text(what.home(), what.command(), root));
      done.add("Wrote " + file + ", which runs the node of " + what.home() + ".");
      removeChoice(done);
    }
  }

  private void removeChoice(List<String> done) throws IOException {
    Path chosen = units.resolve(ROOT_DROP_IN);
    if (Files.isRegularFile(chosen)) {
      SystemdDropIns.remove(chosen);
      done.add("Removed " + chosen + ".");
    }
  }

  /** The unit of the settings, and what was taken before: how it is tied follows who SBS is. */
  private void takeAgain(ServiceAdapter adapter, boolean root, List<String> done)
      throws IOException, ServiceException {
    Optional<ServiceAdapter.Systemd> protects = systemd(adapter);
    for (String unit : new TreeSet<>(taking.units())) {
      if (protects.filter(it -> it.unit().equals(unit)).isEmpty()) {
        done.addAll(taking.take(unit, taking.sentinelsOf(unit), root));
        done.add(
            "The settings do not name the unit "
                + unit
                + " any more, and SBS has still taken it: sbs service release "
                + unit
                + " gives it back.");
      }
    }
    if (protects.isPresent()) {
      done.addAll(taking.take(protects.get().unit(), protects.get().sentinelUnit(), root));
    }
  }

  private static Optional<ServiceAdapter.Systemd> systemd(ServiceAdapter adapter) {
    return adapter instanceof ServiceAdapter.Systemd systemd
        ? Optional.of(systemd)
        : Optional.empty();
  }

  private boolean isPackaged() {
    return packaged.stream().anyMatch(folder -> Files.exists(folder.resolve(UNIT)));
  }

  @Override
  public List<String> take(String name, ServiceAdapter adapter) throws OwnServiceException {
    String unit = whole(name);
    try {
      UnitState own = systemctl.show(UNIT);
      Optional<ServiceAdapter.Systemd> protects =
          systemd(adapter).filter(it -> it.unit().equals(unit));
      Optional<String> sentinels =
          protects.isPresent() ? protects.get().sentinelUnit() : taking.sentinelsOf(unit);
      return taking.take(unit, sentinels, !own.isMissing() && own.isRoot());
    } catch (IOException | ServiceException e) {
      throw failed("The unit " + unit + " is not wholly taken", e);
    }
  }

  private static String whole(String name) {
    return name.contains(".") ? name : name + ".service";
  }

  @Override
  public List<String> release(String name) throws OwnServiceException {
    String unit = whole(name);
    List<String> done = new ArrayList<>();
    try {
      if (!taking.units().contains(unit)) {
        return List.of("SBS has not taken the unit " + unit + "; nothing was changed.");
      }
      stopFirst(done);
      done.addAll(taking.release(Set.of(unit)));
    } catch (IOException | ServiceException e) {
      throw failed("The unit " + unit + " is not wholly given back", e);
    }
    return done;
  }

  private void stopFirst(List<String> done) throws OwnServiceException {
    if (query().filter(Installed::running).isPresent()) {
      stop();
      done.add("SBS was stopped, with hand-over.");
    }
  }

  @Override
  public List<String> uninstall() throws OwnServiceException {
    List<String> done = new ArrayList<>();
    stopFirst(done);
    Path file = units.resolve(UNIT);
    try {
      if (query().isPresent()) {
        systemctl.demand(Systemctl.SHORT, "disable", "--", UNIT);
      }
      removeChoice(done);
      if (Files.isRegularFile(file) && SystemdDropIns.isOurs(file)) {
        Files.delete(file);
        done.add("Removed " + file + ".");
      } else if (isPackaged()) {
        done.add("The unit " + UNIT + " belongs to the package and stays; it starts on command.");
      }
      systemctl.demand(Systemctl.SHORT, "daemon-reload");
      done.addAll(taking.release(taking.units()));
    } catch (IOException | ServiceException e) {
      throw failed("SBS is not wholly removed as a service", e);
    }
    return done.isEmpty() ? List.of("SBS is not installed as a service.") : done;
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
    boolean denied = e instanceof AccessDeniedException;
    return new OwnServiceException(
        what + ": " + (denied ? "only root may write " + e.getMessage() + "." : e.getMessage()), e);
  }
}
