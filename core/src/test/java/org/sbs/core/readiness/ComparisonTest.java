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

class ComparisonTest {
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
    assertThat(report.verdict()).isEqualTo("Ready to fail over.");
    assertThat(report.findings()).allMatch(finding -> finding.level() == Level.OK);
    assertThat(report.findings())
        .extracting(Finding::sentence)
        .contains(
            "The capture folders can be reached and written, on both nodes.",
            "Both nodes have the same version of SBS (1.0).",
            "The clocks of the nodes agree.");
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

  @ParameterizedTest(name = "R7.6 nodes that differ in {0}: {1}, told with a remedy")
  @MethodSource("differences")
  void oneDifference(Topic topic, Level level, Facts theirs) {
    for (Report report : List.of(compare(facts(), theirs), compare(theirs, facts()))) {
      assertThat(about(topic, report))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(level);
                assertThat(finding.sentence()).endsWith(".");
                assertThat(finding.remedy()).endsWith(".");
              });
      List<Finding> others = new ArrayList<>(report.findings());
      others.removeAll(about(topic, report));
      assertThat(others).allMatch(finding -> finding.level() == Level.OK);
      assertThat(report.ready()).isEqualTo(level != Level.NOT_READY);
    }
  }

  @ParameterizedTest(name = "R7.6 trouble with {0} on either node is told with its remedy")
  @EnumSource(Topic.class)
  void trouble(Topic topic) {
    if (topic.fine().isEmpty()) {
      // It comes of comparing, not of looking at one node.
      assertThat(topic.compareTo(Topic.LICENCE_END)).isPositive();
      return;
    }
    Facts bad = facts(Probe.trouble(topic, "/x", "it is not there"));
    Facts good = facts(Probe.fine(topic, "/x"));
    Finding mine = worst(compare(bad, good));
    assertThat(mine.who()).isEqualTo(Finding.Who.THIS);
    assertThat(mine.level()).isEqualTo(topic.trouble()).isNotEqualTo(Level.OK);
    assertThat(mine.sentence()).startsWith("On this node, the ").endsWith(": it is not there.");
    assertThat(mine.clause()).contains(" on this node: it is not there");
    assertThat(mine.remedy()).endsWith(".");
    Finding theirs = worst(compare(good, bad));
    assertThat(theirs.who()).isEqualTo(Finding.Who.OTHER);
    assertThat(theirs.sentence()).startsWith("On the other node, ");
    assertThat(about(topic, compare(good, bad)))
        .as("the good node is told of too")
        .anyMatch(f -> f.level() == Level.OK && f.who() == Finding.Who.THIS);
  }

  private static Finding worst(Report report) {
    return report.findings().get(0);
  }

  @Test
  @DisplayName("R7.6 obstacles come first, then warnings, and the verdict counts them")
  void order() {
    Facts theirs =
        facts(
            Probe.trouble(Topic.SCRIPT, "/s", "it is not there"),
            Probe.trouble(Topic.PRINTER, "zebra", "no connection"),
            Probe.fine(Topic.CAPTURE_FOLDER, "/mnt"));
    Report report = compare(facts(), theirs);
    assertThat(report.findings())
        .extracting(Finding::level)
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
    assertThat(report.verdict()).isEqualTo("Not ready to fail over: 1 obstacle, with 1 warning.");
    assertThat(report.obstacles())
        .containsExactly("printer zebra on the other node: no connection");
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
      assertThat(finding.sentence()).contains("61 s " + (ahead > 0 ? "ahead" : "behind"));
    }
  }

  @Test
  @DisplayName("R7.6 a node that cannot be called is an obstacle, one that is too old a warning")
  void silent() {
    Report gone = Comparison.of(facts(), Other.unreachable("No answer from b:4445: refused."));
    assertThat(gone.ready()).isFalse();
    assertThat(worst(gone).sentence()).isEqualTo("No answer from b:4445: refused.");
    Report old = Comparison.of(facts(), Other.mute("The other node does not know that."));
    assertThat(old.ready()).isTrue();
    assertThat(worst(old).level()).isEqualTo(Level.WARNING);
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
    Report report = compare(facts(), facts()).with(List.of("no secondary is connected"));
    assertThat(report.ready()).isFalse();
    assertThat(report.obstacles()).containsExactly("no secondary is connected");
  }
}
