package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JButton;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.desktop.node.OneWindow;
import org.sbs.server.config.HomeFolder;

/** What once went wrong in the hands of a newcomer. */
@OnScreen
class FaultsTest {
  private static final Path ALBUM = Path.of("target", "screenshots");

  @TempDir Path folder;

  private DialogDriver open(String toml, FakeNode node) throws IOException {
    Files.writeString(folder.resolve("sbs.toml"), toml);
    return DialogDriver.open(folder, node, Locale.ENGLISH);
  }

  @Test
  @DisplayName("R9.1 Undo takes a folder back that was not saved")
  void undoFolder() throws IOException {
    AtomicReference<Throwable> crash = new AtomicReference<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> crash.set(e));
    try (DialogDriver driver = open("[pair]\npeer-address = \"b\"\n", new FakeNode())) {
      Person person = new Person(ALBUM);
      person.tab(3);
      person.click("folder-add");
      person.fill("folder-path", "/srv/x");
      person.click("revert");
      Person.sees("nothing is changed", () -> !driver.draft().isChanged());
      Person.sees("the service's folder", () -> !person.text("folder-path").equals("/srv/x"));
      assertThat(crash.get()).isNull();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  @DisplayName(
      "R9.1 Return on the first tab stops nothing, and no button that ends things is first")
  void returnStopsNothing() throws IOException {
    FakeNode node = new FakeNode();
    node.is(FakeNode.running(FakeNode.status("primary", "secondary")));
    try (DialogDriver driver = open("[pair]\npeer-address = \"b\"\n", node)) {
      Person person = new Person(ALBUM);
      JButton power = person.see("power", JButton.class);
      Person.sees("it runs", () -> power.getText().equals("Stop"));
      Person.sees(
          "no default", () -> driver.window().frame().getRootPane().getDefaultButton() == null);
      assertThat(Person.look(power::isFocusOwner)).isFalse();
      person.press(KeyEvent.VK_ENTER);
      person.press(KeyEvent.VK_SPACE);
      assertThat(driver.watch().latest().isActive()).isTrue();
      assertThat(java.awt.Window.getWindows()).filteredOn(java.awt.Window::isShowing).hasSize(1);
    }
  }

  @Test
  @DisplayName("R9.1 no way to the first tab puts the focus on the button that stops or swaps")
  void focusOfFirstTab() throws IOException {
    FakeNode node = new FakeNode();
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.ENGLISH)) {
      Person person = new Person(ALBUM);
      settled(driver);
      assertThat(focusOwner()).isEqualTo("pair.peer-address");
      // The node that runs leads a newcomer back from the settings.
      node.is(FakeNode.running(FakeNode.status("primary", "secondary")));
      JButton power = person.see("power", JButton.class);
      Person.sees("it runs", () -> power.getText().equals("Stop"));
      settled(driver);
      assertThat(focusOwner()).isEqualTo("tabs");
    }
    try (DialogDriver driver = open("[pair]\npeer-address = \"b\"\n", node)) {
      Person person = new Person(ALBUM);
      JButton power = person.see("power", JButton.class);
      Person.sees("it runs", () -> power.getText().equals("Stop"));
      settled(driver);
      assertThat(focusOwner()).isEqualTo("tabs");
      person.press(KeyEvent.VK_ALT, KeyEvent.VK_O);
      person.press(KeyEvent.VK_TAB);
      settled(driver);
      assertThat(focusOwner()).isNotEqualTo("tabs");
      person.press(KeyEvent.VK_ALT, KeyEvent.VK_S);
      settled(driver);
      assertThat(focusOwner()).isEqualTo("tabs");
      person.tab(2);
      person.tab(0);
      settled(driver);
      assertThat(focusOwner()).isEqualTo("tabs");
    }
  }

  /** Until the window has the focus, and what was asked of it before is done. */
  private static void settled(DialogDriver driver) {
    Person.sees("a focus", () -> driver.window().frame().getFocusOwner() != null);
    new Person(ALBUM).idle();
  }

  private static String focusOwner() {
    return Person.look(
        () -> KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner().getName());
  }

  @Test
  @DisplayName("R9.1 after Save the focus is not on Close")
  void focus() throws IOException {
    try (DialogDriver driver = open("[pair]\npeer-address = \"b\"\n", new FakeNode())) {
      Person person = new Person(ALBUM);
      person.tab(1);
      person.fill("pair.peer-address", "192.0.2.9");
      person.click("save");
      Person.sees("it is saved", () -> !driver.draft().isChanged());
      JButton close = person.see("close", JButton.class);
      Person.sees(
          "somebody has the focus",
          () -> KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner() != null);
      assertThat(Person.look(close::isFocusOwner)).isFalse();
    }
  }

  @Test
  @DisplayName("R9.1 the local address stays when the look changes, and the field stays bound")
  void darkLook() throws IOException {
    String toml = "[pair]\npeer-address = \"b\"\nlocal-address = \"192.0.2.7\"\n";
    try (DialogDriver driver = open(toml, new FakeNode())) {
      Person person = new Person(ALBUM);
      person.tab(1);
      assertThat(person.text("pair.local-address")).isEqualTo("192.0.2.7");
      Person.look(
          () -> {
            Theme.wear(true);
            javax.swing.SwingUtilities.updateComponentTreeUI(driver.window().frame());
            return null;
          });
      assertThat(person.text("pair.local-address")).isEqualTo("192.0.2.7");
      JTextComponent field = person.see("pair.local-address", JTextComponent.class);
      int ink = field.getForeground().getRGB() & 0xFF;
      int below = field.getBackground().getRGB() & 0xFF;
      assertThat(Math.abs(ink - below)).isGreaterThan(90);
      person.photograph(driver.window().frame(), "dark-local-address");
      person.fill("pair.local-address", "192.0.2.8");
      Person.sees("it is bound", () -> driver.draft().isChanged());
    } finally {
      Person.look(
          () -> {
            Theme.wear(false);
            return null;
          });
    }
  }

  @Test
  @DisplayName("R9.1 a file that another program changes is shown, or told while there are changes")
  void changedUnderneath() throws IOException {
    try (DialogDriver driver = open("[pair]\npeer-address = \"b\"\n", new FakeNode())) {
      assertThat(driver.window().frame().isVisible()).isTrue();
      Person person = new Person(ALBUM);
      person.tab(1);
      Files.writeString(folder.resolve("sbs.toml"), "[pair]\npeer-address = \"one\"\n");
      Person.sees("the new one", () -> person.text("pair.peer-address").equals("one"));
      person.fill("pair.peer-address", "mine");
      Files.writeString(folder.resolve("sbs.toml"), "[pair]\npeer-address = \"another\"\n");
      Person.sees("it is told", () -> person.text("said").contains("Another program"));
      person.click("save");
      Person.sees("it is refused", () -> person.text("said").startsWith("Nothing was saved."));
      assertThat(Files.readString(folder.resolve("sbs.toml"))).contains("another");
      assertThat(person.text("pair.peer-address")).isEqualTo("mine");
    }
  }

  @Test
  @DisplayName(
      "R9.1 a whole pair key can be seen in its field, and a fault of mail names the field")
  void fields() throws IOException {
    String toml = "[pair]\npeer-address = \"b\"\n[mail]\nenabled = true\n";
    try (DialogDriver driver = open(toml, new FakeNode())) {
      Person person = new Person(ALBUM);
      assertThat(person.text("notes")).contains("E-mail, SMTP server: ", "E-mail, Sender: ");
      person.photograph(driver.window().frame(), "faults-missing");
      person.tab(1);
      JTextField key = person.see("pair-key", JTextField.class);
      int needed = Person.look(() -> key.getFontMetrics(key.getFont()).stringWidth("M".repeat(34)));
      assertThat(Person.look(key::getWidth)).isGreaterThan(needed);
    }
  }

  @Test
  @DisplayName("R9.1 in a home of another user nothing can be done, and it says whose it is")
  void foreign() throws IOException {
    FakeNode node = new FakeNode();
    try (DialogDriver driver = open("[pair]\npeer-address = \"b\"\n", node)) {
      Person person = new Person(ALBUM);
      Person.look(
          () -> {
            driver.window().readOnly("You are ops; this node belongs to root.");
            return null;
          });
      Person.sees("whose it is", () -> person.text("readiness").contains("belongs to root"));
      assertThat(person.see("power", JButton.class).isEnabled()).isFalse();
      person.tab(1);
      assertThat(person.see("pair.peer-address", JTextField.class).isEditable()).isFalse();
      person.photograph(driver.window().frame(), "faults-foreign");
    }
  }

  @Test
  @DisplayName("R9.1 a second dialog of a home asks the first one to the front")
  void oneWindow() throws IOException {
    HomeFolder home = HomeFolder.at(folder.resolve("home"));
    Path cache = folder.resolve("cache");
    try (OneWindow first = OneWindow.take(home, cache).orElseThrow()) {
      assertThat(first.isAskedToFront()).isFalse();
      assertThat(OneWindow.take(home, cache)).isEmpty();
      assertThat(OneWindow.owner(home, cache))
          .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
      assertThat(first.isAskedToFront()).isTrue();
      assertThat(first.isAskedToFront()).isFalse();
      assertThat(OneWindow.take(HomeFolder.at(folder.resolve("b")), cache))
          .hasValueSatisfying(
              other -> {
                try (other) {
                  assertThat(other.isAskedToFront()).isFalse();
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
    }
    try (OneWindow next = OneWindow.take(home, cache).orElseThrow()) {
      assertThat(next.isAskedToFront()).isFalse();
    }
  }
}
