package org.sbs.core.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.readiness.Comparison.Other;
import org.sbs.core.readiness.Finding.Who;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

class ComparisonTest {
  private static final Reason MISSING = Reason.of(ReasonCode.PROBE_MISSING);

  private static Facts facts(Probe... probes) {
    return new Facts(
        "a".repeat(32),
        "labels-1",
        "1.0",
        "Linux amd64",
        "sbs",
        new Facts.Service("lpm", "lpm.jar 12", "/var/lib/lpm"),
        "share-1",
        new Facts.Licence("SBS-ISSUER-A", "main"),
        Optional.of(List.of(new Queue("dock", "ZPL 300"), new Queue("office", ""))),
        List.of(probes));
  }

  private static Report compare(Facts mine, Facts theirs) {
    return Comparison.of(mine, Other.told(theirs, 0));
  }

  private static List<Finding> about(Topic topic, Report report) {
    return report.findings().stream().filter(finding -> finding.topic() == topic).toList();
  }

  @Test
  @DisplayName("R7.6 two nodes that are alike are ready, and each thing that was looked at is said")
  void alike() {
    Probe[] probes = {
      Probe.fine(Topic.CAPTURE_FOLDER, "/mnt/dock"), Probe.fine(Topic.PRINTER, "zebra")
    };
    Report report = compare(facts(probes), facts(probes));
    assertThat(report.ready()).isTrue();
    assertThat(report.findings()).allMatch(finding -> finding.level() == Level.OK);
    assertThat(report.findings())
        .extracting(Finding::clause)
        .contains(
            Reason.of(ReasonCode.CHECK_FINE)
                .with("topic", "capture-folder")
                .with("who", Reason.of(ReasonCode.BOTH_NODES)),
            Reason.of(ReasonCode.NODES_ALIKE).with("topic", "version").with("value", "1.0"),
            Reason.of(ReasonCode.CLOCKS_AGREE));
  }

  static Stream<Arguments> differences() {
    Facts base = facts();
    return Stream.of(
        differs(Topic.VERSION, Level.WARNING, f -> with(f, "1.1", f.system(), f.account())),
        differs(Topic.SYSTEM, Level.WARNING, f -> with(f, "1.0", "Windows 11", f.account())),
        differs(Topic.ACCOUNT, Level.WARNING, f -> with(f, "1.0", f.system(), "root")),
        differs(
            Topic.ADAPTER,
            Level.NOT_READY,
            f -> with(f, new Facts.Service("command", "lpm.jar 12", "/var/lib/lpm"))),
        differs(
            Topic.SERVICE_VERSION,
            Level.WARNING,
            f -> with(f, new Facts.Service("lpm", "lpm.jar 13", "/var/lib/lpm"))),
        differs(
            Topic.INSTALL_FOLDER,
            Level.WARNING,
            f -> with(f, new Facts.Service("lpm", "lpm.jar 12", "/opt/lpm"))),
        differs(Topic.WITNESS, Level.NOT_READY, f -> with(f, "none", base.licence())),
        differs(
            Topic.LICENCES,
            Level.WARNING,
            f -> with(f, f.witness(), new Facts.Licence("SBS-ISSUER-B", "main"))),
        differs(Topic.QUEUES, Level.WARNING, f -> with(f, new Queue("dock", "ZPL 300"))),
        differs(
            Topic.QUEUES,
            Level.WARNING,
            f -> with(f, new Queue("dock", "ZPL 200"), new Queue("office", ""))));
  }

  private static Arguments differs(Topic topic, Level level, UnaryOperator<Facts> change) {
    return Arguments.of(topic, level, change.apply(facts()));
  }

  private static Facts with(Facts f, String version, String system, String account) {
    return new Facts(
        f.nodeId(),
        f.host(),
        version,
        system,
        account,
        f.service(),
        f.witness(),
        f.licence(),
        f.queues(),
        f.probes());
  }

