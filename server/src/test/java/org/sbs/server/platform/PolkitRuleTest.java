package org.sbs.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.service.ShortProgram;
import org.sbs.testkit.Needs;

/** What polkit is told, asked as polkit would ask; the package system test asks polkit itself. */
@Needs("node")
class PolkitRuleTest {
  private static final String MANAGE = "org.freedesktop.systemd1.manage-units";

  /** As much of polkit as the rule uses. */
  private static final String POLKIT =
      """
      var rule;
      var polkit = { Result: { YES: "yes", NOT_HANDLED: "no" }, addRule: function(f) { rule = f; } };
      function ask(user, id, unit, verb) {
        var details = { unit: unit, verb: verb };
        console.log(rule({ id: id, lookup: function(key) { return details[key]; } }, { user: user }));
      }
      """;

  @TempDir private Path folder;

  private record Question(String user, String action, String unit, String verb, String answer) {}

  private static Question may(String unit, String verb) {
    return new Question("sbs", MANAGE, unit, verb, "yes");
  }

  private static Question not(String unit, String verb) {
    return new Question("sbs", MANAGE, unit, verb, "no");
  }

  private void demand(Optional<String> sentinels, String unit, List<Question> questions)
      throws Exception {
    StringBuilder program = new StringBuilder(POLKIT).append(PolkitRule.text(unit, sentinels));
    for (Question asked : questions) {
      program.append(
          "ask(%s, %s, %s, %s);%n"
              .formatted(
                  quoted(asked.user()),
                  quoted(asked.action()),
                  quoted(asked.unit()),
                  quoted(asked.verb())));
    }
    Path file = Files.writeString(folder.resolve("rule.js"), program);
    ShortProgram.Outcome outcome =
        new ShortProgram("rule", List.of("node", file.toString()), Duration.ofMinutes(1))
            .run(Map.of(), "");
    assertThat(outcome.errors()).isEmpty();
    List<Question> answered = new ArrayList<>();
    List<String> answers = outcome.output().lines().toList();
    for (int i = 0; i < questions.size(); i++) {
      Question asked = questions.get(i);
      answered.add(
          new Question(asked.user(), asked.action(), asked.unit(), asked.verb(), answers.get(i)));
    }
    assertThat(answered).isEqualTo(questions);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Test
  @DisplayName("R10.6 R11.6 the account of SBS may start and stop exactly its unit and sentinels")
  void exactly() throws Exception {
    demand(
        Optional.of("dock@%s.service"),
        "labels.service",
        List.of(
            may("labels.service", "start"),
            may("labels.service", "stop"),
            may("labels.service", "kill"),
            may("labels.service", "reset-failed"),
            may("labels.service", "reload"),
            not("labels.service", "set-property"),
            not("labels.service", "restart"),
            not("labels.service", "undefined"),
            may("dock@Dock\\x201.service", "start"),
            may("dock@a.service", "stop"),
            not("dock@.service", "start"),
            not("dock@a.socket", "start"),
            not("xdock@a.service", "start"),
            not("dock@a.service.service.timer", "start"),
            not("mylabels.service", "start"),
            not("labels.service.service", "start"),
            not("sshd.service", "start"),
            not("sbs.service", "stop"),
            not("", "start"),
            new Question("root", MANAGE, "labels.service", "start", "no"),
            new Question("anna", MANAGE, "labels.service", "start", "no"),
            new Question(
                "sbs",
                "org.freedesktop.systemd1.manage-unit-files",
                "labels.service",
                "start",
                "no"),
            new Question(
                "sbs", "org.freedesktop.systemd1.reload-daemon", "labels.service", "start", "no")));
  }

  @Test
  @DisplayName("R10.6 without sentinels no unit but the one, whatever its name holds")
  void without() throws Exception {
    demand(
        Optional.empty(),
        "my\\x2dlabels@\\x22a.service",
        List.of(
            may("my\\x2dlabels@\\x22a.service", "start"),
            not("my-labels@\"a.service", "start"),
            not("dock@a.service", "start"),
            not("", "start")));
  }
}
