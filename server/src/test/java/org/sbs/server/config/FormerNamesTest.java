package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;

/** Settings files of version 0.1.0. */
final class FormerNamesTest {
  private static final FormerNames.Renamed DAYS =
      new FormerNames.Renamed("history-days", "version-days");

  @TempDir Path temp;

  @ParameterizedTest(name = "{0}")
  @DisplayName("R9.5 a setting of 0.1.0 is read by its present name, however the file writes it")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [sync]~history-days = 3                | [sync]~version-days = 3
          # history-days~[sync]~history-days=3   | # history-days~[sync]~version-days=3
          [sync]~"history-days" = 3              | [sync]~"version-days" = 3
          sync.history-days = 3                  | sync.version-days = 3
          sync = { strict = true, history-days = 3 } | sync = { strict = true, version-days = 3 }
          [sync]~version-days = 4~history-days = 3 | [sync]~version-days = 4~history-days = 3
          [pair]~history-days = 3                | [pair]~history-days = 3
          [sync]~reunion = "merge"~history-days = 1 | [sync]~reconcile = "merge"~version-days = 1
          """)
  void read(String before, String now) {
    assertThat(FormerNames.in(before.replace('~', '\n')).text()).isEqualTo(now.replace('~', '\n'));
  }

  @Test
  @DisplayName("R9.5 a settings file of 0.1.0 is converted once, comments and all")
  void converted() throws Exception {
    Path file = temp.resolve("sbs.toml");
    Files.writeString(file, "[sync]\n# three\nhistory-days = 3 # days\n");
    assertThat(FormerNames.replaceIn(file)).containsExactly(DAYS);
    assertThat(Files.readString(file)).isEqualTo("[sync]\n# three\nversion-days = 3 # days\n");
    assertThat(FormerNames.replaceIn(file)).isEmpty();
  }

  @Test
  @DisplayName("R9.5 a value that is set takes the place of the one under the former name")
  void set() throws Exception {
    Path file = temp.resolve("sbs.toml");
    Files.writeString(file, "[sync]\nhistory-days = 3\n");
    SettingsWriter.Change change =
        new SettingsWriter.Change(
            Map.of(SettingKey.SYNC_VERSION_DAYS, new RawValue.Whole(7, 0)), Optional.empty());
    assertThat(SettingsWriter.change(file, change).written()).isTrue();
    assertThat(Files.readString(file)).isEqualTo("[sync]\nversion-days = 7\n");
    assertThat(List.of(SettingsFile.load(file).value(SettingKey.SYNC_VERSION_DAYS)))
        .containsExactly(new RawValue.Whole(7, 2));
  }
}
