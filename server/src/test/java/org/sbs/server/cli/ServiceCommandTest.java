package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.settings.ServiceAdapter;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;

/** SBS as a service of the platform, with a service manager that only notes what it is asked. */
class ServiceCommandTest {
  @TempDir Path folder;
  private final Manager manager = new Manager();
  private TestShell shell;

  /** Refuses to start anything. */
  private static final class Manager implements OwnService {
    private final List<Object> asked = new ArrayList<>();
    private Optional<Installed> installed = Optional.empty();

    @Override
    public List<String> install(Installation what) {
      asked.add(what);
      return List.of("Installed.");
    }

    @Override
    public List<String> take(String unit, ServiceAdapter adapter) {
      asked.add("take " + unit);
      return List.of("Taken.");
    }

    @Override
    public List<String> release(String unit) {
      asked.add("release " + unit);
      return List.of("Given back.");
    }

    @Override
    public List<String> uninstall() {
      asked.add("uninstall");
      return List.of("Removed.");
    }

    @Override
    public void start() throws OwnServiceException {
      asked.add("start");
      throw new OwnServiceException("The service manager says no.");
    }

    @Override
    public void stop() {
      asked.add("stop");
    }

    @Override
    public Optional<Installed> query() {
      return installed;
    }
  }

  @BeforeEach
  void settings() throws IOException {
    shell = new TestShell(folder).program(List.of("false")).managedBy(manager);
    assertThat(shell.sbs("config", "init", "--peer", "192.0.2.2")).isZero();
  }

  private OwnService.Installation installation(boolean automatic) {
    return installation(automatic, Optional.empty());
  }

  private OwnService.Installation installation(
      boolean automatic, Optional<OwnService.Account> account) {
    return new OwnService.Installation(
        shell.home(),
        List.of(shell.home()),
        shell.home().resolve("state/lpm"),
        List.of(Path.of("/var/lib/lpm")),
        List.of("false", "run", "--home", shell.home().toString()),
        automatic,
        account,
        new ServiceAdapter.Lpm());
  }

  @Test
  @DisplayName("R11.1 SBS becomes a service that starts on command, or with the machine by --auto")
  void install() {
    assertThat(shell.sbs("service", "install")).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo("Installed.\n");
    assertThat(shell.sbs("service", "install", "--manual")).isZero();
    assertThat(shell.sbs("service", "install", "--auto")).isZero();
    assertThat(manager.asked)
        .containsExactly(installation(false), installation(false), installation(true));
    assertThat(shell.sbs("service", "install", "--auto", "--manual")).isEqualTo(2);
    assertThat(shell.sbs("service", "uninstall")).isZero();
    assertThat(manager.asked).last().isEqualTo("uninstall");
  }

  @Test
  @DisplayName("R10.6 R11.6 the administrator chooses root, and what SBS takes and gives back")
  void privilegedAndUnits() {
    assertThat(shell.sbs("service", "install", "--privileged")).as(shell.err()).isZero();
    assertThat(shell.sbs("service", "install", "--auto", "--unprivileged")).isZero();
    assertThat(manager.asked)
        .containsExactly(
            installation(false, Optional.of(OwnService.Account.ROOT)),
            installation(true, Optional.of(OwnService.Account.SERVICE)));
    assertThat(shell.sbs("service", "install", "--privileged", "--unprivileged")).isEqualTo(2);
    assertThat(shell.sbs("service", "take")).isEqualTo(2);
    assertThat(shell.sbs("service", "take", "labels.service")).isZero();
    assertThat(shell.sbs("service", "release", "labels.service")).isZero();
    assertThat(manager.asked).endsWith("take labels.service", "release labels.service");
  }

  @Test
  @DisplayName("R11.1 wrong settings are told before anything is installed")
  void wrongSettings() throws IOException {
    Files.writeString(shell.home().resolve("sbs.toml"), "[pair]\n");
    assertThat(shell.sbs("service", "install")).isEqualTo(78);
    assertThat(manager.asked).isEmpty();
  }

  @Test
  @DisplayName("R11.1 start goes through the service manager for the home that it runs, else not")
  void start() {
    manager.installed =
        Optional.of(new OwnService.Installed(shell.home(), false, false, "inactive (dead)"));
    assertThat(shell.sbs("start")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("sbs: The service manager says no.\n");
    manager.installed =
        Optional.of(new OwnService.Installed(folder, false, false, "inactive (dead)"));
    assertThat(shell.sbs("start")).isEqualTo(1);
    assertThat(shell.err()).contains("The node ended again");
    assertThat(manager.asked).containsExactly("start");
  }
}
