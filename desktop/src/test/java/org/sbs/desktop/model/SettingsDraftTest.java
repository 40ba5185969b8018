package org.sbs.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings.Folder;
import org.sbs.desktop.kit.PairHome;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.options.AskedOptions;
import org.sbs.server.options.HomeSettings;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

class SettingsDraftTest {
  @TempDir Path folder;

  private SettingsDraft draft(String toml) throws IOException {
    Files.writeString(folder.resolve("sbs.toml"), toml);
    return new SettingsDraft(new HomeSettings(HomeFolder.at(folder)));
  }

  @Test
  @DisplayName("R9.1 what is typed is checked at once, and what is wrong cannot be saved")
  void checksWhatIsTyped() throws IOException {
    SettingsDraft draft = draft("[pair]\npeer-address = \"b\" # the other\n");
    assertThat(draft.isSound()).isTrue();
    draft.type(SettingKey.PAIR_PORT, "44x");
    assertThat(draft.problem(SettingKey.PAIR_PORT))
        .hasValueSatisfying(
            wrong ->
                assertThat(wrong)
                    .hasToString("setting-takes {what=takes-whole {least=1, most=65535}}"));
    assertThat(draft.isSavable()).isFalse();
    draft.type(SettingKey.PAIR_PORT, " 4450 ");
    assertThat(draft.problem(SettingKey.PAIR_PORT)).isEmpty();
    assertThat(draft.save().isEmpty()).isTrue();
    assertThat(Files.readString(folder.resolve("sbs.toml")))
        .isEqualTo("[pair]\npeer-address = \"b\" # the other\nport = 4450\n");
    assertThat(draft.isChanged()).isFalse();
  }

  @Test
  @DisplayName("R9.1 what another program changed in the file meanwhile is not overwritten")
  void changedUnderneath() throws IOException {
    SettingsDraft draft = draft("[pair]\npeer-address = \"b\"\nport = 4450\n");
    draft.type(SettingKey.PAIR_PORT, "4451");
    assertThat(draft.isOutdated()).isFalse();
    Path file = folder.resolve("sbs.toml");
    Files.writeString(file, "[pair]\npeer-address = \"other\"\nport = 4450\n");
    assertThat(draft.isOutdated()).isTrue();
    assertThat(draft.save().isEmpty()).as("another setting is no conflict").isTrue();
    assertThat(Files.readString(file)).contains("\"other\"", "4451");
    draft.type(SettingKey.PAIR_PORT, "4452");
    Files.writeString(file, "[pair]\npeer-address = \"other\"\nport = 44999\n");
    assertThat(draft.save().list())
        .extracting(problem -> problem.wrong().code())
        .containsExactly(ReasonCode.SETTING_CHANGED_BELOW);
    assertThat(Files.readString(file)).contains("44999");
    draft.load();
    assertThat(draft.text(SettingKey.PAIR_PORT)).isEqualTo("44999");
    assertThat(draft.isOutdated()).isFalse();
  }

  @Test
  @DisplayName("R9.1 typing the saved value again is no change")
  void backToWhatItWas() throws IOException {
    SettingsDraft draft = draft("[pair]\npeer-address = \"b\"\n");
    draft.type(SettingKey.PAIR_PEER_ADDRESS, "c");
    assertThat(draft.isChanged()).isTrue();
    draft.type(SettingKey.PAIR_PEER_ADDRESS, "b");
    draft.type(SettingKey.MAIL_RECEIVERS, "");
    assertThat(draft.isChanged()).isFalse();
  }

  @Test
  @DisplayName("R9.1 a fault in a setting without a field is told, and does not hinder others")
  void otherFaults() throws IOException {
    SettingsDraft draft = draft("[pair]\npeer-address = \"b\"\n[service]\nadapter = \"x\"\n");
    assertThat(draft.problemsBeside(List.of(SettingKey.PAIR_PORT)))
        .singleElement()
        .asString()
        .contains("service.adapter");
    draft.type(SettingKey.PAIR_PERIOD_SECONDS, "5");
    assertThat(draft.isSavable()).isTrue();
    assertThat(draft.save().isEmpty()).isTrue();
    assertThat(Files.readString(folder.resolve("sbs.toml"))).contains("period-seconds = 5");
  }

