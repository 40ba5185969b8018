package org.sbs.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The transition table in docs/dev/ROLE-MACHINE.md is what the code does: every phase with every
 * event. {@code -Dtable.write=true} writes it anew; read the difference before it is committed.
 */
class RoleTableTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("project.root", ".."), "docs", "dev", "ROLE-MACHINE.md");
  private static final String BEGIN = "<!-- table: generated -->";

  @Test
  @DisplayName(
      "R1.3 R2.1 R2.3 R2.5 R2.9 R3.1 the documented transition table is what the code does")
  void documentedTableIsTrue() throws IOException {
    String document = Files.readString(DOCUMENT);
    String head = document.substring(0, document.indexOf(BEGIN) + BEGIN.length());
    String actual = head + "\n" + table();
    if (Boolean.getBoolean("table.write")) {
      Files.writeString(DOCUMENT, actual);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(actual);
  }

  @Test
  @DisplayName("R9.6 whoever changes the role gives a reason")
  void everyChangeOfRoleHasItsReason() {
    for (Map.Entry<String, Phase> from : Samples.phases().entrySet()) {
      for (Map.Entry<String, Event> event : Samples.events().entrySet()) {
        Step step = RoleMachine.on(Samples.in(from.getValue()), event.getValue(), Samples.NOW);
        if (step.state().phase().role() != from.getValue().role()) {
          assertThat(step.reason().isEmpty()).as("%s, %s", from.getKey(), event.getKey()).isFalse();
        }
      }
    }
  }

  private static String table() {
    StringBuilder out = new StringBuilder();
    Samples.phases().forEach((name, phase) -> section(out, name, phase));
    return out.toString();
  }

  private static void section(StringBuilder out, String name, Phase phase) {
    out.append("\n### ").append(name).append("\n\n");
    out.append("Role ").append(phase.role().name().toLowerCase(Locale.ROOT));
    out.append(", says ").append(phase.announcedRole().name().toLowerCase(Locale.ROOT));
    out.append(".\n\n| event | next phase | effects | reason |\n| --- | --- | --- | --- |\n");
    List<String> ignored = new ArrayList<>();
    Samples.events()
        .forEach(
            (eventName, event) -> {
              NodeState before = Samples.in(phase);
              Step step = RoleMachine.on(before, event, Samples.NOW);
              boolean same = step.state().phase().equals(phase) && step.reason().isEmpty();
              if (same && step.effects().isEmpty()) {
                ignored.add(eventName);
              } else {
                out.append(row(eventName, phase, step));
              }
            });
    out.append("\nNothing changes at: ").append(String.join("; ", ignored)).append(".\n");
  }

  private static String row(String eventName, Phase from, Step step) {
    String effects =
        step.effects().stream()
            .map(effect -> effect.getClass().getSimpleName())
            .collect(Collectors.joining(", "));
    return "| "
        + eventName
        + " | "
        + next(from, step.state().phase())
        + " | "
        + effects
        + " | "
        + step.reason()
        + " |\n";
  }

  private static String next(Phase from, Phase to) {
    String name = to.getClass().getSimpleName();
    if (to.equals(from)) {
      return "same";
    }
    return to instanceof Phase.Leaving leaving
        ? name + " (" + leaving.step().name().toLowerCase(Locale.ROOT) + ")"
        : name;
  }
}
