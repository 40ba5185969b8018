package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.swing.JCheckBox;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.PairHome;
import org.sbs.desktop.kit.Person;
import org.sbs.view.page.Snapshot;

/** The tabs show what is in force on both nodes, and where it was set. */
@OnScreen
class PairOptionsTest {
  private static final Path ALBUM = Path.of("target", "screenshots");
  private static final String MINE =
      "[pair]\npeer-address = \"label-pc-2\"\n[sync]\nstrict = false\nkeep-dates = true\n";
  private static final String THEIRS =
      """
      [pair]
      peer-address = "label-pc-1"
      [sync]
      strict = true
      [[sync.folder]]
      path = "/srv/label-templates"
      include = ["*.zpl"]
      [mail]
      enabled = true
      smtp-server = "mail.plant.example"
      port = 587
      secured = true
      account = "sbs"
      sender = "sbs@plant.example"
      receivers = ["ann@plant.example"]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  @DisplayName("R4.4 R9.1 R9.2 each tab shows the value in force, and a note where it was set")
  void shown(String language) throws IOException {
    PairHome.make(folder, MINE, THEIRS);
    boolean german = language.equals("de");
    FakeNode node = new FakeNode();
    node.is(Snapshot.UNKNOWN);
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.forLanguageTag(language))) {
      Person person = new Person(ALBUM);
      person.tab(1);
      assertThat(person.see("sync.strict", JCheckBox.class).isSelected()).isTrue();
      assertThat(person.text("set-on-strict"))
          .isEqualTo(
              german
                  ? "Auf dem anderen Rechner gesetzt (label-pc-2), Stand 1."
                      + " In der Datei dieses Rechners steht: false"
                  : "Set on the other node (label-pc-2), revision 1. The file of this node says:"
                      + " false");
      assertThat(person.text("set-on-keep-dates"))
          .isEqualTo(
              german ? "Auf diesem Rechner gesetzt, Stand 1." : "Set on this node, revision 1.");
      person.photograph(driver.window().frame(), language + "-options-configuration");
      person.tab(2);
      assertThat(person.text("mail.smtp-server")).isEqualTo("mail.plant.example");
      assertThat(person.text("set-on-mail")).contains("label-pc-2");
      person.photograph(driver.window().frame(), language + "-options-mail");
      person.tab(3);
      assertThat(person.text("set-on-folders")).contains("label-pc-2");
      person.photograph(driver.window().frame(), language + "-options-folders");
      person.tab(1);
      person.click("sync.strict");
      person.click("save");
      Person.sees("it is saved", () -> !driver.draft().isChanged());
      assertThat(person.text("set-on-strict"))
          .isEqualTo(
              german ? "Auf diesem Rechner gesetzt, Stand 2." : "Set on this node, revision 2.");
    }
    assertThat(Files.readString(folder.resolve("sbs.toml")))
        .as("the file says what it said, and that counts now")
        .isEqualTo(MINE);
  }
}
