package org.sbs.core.readiness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.core.readiness.Finding.Who;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Compares what two nodes found out about themselves. Pure. */
public final class Comparison {
  /** A difference of clocks that is worth a word, in milliseconds. */
  static final long CLOCK_LIMIT_MS = 2_000;

  private static final int MOST_NAMES = 5;

  private final List<Finding> findings = new ArrayList<>();

  private Comparison() {}

  /**
   * What is known of the other node.
   *
   * @param facts what it told, if it did
   * @param silence why it did not; nothing if it did
   * @param level how much it matters that it did not
   * @param clockAheadMs how far its clock is ahead of this node's, as far as could be measured
   */
  public record Other(Optional<Facts> facts, Reason silence, Level level, long clockAheadMs) {
    /** It told. */
    public static Other told(Facts facts, long clockAheadMs) {
      return new Other(Optional.of(facts), Reason.NONE, Level.OK, clockAheadMs);
    }

    /** It could not be reached. */
    public static Other unreachable(Reason why) {
      return new Other(Optional.empty(), why, Level.NOT_READY, 0);
    }

    /** It answers, and does not tell: its program is too old for that. */
    public static Other mute(Reason why) {
      return new Other(Optional.empty(), why, Level.WARNING, 0);
    }
  }

  /** All that is to be said of a pair, the worst first. */
  public static Report of(Facts mine, Other other) {
    Comparison comparison = new Comparison();
    comparison.peer(other);
    comparison.probes(mine.probes(), other.facts().map(Facts::probes).orElse(List.of()));
    other.facts().ifPresent(theirs -> comparison.pair(mine, theirs, other.clockAheadMs()));
    return comparison.report();
  }

  /** What is to be said of one node while it has no peer. */
  public static Report alone(Facts mine) {
    Comparison comparison = new Comparison();
    comparison.probes(mine.probes(), List.of());
    return comparison.report();
  }

  private Report report() {
    findings.sort(Comparator.comparing(Finding::level).reversed());
    return new Report(findings);
  }

  private void peer(Other other) {
    if (other.facts().isPresent()) {
      ok(Topic.PEER, Reason.of(ReasonCode.PEER_ANSWERS));
    } else if (other.level() == Level.WARNING) {
      Reason clause = Reason.of(ReasonCode.PEER_TOO_OLD_TO_CHECK).with("why", other.silence());
      add(Topic.PEER, Level.WARNING, clause);
    } else {
      Reason clause = Reason.of(ReasonCode.CANNOT_CALL_PEER).with("why", other.silence());
      add(Topic.PEER, Level.NOT_READY, clause);
    }
  }

  // ---- what each found out about itself ----

  private void probes(List<Probe> mine, List<Probe> theirs) {
    Map<Topic, Set<Who>> fine = new EnumMap<>(Topic.class);
    Map<Topic, Set<Who>> troubled = new EnumMap<>(Topic.class);
    take(Who.THIS, mine, fine, troubled);
    take(Who.OTHER, theirs, fine, troubled);
    fine.forEach(
        (topic, who) -> {
          who.removeAll(troubled.getOrDefault(topic, Set.of()));
          if (!who.isEmpty()) {
            Who whose = who.size() == 2 ? Who.BOTH : who.iterator().next();
            Reason clause =
                Reason.of(ReasonCode.CHECK_FINE)
                    .with("topic", topic.word())
                    .with("who", whose.reason());
            findings.add(new Finding(Level.OK, topic, whose, clause));
          }
        });
  }

  private void take(
      Who who, List<Probe> probes, Map<Topic, Set<Who>> fine, Map<Topic, Set<Who>> troubled) {
    for (Probe probe : probes) {
      Topic topic = probe.topic();
      (probe.fine() ? fine : troubled).computeIfAbsent(topic, t -> new HashSet<>()).add(who);
      if (!probe.fine()) {
        Reason clause =
            Reason.of(ReasonCode.CHECK_TROUBLE)
                .with("topic", topic.word())
                .with("subject", probe.subject())
                .with("who", who.reason())
                .with("why", probe.why());
        findings.add(new Finding(topic.trouble(), topic, who, clause));
      }
    }
  }

  // ---- what differs ----

