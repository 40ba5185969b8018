package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.view.text.ReasonText;

/** The systemd adapter, with a program in the place of systemctl. */
@EnabledOnOs(OS.LINUX)
class SystemdServiceTest {
  private static final String UNIT = "lpm.service";
  private static final String DOCK_1 = "dock@Dock\\x201.service";
  private static final String DOCK_2 = "dock@Dock\\x202.service";

  @TempDir private Path folder;
  private FakeSystemctl fake;
  private SystemdService service;

  @BeforeEach
  void make() throws IOException {
    fake = new FakeSystemctl(folder.resolve("systemd"));
    fake.unit(UNIT, Map.of());
    fake.unit("dock@sbs_looks.service", Map.of());
    service = service(Duration.ofSeconds(30));
  }

  private SystemdService service(Duration startLimit) throws IOException {
    Path permits = Files.createDirectories(folder.resolve("run"));
    return new SystemdService(
        UNIT,
        Optional.of("dock@%s.service"),
        fake.systemctl(),
        new SystemdDropIn(permits),
        new SystemdLimits(
            startLimit,
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofMillis(20),
            Duration.ofMillis(50)));
  }

  @AfterEach
  void stopWatching() {
    service.close();
  }

  private boolean permitted(String what) {
    return Files.exists(folder.resolve("run").resolve(what));
  }

