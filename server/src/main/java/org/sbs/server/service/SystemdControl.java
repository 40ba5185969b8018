package org.sbs.server.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that nothing but SBS starts a unit (R1.2) and that it cannot outlive SBS (R2.7). */
final class SystemdControl {
  private static final Logger LOG = LoggerFactory.getLogger(SystemdControl.class);

  /** Not a sentinel's: an instance of the template by which systemd tells about the template. */
  static final String ANY_SENTINEL = "sbs_looks";

  private final Systemctl systemctl;
  private final String unit;
  private final Optional<UnitNames> sentinels;

  SystemdControl(Systemctl systemctl, String unit, Optional<UnitNames> sentinels) {
    this.systemctl = systemctl;
    this.unit = unit;
    this.sentinels = sentinels;
  }

  /**
   * Checks the units, and sets the protected one to manual start.
   *
   * @return whether the units are tied to SBS's own, so that they start by permit only
   */
  boolean take() throws ServiceException {
    UnitState state = systemctl.show(unit);
    checkUsable(unit, state, "service.unit");
    boolean tied = SystemdTie.isTied(state);
    checkTie(unit, tied);
    if (sentinels.isPresent()) {
      String any = sentinels.get().unit(ANY_SENTINEL);
      UnitState template = systemctl.show(any);
      checkUsable(sentinels.get().template(), template, "service.sentinel-unit");
      if (SystemdTie.isTied(template) != tied) {
        throw new ServiceException(
            "Of the units "
                + unit
                + " and "
                + sentinels.get().template()
                + " only one is tied to "
                + SystemdTie.OWN_UNIT
                + ". Type sbs service install, which ties both, and start SBS again.");
      }
    }
    setManual(state);
    if (!tied) {
      checkStarters(systemctl.show(unit));
    }
    return tied;
  }

  private static void checkUsable(String name, UnitState state, String setting)
      throws ServiceException {
    switch (state.get("LoadState")) {
      case "loaded" -> checkKillMode(name, state);
      case "not-found" ->
          throw new ServiceException(
              "The unit "
                  + name
                  + " does not exist on this machine. Install the service, or set "
                  + setting
                  + " to its unit; systemctl list-unit-files shows all names.");
      case "masked" ->
          throw new ServiceException(
              "The unit "
                  + name
                  + " is masked: nothing can start it, SBS neither. Type systemctl unmask "
                  + name
                  + ".");
      default ->
          throw new ServiceException(
              "systemd cannot use the unit "
                  + name
                  + " ("
                  + state.get("LoadState")
                  + "). Type systemd-analyze verify "
                  + name
                  + ", which says why.");
    }
  }

  /** With these, systemd calls a unit stopped while its processes run on and may print. */
  private static void checkKillMode(String name, UnitState state) throws ServiceException {
    String mode = state.get("KillMode");
    if (mode.equals("none") || mode.equals("process")) {
      throw new ServiceException(
          "The unit "
              + name
              + " has KillMode="
              + mode
              + ": what it leaves running when it is stopped could go on printing. Set"
              + " KillMode=mixed in it (systemctl edit "
              + name
              + ").");
    }
  }

  private void checkTie(String name, boolean tied) throws ServiceException {
    String own = systemctl.show(SystemdTie.OWN_UNIT).get("MainPID");
    boolean installed = own.equals(Long.toString(ProcessHandle.current().pid()));
    if (tied && !installed) {
      throw new ServiceException(
          "The unit "
              + name
              + " starts and ends with "
              + SystemdTie.OWN_UNIT
              + " only, and this SBS was not started by systemd. Type sbs start; or, to run SBS"
              + " without systemd, first sbs service uninstall.");
    }
    if (!tied && installed) {
      throw new ServiceException(
          "The unit "
              + name
              + " is not tied to "
              + SystemdTie.OWN_UNIT
              + ": if SBS died, it would go on printing beside the other node. Type sbs service"
              + " install, which ties it, and start SBS again.");
    }
    if (!tied) {
      LOG.warn(
          "The unit {} is not tied to SBS, which was not started by systemd: if SBS is killed, the"
              + " unit runs on until SBS is started again. sbs service install ties it.",
          name);
    }
  }

  private void setManual(UnitState state) throws ServiceException {
    switch (state.get("UnitFileState")) {
      case "enabled", "enabled-runtime", "linked-runtime" -> {
        systemctl.demand(Systemctl.SHORT, "disable", "--", unit);
        String now = systemctl.show(unit).get("UnitFileState");
        if (now.startsWith("enabled")) {
          throw new ServiceException(
              "The unit "
                  + unit
                  + " is still "
                  + now
                  + " after systemctl disable; find out what enables it: systemctl"
                  + " list-dependencies --reverse "
                  + unit
                  + ".");
        }
        LOG.info("The unit {} was started at boot; it is disabled now: SBS starts it.", unit);
      }
      default -> LOG.debug("The unit {} is {}.", unit, state.get("UnitFileState"));
    }
  }

  /** Whatever else starts the unit; where it is tied, that needs SBS's permit. */
  private void checkStarters(UnitState state) throws ServiceException {
    List<String> others = new ArrayList<>();
    for (String relation :
        List.of("TriggeredBy", "WantedBy", "RequiredBy", "BoundBy", "UpheldBy")) {
      others.addAll(state.words(relation));
    }
    Function<String, Boolean> isSentinel =
        name -> sentinels.filter(names -> names.sentinel(name).isPresent()).isPresent();
    others.removeIf(isSentinel::apply);
    if (!others.isEmpty()) {
      throw new ServiceException(
          "The unit "
              + unit
              + " is also started by "
              + String.join(", ", others)
              + ". Disable that, or type sbs service install, with which only SBS starts the"
              + " unit.");
    }
  }
}
