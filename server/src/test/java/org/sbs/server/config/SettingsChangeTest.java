package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings.Folder;

@DisabledOnOs(OS.WINDOWS)
class SettingsChangeTest {
  private static final String P = "[pair]\npeer-address = \"b\"\n";

  @TempDir Path home;

  private String folders(String before, Folder... folders) throws IOException {
    Path file = home.resolve("sbs.toml");
    Files.writeString(file, before);
    SettingsWriter.Outcome outcome =
        SettingsWriter.change(
            file, new SettingsWriter.Change(Map.of(), Optional.of(List.of(folders))));
    assertThat(outcome.written()).as(outcome.problems().toString()).isTrue();
    return Files.readString(file);
  }

  private static Folder folder(String path, String... exclude) {
    return new Folder(path, List.of("**"), List.of(exclude));
  }

  @Test
  @DisplayName("R9.1 folders are added, changed and removed, and all comments stay")
  void foldersKeepComments() throws IOException {
    String before =
        P
            + "[sync]\nstrict = true\n\n# labels\n[[sync.folder]] # one\npath = \"/a\" # here\n"
            + "exclude = [\"x\"] # not x\n\n# fonts\n[[sync.folder]]\npath = \"/b\"\n\n# end\n[mail]\n";
    assertThat(folders(before, folder("/a", "y"), folder("/c", "*.tmp")))
        .isEqualTo(
            P
                + "[sync]\nstrict = true\n\n# labels\n[[sync.folder]] # one\npath = \"/a\" # here\n"
                + "exclude = [\"y\"] # not x\n\n# fonts\n\n[[sync.folder]]\npath = \"/c\"\n"
                + "exclude = [\"*.tmp\"]\n\n# end\n[mail]\n");
  }

  @Test
  @DisplayName("R9.1 the first folder comes below the sample of a new file")
  void firstFolder() throws IOException {
    HomeFolder node = HomeFolder.at(home);
    NewSettings.write(node, Optional.of("b"));
    String after = folders(Files.readString(node.settingsFile()), folder("/srv/x"));
    assertThat(after)
        .contains("# exclude = [\"*.tmp\"]\n\n[[sync.folder]]\npath = \"/srv/x\"\n\n[service]");
    assertThat(folders(after)).doesNotContain("\n[[sync.folder]]");
  }

  @Test
  @DisplayName("R9.1 what is usual is not written, and what says it is not touched")
  void usual() throws IOException {
    String before = P + "[[sync.folder]]\npath = \"/a\"\ninclude = [\"**\"] # all\n";
    assertThat(folders(before, folder("/a"))).isEqualTo(before);
    assertThat(folders("# no sync\n" + P, folder("/a")))
        .isEqualTo("# no sync\n" + P + "\n[[sync.folder]]\npath = \"/a\"\n");
  }

  @Test
  @DisplayName("R9.1 several values are written at once, also where one alone would be wrong")
  void atOnce() throws IOException {
    Path file = home.resolve("sbs.toml");
    Files.writeString(file, P + "port = 4445 # p\n[admin]\nlisten = \"127.0.0.1:4446\" # a\n");
    SettingsWriter.Outcome outcome =
        SettingsWriter.change(
            file,
            new SettingsWriter.Change(
                Map.of(
                    SettingKey.PAIR_PORT, new RawValue.Whole(4446, 0),
                    SettingKey.ADMIN_LISTEN, new RawValue.Text("127.0.0.1:4445", 0)),
                Optional.empty()));
    assertThat(outcome.written()).as(outcome.problems().toString()).isTrue();
    assertThat(Files.readString(file))
        .isEqualTo(P + "port = 4446 # p\n[admin]\nlisten = \"127.0.0.1:4445\" # a\n");
  }

  @Test
  @DisplayName("R9.1 one wrong value keeps all from being written")
  void allOrNone() throws IOException {
    Path file = home.resolve("sbs.toml");
    Files.writeString(file, P);
    SettingsWriter.Outcome outcome =
        SettingsWriter.change(
            file,
            new SettingsWriter.Change(
                Map.of(SettingKey.PAIR_PORT, new RawValue.Whole(4450, 0)),
                Optional.of(List.of(folder("relative")))));
    assertThat(outcome.written()).isFalse();
    assertThat(outcome.problems().toString()).contains("sync.folder.path");
    assertThat(Files.readString(file)).isEqualTo(P);
  }
}