  private static Facts with(Facts f, Facts.Service service) {
    return new Facts(
        f.nodeId(),
        f.host(),
        f.version(),
        f.system(),
        f.account(),
        service,
        f.witness(),
        f.licence(),
        f.queues(),
        f.probes());
  }

  private static Facts with(Facts f, String witness, Facts.Licence licence) {
    return new Facts(
        f.nodeId(),
        f.host(),
        f.version(),
        f.system(),
        f.account(),
        f.service(),
        witness,
        licence,
        f.queues(),
        f.probes());
  }

  private static Facts with(Facts f, Queue... queues) {
    return new Facts(
        f.nodeId(),
        f.host(),
        f.version(),
        f.system(),
        f.account(),
        f.service(),
        f.witness(),
        f.licence(),
        Optional.of(List.of(queues)),
        f.probes());
  }

  @ParameterizedTest(name = "R7.6 nodes that differ in {0}: {1}")
  @MethodSource("differences")
  void oneDifference(Topic topic, Level level, Facts theirs) {
    for (Report report : List.of(compare(facts(), theirs), compare(theirs, facts()))) {
      assertThat(about(topic, report))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(level);
                if (topic.kind() == Topic.Kind.COMPARED) {
                  assertThat(finding.clause().code()).isEqualTo(ReasonCode.NODES_DIFFER);
                  assertThat(finding.clause().values()).containsEntry("topic", topic.word());
                }
              });
      List<Finding> others = new ArrayList<>(report.findings());
      others.removeAll(about(topic, report));
      assertThat(others).allMatch(finding -> finding.level() == Level.OK);
      assertThat(report.ready()).isEqualTo(level != Level.NOT_READY);
    }
  }

  @ParameterizedTest(name = "R7.6 trouble with {0} on either node is told, and whose it is")
  @EnumSource(Topic.class)
  void trouble(Topic topic) {
    if (topic.kind() != Topic.Kind.PROBED) {
      return; // It comes of comparing, not of looking at one node.
    }
    Facts bad = facts(Probe.trouble(topic, "/x", MISSING));
    Facts good = facts(Probe.fine(topic, "/x"));
    Finding mine = worst(compare(bad, good));
    assertThat(mine.who()).isEqualTo(Finding.Who.THIS);
    assertThat(mine.level()).isEqualTo(topic.trouble()).isNotEqualTo(Level.OK);
    assertThat(mine.clause()).isEqualTo(trouble(topic, "/x", Who.THIS));
    Finding theirs = worst(compare(good, bad));
    assertThat(theirs.who()).isEqualTo(Finding.Who.OTHER);
    assertThat(theirs.clause()).isEqualTo(trouble(topic, "/x", Who.OTHER));
    assertThat(about(topic, compare(good, bad)))
        .as("the good node is told of too")
        .anyMatch(f -> f.level() == Level.OK && f.who() == Finding.Who.THIS);
  }

  private static Reason trouble(Topic topic, String subject, Who who) {
    return Reason.of(ReasonCode.CHECK_TROUBLE)
        .with("topic", topic.word())
        .with("subject", subject)
        .with("who", who.reason())
        .with("why", MISSING);
  }

  private static Finding worst(Report report) {
    return report.findings().get(0);
  }

  @Test
  @DisplayName("R7.6 obstacles come first, then warnings")
  void order() {
    Facts theirs =
        facts(
            Probe.trouble(Topic.SCRIPT, "/s", MISSING),
            Probe.trouble(Topic.PRINTER, "zebra", MISSING),
            Probe.fine(Topic.CAPTURE_FOLDER, "/mnt"));
    Report report = compare(facts(), theirs);
    assertThat(report.findings())
        .extracting(Finding::level)
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
    assertThat(report.count(Level.WARNING)).isEqualTo(1);
    assertThat(report.obstacles()).containsExactly(trouble(Topic.PRINTER, "zebra", Who.OTHER));
  }

  @Test
  @DisplayName("R7.6 clocks that differ are a warning; SBS does not rely on them")
  void clocks() {
    assertThat(about(Topic.CLOCK, Comparison.of(facts(), Other.told(facts(), 2_000))))
        .extracting(Finding::level)
        .containsExactly(Level.OK);
    for (long ahead : new long[] {61_000, -61_000}) {
      Finding finding =
          about(Topic.CLOCK, Comparison.of(facts(), Other.told(facts(), ahead))).get(0);
      assertThat(finding.level()).isEqualTo(Level.WARNING);
      assertThat(finding.clause())
          .isEqualTo(
              Reason.of(ahead > 0 ? ReasonCode.CLOCK_AHEAD : ReasonCode.CLOCK_BEHIND)
                  .with("seconds", 61L));
    }
  }

  @Test
  @DisplayName("R7.6 a node that cannot be called is an obstacle, one that is too old a warning")
  void silent() {
    Reason refused = Reason.of(ReasonCode.FACTS_LATE).with("peer", "b:4445");
    Report gone = Comparison.of(facts(), Other.unreachable(refused));
    assertThat(gone.ready()).isFalse();
    assertThat(gone.obstacles())
        .containsExactly(Reason.of(ReasonCode.CANNOT_CALL_PEER).with("why", refused));
    Reason mute = Reason.of(ReasonCode.FACTS_MUTE).with("version", "0.1.0");
    Report old = Comparison.of(facts(), Other.mute(mute));
    assertThat(old.ready()).isTrue();
    assertThat(worst(old).level()).isEqualTo(Level.WARNING);
    assertThat(worst(old).clause())
        .isEqualTo(Reason.of(ReasonCode.PEER_TOO_OLD_TO_CHECK).with("why", mute));
  }

  @Test
  @DisplayName("R7.5 R7.6 a pair of which no node has a main licence is warned of")
  void noMain() {
    Facts backup = with(facts(), "share-1", new Facts.Licence("SBS-ISSUER-A", "backup"));
    assertThat(about(Topic.LICENCES, compare(backup, backup)))
        .extracting(Finding::level)
        .containsExactly(Level.WARNING);
    assertThat(about(Topic.LICENCES, compare(facts(), backup)))
        .extracting(Finding::level)
        .containsExactly(Level.OK);
    Facts off = with(facts(), "share-1", new Facts.Licence("", "off"));
    assertThat(about(Topic.LICENCES, compare(off, off))).isEmpty();
  }

  @Test
  @DisplayName("R9.3 what a node knows at this moment stands before what a check found")
  void now() {
    Report report = compare(facts(), facts()).with(List.of(Reason.of(ReasonCode.NO_SECONDARY)));
    assertThat(report.ready()).isFalse();
    assertThat(report.obstacles())
        .containsExactly(
            Reason.of(ReasonCode.AT_THIS_MOMENT).with("why", Reason.of(ReasonCode.NO_SECONDARY)));
  }

  @Test
  @DisplayName(
      "R7.6 printers that one node lacks, and other drivers, are told by name, not endlessly")
  void queues() {
    Queue[] many = new Queue[7];
    for (int i = 0; i < many.length; i++) {
      many[i] = new Queue("q" + i, "ZPL 200");
    }
    Report report = compare(with(facts(), many), with(facts(), new Queue("q6", "ZPL 300")));
    assertThat(about(Topic.QUEUES, report))
        .extracting(Finding::clause)
        .containsExactly(
            Reason.of(ReasonCode.QUEUES_MISSING_THERE).with("names", "q0, q1, q2, q3, q4, … (+1)"),
            Reason.of(ReasonCode.DRIVERS_DIFFER).with("names", "q6 (ZPL 200 / ZPL 300)"));
    assertThat(about(Topic.QUEUES, compare(facts(), with(facts(), many))))
        .extracting(finding -> finding.clause().code())
        .containsExactly(ReasonCode.QUEUES_MISSING_THERE, ReasonCode.QUEUES_MISSING_HERE);
  }
}
