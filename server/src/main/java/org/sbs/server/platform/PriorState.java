package org.sbs.server.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.server.platform.UnitLinks.Link;

/**
 * How a unit was before SBS took it (R11.5). Immutable.
 *
 * @param unit its name
 * @param origin how that is known
 * @param running whether it ran
 * @param links that started it
 */
record PriorState(String unit, Origin origin, boolean running, List<Link> links) {
  private static final String HEADER =
      "# How this unit was before SBS took it. sbs service release gives it back like this.\n";
  private static final String ARROW = " -> ";

  /** By its last line a record is known to be whole. */
  private static final String END = "end\n";

  /** How the state is known. */
  enum Origin {
    /** It was looked at before anything was changed. */
    SEEN,
    /** An SBS that recorded nothing had taken it: it is given back enabled and running. */
    ASSUMED
  }

  /** Copies the list. */
  PriorState {
    links = List.copyOf(links);
  }

  /** Of a unit that SBS 0.1.0 took: it disabled what was enabled, and kept no record. */
  static PriorState assumed(String unit) {
    return new PriorState(unit, Origin.ASSUMED, true, List.of());
  }

  /** In words, for people: {@code enabled and running}. */
  String words() {
    boolean enabled = origin == Origin.ASSUMED || !links.isEmpty();
    return (enabled ? "enabled" : "not enabled") + " and " + (running ? "running" : "not running");
  }

  /** As it is kept in a file. */
  String text() {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("unit=").append(unit).append('\n');
    text.append("origin=").append(origin == Origin.SEEN ? "seen" : "assumed").append('\n');
    text.append("running=").append(running ? "yes" : "no").append('\n');
    for (Link link : links) {
      text.append("link=").append(link.path()).append(ARROW).append(link.target()).append('\n');
    }
    return text.append(END).toString();
  }

  /** Reads {@link #text}; empty for anything else. */
  static Optional<PriorState> parse(String text) {
    if (!text.endsWith("\n" + END)) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    List<Link> links = new ArrayList<>();
    String lines = text.substring(0, text.length() - END.length());
    for (String line : lines.lines().filter(each -> !each.startsWith("#")).toList()) {
      int equals = line.indexOf('=');
      String key = equals < 0 ? "" : line.substring(0, equals);
      String value = line.substring(equals + 1);
      int arrow = value.indexOf(ARROW);
      if (key.equals("link") && arrow > 0 && value.startsWith("/")) {
        String target = value.substring(arrow + ARROW.length());
        links.add(new Link(Path.of(value.substring(0, arrow)), target));
      } else if (List.of("unit", "origin", "running").contains(key)) {
        values.put(key, value);
      } else {
        return Optional.empty();
      }
    }
    String origin = values.getOrDefault("origin", "");
    String running = values.getOrDefault("running", "");
    boolean sound =
        values.containsKey("unit")
            && List.of("seen", "assumed").contains(origin)
            && List.of("yes", "no").contains(running);
    return sound
        ? Optional.of(
            new PriorState(
                values.getOrDefault("unit", ""),
                origin.equals("seen") ? Origin.SEEN : Origin.ASSUMED,
                running.equals("yes"),
                links))
        : Optional.empty();
  }
}
