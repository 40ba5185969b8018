package org.sbs.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
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
                false,
                false,
                Settings.KeepOwner.SERVICE,
                List.of(),
                30,
                Settings.Reconciliation.MERGE,
                List.of(),
                List.of()));
    assertThat(settings.service().adapter()).isEqualTo(new ServiceAdapter.Lpm());
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

  private static SettingsCheck.Checked service(PathStyle style, Map<String, RawValue> entries) {
    Table root =
        new Table(
            Map.of(
                "pair", new Table(Map.of("peer-address", new Text("b", 2)), 1),
                "service", new Table(entries, 3)),
            0);
    return SettingsCheck.check(root, style);
  }

  private static Many texts(String... texts) {
    return new Many(Stream.of(texts).map(text -> (RawValue) new Text(text, 5)).toList(), 5);
  }

  @Test
  @DisplayName("R7.1 the adapter systemd has its unit and the units of its sentinels")
  void systemd() {
    Map<String, RawValue> given =
        Map.of(
            "adapter", new Text("systemd", 4),
            "unit", new Text("lpm@line\\x2d1.service", 5),
            "sentinel-unit", new Text("sentinel@%s.service", 6));
    SettingsCheck.Checked checked = service(PathStyle.POSIX, given);
    assertThat(checked.settings().orElseThrow().service().adapter())
        .isEqualTo(
            new ServiceAdapter.Systemd(
                "lpm@line\\x2d1.service", Optional.of("sentinel@%s.service")));
    assertThat(service(PathStyle.WINDOWS, given).problems().toString())
        .contains("adapter-elsewhere {adapter=systemd, system=Linux}");
  }

  @Test
  @DisplayName("R7.1 the adapter windows-service has its name and the programs for sentinels")
  void windowsService() {
    Map<String, RawValue> given =
        Map.of(
            "adapter",
            new Text("windows-service", 4),
            "service-name",
            new Text("Label Print Manager", 5),
            "list",
            texts("C:\\list.exe"),
            "activate",
            texts("C:\\activate.exe", "-"));
    SettingsCheck.Checked checked = service(PathStyle.WINDOWS, given);
    assertThat(checked.settings().orElseThrow().service().adapter())
        .isEqualTo(
            new ServiceAdapter.WindowsService(
                "Label Print Manager",
                new ServiceAdapter.SentinelCommands(
                    List.of("C:\\list.exe"),
                    List.of("C:\\activate.exe", "-"),
                    List.of(),
                    List.of())));
    assertThat(service(PathStyle.POSIX, given).problems().toString())
        .contains("adapter-elsewhere {adapter=windows-service, system=Windows}");
  }

  @Test
  @DisplayName("R7.1 a Windows service needs its name, and list and activate only together")
  void incompleteWindowsService() {
    SettingsCheck.Checked checked =
        service(
            PathStyle.WINDOWS,
            Map.of("adapter", new Text("windows-service", 4), "list", texts("C:\\list.exe")));
    assertThat(checked.problems().toString())
        .contains("service-name-missing", "setting-alone {other=activate}");
  }

  @Test
  @DisplayName("R7.4 hooks are programs with their arguments")
  void hooks() {
    SettingsCheck.Checked checked =
        service(PathStyle.POSIX, Map.of("on-promote", texts("/usr/bin/ip", "address", "add")));
    assertThat(checked.settings().orElseThrow().service().hooks())
        .isEqualTo(new Settings.Hooks(List.of("/usr/bin/ip", "address", "add"), List.of()));
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
          assertThat(problem.wrong().isEmpty()).as("seed %s", seed).isFalse();
          assertThat(problem.remedy().isEmpty()).as("seed %s", seed).isFalse();
        }
      }
    }
  }
}
