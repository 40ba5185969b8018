package org.sbs.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.server.platform.OwnService.Account;

/** What is taken from a machine, and that it is given back, with a program for systemctl. */
@EnabledOnOs(OS.LINUX)
class SystemdTakingTest {
  private static final String UNIT = "labels.service";
  private static final String WANTED = "etc/multi-user.target.wants/" + UNIT;
  private static final ServiceAdapter SYSTEMD =
      new ServiceAdapter.Systemd(UNIT, Optional.of("dock@%s.service"));
  private static final ServiceAdapter LPM = new ServiceAdapter.Lpm();

  /** As SBS 0.1.0 wrote it, which kept no record. */
  private static final String OLD_DROP_IN =
      SystemdUnit.MARK + "\n[Unit]\nStopPropagatedFrom=sbs.service\n";

  @TempDir private Path folder;
  private UnitMachine machine;

  @BeforeEach
  void make() throws IOException {
    machine = new UnitMachine(folder).unit(UNIT).unit("dock@.service");
  }

  private void enabled() throws IOException {
    machine.link(WANTED, "/lib/systemd/system/" + UNIT);
  }

  @Test
  @DisplayName("R11.6 take disables the unit, ties it and its sentinels, allows it, and says so")
  void takes() throws Exception {
    enabled();
    machine.running(UNIT);
    List<String> said = machine.own().take(UNIT, SYSTEMD);
    assertThat(machine.configuration())
        .containsExactly(
            "etc/dock@.service.d/50-sbs.conf",
            "etc/labels.service.d/50-sbs.conf",
            "rules/50-sbs-labels.service.rules",
            "taken/labels.service");
    assertThat(String.join("\n", said))
        .contains(
            WANTED,
            "etc/dock@.service.d/50-sbs.conf",
            "etc/labels.service.d/50-sbs.conf",
            "rules/50-sbs-labels.service.rules",
            "enabled and running");
    assertThat(machine.runs(UNIT)).as("SBS stops it when it starts").isTrue();
    assertThat(machine.path("etc/labels.service.d/50-sbs.conf"))
        .content()
        .contains("AssertPathExists=/run/sbs/service")
        .as("an account that sets root's environment is root")
        .doesNotContain("EnvironmentFile");
  }

  @ParameterizedTest(name = "enabled {0}, running {1}, taken {2} times")
  @CsvSource({
    "true, true, 1", "true, false, 1", "false, true, 1", "false, false, 1",
    "true, true, 2", "true, false, 2", "false, true, 2", "false, false, 2"
  })
  @DisplayName("R11.5 a released unit is enabled and runs exactly as before it was taken")
  void givesBack(boolean enabled, boolean running, int times) throws Exception {
    if (enabled) {
      enabled();
    }
    if (running) {
      machine.running(UNIT);
    }
    List<String> before = machine.configuration();
    for (int i = 0; i < times; i++) {
      machine.own().take(UNIT, SYSTEMD);
      Files.deleteIfExists(machine.path("active/" + UNIT)); // As SBS does when it starts.
    }
    machine.own().release(UNIT);
    assertThat(machine.configuration()).isEqualTo(before);
    assertThat(machine.runs(UNIT)).isEqualTo(running);
  }

  @Test
  @DisplayName(
      "R11.5 links that an administrator made by hand, and second names, come back as well")
  void linksByHand() throws Exception {
    machine
        .link("etc/labels.service", "/opt/labels/labels.service") // systemctl link
        .link("etc/printing.target.requires/labels.service", "/opt/labels/labels.service")
        .link("run/graphical.target.wants/labels.service", "../labels.service")
        .link("etc/other.target.wants/etiketten.service", "/opt/labels/labels.service")
        .link("etc/etiketten.service", "/opt/labels/labels.service")
        .link("etc/multi-user.target.wants/dock@a.service", "/lib/systemd/system/dock@.service")
        .link("etc/multi-user.target.wants/mylabels.service", "/lib/systemd/mylabels.service");
    List<String> before = machine.configuration();
    machine.own().take(UNIT, LPM);
    assertThat(machine.configuration())
        .containsExactly(
            "etc/labels.service -> /opt/labels/labels.service",
            "etc/labels.service.d/50-sbs.conf",
            "etc/multi-user.target.wants/dock@a.service -> /lib/systemd/system/dock@.service",
            "etc/multi-user.target.wants/mylabels.service -> /lib/systemd/mylabels.service",
            "rules/50-sbs-labels.service.rules",
            "taken/labels.service");
    machine.own().release(UNIT);
    assertThat(machine.configuration()).isEqualTo(before);
  }

