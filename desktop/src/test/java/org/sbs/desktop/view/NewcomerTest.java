package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import javax.swing.JPasswordField;
import javax.swing.JTextField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.link.PairKey;

/** A person sets a node up with the dialog alone: types, clicks, saves; the file is read. */
@OnScreen
class NewcomerTest {
  private static final Path ALBUM = Path.of("target", "screenshots");

  @TempDir Path folder;

  private static String problem(Person person, String field) {
    return person.text(field + ".problem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  @DisplayName(
      "R8.1 R9.1 R9.2 a newcomer sets up a node on all tabs, and the file keeps its comments")
  void setsUp(String language) throws IOException {
    Path home = folder.resolve("home");
    Path labels = Files.createDirectories(folder.resolve("labels").resolve("fonts"));
    Files.writeString(labels.resolveSibling("box.lbl"), "x");
    Files.writeString(labels.resolveSibling("notes.tmp"), "x");
    Files.writeString(labels.resolve("a.ttf"), "x");
    try (DialogDriver driver =
        DialogDriver.open(home, new FakeNode(), Locale.forLanguageTag(language))) {
      Person person = new Person(ALBUM);
      configuration(person, driver, language);
      mail(person, driver, language);
      folders(person, driver, language, labels.getParent());
      person.click("save");
      Person.sees("it is saved", () -> !driver.draft().isChanged() && !driver.draft().isNew());
      person.tab(0);
      person.photograph(driver.window().frame(), language + "-status-set-up");
      person.click("power");
      Person.sees("it runs", () -> !driver.draft().isNew() && driver.watch().latest().isActive());
    }
    String toml = Files.readString(home.resolve("sbs.toml"));
    assertThat(toml)
        .contains("peer-address = \"192.0.2.9:5000\"", "port = 4450", "mode = \"main-only\"")
        .contains("strict = true", "smtp-server = \"mail.example\"", "account = \"sbs\"")
        .contains("receivers = [\"a@b.example\", \"c@d.example\"]", "exclude = [\"*.tmp\"]")
        .contains("# Which of this machine's addresses to use", "# Time between two updates")
        .doesNotContain("s3cret");
    assertThat(SettingsFile.load(home.resolve("sbs.toml")).problems().list()).isEmpty();
    assertThat(PairKey.read(home.resolve("pair.key")).text()).hasSize(34);
    Path password = home.resolve("mail.password");
    assertThat(Files.readString(password)).isEqualTo("s3cret\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
  }

  private static void configuration(Person person, DialogDriver driver, String language) {
    person.photograph(driver.window().frame(), language + "-configuration-fresh");
    person.fill("pair.peer-address", "a b");
    Person.sees("the fault", () -> problem(person, "pair.peer-address").contains("a b"));
    assertThat(problem(person, "pair.peer-address"))
        .contains(language.equals("de") ? "weder ein Rechnername" : "neither a host name");
    person.fill("pair.port", "99999");
    Person.sees("the fault", () -> problem(person, "pair.port").contains("65535"));
    person.photograph(driver.window().frame(), language + "-configuration-wrong");
    person.fill("pair.port", "4450");
    person.fill("pair.peer-address", "192.0.2.9:5000");
    person.click("backup-only");
    person.click("main-only");
    person.click("sync.strict");
    person.click("pair-key-make");
    Person.sees("the key", () -> person.text("pair-key-made").length() == 34);
    person.fill("pair-key", "ABCD-1");
    person.photograph(driver.window().frame(), language + "-configuration-key");
    person.fill("pair-key", "");
  }

  private static void mail(Person person, DialogDriver driver, String language) {
    person.tab(2);
    person.photograph(driver.window().frame(), language + "-mail-fresh");
    person.click("mail.enabled");
    person.photograph(driver.window().frame(), language + "-mail-wrong");
    person.fill("mail.smtp-server", "mail.example");
    person.click("mail.secured");
    person.fill("mail.account", "sbs");
    person.fill("mail-password", "s3cret");
    person.fill("mail.sender", "sbs@plant.example");
    person.fill("mail.receivers", "a@b.example, c@d.example");
    person.click("mail-test");
    Person.sees(
        "the mail server's answer",
        () -> person.text("mail-test-result").contains("refused the password"));
    JPasswordField password = person.see("mail-password", JPasswordField.class);
    assertThat(Person.look(() -> password.getPassword().length)).isZero();
    person.photograph(driver.window().frame(), language + "-mail-tested");
  }

  private static void folders(Person person, DialogDriver driver, String language, Path labels) {
    person.tab(3);
    person.click("folder-add");
    person.fill("folder-path", labels.toString());
    person.fill("folder-exclude", "*.tmp");
    Person.sees(
        "two files are taken and one is not",
        () -> {
          String said = person.text("preview-summary");
          return said.contains("2") && said.contains("1");
        });
    person.photograph(driver.window().frame(), language + "-folders");
  }

  @Test
  @DisplayName("R9.1 the dialog is reached by keyboard alone: mnemonics, Tab and Return")
  void keyboard() {
    Path home = folder.resolve("home");
    try (DialogDriver driver = DialogDriver.open(home, new FakeNode(), Locale.ENGLISH)) {
      Person person = new Person(ALBUM);
      JTextField peer = person.see("pair.peer-address", JTextField.class);
      Person.sees("a newcomer begins here", peer::isFocusOwner);
      person.type("192.0.2.9");
      person.press(KeyEvent.VK_TAB);
      JTextField port = person.see("pair.port", JTextField.class);
      Person.sees("Tab leads on", port::isFocusOwner);
      person.press(KeyEvent.VK_ENTER);
      Person.sees("Return saves", () -> !driver.draft().isNew());
      person.press(KeyEvent.VK_ALT, KeyEvent.VK_A);
      Person.sees("Alt leads to the field", peer::isFocusOwner);
      person.press(KeyEvent.VK_ALT, KeyEvent.VK_S);
      Person.sees(
          "Alt leads to the tab",
          () -> person.see("tabs", javax.swing.JTabbedPane.class).getSelectedIndex() == 0);
    }
  }
}
