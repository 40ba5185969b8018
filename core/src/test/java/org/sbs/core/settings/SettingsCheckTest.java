package org.sbs.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.role.Mode;
import org.sbs.core.settings.RawValue.Many;
import org.sbs.core.settings.RawValue.Table;
import org.sbs.core.settings.RawValue.Text;
import org.sbs.core.settings.RawValue.Whole;

class SettingsCheckTest {
  private static Table root(String table, Map<String, RawValue> entries) {
    return new Table(Map.of(table, new Table(entries, 1)), 0);
  }

  @Test
  @DisplayName("R1.3 with a peer address alone, every other setting has its documented default")
  void defaults() {
    Table root = root("pair", Map.of("peer-address", new Text("192.0.2.2", 2)));
    Settings settings = SettingsCheck.check(root, PathStyle.POSIX).settings().orElseThrow();
    assertThat(settings.pair())
        .isEqualTo(
            new Settings.Pair(
                Optional.empty(),
                new HostPort("192.0.2.2", 4445),
                4445,
                Mode.SYMMETRIC,
                30,
                500,
                2000,
                10,
                3,
                600,
                "pair.key",
                List.of()));
    assertThat(settings.sync())
        .isEqualTo(
            new Settings.Sync(
                false, false, List.of(), 30, Settings.Reunion.MERGE, List.of(), List.of()));
    assertThat(settings.service().adapter()).isEqualTo(Settings.Adapter.LPM);
    assertThat(settings.service().settingsFolder()).isEqualTo("/var/lib/lpm");
    assertThat(settings.service().restarts()).isEqualTo(2);
    assertThat(settings.mail().enabled()).isFalse();
    assertThat(settings.mail().port()).isEqualTo(25);
    assertThat(settings.mail().ssl()).isEqualTo(Settings.MailEncryption.STARTTLS);
    assertThat(settings.mail().passwordFile()).isEqualTo("mail.password");
    assertThat(settings.witness().kind()).isEqualTo(Settings.WitnessKind.NONE);
    assertThat(settings.licence().issuer()).isEmpty();
    assertThat(settings.admin().listen()).isEqualTo(new HostPort("127.0.0.1", 4446));
  }

  @Test
  @DisplayName("R1.3 the peer's port is this node's own where none is given")
  void peerPort() {
    Table root = root("pair", Map.of("peer-address", new Text("b", 2), "port", new Whole(5000, 3)));
    assertThat(SettingsCheck.check(root, PathStyle.POSIX).settings().orElseThrow().pair())
        .extracting(Settings.Pair::peerAddress)
        .isEqualTo(new HostPort("b", 5000));
  }

  @Test
  @DisplayName("R4.4 a folder without filters takes everything")
  void folderDefaults() {
    Table folder = new Table(Map.of("path", new Text("/srv/a", 5)), 4);
    Table root =
        new Table(
            Map.of(
                "pair", new Table(Map.of("peer-address", new Text("b", 2)), 1),
                "sync", new Table(Map.of("folder", new Many(List.of(folder), 4)), 3)),
            0);
    assertThat(SettingsCheck.check(root, PathStyle.POSIX).settings().orElseThrow().sync())
        .extracting(Settings.Sync::folders)
        .isEqualTo(List.of(new Settings.Folder("/srv/a", List.of("**"), List.of())));
  }

  @Test
  @DisplayName("R11.3 whatever a file holds, the check ends with settings or problems, never both")
  void anything() {
    for (int seed = 0; seed < 3_000; seed++) {
      Table root = AnyTable.root(new Random(seed));
      for (PathStyle style : PathStyle.values()) {
        SettingsCheck.Checked checked = SettingsCheck.check(root, style);
        assertThat(checked.settings().isPresent())
            .as("seed %s", seed)
            .isEqualTo(checked.problems().isEmpty());
        for (Problem problem : checked.problems().list()) {
          assertThat(problem.wrong()).as("seed %s", seed).endsWith(".");
          assertThat(problem.remedy()).as("seed %s", seed).isNotBlank();
        }
      }
    }
  }
}
