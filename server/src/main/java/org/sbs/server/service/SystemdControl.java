package org.sbs.server.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
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
   * Checks that the units are SBS's alone to start, and that it may. Changes nothing.
   *
   * @return whether the units are tied to SBS's own, so that they start by permit only
   */
  boolean take() throws ServiceException {
    UnitState state = systemctl.show(unit);
    state.demandUsable(unit, "service.unit");
    boolean tied = SystemdDropIn.isTied(state);
    checkTie(unit, tied);
    if (sentinels.isPresent()) {
      String any = sentinels.get().unit(ANY_SENTINEL);
      UnitState template = systemctl.show(any);
      template.demandUsable(sentinels.get().template(), "service.sentinel-unit");
      if (SystemdDropIn.isTied(template) != tied) {
        throw new ServiceException(
            Reason.of(ReasonCode.UNIT_TIE_DIFFERS)
                .with("unit", unit)
                .with("template", sentinels.get().template()));
      }
    }
    checkManual(state, tied);
    if (!tied) {
      checkStarters(state);
    }
    if (isDenied(state)) {
      throw new ServiceException(Reason.of(ReasonCode.UNIT_DENIED).with("unit", unit));
    }
    return tied;
  }

  private void checkTie(String name, boolean tied) throws ServiceException {
    String own = systemctl.show(SystemdDropIn.OWN_UNIT).get("MainPID");
    boolean installed = own.equals(Long.toString(ProcessHandle.current().pid()));
    if (tied && !installed) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNIT_TIED_TO_OTHER_START).with("name", name).with("unit", unit));
    }
    if (!tied && installed) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNIT_OUTLIVES_SBS).with("name", name).with("unit", unit));
    }
    if (!tied) {
      LOG.warn(
          "The unit {} is not tied to SBS, which was not started by systemd: if SBS is killed, the"
              + " unit runs on until SBS is started again. sbs service take ties it.",
          name);
    }
  }

  /**
   * What SBS lacks so that it alone starts and stops the unit, with the remedy; empty if nothing.
   * Changes nothing: what needs root, {@code sbs service take} does once (R11.6).
   */
  Optional<Reason> missing() throws ServiceException {
    UnitState state = systemctl.show(unit);
    if (!SystemdDropIn.isTied(state)) {
      return lacks(ReasonCode.UNIT_NOT_TIED);
    }
    if (startsByItself(state)) {
      return lacks(ReasonCode.UNIT_ENABLED_AGAIN);
    }
    return isDenied(state) ? lacks(ReasonCode.UNIT_DENIED) : Optional.empty();
  }

  private Optional<Reason> lacks(ReasonCode code) {
    return Optional.of(Reason.of(code).with("unit", unit));
  }

  private static boolean startsByItself(UnitState state) {
    return switch (state.get("UnitFileState")) {
      case "enabled", "enabled-runtime" -> true;
      default -> false;
    };
  }

  /** Asked by what changes nothing on a unit that has not failed. */
  private boolean isDenied(UnitState state) throws ServiceException {
    return !state.get("ActiveState").equals("failed")
        && Systemctl.isDenied(systemctl.run(Systemctl.SHORT, "reset-failed", "--", unit));
  }

  private void checkManual(UnitState state, boolean tied) throws ServiceException {
    if (!startsByItself(state)) {
      return;
    }
    if (!tied) {
      throw new ServiceException(
          Reason.of(ReasonCode.UNIT_STARTED_BY_SYSTEMD)
              .with("unit", unit)
              .with("state", state.get("UnitFileState")));
    }
    LOG.warn(
        "The unit {} is enabled again. systemd cannot start it without SBS's permit; as root, type"
            + " sbs service take {}, which disables it.",
        unit,
        unit);
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
          Reason.of(ReasonCode.UNIT_STARTED_BY_OTHERS)
              .with("unit", unit)
              .with("names", String.join(", ", others)));
    }
  }
}
