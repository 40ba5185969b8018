package org.sbs.core.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** What the adapter {@code systemd} needs. */
final class SystemdRules {
  /** What systemd takes in a unit's name; no longer than systemd's own limit. */
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.\\\\@-]{1,247}\\.service");

  private static final Pattern TEMPLATE = Pattern.compile("[A-Za-z0-9:_.\\\\-]{1,120}@");
  private static final String SENTINEL_UNIT_END = "%s.service";

  private final ParsedSettings given;

  SystemdRules(ParsedSettings given) {
    this.given = given;
  }

  ServiceAdapter.Systemd check() {
    String unit = given.text(SettingKey.SERVICE_UNIT);
    String sentinelUnit = given.text(SettingKey.SERVICE_SENTINEL_UNIT);
    if (given.isSound(SettingKey.SERVICE_UNIT)) {
      unit(unit);
    }
    if (given.isSound(SettingKey.SERVICE_SENTINEL_UNIT) && !sentinelUnit.isEmpty()) {
      sentinelUnit(sentinelUnit);
    }
    return new ServiceAdapter.Systemd(
        unit, Optional.of(sentinelUnit).filter(name -> !name.isEmpty()));
  }

  private void unit(String unit) {
    SettingKey key = SettingKey.SERVICE_UNIT;
    if (unit.isEmpty()) {
      given.wrong(key, Reason.of(ReasonCode.UNIT_MISSING), Reason.of(ReasonCode.DO_SET_UNIT));
    } else if (unit.endsWith("@.service")) {
      given.wrong(
          key,
          Reason.of(ReasonCode.UNIT_TEMPLATE).with("unit", unit),
          Reason.of(ReasonCode.DO_WRITE_INSTANCE).with("unit", unit.replace("@.", "@main.")));
    } else if (unit.equals("sbs.service")) {
      given.wrong(key, Reason.of(ReasonCode.UNIT_OWN), Reason.of(ReasonCode.DO_SET_OTHER_UNIT));
    } else if (!UNIT.matcher(unit).matches()) {
      given.wrong(
          key,
          Reason.of(ReasonCode.UNIT_IMPROPER).with("unit", unit),
          Reason.of(ReasonCode.DO_WRITE_UNIT));
    }
  }

  private void sentinelUnit(String name) {
    int at = name.length() - SENTINEL_UNIT_END.length();
    boolean fits =
        name.endsWith(SENTINEL_UNIT_END) && TEMPLATE.matcher(name.substring(0, at)).matches();
    if (!fits) {
      given.wrong(
          SettingKey.SERVICE_SENTINEL_UNIT,
          Reason.of(ReasonCode.SENTINEL_UNIT_IMPROPER).with("name", name),
          Reason.of(ReasonCode.DO_WRITE_SENTINEL_UNIT));
    }
  }
}