  @Test
  @DisplayName("R11.5 what SBS 0.1.0 took without a record is given back enabled and running")
  void olderRecord() throws Exception {
    Path dropIn = machine.path("etc/labels.service.d/50-sbs.conf");
    Files.createDirectories(dropIn.getParent());
    Files.writeString(dropIn, OLD_DROP_IN);
    Path sentinels = machine.path("etc/dock@.service.d/50-sbs.conf");
    Files.createDirectories(sentinels.getParent());
    Files.writeString(sentinels, OLD_DROP_IN);
    String said = String.join("\n", machine.own().uninstall());
    assertThat(said).contains("kept no record", "systemctl disable labels.service");
    assertThat(machine.configuration()).containsExactly(WANTED + " -> ../labels.service");
    assertThat(machine.runs(UNIT)).isTrue();
  }

  @Test
  @DisplayName("R11.5 a take after SBS 0.1.0 does not take its disabled unit for how it was before")
  void takeAfterOlder() throws Exception {
    Path dropIn = machine.path("etc/labels.service.d/50-sbs.conf");
    Files.createDirectories(dropIn.getParent());
    Files.writeString(dropIn, OLD_DROP_IN);
    machine.own().take(UNIT, SYSTEMD);
    machine.own().take(UNIT, SYSTEMD);
    machine.own().release(UNIT);
    assertThat(machine.configuration()).containsExactly(WANTED + " -> ../labels.service");
    assertThat(machine.runs(UNIT)).isTrue();
  }

  @Test
  @DisplayName("R11.5 uninstall gives back every unit that was taken, also those no setting names")
  void uninstallGivesAllBack() throws Exception {
    machine.unit("other.service").running("other.service").running(UNIT);
    enabled();
    List<String> before = machine.configuration();
    machine.own().install(machine.installation(Optional.empty(), SYSTEMD));
    machine.own().take("other", LPM);
    Files.delete(machine.path("active/" + UNIT));
    Files.delete(machine.path("active/other.service"));
    machine.own().uninstall();
    assertThat(machine.configuration()).isEqualTo(before);
    assertThat(machine.runs(UNIT)).isTrue();
    assertThat(machine.runs("other.service")).isTrue();
  }

  @Test
  @DisplayName("R11.5 a unit that does not start again is named, the others are given back")
  void doesNotStart() throws Exception {
    machine.unit("other.service").running("other.service").running(UNIT).broken(UNIT);
    machine.own().take(UNIT, LPM);
    machine.own().take("other.service", LPM);
    Files.delete(machine.path("active/" + UNIT));
    Files.delete(machine.path("active/other.service"));
    assertThatThrownBy(() -> machine.own().uninstall())
        .isInstanceOf(OwnServiceException.class)
        .hasMessageContainingAll(UNIT, "sbs service release");
    assertThat(machine.runs("other.service")).isTrue();
    Files.delete(machine.path("broken/" + UNIT));
    machine.own().release(UNIT);
    assertThat(machine.runs(UNIT)).isTrue();
    assertThat(machine.configuration()).isEmpty();
  }

