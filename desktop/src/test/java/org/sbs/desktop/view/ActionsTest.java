package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Component;
import java.awt.Container;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.accessibility.Accessible;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.RowSorter;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.server.admin.StatusJson;
import org.sbs.testkit.ShownState;
import org.sbs.view.page.Snapshot;
import org.sbs.view.picture.Remedy;

/** What can be done beside starting, stopping and swapping; and the lists. */
@OnScreen
class ActionsTest {
  private static final Path ALBUM = Path.of("target", "screenshots");

  @TempDir Path folder;

  private static Snapshot seen(String name) throws IOException {
    ShownState state =
        ShownState.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return new Snapshot(
        Snapshot.Power.ON, Optional.of(StatusJson.read(state.json())), List.of(), Optional.empty());
  }

  private DialogDriver open(FakeNode node, String state) throws IOException {
    Snapshot wanted = seen(state);
    node.is(wanted);
    DialogDriver driver = DialogDriver.open(folder, node, Locale.ENGLISH);
    Person.sees(state, () -> driver.watch().latest().status().equals(wanted.status()));
    return driver;
  }

  /** Opens the menu and chooses by the letter. */
  private static void choose(Person person, int letter) {
    // Without a window manager only a click brings the window the focus back after a question.
    person.click("more");
    assertThat(person.see("more-check", AbstractButton.class).isShowing()).isTrue();
    person.press(letter);
  }

  @Test
  @DisplayName(
      "R9.1 takeovers are paused for a time that is chosen; the question says what follows")
  void pause() throws IOException {
    FakeNode node = new FakeNode();
    try (DialogDriver driver = open(node, "primary-ready")) {
      assertThat(driver.window().frame().isVisible()).isTrue();
      Person person = new Person(ALBUM);
      choose(person, KeyEvent.VK_P);
      assertThat(person.text("question")).contains("NOTHING IS PRINTED");
      assertThat(person.answerOfReturn()).isEqualTo("No");
      JComboBox<?> times = person.see("pause-time", JComboBox.class);
      Person.look(
          () -> {
            times.setSelectedIndex(2);
            return null;
          });
      person.answer("Pause");
      Person.sees("it is paused", () -> node.did().equals("pause PT4H"));
      node.is(seen("primary-paused"));
      Person.sees("the pause", () -> person.text("notes").contains("Paused"));
      choose(person, KeyEvent.VK_R);
      Person.sees("it is over", () -> node.asked().equals(Optional.of(Remedy.RESUME)));
    }
  }

  @Test
  @DisplayName(
      "R10.5 R9.1 an offered folder is accepted with its path in view, and Return does not")
  void offer() throws IOException {
    FakeNode node = new FakeNode();
    try (DialogDriver driver = open(node, "secondary-offer-waits")) {
      String path =
          seen("secondary-offer-waits").status().orElseThrow().sync().offers().get(0).folder();
      assertThat(driver.window().frame().isVisible()).isTrue();
      Person person = new Person(ALBUM);
      choose(person, KeyEvent.VK_O);
      assertThat(person.text("question")).contains(path);
      assertThat(person.answerOfReturn()).isEqualTo("Later");
      person.answer("Later");
      assertThat(node.did()).isEmpty();
      choose(person, KeyEvent.VK_O);
      person.answer("Accept");
      Person.sees("it is accepted", () -> node.did().equals("accept " + path));
    }
  }

  @Test
  @DisplayName("R9.1 where a service manager has the node, the dialog starts it with the machine")
  void withMachine() throws IOException {
    FakeNode node = new FakeNode();
    node.installed(false);
    try (DialogDriver driver = open(node, "primary-ready")) {
      assertThat(driver.window().frame().isVisible()).isTrue();
      Person person = new Person(ALBUM);
      choose(person, KeyEvent.VK_S);
      Person.sees("it does", () -> node.did().equals("with machine true"));
    }
  }

