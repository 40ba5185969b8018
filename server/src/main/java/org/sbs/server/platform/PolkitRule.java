package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rule for polkit by which the account of SBS may start and stop one unit and those of its
 * sentinels, and nothing else: not enable, link or change units, which would be root by another
 * name.
 */
final class PolkitRule {
  private static final String PREFIX = "50-sbs-";

  private final Path rules;
  private final List<Path> known;

  /**
   * With the folder for the rules of this machine.
   *
   * @param known folders by which a polkit is known that reads rules; one of them is enough
   */
  PolkitRule(Path rules, List<Path> known) {
    this.rules = rules;
    this.known = List.copyOf(known);
  }

  /** Whether this machine has a polkit that reads such rules: 0.106 or newer. */
  boolean isPossible() {
    return known.stream().anyMatch(Files::isDirectory);
  }

  /** The file for that unit. */
  Path file(String unit) {
    return rules.resolve(PREFIX + unit + ".rules");
  }

  /** Writes the rule, in the place of an older one. */
  void write(String unit, Optional<String> sentinelUnit) throws IOException {
    Files.createDirectories(rules);
    SystemdDropIns.replace(file(unit), text(unit, sentinelUnit));
  }

  /** Removes it; true if there was one. */
  boolean remove(String unit) throws IOException {
    return Files.deleteIfExists(file(unit));
  }

  /** What the rule says, in JavaScript as polkit reads it. */
  static String text(String unit, Optional<String> sentinelUnit) {
    int at = sentinelUnit.map(name -> name.indexOf("%s")).orElse(-1);
    String before = at < 0 ? "" : sentinelUnit.orElse("").substring(0, at);
    String after = at < 0 ? "" : sentinelUnit.orElse("").substring(at + 2);
    return """
    // Written by sbs service take, removed by sbs service release.
    polkit.addRule(function(action, subject) {
        if (action.id != "org.freedesktop.systemd1.manage-units" || subject.user != "%s") {
            return polkit.Result.NOT_HANDLED;
        }
        var verbs = ["start", "stop", "reload", "kill", "reset-failed"];
        if (verbs.indexOf(action.lookup("verb")) < 0) {
            return polkit.Result.NOT_HANDLED;
        }
        var unit = String(action.lookup("unit"));
        var before = %s, after = %s;
        var sentinel = before != "" && unit.length > before.length + after.length
            && unit.indexOf(before) == 0
            && unit.lastIndexOf(after) == unit.length - after.length;
        return unit == %s || sentinel ? polkit.Result.YES : polkit.Result.NOT_HANDLED;
    });
    """
        .formatted(SystemdUnit.ACCOUNT, quoted(before), quoted(after), quoted(unit));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