  @Test
  @DisplayName("R1.2 R11.6 the running node stops a unit that runs, and changes nothing else")
  void takesControl() throws Exception {
    fake.unit(UNIT, Map.of("UnitFileState", "enabled", "ActiveState", "active"));
    service.takeControl();
    assertThat(fake.calls())
        .containsExactly(
            "reset-failed -- lpm.service",
            "stop --job-mode=ignore-dependencies -- dock@*.service",
            "stop --job-mode=ignore-dependencies -- lpm.service");
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R1.2 R11.6 a unit that systemd starts by itself, and that is not tied, is refused")
  void startsByItself() throws Exception {
    fake.unit(SystemdDropIn.OWN_UNIT, Map.of("MainPID", "1"));
    fake.unit("dock@sbs_looks.service", Map.of("StopPropagatedFrom", ""));
    fake.unit(UNIT, Map.of("UnitFileState", "enabled", "StopPropagatedFrom", ""));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("systemctl disable lpm.service", "sbs service take lpm.service");
  }

  @Test
  @DisplayName("R10.6 R11.6 an account that may not start the unit is told so, with the remedy")
  void notAllowedByPolkit() throws Exception {
    assertThat(control().missing()).isEmpty();
    fake.on("reset-failed", "echo 'Access denied' >&2; exit 1");
    assertThat(control().missing())
        .contains(Reason.of(ReasonCode.UNIT_DENIED).with("unit", "lpm.service"));
    assertThatThrownBy(service::takeControl).hasMessageContaining("sbs service take lpm.service");
    assertThat(fake.calls()).noneMatch(call -> call.startsWith("stop"));
    fake.unit(UNIT, Map.of("ActiveState", "failed"));
    assertThat(control().missing()).as("whose failure would be forgotten").isEmpty();
    fake.unit(UNIT, Map.of("UnitFileState", "enabled"));
    assertThat(control().missing())
        .contains(Reason.of(ReasonCode.UNIT_ENABLED_AGAIN).with("unit", "lpm.service"));
    fake.unit(UNIT, Map.of("StopPropagatedFrom", ""));
    assertThat(control().missing())
        .contains(Reason.of(ReasonCode.UNIT_NOT_TIED).with("unit", "lpm.service"));
  }

  private SystemdControl control() {
    return new SystemdControl(fake.systemctl(), UNIT, Optional.empty());
  }

  @Test
  @DisplayName("R7.1 a unit that is missing, masked or broken is named with the remedy")
  void unusable() throws Exception {
    fake.unit(UNIT, Map.of("LoadState", "not-found"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("lpm.service does not exist", "service.unit");
    fake.unit(UNIT, Map.of("LoadState", "masked"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("is masked", "systemctl unmask lpm.service");
    fake.unit(UNIT, Map.of("LoadState", "bad-setting"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("bad-setting", "systemd-analyze verify lpm.service");
    fake.unit(UNIT, Map.of("KillMode", "process"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("KillMode=process", "systemctl edit lpm.service");
    fake.unit(UNIT, Map.of()).unit("dock@sbs_looks.service", Map.of("LoadState", "not-found"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("dock@.service does not exist", "service.sentinel-unit");
  }

  @Test
  @DisplayName("R2.7 a unit that would outlive SBS is refused where SBS is a service")
  void notTied() throws Exception {
    fake.unit(UNIT, Map.of("StopPropagatedFrom", ""));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("not tied to SBS", "sbs service take lpm.service");
  }

  @Test
  @DisplayName("R2.7 a unit that ends with sbs.service is refused where SBS is not that service")
  void tiedToAnother() throws Exception {
    fake.unit(SystemdDropIn.OWN_UNIT, Map.of("MainPID", "1"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("was not started by systemd", "sbs start");
  }

  @Test
  @DisplayName("R1.2 without the tie, whatever else starts the unit is named")
  void startedByOthers() throws Exception {
    fake.unit(SystemdDropIn.OWN_UNIT, Map.of("MainPID", "1"));
    fake.unit("dock@sbs_looks.service", Map.of("StopPropagatedFrom", ""));
    fake.unit(UNIT, Map.of("StopPropagatedFrom", "", "RequiredBy", "dock@a.service"));
    service.takeControl();
    fake.unit(UNIT, Map.of("StopPropagatedFrom", "", "TriggeredBy", "lpm.timer"));
    assertThatThrownBy(service::takeControl)
        .hasMessageContainingAll("also started by lpm.timer", "sbs service install");
  }

  @Test
  @DisplayName("R1.2 R7.1 the unit starts by permit, which tells the epoch, and stops without one")
  void startsAndStops() throws Exception {
    service.takeControl();
    service.start(7, "takeover");
    assertThat(folder.resolve("run/service")).hasContent("SBS_EPOCH=7\nSBS_REASON=takeover\n");
    assertThat(permitted("sentinels")).as("sentinels may start").isFalse();
    assertThat(service.isRunning()).isTrue();
    service.activate(List.of());
    service.stop();
    assertThat(permitted("service")).isFalse();
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R7.1 a unit that does not start: why, and nothing of it stays")
  void doesNotStart() throws Exception {
    service.takeControl();
    fake.on(
        "start",
        """
        sed -i 's/^Result=.*/Result=exit-code/' units/lpm.service
        printf 'ExecMainCode=1\\nExecMainStatus=3\\n' >>units/lpm.service
        set_state failed failed
        echo 'Job for lpm.service failed.' >&2
        exit 1\
        """);
    assertThatThrownBy(() -> service.start(1, "start"))
        .hasMessageContainingAll("failed (failed)", "exit status 3", "journalctl -u lpm.service");
    assertThat(permitted("service")).isFalse();
  }

  @Test
  @DisplayName("R7.1 a systemctl that hangs has a time limit, and the unit is stopped again")
  void startHangs() throws Exception {
    service = service(Duration.ofMillis(300));
    service.takeControl();
    fake.on("start", "exec sleep 60");
    assertThatThrownBy(() -> service.start(1, "start")).hasMessageContaining("did not end within");
    assertThat(fake.calls()).last().isEqualTo("stop --job-mode=ignore-dependencies -- lpm.service");
  }

  @Test
  @DisplayName("R7.1 a unit that hangs while it stops is killed; one that even then runs is told")
  void stopHangs() throws Exception {
    service.takeControl();
    service.start(1, "start");
    fake.on("stop", "set_state deactivating stop-sigterm\nexit 1");
    service.stop();
    assertThat(fake.calls()).contains("kill --signal=SIGKILL -- lpm.service");
    fake.on("kill", "exit 0").unit(UNIT, Map.of("ActiveState", "active"));
    assertThatThrownBy(service::stop)
        .hasMessageContainingAll("may still run", "deactivating (stop-sigterm)", "then killed");
    Files.delete(folder.resolve("systemd/on-kill"));
  }

  @Test
  @DisplayName("R7.1 who may not manage units is told so")
  void notAllowed() throws Exception {
    service.takeControl();
    fake.on("start", "echo 'Failed to start lpm.service: Access denied' >&2\nexit 4");
    assertThatThrownBy(() -> service.start(1, "start")).hasMessageContaining("sbs service take");
  }

  @Test
  @DisplayName("R2.4 R7.1 sentinels are listed by their own names, the failed ones with the reason")
  void lists() throws Exception {
    fake.unit(UNIT, Map.of("Wants", "dock@Dock\\x203.service cups.service"));
    fake.unit(DOCK_1, Map.of("ActiveState", "active"));
    fake.unit(
        DOCK_2,
        Map.of(
            "ActiveState", "failed",
            "Result", "exit-code",
            "ExecMainCode", "1",
            "ExecMainStatus", "4",
            "StatusText", "capture folder not reachable"));
    fake.unit("dock@Dock\\x203.service", Map.of());
    assertThat(service.list())
        .containsExactly(
            new Sentinel("Dock 1", Sentinel.State.ACTIVE, Reason.NONE),
            new Sentinel(
                "Dock 2",
                Sentinel.State.FAILED,
                Reason.of(ReasonCode.UNIT_SAID)
                    .with("why", Reason.of(ReasonCode.UNIT_EXITED).with("status", "4"))
                    .with("text", "capture folder not reachable")),
            new Sentinel("Dock 3", Sentinel.State.INACTIVE, Reason.NONE));
  }

  @Test
  @DisplayName("R2.3 the unit's own sentinels are those enabled for it, and those that run")
  void own() throws Exception {
    // As systemctl prints it: what a shell would misread stands in quotes.
    fake.unit(UNIT, Map.of("Wants", "\"dock@Dock\\\\x202.service\" dock@old.service cups.service"));
    fake.unit(DOCK_1, Map.of("ActiveState", "active"));
    fake.unit(DOCK_2, Map.of());
    fake.unit("dock@old.service", Map.of("LoadState", "masked"));
    fake.unit("dock@never.service", Map.of());
    assertThat(service.own()).containsExactly("Dock 1", "Dock 2");
  }

  @Test
  @DisplayName("R7.1 a sentinel that the unit wants is listed though systemd has not loaded it")
  void wanted() {
    UnitState state =
        UnitState.parse(
            List.of("Wants=\"dock@Dock\\\\x201.service\" a.service  \"b\\\"c.service\""));
    assertThat(state.words("Wants"))
        .containsExactly("dock@Dock\\x201.service", "a.service", "b\"c.service");
    assertThat(state.words("Requires")).isEmpty();
  }

  @Test
  @DisplayName("R2.3 a unit without units for sentinels has none of its own")
  void ownOfNone() throws Exception {
    assertThat(
            new SystemdService(
                    UNIT,
                    Optional.empty(),
                    fake.systemctl(),
                    new SystemdDropIn(folder),
                    SystemdLimits.DEFAULT)
                .own())
        .isEmpty();
  }

  @Test
  @DisplayName("R2.4 R7.1 sentinels that do not start are named, and the others start")
  void activates() throws Exception {
    fake.unit(DOCK_1, Map.of()).unit(DOCK_2, Map.of("Result", "timeout"));
    service.takeControl();
    service.start(1, "start");
    fake.on("start", "units=(\"${units[0]}\")\nset_state active running\nexit 1");
    assertThatThrownBy(() -> service.activate(List.of("Dock 1", "Dock 2", "Dock 9")))
        .hasMessageContainingAll("2 of 3 sentinels", "Dock 2: it did not start or stop in the time")
        .hasMessageContaining("Dock 9: its unit does not exist");
    assertThat(permitted("sentinels")).isTrue();
    assertThat(service.list()).contains(new Sentinel("Dock 1", Sentinel.State.ACTIVE, Reason.NONE));
    assertThat(service.deactivate(List.of("Dock 1"))).isTrue();
    assertThat(service.list())
        .contains(new Sentinel("Dock 1", Sentinel.State.INACTIVE, Reason.NONE));
    assertThat(service.runId()).contains("1");
  }

  @Test
  @DisplayName("R7.1 the unit's end is told once, with the reason; a stop by SBS is no such end")
  void death() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    service.onDeath(how -> told.add(ReasonText.english().sentence(how)));
    service.takeControl();
    service.start(1, "start");
    service.stop();
    service.start(2, "restart");
    fake.unit(UNIT, Map.of("ActiveState", "failed", "SubState", "failed", "Result", "oom-kill"));
    await().until(() -> !told.isEmpty());
    assertThat(told)
        .containsExactly(
            "The unit lpm.service is failed (failed): the machine had no memory left for it.");
    service.start(3, "restart");
    fake.unit(UNIT, Map.of("ActiveState", "active", "InvocationID", "2"));
    await().until(() -> told.size() == 2);
    assertThat(told.get(1)).contains("started anew, and not by SBS");
  }

  @Test
  @DisplayName("R5.3 the service reads its settings again if all its units can")
  void reloads() throws Exception {
    fake.unit(UNIT, Map.of("ActiveState", "active", "CanReload", "yes"));
    assertThat(service.reload()).isTrue();
    assertThat(fake.calls()).last().isEqualTo("reload -- lpm.service");
    fake.unit(DOCK_1, Map.of("ActiveState", "active", "CanReload", "no"));
    assertThat(service.reload()).isFalse();
  }

  @Test
  @DisplayName("R7.1 names of sentinels go through systemd's escaping and come back")
  void names() {
    UnitNames names = UnitNames.of("dock@%s.service");
    assertThat(names.unit("Halle/Süd-1 ä"))
        .isEqualTo("dock@Halle-S\\xc3\\xbcd\\x2d1\\x20\\xc3\\xa4.service");
    for (String name : List.of("a", ".a", "Halle/Süd-1 ä", "\\x20", "日本", "a:b_c.d", "%")) {
      assertThat(names.sentinel(names.unit(name))).contains(name);
    }
    assertThat(names.sentinel("dock@.service")).isEmpty();
    assertThat(names.sentinel("dock@\\x0a.service")).isEmpty();
    assertThat(names.sentinel("dock@\\xff.service")).isEmpty();
    assertThat(names.sentinel("lpm.service")).isEmpty();
  }
}