  @Test
  @DisplayName("R9.1 a change that makes another setting wrong cannot be saved")
  void wrongElsewhere() throws IOException {
    SettingsDraft draft = draft("[pair]\npeer-address = \"b\"\n");
    draft.set(SettingKey.MAIL_ENABLED, new RawValue.Flag(true, 0));
    assertThat(draft.problem(SettingKey.MAIL_SMTP_SERVER)).isPresent();
    assertThat(draft.isSavable()).isFalse();
  }

  @Test
  @DisplayName("R9.1 a file that is no TOML is told of and is not written")
  void garbage() throws IOException {
    SettingsDraft draft = draft("[pair\n");
    assertThat(draft.isSound()).isFalse();
    draft.type(SettingKey.PAIR_PEER_ADDRESS, "b");
    assertThat(draft.save().isEmpty()).isFalse();
    assertThat(Files.readString(folder.resolve("sbs.toml"))).isEqualTo("[pair\n");
  }

  @Test
  @DisplayName("R9.1 R9.2 a folder inside another is told at its own place, in German too")
  void folders() throws IOException {
    SettingsDraft draft = draft("[pair]\npeer-address = \"b\"\n");
    draft.folders(
        List.of(
            new Folder("/srv/a", List.of("**"), List.of()),
            new Folder("/srv/a/b", List.of("../x"), List.of())));
    assertThat(draft.folderProblem(0, "path")).isEmpty();
    Reason wrong = draft.folderProblem(1, "path").orElseThrow();
    assertThat(new Words(Texts.of(Locale.GERMAN)).say(wrong))
        .isEqualTo("„/srv/a/b“ liegt in: Ordner in Zeile 1.");
    assertThat(draft.folderProblem(1, "include")).isPresent();
    assertThat(draft.isSavable()).isFalse();
  }

  @Test
  @DisplayName("R4.4 R9.1 what is in force is shown, with where it was set and what the file says")
  void showsWhatIsInForce() throws Exception {
    String head = "[pair]\npeer-address = \"b\"\n";
    String mine = head + "[sync]\nstrict = false\n";
    PairHome.make(
        folder, mine, head + "[sync]\nstrict = true\n[[sync.folder]]\npath = \"/srv/x\"\n");
    SettingsDraft draft = draft(mine);
    assertThat(draft.flag(SettingKey.SYNC_STRICT)).isTrue();
    assertThat(draft.folders()).extracting(Folder::path).containsExactly("/srv/x");
    assertThat(
            new Words(Texts.of(Locale.ENGLISH)).note(draft.note(PairOption.STRICT).orElseThrow()))
        .isEqualTo(
            "Set on the other node (label-pc-2), revision 1. The file of this node says: false");
    assertThat(
            new Words(Texts.of(Locale.GERMAN)).note(draft.note(PairOption.FOLDERS).orElseThrow()))
        .isEqualTo("Auf dem anderen Rechner gesetzt (label-pc-2), Stand 1.");
    assertThat(draft.note(PairOption.KEEP_DATES)).isEmpty();
    assertThat(draft.isChanged()).isFalse();
    draft.set(SettingKey.SYNC_STRICT, new RawValue.Flag(true, 0));
    assertThat(draft.isChanged()).as("it is in force").isFalse();
  }

  @Test
  @DisplayName("R4.4 R9.1 what is saved counts as set on purpose, also what the file said before")
  void savesOnPurpose() throws Exception {
    String head = "[pair]\npeer-address = \"b\"\n";
    String mine = head + "[sync]\nstrict = false\n";
    PairHome.make(
        folder, mine, head + "[sync]\nstrict = true\n[[sync.folder]]\npath = \"/srv/x\"\n");
    SettingsDraft draft = draft(mine);
    draft.set(SettingKey.SYNC_STRICT, new RawValue.Flag(false, 0));
    draft.folders(List.of());
    assertThat(draft.isChanged()).isTrue();
    assertThat(draft.save().isEmpty()).isTrue();
    assertThat(AskedOptions.read(folder.resolve("state")))
        .containsExactly(PairOption.FOLDERS, PairOption.STRICT);
    assertThat(draft.flag(SettingKey.SYNC_STRICT)).isFalse();
    assertThat(draft.folders()).isEmpty();
    assertThat(draft.note(PairOption.STRICT).orElseThrow().here()).isTrue();
  }
}