  @Test
  @DisplayName("R11.5 a record that is damaged or forged is refused with place and remedy")
  void damagedRecord() throws Exception {
    enabled();
    machine.own().take(UNIT, LPM);
    Path record = machine.path("taken/" + UNIT);
    String whole = Files.readString(record);
    for (String text :
        List.of(
            "",
            whole.substring(0, whole.length() - 3),
            whole.replace("running=no", "running=perhaps"),
            whole.replace("unit=labels", "unit=sshd"),
            whole.replace("etc/multi-user.target.wants/", "etc/../cron.d/"),
            whole.replaceFirst("link=\\S+", "link=/etc/cron.d/labels.service"),
            whole.replaceFirst("-> \\S+", "-> /home/sbs/evil"))) {
      Files.writeString(record, text);
      assertThatThrownBy(() -> machine.own().release(UNIT))
          .as(text)
          .isInstanceOf(OwnServiceException.class)
          .hasMessageContainingAll(record.toString(), "Delete it");
      assertThat(machine.path("etc/labels.service.d/50-sbs.conf")).exists();
    }
    Files.writeString(record, whole);
    machine.own().release(UNIT);
    assertThat(machine.configuration()).containsExactly(WANTED + " -> /lib/systemd/system/" + UNIT);
  }

  @Test
  @DisplayName("R11.6 a unit that SBS could not protect is refused, and nothing is changed")
  void refused() throws Exception {
    machine.link("etc/masked.service", "/dev/null").link("etc/second.service", "/x/labels.service");
    List<String> before = machine.configuration();
    for (String name :
        List.of("absent.service", "masked.service", "second.service", "sbs.service", "../x.y")) {
      assertThatThrownBy(() -> machine.own().take(name, LPM))
          .as(name)
          .isInstanceOf(OwnServiceException.class);
    }
    ServiceAdapter wide = new ServiceAdapter.Systemd(UNIT, Optional.of("%s.service"));
    assertThatThrownBy(() -> machine.own().take(UNIT, wide))
        .hasMessageContaining("service.sentinel-unit");
    Files.delete(machine.path("polkit"));
    assertThatThrownBy(() -> machine.own().take(UNIT, LPM))
        .hasMessageContainingAll("polkit", "--privileged");
    assertThat(machine.configuration()).isEqualTo(before);
    assertThat(machine.own().release("absent.service")).hasSize(1);
  }

  @Test
  @DisplayName(
      "R10.6 installed, SBS is no root; --privileged chooses root, and there is a way back")
  void choosesRoot() throws Exception {
    machine.unit("sbs.service", "[Service]", "User=sbs");
    machine.own().install(machine.installation(Optional.empty(), SYSTEMD));
    assertThat(machine.path("etc/sbs.service.d/10-privileged.conf")).doesNotExist();
    assertThat(machine.path("rules/50-sbs-labels.service.rules")).exists();
    machine.own().install(machine.installation(Optional.of(Account.ROOT), SYSTEMD));
    assertThat(machine.path("etc/sbs.service.d/10-privileged.conf"))
        .content()
        .contains("User=root");
    assertThat(machine.path("rules/50-sbs-labels.service.rules")).doesNotExist();
    assertThat(machine.path("etc/labels.service.d/50-sbs.conf")).content().contains("Environment");
    machine.own().install(machine.installation(Optional.empty(), SYSTEMD));
    assertThat(machine.path("etc/sbs.service.d/10-privileged.conf"))
        .as("a second install leaves the choice")
        .exists();
    machine.running("sbs.service");
    OwnService.Installation back = machine.installation(Optional.of(Account.SERVICE), SYSTEMD);
    assertThatThrownBy(() -> machine.own().install(back)).hasMessageContaining("sbs stop");
    machine.own().stop();
    machine.own().install(back);
    assertThat(machine.path("etc/sbs.service.d/10-privileged.conf")).doesNotExist();
    assertThat(machine.path("rules/50-sbs-labels.service.rules")).exists();
  }

  @Test
  @DisplayName("R10.6 a service that 0.1.0 installed as root stays so until the administrator says")
  void upgradeStaysRoot() throws Exception {
    Files.writeString(
        machine.path("etc/sbs.service"),
        SystemdUnit.MARK + "\n[Service]\nWorkingDirectory=" + machine.path("home") + "\n");
    machine.own().install(machine.installation(Optional.empty(), LPM));
    assertThat(machine.path("etc/sbs.service")).content().contains("User=root");
    machine.own().install(machine.installation(Optional.of(Account.SERVICE), LPM));
    assertThat(machine.path("etc/sbs.service"))
        .content()
        .contains("User=sbs")
        .doesNotContain("User=root");
  }
}
