package org.sbs.core.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.settings.PairOption;

/** Whose value of an option holds, for all orders of starts and changes. */
class PairOptionsRuleTest {
  private final PairNode a = new PairNode(Options.A);
  private final PairNode b = new PairNode(Options.B);

  /** The nodes meet with that one as primary; what holds on both. */
  private boolean strictOnBoth(String primary) {
    PairNode first = primary.equals("A") ? a : b;
    first.lead(first == a ? b : a);
    assertThat(a.inForce).isEqualTo(b.inForce);
    return a.inForce.strict().value();
  }

  /**
   * Each row: who is primary when they meet; what A's and B's files said when the nodes met before
   * ("-" nothing, "new" the node never ran); what they say now; what holds.
   */
  @ParameterizedTest(name = "primary {0}, before {1}/{2}, now {3}/{4}: {5}")
  @CsvSource({
    // never met: a node that says nothing, or only the default, imposes nothing
    "A, new, new, -, -, false",
    "A, new, new, true, -, true",
    "B, new, new, true, -, true",
    "A, new, new, -, true, true",
    "B, new, new, -, true, true",
    "A, new, new, true, false, true",
    "B, new, new, true, false, true",
    "A, new, new, false, true, true",
    "B, new, new, false, true, true",
    "A, new, new, true, true, true",
    // they met, then one of them was changed
    "A, -, -, true, -, true",
    "B, -, -, true, -, true",
    "A, -, -, -, true, true",
    "B, -, -, -, true, true",
    "A, true, -, false, -, false",
    "B, true, -, false, -, false",
    "A, true, -, -, -, false",
    "B, true, -, -, -, false",
    "A, true, -, true, false, false",
    "B, true, -, true, false, false",
    "A, true, true, false, true, false",
    "B, true, true, false, true, false",
    "A, true, true, true, false, false",
    "B, true, true, true, false, false",
    "A, -, true, -, true, true",
    "B, -, true, -, true, true",
    // both were changed: the primary's holds
    "A, -, -, true, false, true",
    "B, -, -, true, false, false",
    "A, -, -, false, true, false",
    "B, -, -, false, true, true",
    "A, true, -, false, true, false",
    "B, true, -, false, true, true",
    // a new machine in the place of one
    "A, true, new, true, -, true",
    "B, true, new, true, -, true",
    "A, true, new, true, false, true",
    "B, true, new, true, false, true",
    "A, new, true, -, true, true",
    "B, new, true, false, true, true",
  })
  @DisplayName("R4.4 what was last changed on purpose holds on both, whichever started first")
  void table(
      String primary, String beforeA, String beforeB, String nowA, String nowB, boolean holds) {
    boolean met = !beforeA.equals("new") && !beforeB.equals("new");
    before(a, beforeA);
    before(b, beforeB);
    if (met) {
      strictOnBoth("A");
    }
    a.start(file(nowA));
    b.start(file(nowB));
    assertThat(strictOnBoth(primary)).isEqualTo(holds);
    // Nothing but a change changes it again, whoever is primary then.
    a.start();
    b.start();
    assertThat(strictOnBoth(primary.equals("A") ? "B" : "A")).isEqualTo(holds);
  }

  private static void before(PairNode node, String said) {
    if (!said.equals("new")) {
      node.start(file(said));
    }
  }