  private void pair(Facts mine, Facts theirs, long clockAheadMs) {
    same(Topic.VERSION, mine.version(), theirs.version());
    same(Topic.SYSTEM, mine.system(), theirs.system());
    same(Topic.ADAPTER, mine.service().adapter(), theirs.service().adapter());
    same(Topic.SERVICE_VERSION, mine.service().version(), theirs.service().version());
    same(Topic.INSTALL_FOLDER, mine.service().settingsFolder(), theirs.service().settingsFolder());
    same(Topic.ACCOUNT, mine.account(), theirs.account());
    same(Topic.WITNESS, mine.witness(), theirs.witness());
    licences(mine.licence(), theirs.licence());
    queues(mine.queues(), theirs.queues());
    clock(clockAheadMs);
  }

  private void same(Topic topic, String here, String there) {
    if (here.isEmpty() || there.isEmpty()) {
      return; // Not known is not different.
    }
    if (here.equals(there)) {
      ok(topic, Reason.of(ReasonCode.NODES_ALIKE).with("topic", topic.word()).with("value", here));
    } else {
      add(
          topic,
          topic.trouble(),
          Reason.of(ReasonCode.NODES_DIFFER)
              .with("topic", topic.word())
              .with("here", here)
              .with("there", there));
    }
  }

  private void licences(Facts.Licence mine, Facts.Licence theirs) {
    if (!mine.issuer().equals(theirs.issuer())) {
      add(Topic.LICENCES, Level.WARNING, Reason.of(ReasonCode.LICENCE_ISSUERS_DIFFER));
    } else if (!mine.issuer().isEmpty()
        && !mine.kind().equals("main")
        && !theirs.kind().equals("main")) {
      add(Topic.LICENCES, Level.WARNING, Reason.of(ReasonCode.NO_MAIN_LICENCE));
    } else if (!mine.issuer().isEmpty()) {
      ok(Topic.LICENCES, Reason.of(ReasonCode.A_MAIN_LICENCE));
    }
  }

  private void queues(Optional<List<Queue>> mine, Optional<List<Queue>> theirs) {
    if (mine.isEmpty() || theirs.isEmpty()) {
      return;
    }
    Map<String, String> here = drivers(mine.get());
    Map<String, String> there = drivers(theirs.get());
    Set<String> onlyHere = new TreeSet<>(here.keySet());
    onlyHere.removeAll(there.keySet());
    Set<String> onlyThere = new TreeSet<>(there.keySet());
    onlyThere.removeAll(here.keySet());
    queues(ReasonCode.QUEUES_MISSING_THERE, onlyHere);
    queues(ReasonCode.QUEUES_MISSING_HERE, onlyThere);
    Set<String> otherDriver = new TreeSet<>();
    here.forEach(
        (name, driver) -> {
          String other = there.getOrDefault(name, "");
          if (!driver.isEmpty() && !other.isEmpty() && !driver.equals(other)) {
            otherDriver.add(name + " (" + driver + " / " + other + ")");
          }
        });
    queues(ReasonCode.DRIVERS_DIFFER, otherDriver);
    if (otherDriver.isEmpty() && here.keySet().equals(there.keySet()) && !here.isEmpty()) {
      ok(Topic.QUEUES, Reason.of(ReasonCode.QUEUES_ALIKE));
    }
  }

  private void queues(ReasonCode code, Set<String> names) {
    if (!names.isEmpty()) {
      add(Topic.QUEUES, Level.WARNING, Reason.of(code).with("names", names(names)));
    }
  }

  private static String names(Set<String> names) {
    List<String> first = names.stream().limit(MOST_NAMES).toList();
    String more = names.size() > MOST_NAMES ? ", … (+" + (names.size() - MOST_NAMES) + ")" : "";
    return String.join(", ", first) + more;
  }

  private static Map<String, String> drivers(List<Queue> queues) {
    Map<String, String> drivers = new HashMap<>();
    queues.forEach(queue -> drivers.put(queue.name(), queue.driver()));
    return drivers;
  }

  private void clock(long aheadMs) {
    if (Math.abs(aheadMs) <= CLOCK_LIMIT_MS) {
      ok(Topic.CLOCK, Reason.of(ReasonCode.CLOCKS_AGREE));
      return;
    }
    long seconds = Math.round(Math.abs(aheadMs) / 1000.0);
    add(
        Topic.CLOCK,
        Level.WARNING,
        Reason.of(aheadMs > 0 ? ReasonCode.CLOCK_AHEAD : ReasonCode.CLOCK_BEHIND)
            .with("seconds", seconds));
  }

  private void ok(Topic topic, Reason clause) {
    add(topic, Level.OK, clause);
  }

  private void add(Topic topic, Level level, Reason clause) {
    findings.add(new Finding(level, topic, Who.BOTH, clause));
  }
}
