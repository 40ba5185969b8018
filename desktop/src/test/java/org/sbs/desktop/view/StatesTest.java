package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.JTextField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.Snapshot.Power;
import org.sbs.view.page.State;

/** The dialog shows each state, in both languages, light and dark, and at twice the size. */
@OnScreen
class StatesTest {
  private static final Path ALBUM = Path.of("target", "screenshots");
  private static final Snapshot SILENT =
      new Snapshot(Power.SILENT, Optional.empty(), List.of(), Optional.empty());

  @TempDir Path folder;

  private static void awaitRole(Person person, DialogDriver driver, State state) {
    String word = driver.words().get("state." + state.name().toLowerCase(Locale.ROOT));
    Person.sees(word, () -> word.equals(person.text("card-mine.role")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  @DisplayName("R9.1 R9.2 R9.3 every state has its picture, its words and its readiness line")
  void states(String language) {
    FakeNode node = new FakeNode();
    node.is(SILENT);
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.forLanguageTag(language))) {
      Person person = new Person(ALBUM);
      awaitRole(person, driver, State.STARTING);
      person.photograph(driver.window().frame(), language + "-state-starting");
      node.is(FakeNode.running(FakeNode.status("primary", "secondary")));
      awaitRole(person, driver, State.PRIMARY);
      assertThat(person.text("readiness"))
          .contains(language.equals("de") ? "Bereit zur Übernahme" : "Ready to fail over");
      person.photograph(driver.window().frame(), language + "-state-primary");
      node.is(FakeNode.running(FakeNode.status("secondary", "primary")));
      awaitRole(person, driver, State.SECONDARY);
      person.photograph(driver.window().frame(), language + "-state-secondary");
      node.is(FakeNode.running(FakeNode.status("primary", "", ReasonCode.NO_SECONDARY)));
      awaitRole(person, driver, State.PRIMARY);
      Person.sees(
          "the readiness line",
          () ->
              person
                  .text("readiness")
                  .contains(
                      language.equals("de")
                          ? "Nicht bereit: kein sekundärer Knoten ist verbunden"
                          : "Not ready: no secondary is connected"));
      person.photograph(driver.window().frame(), language + "-state-alone");
      readableAlone(person);
      node.is(Snapshot.UNKNOWN);
      awaitRole(person, driver, State.STOPPED);
      person.photograph(driver.window().frame(), language + "-state-stopped");
      person.tab(1);
      JCheckBox strict = person.see("sync.strict", JCheckBox.class);
      Person.sees("settings can be changed again", strict::isEnabled);
    }
  }

  private static void readableAlone(Person person) {
    for (int i = 1; i < 4; i++) {
      person.tab(i);
    }
    JTextField folder = person.see("folder-path", JTextField.class);
    assertThat(Person.look(folder::isEditable)).isFalse();
    assertThat(Person.look(folder::isEnabled)).as("it can be read").isTrue();
    person.tab(1);
    JCheckBox strict = person.see("sync.strict", JCheckBox.class);
    assertThat(Person.look(strict::isEnabled)).isFalse();
    person.tab(0);
  }

  @Test
  @DisplayName("R9.1 one button starts and stops; to stop and to swap are asked for first")
  void oneButton() {
    FakeNode node = new FakeNode();
    node.is(FakeNode.running(FakeNode.status("primary", "secondary")));
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.ENGLISH)) {
      Person person = new Person(ALBUM);
      awaitRole(person, driver, State.PRIMARY);
      person.click("swap");
      assertThat(person.answerOfReturn()).isEqualTo("No");
      person.answer("No");
      person.click("swap");
      assertThat(person.text("question")).contains("PACK-2", "prints");
      person.answer("Swap");
      awaitRole(person, driver, State.SECONDARY);
      person.click("power");
      assertThat(person.text("question")).contains("PACK-2 prints on");
      person.answer("No");
      node.is(FakeNode.running(FakeNode.status("primary", "", ReasonCode.NO_SECONDARY)));
      awaitRole(person, driver, State.PRIMARY);
      person.click("power");
      assertThat(person.text("question")).contains("NOTHING IS PRINTED");
      assertThat(person.answerOfReturn()).isEqualTo("No");
      person.answer("No");
      assertThat(driver.watch().latest().isActive()).isTrue();
      person.click("power");
      person.answer("Stop SBS");
      awaitRole(person, driver, State.STOPPED);
    }
  }

  @ParameterizedTest
  @CsvSource({"en,true,1", "de,true,1", "en,false,2", "de,true,2"})
  @DisplayName("R9.1 all tabs in dark and at 200 %: no label and no button is cut off")
  void looks(String language, boolean dark, int scale) {
    Locale locale = Locale.forLanguageTag(language);
    String name = language + (dark ? "-dark" : "-light") + (scale == 2 ? "-200" : "") + "-";
    FakeNode node = new FakeNode();
    try (DialogDriver driver = DialogDriver.open(folder, node, locale, dark, scale)) {
      Person person = new Person(ALBUM);
      List<String> tabs = List.of("status", "configuration", "mail", "folders");
      for (int i = 0; i < tabs.size(); i++) {
        person.tab(i);
        person.photograph(driver.window().frame(), name + tabs.get(i));
        assertThat(Person.look(() -> cutOff(driver))).as(name + tabs.get(i)).isEmpty();
      }
      node.is(FakeNode.running(FakeNode.status("primary", "secondary")));
      awaitRole(person, driver, State.PRIMARY);
      person.photograph(driver.window().frame(), name + "primary");
      assertThat(Person.look(() -> cutOff(driver))).isEmpty();
    }
  }

  /** Labels and buttons that have less room than they need. */
  static List<String> cutOff(DialogDriver driver) {
    List<String> cut = new ArrayList<>();
    for (Component part : Person.all(driver.window().frame())) {
      boolean text = part instanceof AbstractButton || part instanceof JLabel;
      Dimension needed = part.getPreferredSize();
      if (text && part.isShowing() && part.getWidth() > 0 && part.getWidth() < needed.width) {
        cut.add(part.toString());
      }
    }
    return cut;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  @DisplayName("R9.1 R9.2 no two parts that are seen at once share a letter to reach them by")
  void mnemonics(String language) {
    try (DialogDriver driver =
        DialogDriver.open(folder, new FakeNode(), Locale.forLanguageTag(language))) {
      Person person = new Person(ALBUM);
      for (int i = 0; i < 4; i++) {
        person.tab(i);
        Map<Integer, String> taken = new HashMap<>();
        List<String> twice = Person.look(() -> twice(driver, taken));
        assertThat(twice).as("tab " + i).isEmpty();
        assertThat(taken).hasSizeGreaterThan(8);
      }
    }
  }

  private static List<String> twice(DialogDriver driver, Map<Integer, String> taken) {
    List<String> twice = new ArrayList<>();
    for (Component part : Person.all(driver.window().frame())) {
      if (!part.isShowing()) {
        continue;
      }
      if (part instanceof AbstractButton button) {
        take(taken, twice, button.getMnemonic(), button.getText());
      } else if (part instanceof JLabel label) {
        take(taken, twice, label.getDisplayedMnemonic(), label.getText());
      } else if (part instanceof JTabbedPane tabs) {
        for (int i = 0; i < tabs.getTabCount(); i++) {
          take(taken, twice, tabs.getMnemonicAt(i), tabs.getTitleAt(i));
        }
      }
    }
    return twice;
  }

  private static void take(
      Map<Integer, String> taken, List<String> twice, int letter, String text) {
    if (letter > 0) {
      String other = taken.putIfAbsent(letter, text);
      if (other != null) {
        twice.add((char) letter + ": " + other + ", " + text);
      }
    }
  }

  @Test
  @DisplayName("R9.1 the signs of the states differ in form, not only in colour, at 16 pixels")
  void signs() {
    Person.look(
        () -> {
          Theme.wear(false);
          return null;
        });
    List<boolean[]> forms = new ArrayList<>();
    List<State> states = List.of(State.values());
    states.forEach(state -> forms.add(form(state)));
    for (int a = 0; a < forms.size(); a++) {
      for (int b = 0; b < a; b++) {
        int different = 0;
        for (int i = 0; i < forms.get(a).length; i++) {
          different += forms.get(a)[i] == forms.get(b)[i] ? 0 : 1;
        }
        assertThat(different).as(states.get(a) + " and " + states.get(b)).isGreaterThan(30);
      }
    }
  }

  /** Where the sign is coloured, seen without colours: not transparent and not white. */
  private static boolean[] form(State state) {
    java.awt.image.BufferedImage image = StateIcon.image(state, 16);
    boolean[] form = new boolean[256];
    for (int i = 0; i < form.length; i++) {
      int argb = image.getRGB(i % 16, i / 16);
      boolean opaque = (argb >>> 24) > 127;
      boolean white = (argb & 0xFF) > 200 && (argb >> 8 & 0xFF) > 200 && (argb >> 16 & 0xFF) > 200;
      form[i] = opaque && !white;
    }
    return form;
  }
}
