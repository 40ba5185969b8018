package org.sbs.core.settings;

import java.util.Optional;
import java.util.regex.Pattern;

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
      given.wrong(
          key,
          "the adapter \"systemd\" needs the unit of the service that it protects.",
          "Set unit = \"NAME.service\"; systemctl list-units --all --type=service shows the names.");
    } else if (unit.endsWith("@.service")) {
      given.wrong(
          key,
          "\"" + unit + "\" is a template, and a template cannot run.",
          "Write the instance, as \"" + unit.replace("@.", "@main.") + "\".");
    } else if (unit.equals("sbs.service")) {
      given.wrong(
          key,
          "that is SBS's own unit.",
          "Set unit to the unit of the service that SBS is to protect.");
    } else if (!UNIT.matcher(unit).matches()) {
      given.wrong(
          key,
          "\"" + unit + "\" is no whole name of a service unit.",
          "Write it with its ending, as \"lpm.service\"; what systemd-escape makes of other"
              + " characters is allowed.");
    }
  }

  private void sentinelUnit(String name) {
    int at = name.length() - SENTINEL_UNIT_END.length();
    boolean fits =
        name.endsWith(SENTINEL_UNIT_END) && TEMPLATE.matcher(name.substring(0, at)).matches();
    if (!fits) {
      given.wrong(
          SettingKey.SERVICE_SENTINEL_UNIT,
          "\"" + name + "\" does not name the units of a template.",
          "Write the template's name with %s where a sentinel's name goes, as"
              + " \"sentinel@%s.service\".");
    }
  }
}