  private static FileOptions file(String said) {
    return said.equals("-") ? Options.silent() : Options.strict(Boolean.parseBoolean(said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  @DisplayName("R4.4 changed on both while apart: the other's value is shown on both nodes")
  void overridden(String primary) {
    a.start();
    b.start();
    a.lead(b);
    PairNode first = primary.equals("A") ? a : b;
    PairNode second = first == a ? b : a;
    first.start(Options.folders("/srv/first"));
    second.start(Options.folders("/srv/second"));
    assertThat(first.lead(second).overridden()).containsExactly(PairOption.FOLDERS);
    for (PairNode node : List.of(a, b)) {
      OptionState<?> state = node.inForce.folders();
      assertThat(state.overridden())
          .contains(new Overridden("[/srv/second]", Optional.of(second.me)));
      assertThat(state.setOn()).contains(first.me);
      assertThat(node.inForce.shown(PairOption.FOLDERS)).isEqualTo("[/srv/first]");
    }
    assertThat(first.lead(second).overridden()).as("said once").isEmpty();
    // It is shown until somebody changes it, or agrees.
    second.start(Options.folders("/srv/first"));
    assertThat(first.lead(second).taken()).isEmpty();
    assertThat(a.inForce.folders().overridden()).isEmpty();
    assertThat(b.inForce.folders().overridden()).isEmpty();
  }

  @Test
  @DisplayName("R4.4 \"no further folders\" is a value: also the very first one")
  void noFolders() {
    a.start(Options.folders("/srv/labels"));
    b.start();
    b.lead(a);
    assertThat(b.inForce.folders().value()).hasSize(1);
    a.start(Options.silent());
    b.lead(a);
    assertThat(b.inForce.folders().value()).isEmpty();
    assertThat(b.inForce.folders().setOn()).contains(Options.A);

    PairNode emptied = new PairNode(Options.A).start(Options.folders());
    assertThat(emptied.inForce.folders().revision().number()).isEqualTo(1);
  }

  @Test
  @DisplayName("R4.4 R8.1 each option counts by itself: mail set here, strict set there")
  void eachByItself() {
    a.start(Options.mailTo("anna@plant.example"));
    b.start(Options.strict(true));
    assertThat(a.lead(b).overridden()).isEmpty();
    assertThat(b.inForce.mail().value()).isEqualTo(Options.mail("anna@plant.example"));
    assertThat(a.inForce.strict().value()).isTrue();
    a.start(Options.mailTo(""));
    b.lead(a);
    assertThat(b.inForce.mail().value().settings().enabled()).as("off is a value").isFalse();
    assertThat(b.inForce.shown(PairOption.MAIL)).isEqualTo("false");
    assertThat(b.inForce.toString()).doesNotContain("secret");
  }

  @Test
  @DisplayName("R8.1 a password that cannot be read changes nothing, and counts once it can")
  void unreadable() {
    FileOptions mail = Options.mailTo("anna@plant.example");
    FileOptions unreadable =
        new FileOptions(mail.folders(), mail.strict(), mail.keepDates(), Optional.empty());
    a.start(unreadable);
    assertThat(a.inForce.mail().revision().isNone()).isTrue();
    a.start(mail);
    assertThat(a.inForce.mail().setOn()).contains(Options.A);
    a.start(unreadable);
    a.start(mail);
    assertThat(a.inForce.mail().revision().number()).isEqualTo(1);
  }

  @Test
  @DisplayName("R4.4 what a user sets counts though the file said it before")
  void asked() {
    b.start(Options.strict(false));
    a.start(Options.strict(true));
    a.lead(b);
    assertThat(b.inForce.strict().value()).isTrue();
    b.asked.add(PairOption.STRICT);
    b.start();
    assertThat(b.inForce.strict().value()).isFalse();
    a.lead(b);
    assertThat(a.inForce.strict().value()).isFalse();
  }

  @Test
  @DisplayName("R4.4 R11.3 a node that lost its memory imposes nothing that is old")
  void lostMemory() {
    a.start(Options.strict(true));
    b.start();
    a.lead(b);
    a.start(Options.strict(false));
    a.lead(b);
    a.inForce = PairOptions.DEFAULTS;
    a.said = Optional.empty();
    a.start(Options.strict(true));
    b.lead(a);
    assertThat(a.inForce.strict().value()).isFalse();
    // And if it is changed before they meet, a number is given out twice: the primary decides.
    a.inForce = PairOptions.DEFAULTS;
    a.said = Optional.empty();
    a.start(Options.strict(false)).start(Options.strict(true));
    a.start(Options.strict(false)).start(Options.strict(true));
    b.lead(a);
    assertThat(a.inForce).isEqualTo(b.inForce);
  }

  @Test
  @DisplayName("R2.10 R4.4 what a primary cannot write yet stays known to its secondary")
  void primaryCannotWrite() {
    a.start();
    b.start(Options.strict(true));
    b.hear(a); // a decided nothing
    assertThat(b.inForce.strict().value()).isTrue();
    assertThat(a.lead(b).taken()).isEqualTo(Set.of(PairOption.STRICT));
    assertThat(a.inForce).isEqualTo(b.inForce);
  }
}
