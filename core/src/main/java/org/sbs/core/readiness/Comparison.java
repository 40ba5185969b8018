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
   * @param silence why it did not, a sentence; empty if it did
   * @param level how much it matters that it did not
   * @param clockAheadMs how far its clock is ahead of this node's, as far as could be measured
   */
  public record Other(Optional<Facts> facts, String silence, Level level, long clockAheadMs) {
    /** It told. */
    public static Other told(Facts facts, long clockAheadMs) {
      return new Other(Optional.of(facts), "", Level.OK, clockAheadMs);
    }

    /** It could not be reached. */
    public static Other unreachable(String why) {
      return new Other(Optional.empty(), why, Level.NOT_READY, 0);
    }

    /** It answers, and does not tell: its program is too old for that. */
    public static Other mute(String why) {
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
      ok(Topic.PEER, "The other node answers, and has the same pair key.");
    } else if (other.level() == Level.WARNING) {
      add(
          Topic.PEER,
          Level.WARNING,
          other.silence(),
          "Install the same version of SBS on both nodes.",
          "the other node was not checked");
    } else {
      add(
          Topic.PEER,
          Level.NOT_READY,
          other.silence(),
          "Start SBS on the other node, and open its port in the firewalls between the nodes, in both"
              + " directions.",
          "this node cannot call the other one");
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
            String sentence = topic.fine() + ", on " + whose.words() + ".";
            findings.add(new Finding(Level.OK, topic, whose, sentence, "", sentence));
          }
        });
  }

  private void take(
      Who who, List<Probe> probes, Map<Topic, Set<Who>> fine, Map<Topic, Set<Who>> troubled) {
    for (Probe probe : probes) {
      Topic topic = probe.topic();
      (probe.fine() ? fine : troubled).computeIfAbsent(topic, t -> new HashSet<>()).add(who);
      if (!probe.fine()) {
        String named = topic.named(probe.subject());
        findings.add(
            new Finding(
                topic.trouble(),
                topic,
                who,
                "On " + who.words() + ", " + named + ": " + probe.detail() + ".",
                topic.remedy(),
                named.substring(named.startsWith("the ") ? 4 : 0)
                    + " on "
                    + who.words()
                    + ": "
                    + probe.detail()));
      }
    }
  }

  // ---- what differs ----

  private void pair(Facts mine, Facts theirs, long clockAheadMs) {
    same(
        Topic.VERSION,
        mine.version(),
        theirs.version(),
        "version of SBS",
        "Upgrade the node with the older version; while they differ, the pair works on.");
    same(
        Topic.SYSTEM,
        mine.system(),
        theirs.system(),
        "operating system",
        "See that the service, its paths and its drivers are the same on both.");
    same(
        Topic.ADAPTER,
        mine.service().adapter(),
        theirs.service().adapter(),
        "service adapter",
        "Set service.adapter to the same value on both nodes.");
    same(
        Topic.SERVICE_VERSION,
        mine.service().version(),
        theirs.service().version(),
        "version of the service",
        "Install the same version of the service on both nodes.");
    same(
        Topic.INSTALL_FOLDER,
        mine.service().settingsFolder(),
        theirs.service().settingsFolder(),
        "settings folder",
        "Use the same folder on both nodes, for settings may name whole paths within it.");
    same(
        Topic.ACCOUNT,
        mine.account(),
        theirs.account(),
        "account of SBS",
        "Run SBS under the same account on both nodes, for shares and printers ask who comes.");
    same(
        Topic.WITNESS,
        mine.witness(),
        theirs.witness(),
        "witness",
        "Set [witness] to the same on both nodes.");
    licences(mine.licence(), theirs.licence());
    queues(mine.queues(), theirs.queues());
    clock(clockAheadMs);
  }

  private void same(Topic topic, String here, String there, String what, String remedy) {
    if (here.isEmpty() || there.isEmpty()) {
      return; // Not known is not different.
    }
    if (here.equals(there)) {
      ok(topic, "Both nodes have the same " + what + " (" + here + ").");
    } else {
      add(
          topic,
          topic.trouble(),
          "The nodes differ in the "
              + what
              + ": here "
              + here
              + ", on the other node "
              + there
              + ".",
          remedy,
          "the nodes differ in the " + what);
    }
  }

  private void licences(Facts.Licence mine, Facts.Licence theirs) {
    if (!mine.issuer().equals(theirs.issuer())) {
      add(
          Topic.LICENCES,
          Level.WARNING,
          "The nodes do not have the same licence.issuer in their settings.",
          "Set licence.issuer to the same key on both nodes.",
          "the nodes have different licence issuers");
    } else if (!mine.issuer().isEmpty()
        && !mine.kind().equals("main")
        && !theirs.kind().equals("main")) {
      add(
          Topic.LICENCES,
          Level.WARNING,
          "Neither node has a main licence that counts, so neither may start the sentinels directly.",
          "Install a main licence on the node that is to be primary: sbs licence install.",
          "neither node has a main licence");
    } else if (!mine.issuer().isEmpty()) {
      ok(Topic.LICENCES, "One of the nodes has a main licence.");
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
    missing(onlyHere, "The other node lacks");
    missing(onlyThere, "This node lacks");
    Set<String> otherDriver = new TreeSet<>();
    here.forEach(
        (name, driver) -> {
          String other = there.getOrDefault(name, "");
          if (!driver.isEmpty() && !other.isEmpty() && !driver.equals(other)) {
            otherDriver.add(name + " (here " + driver + ", there " + other + ")");
          }
        });
    if (!otherDriver.isEmpty()) {
      add(
          Topic.QUEUES,
          Level.WARNING,
          "Printers of the operating system have other drivers on the other node: "
              + names(otherDriver)
              + ".",
          "Install the same driver on both nodes, or labels may come out differently.",
          "printer drivers differ");
    } else if (onlyHere.isEmpty() && onlyThere.isEmpty() && !here.isEmpty()) {
      ok(Topic.QUEUES, "Both nodes have the same printers of the operating system.");
    }
  }

  private void missing(Set<String> queues, String who) {
    if (!queues.isEmpty()) {
      add(
          Topic.QUEUES,
          Level.WARNING,
          who
              + " these printers of the operating system, which SBS cannot replicate: "
              + names(queues)
              + ".",
          "Set them up there by hand with the same names and drivers, if the service uses them.",
          "printers of the operating system differ");
    }
  }

  private static String names(Set<String> names) {
    List<String> first = names.stream().limit(MOST_NAMES).toList();
    String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return String.join(", ", first) + more;
  }

  private static Map<String, String> drivers(List<Queue> queues) {
    Map<String, String> drivers = new HashMap<>();
    queues.forEach(queue -> drivers.put(queue.name(), queue.driver()));
    return drivers;
  }

  private void clock(long aheadMs) {
    if (Math.abs(aheadMs) <= CLOCK_LIMIT_MS) {
      ok(Topic.CLOCK, "The clocks of the nodes agree.");
      return;
    }
    long seconds = Math.round(Math.abs(aheadMs) / 1000.0);
    add(
        Topic.CLOCK,
        Level.WARNING,
        "The clock of the other node is "
            + seconds
            + " s "
            + (aheadMs > 0 ? "ahead" : "behind")
            + ". SBS does not rely on it; history, licences and label dates do.",
        "Let both machines set their clocks by the same time server.",
        "the clocks differ");
  }

  private void ok(Topic topic, String sentence) {
    findings.add(new Finding(Level.OK, topic, Who.BOTH, sentence, "", sentence));
  }

  private void add(Topic topic, Level level, String sentence, String remedy, String clause) {
    findings.add(new Finding(level, topic, Who.BOTH, sentence, remedy, clause));
  }
}
