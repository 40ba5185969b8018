package org.sbs.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbs.core.readiness.Comparison;
import org.sbs.core.readiness.Comparison.Other;
import org.sbs.core.readiness.Facts;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Queue;
import org.sbs.core.readiness.Report;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

class CheckTextTest {
  private static final CheckText ENGLISH = CheckText.english();
  private static final CheckText GERMAN = CheckText.in(Texts.of(Locale.GERMAN));

  private static Facts facts(boolean other, List<Probe> probes) {
    String suffix = other ? "-other" : "";
    return new Facts(
        "a".repeat(32),
        "labels-1",
        "1.0" + suffix,
        "Linux amd64" + suffix,
        "sbs" + suffix,
        new Facts.Service("lpm" + suffix, "lpm.jar 12" + suffix, "/var/lib/lpm" + suffix),
        "share-1" + suffix,
        new Facts.Licence("SBS-ISSUER-A" + suffix, "backup"),
        Optional.of(List.of(new Queue("dock" + suffix, ""), new Queue("q", "d" + suffix))),
        probes);
  }

  /** Everything that can be found, on every topic. */
  private static List<Finding> all() {
    List<Probe> bad =
        Stream.of(Topic.values())
            .filter(topic -> topic.kind() == Topic.Kind.PROBED)
            .map(topic -> Probe.trouble(topic, "/x", Reason.of(ReasonCode.PROBE_MISSING)))
            .toList();
    List<Probe> good = bad.stream().map(probe -> Probe.fine(probe.topic(), "/x")).toList();
    Reason why = Reason.of(ReasonCode.FACTS_MUTE).with("version", "0.1.0");
    return Stream.of(
            Comparison.of(facts(false, bad), Other.told(facts(true, good), 61_000)),
            Comparison.of(facts(false, good), Other.told(facts(false, good), -61_000)),
            Comparison.of(facts(false, good), Other.mute(why)),
            Comparison.of(facts(false, good), Other.unreachable(why))
                .with(List.of(Reason.of(ReasonCode.NO_SECONDARY))))
        .flatMap(report -> report.findings().stream())
        .toList();
  }

  @Test
  @DisplayName("R9.2 R10.8 where the keys differ, the remedy is the key and not the firewall")
  void otherKey() {
    Reason key = Reason.of(ReasonCode.DIAL_WRONG_KEY).with("peer", "mill-b");
    List<Finding> found =
        Comparison.of(facts(false, List.of()), Other.unreachable(key)).findings().stream()
            .filter(finding -> finding.clause().has(ReasonCode.DIAL_WRONG_KEY))
            .toList();
    assertThat(found).isNotEmpty();
    for (CheckText language : List.of(ENGLISH, GERMAN)) {
      assertThat(found)
          .extracting(language::remedy)
          .allMatch(remedy -> remedy.contains("sbs pair join --force"));
    }
  }

  @Test
  @DisplayName("R7.6 R9.2 whatever stands in the way is told with a remedy, in every language")
  void remedies() {
    TreeSet<Topic> told = new TreeSet<>();
    for (Finding finding : all()) {
      String english = ENGLISH.sentence(finding);
      String german = GERMAN.sentence(finding);
      assertThat(english).matches("\\p{Lu}.*[.]");
      assertThat(german).matches("\\p{Lu}.*[.]").isNotEqualTo(english);
      told.add(finding.topic());
      if (finding.level() == Level.OK) {
        assertThat(ENGLISH.remedy(finding)).as("%s", finding).isEmpty();
      } else {
        assertThat(ENGLISH.remedy(finding)).as("%s", finding).endsWith(".");
        assertThat(GERMAN.remedy(finding))
            .as("%s", finding)
            .endsWith(".")
            .isNotEqualTo(ENGLISH.remedy(finding));
      }
    }
    assertThat(told).containsExactly(Topic.values());
  }

  @Test
  @DisplayName("R7.6 no remedy is left of a code or topic that is gone")
  void noRemedy() {
    for (String key : Texts.of(Locale.ENGLISH).keys("check.remedy.")) {
      String word = key.substring("check.remedy.".length());
      assertThat(Topic.find(word).isPresent() || ReasonCode.of(word).isPresent()).as(key).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Topic.class,
      names = {"CAPTURE_FOLDER", "LICENCE"})
  @DisplayName("R7.6 a finding says whose it is")
  void whose(Topic topic) {
    Reason clause =
        Reason.of(ReasonCode.CHECK_TROUBLE)
            .with("topic", topic.word())
            .with("subject", "/mnt/dock")
            .with("who", Finding.Who.OTHER.reason())
            .with("why", Reason.of(ReasonCode.PROBE_MISSING));
    Finding finding = new Finding(Level.NOT_READY, topic, Finding.Who.OTHER, clause);
    assertThat(ENGLISH.sentence(finding)).endsWith(" on the other node: it does not exist.");
    assertThat(GERMAN.sentence(finding)).endsWith(" auf dem anderen Knoten: nicht vorhanden.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0 | Ready to fail over. | Bereit zur Übernahme.
          0 | 1 | Ready to fail over, with 1 warning. | Bereit zur Übernahme, mit 1 Warnung.
          0 | 2 | Ready to fail over, with 2 warnings. | Bereit zur Übernahme, mit 2 Warnungen.
          1 | 0 | Not ready to fail over: 1 obstacle. | Nicht bereit zur Übernahme: 1 Hindernis.
          1 | 2 | Not ready to fail over: 1 obstacle, with 2 warnings. \
          | Nicht bereit zur Übernahme: 1 Hindernis, mit 2 Warnungen.
          2 | 0 | Not ready to fail over: 2 obstacles. | Nicht bereit zur Übernahme: 2 Hindernisse.
          2 | 1 | Not ready to fail over: 2 obstacles, with 1 warning. \
          | Nicht bereit zur Übernahme: 2 Hindernisse, mit 1 Warnung.
          """)
  @DisplayName("R7.6 the verdict counts obstacles and warnings")
  void verdict(int obstacles, int warnings, String english, String german) {
    List<Finding> findings =
        Stream.concat(
                Collections.nCopies(obstacles, Level.NOT_READY).stream(),
                Collections.nCopies(warnings, Level.WARNING).stream())
            .map(
                level ->
                    new Finding(
                        level, Topic.CLOCK, Finding.Who.BOTH, Reason.of(ReasonCode.CLOCKS_AGREE)))
            .toList();
    assertThat(ENGLISH.verdict(new Report(findings))).isEqualTo(english);
    assertThat(GERMAN.verdict(new Report(findings))).isEqualTo(german);
  }
}
