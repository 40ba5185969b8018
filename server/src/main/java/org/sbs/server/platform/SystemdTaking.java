package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.Systemctl;
import org.sbs.server.service.SystemdDropIn;
import org.sbs.server.service.UnitState;

/**
 * Takes units and gives them back (R11.5, R11.6): what needs root so that SBS can protect a unit
 * without being root. The running node only looks whether all of it is still so.
 */
final class SystemdTaking {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9:_.\\\\@-]{1,255}");
  private static final Pattern SENTINELS =
      Pattern.compile("[a-zA-Z0-9:_.\\\\-]{1,200}@%s\\.[a-z]{1,20}");

  /** A unit of another's may take long to start. */
  private static final Duration START_LIMIT = Duration.ofSeconds(100);

  private final Systemctl systemctl;
  private final UnitLinks links;
  private final TakenUnits taken;
  private final SystemdDropIns dropIns;
  private final PolkitRule rule;

  /**
   * Where all of it lies.
   *
   * @param units the folder of this machine's own units
   * @param runtimeUnits the same for those that the next boot forgets
   * @param records where is kept how units were before
   * @param rules the folder of polkit's rules
   * @param polkit folders by which a polkit is known that reads rules
   */
  record Places(Path units, Path runtimeUnits, Path records, Path rules, List<Path> polkit) {
    /** Those of this machine. */
    static final Places HERE =
        new Places(
            Path.of("/etc/systemd/system"),
            Path.of("/run/systemd/system"),
            Path.of("/var/lib/sbs/taken"),
            Path.of("/etc/polkit-1/rules.d"),
            List.of(Path.of("/usr/share/polkit-1/rules.d"), Path.of("/etc/polkit-1/rules.d")));
  }

  SystemdTaking(Places places, Systemctl systemctl) {
    this.systemctl = systemctl;
    links = new UnitLinks(List.of(places.units(), places.runtimeUnits()));
    taken = new TakenUnits(places.records(), links);
    dropIns = new SystemdDropIns(places.units());
    rule = new PolkitRule(places.rules(), places.polkit());
  }

  /**
   * Takes a unit, or does anew what was undone since.
   *
   * @param sentinelUnit the template of its sentinels, if it has any
   * @param root whether SBS runs as root, and needs nobody's leave
   * @return what was changed, a sentence each
   */
  List<String> take(String unit, Optional<String> sentinelUnit, boolean root)
      throws IOException, ServiceException {
    UnitState state = usable(unit);
    if (!root) {
      demandRule(unit, sentinelUnit);
    }
    demandVersion();
    List<String> done = new ArrayList<>();
    record(unit, state, done);
    for (UnitLinks.Link link : links.find(unit)) {
      UnitLinks.remove(link);
      done.add("Removed " + link.path() + ": " + unit + " is not started at boot any more.");
    }
    for (Path file : dropIns.write(unit, sentinelUnit, root)) {
      done.add("Wrote " + file + ": the unit starts by SBS only, and ends when SBS ends.");
    }
    if (root) {
      if (rule.remove(unit)) {
        done.add("Removed " + rule.file(unit) + ": SBS runs as root and needs no leave.");
      }
    } else {
      rule.write(unit, sentinelUnit);
      done.add(
          "Wrote "
              + rule.file(unit)
              + ": the account "
              + SystemdUnit.ACCOUNT
              + " may start and stop "
              + unit
              + sentinelUnit.map(name -> " and " + name.replace("%s", "*")).orElse("")
              + ", and no other unit.");
    }
    systemctl.demand(Systemctl.SHORT, "daemon-reload");
    if (state.runs() && !SystemdDropIn.isTied(state)) {
      done.add(unit + " runs, and goes on until SBS starts.");
    }
    return done;
  }

  private void record(String unit, UnitState state, List<String> done) throws IOException {
    Optional<PriorState> before = taken.find(unit);
    if (before.isEmpty()) {
      // A tie without a record is that of SBS 0.1.0, which had disabled the unit by itself.
      boolean old =
          SystemdDropIn.isTied(state)
              || dropIns.all().stream().anyMatch(dropIn -> dropIn.of().equals(unit));
      PriorState prior =
          old
              ? PriorState.assumed(unit)
              : new PriorState(unit, PriorState.Origin.SEEN, state.runs(), links.find(unit));
      taken.addOnce(prior);
      done.add(
          "Recorded how "
              + unit
              + " is given back: "
              + prior.words()
              + (old ? ". An older SBS had taken it and recorded nothing." : "."));
    } else {
      done.add(unit + " was taken before, when it was " + before.get().words() + ".");
    }
  }

  private UnitState usable(String unit) throws ServiceException {
    if (!NAME.matcher(unit).matches() || !unit.contains(".")) {
      throw new ServiceException(Reason.of(ReasonCode.UNIT_NAME_NOT_WHOLE).with("unit", unit));
    }
    if (unit.equals(SystemdDropIn.OWN_UNIT)) {
      throw new ServiceException(Reason.of(ReasonCode.UNIT_IS_SBS));
    }
    UnitState state = systemctl.show(unit);
    state.demandUsable(unit, "service.unit");
    if (!state.id().equals(unit)) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNIT_IS_ALIAS).with("unit", unit).with("id", state.id()));
    }
    return state;
  }

  private void demandRule(String unit, Optional<String> sentinelUnit) throws ServiceException {
    if (sentinelUnit.filter(name -> !SENTINELS.matcher(name).matches()).isPresent()) {
      throw new ServiceException(
          Reason.of(ReasonCode.SENTINEL_UNIT_NOT_A_TEMPLATE)
              .with("unit", sentinelUnit.get())
              .with("account", SystemdUnit.ACCOUNT));
    }
    if (!rule.isPossible()) {
      throw new ServiceException(
          Reason.of(ReasonCode.POLKIT_MISSING)
              .with("account", SystemdUnit.ACCOUNT)
              .with("unit", unit));
    }
  }

  private void demandVersion() throws ServiceException {
    Optional<Integer> version = systemctl.version();
    if (version.isPresent() && version.get() < SystemdDropIn.OLDEST_SYSTEMD) {
      throw new ServiceException(
          Reason.of(ReasonCode.SYSTEMD_TOO_OLD)
              .with("version", (long) version.get())
              .with("oldest", (long) SystemdDropIn.OLDEST_SYSTEMD));
    }
  }

  /** The names of all units that are taken, also by an SBS that kept no record. */
  Set<String> units() throws IOException {
    Set<String> units = new TreeSet<>(taken.all());
    for (SystemdDropIns.DropIn dropIn : dropIns.all()) {
      String unit = dropIn.unit().orElse(dropIn.of());
      if (!unit.contains("@.")) { // The template of sentinels goes with its unit.
        units.add(unit);
      }
    }
    return units;
  }

  /** The template of the sentinels that were taken with that unit. */
  Optional<String> sentinelsOf(String unit) throws IOException {
    return dropIns.all().stream()
        .filter(dropIn -> dropIn.unit().equals(Optional.of(unit)) && !dropIn.of().equals(unit))
        .map(dropIn -> dropIn.of().replace("@.", "@%s."))
        .findFirst();
  }

  /**
   * Gives units back, as they were before they were taken. SBS must not run.
   *
   * @return what was changed, a sentence each
   */
  List<String> release(Set<String> units) throws IOException, ServiceException {
    List<String> done = new ArrayList<>();
    List<PriorState> priors = new ArrayList<>();
    for (String unit : units) {
      priors.add(taken.find(unit).orElse(PriorState.assumed(unit)));
    }
    for (PriorState prior : priors) {
      untie(prior, done);
    }
    systemctl.demand(Systemctl.SHORT, "daemon-reload");
    Reason failures = Reason.NONE;
    for (PriorState prior : priors) {
      try {
        restore(prior, done);
      } catch (ServiceException e) {
        failures = failures.and(e.reason());
      }
    }
    if (!failures.isEmpty()) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNITS_NOT_GIVEN_BACK)
              .with("done", String.join(" ", done))
              .with("what", failures));
    }
    return done;
  }

  private void untie(PriorState prior, List<String> done) throws IOException {
    for (SystemdDropIns.DropIn dropIn : dropIns.all()) {
      if (dropIn.belongsTo(prior.unit())) {
        SystemdDropIns.remove(dropIn.file());
        done.add("Removed " + dropIn.file() + ".");
      }
    }
    if (rule.remove(prior.unit())) {
      done.add("Removed " + rule.file(prior.unit()) + ".");
    }
    for (UnitLinks.Link link : prior.links()) {
      UnitLinks.restore(link);
      done.add("Made " + link.path() + " again: " + prior.unit() + " starts as before.");
    }
  }

  private void restore(PriorState prior, List<String> done) throws IOException, ServiceException {
    String unit = prior.unit();
    UnitState state = systemctl.show(unit);
    if (state.isMissing()) {
      taken.remove(unit);
      done.add(unit + " does not exist any more; there is nothing to give back.");
      return;
    }
    if (prior.origin() == PriorState.Origin.ASSUMED
        && state.get("UnitFileState").equals("disabled")) {
      systemctl.demand(Systemctl.SHORT, "enable", "--", unit);
      done.add(
          "Enabled "
              + unit
              + ": the SBS that took it kept no record. If it was not enabled before, type"
              + " systemctl disable "
              + unit
              + ".");
    }
    if (prior.running() && !state.runs()) {
      systemctl.attempt("reset-failed", "--", unit);
      systemctl.demand(START_LIMIT, "start", "--", unit);
      done.add(
          unit + " runs again, as before SBS took it; it may now print beside the other node.");
    } else if (!prior.running() && state.runs()) {
      systemctl.demand(START_LIMIT, "stop", "--", unit);
      done.add(unit + " was stopped, as before SBS took it.");
    }
    taken.remove(unit);
  }
}