  @Test
  @DisplayName("R9.1 lists have titles and are sorted by them; a row is shown in full and copied")
  void table() throws IOException {
    FakeNode node = new FakeNode();
    try (DialogDriver driver = open(node, "primary-nine-of-sixty-failed")) {
      assertThat(driver.window().frame().isVisible()).isTrue();
      Person person = new Person(ALBUM);
      JTable table = person.see("sentinels", JTable.class);
      Person.sees("sixty", () -> table.getRowCount() == 60);
      assertThat(table.getColumnName(0)).isEqualTo("Sentinel");
      assertThat(first(table, 1)).startsWith("⚠");
      List<String> sorted = new ArrayList<>();
      Person.look(
          () -> {
            RowSorter<?> sorter = table.getRowSorter();
            sorter.toggleSortOrder(0);
            for (int row = 0; row < table.getRowCount(); row++) {
              sorted.add(table.getValueAt(row, 0).toString());
            }
            return null;
          });
      assertThat(sorted).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
      Person.look(
          () -> {
            table.getRowSorter().toggleSortOrder(1);
            table.setRowSelectionInterval(0, 0);
            table.requestFocusInWindow();
            return null;
          });
      assertThat(first(table, 1)).startsWith("⚠");
      String name = first(table, 0);
      assertThat(person.text("sentinels.detail")).startsWith(name + ": inactive: ");
      person.photograph(driver.window().frame(), "table-detail");
      Person.sees("the table has the focus", table::isFocusOwner);
      person.press(KeyEvent.VK_CONTROL, KeyEvent.VK_C);
      assertThat(Person.look(ActionsTest::clipboard)).startsWith(name + ": ");
    }
  }

  private static String first(JTable table, int column) {
    return Person.look(() -> table.getValueAt(0, column).toString());
  }

  private static String clipboard() throws Exception {
    return (String)
        Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  @DisplayName("R9.1 whatever can have the focus or be pressed has a name that can be read aloud")
  void names(String language) throws IOException {
    FakeNode node = new FakeNode();
    node.is(seen("primary-held-deletes"));
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.forLanguageTag(language))) {
      Person person = new Person(ALBUM);
      JTabbedPane tabs = person.see("tabs", JTabbedPane.class);
      List<String> nameless = new ArrayList<>();
      int seen = Person.look(() -> nameless(driver.window().frame(), nameless));
      assertThat(nameless).isEmpty();
      assertThat(seen).isGreaterThan(40);
      assertThat(Person.look(() -> unreachable(tabs))).isEmpty();
    }
  }

  /** How many parts were looked at. */
  private static int nameless(Container root, List<String> nameless) {
    int count = 0;
    for (Component part : Person.all(root)) {
      boolean looked =
          part instanceof AbstractButton
              || part instanceof JComboBox
              || part instanceof JTable
              || part instanceof javax.swing.JList
              || part instanceof JTabbedPane
              || part instanceof javax.swing.JProgressBar
              || part instanceof JTextComponent field && field.isFocusable();
      // The parts of a part of the look are read with it.
      boolean own = part.getParent() instanceof JComboBox || part.getName() == null;
      boolean inner =
          own
              && (part.getParent() instanceof JComboBox
                  || part.getParent() instanceof javax.swing.JScrollBar
                  || part.getParent() instanceof javax.swing.plaf.UIResource);
      if (looked && !inner) {
        count++;
        String name = ((Accessible) part).getAccessibleContext().getAccessibleName();
        if (name == null || name.isBlank()) {
          nameless.add(part.getClass().getSimpleName() + " " + part.getName());
        }
      }
    }
    return count;
  }

  /** Buttons of the four tabs that no letter and no Tab leads to. */
  private static List<String> unreachable(JTabbedPane tabs) {
    List<String> unreachable = new ArrayList<>();
    for (Component part : Person.all(tabs)) {
      boolean pressed = part instanceof AbstractButton && part.getName() != null;
      if (pressed && !part.isFocusable() && ((AbstractButton) part).getMnemonic() == 0) {
        unreachable.add(part.getName());
      }
    }
    return unreachable;
  }
}
