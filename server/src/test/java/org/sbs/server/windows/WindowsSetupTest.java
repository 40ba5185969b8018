package org.sbs.server.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;

final class WindowsSetupTest {
  private static final Path JAVA = Path.of("runtime", "java.exe");

  @TempDir private Path folder;
  private final Machine machine = new Machine();
  private final List<String> log = new ArrayList<>();
  private Path home;
  private WindowsSetup setup;

  @BeforeEach
  void make() {
    home = folder.resolve("home");
    setup = new WindowsSetup(home, machine, this::sbs, machine::run, log::add);
  }

  private int sbs(List<String> words) {
    machine.calls.add(String.join(" ", words));
    try {
      Files.writeString(home.resolve("sbs.toml"), "# new\n");
    } catch (IOException e) {
      return 1;
    }
    return 0;
  }

  @Test
  @DisplayName("R11.4 the home is closed to others before anything is written there")
  void closedFirst() throws Exception {
    setup.install(JAVA, false, false);
    assertThat(machine.calls)
        .containsSubsequence(
            "icacls " + home + " /setowner *S-1-5-32-544 /t /q",
            "icacls "
                + home
                + " /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F /q",
            "config init --home " + home,
            "install automatic=false",
            "netsh advfirewall firewall delete rule name=SBS",
            "netsh advfirewall firewall add rule name=SBS dir=in action=allow program="
                + JAVA
                + " protocol=TCP localport=4445");
    assertThat(machine.running).as("nothing is started").isFalse();
  }

  @Test
  @DisplayName("R11.4 what somebody else put into the home before loses its rights")
  void planted() throws Exception {
    Files.createDirectories(home);
    Files.writeString(home.resolve("planted"), "");
    setup.install(JAVA, false, false);
    assertThat(machine.calls).contains("icacls " + home.resolve("planted") + " /reset /t /q");
  }

  @Test
  @DisplayName("R11.4 a home that stays open to others gets no settings and no service")
  void open() {
    machine.refused = "icacls";
    assertThatThrownBy(() -> setup.install(JAVA, false, false))
        .isInstanceOf(OwnServiceException.class);
    assertThat(home.resolve("sbs.toml")).doesNotExist();
    assertThat(machine.installed).isFalse();
  }

  @Test
  @DisplayName("R11.4 a firewall that cannot be changed is told, and SBS is installed")
  void firewall() throws Exception {
    machine.refused = "netsh";
    setup.install(JAVA, true, false);
    assertThat(machine.automatic).isTrue();
    assertThat(log).anySatisfy(line -> assertThat(line).contains("4445").contains("not changed"));
  }

  @Test
  @DisplayName("R11.4 settings and rights stay as they are at the next installation")
  void again() throws Exception {
    setup.install(JAVA, true, false);
    Files.writeString(home.resolve("sbs.toml"), "# mine\n");
    machine.calls.clear();
    setup.install(JAVA, false, true);
    assertThat(home.resolve("sbs.toml")).hasContent("# mine");
    assertThat(machine.calls).noneMatch(call -> call.startsWith("icacls"));
    assertThat(machine.automatic).as("the start type stays").isTrue();
  }

  @Test
  @DisplayName("R11.4 an upgrade stops SBS and starts it again, once, and only if it ran")
  void upgrade() throws Exception {
    setup.install(JAVA, false, false);
    machine.running = true;
    setup.pause();
    assertThat(machine.running).isFalse();
    setup.install(JAVA, false, true);
    assertThat(machine.running).isTrue();

    machine.running = false;
    setup.pause();
    setup.install(JAVA, false, true);
    assertThat(machine.running).as("it did not run").isFalse();
  }

  @Test
  @DisplayName(
      "R11.4 an upgrade that removes the old one first knows that it ran, and how it starts")
  void upgradeByRemoval() throws Exception {
    setup.install(JAVA, true, false);
    machine.running = true;
    setup.remove(false);
    assertThat(machine.installed).isFalse();
    setup.install(JAVA, false, true);
    assertThat(machine.running).isTrue();
    assertThat(machine.automatic).isTrue();
  }

  @Test
  @DisplayName("R11.4 an installation long after a removal does not start SBS")
  void later() throws Exception {
    setup.install(JAVA, true, false);
    machine.running = true;
    setup.remove(false);
    setup.install(JAVA, false, false);
    assertThat(machine.running).isFalse();
    assertThat(machine.automatic).isFalse();
  }

  @Test
  @DisplayName("R11.4 an upgrade that is rolled back starts SBS again if it ran")
  void rolledBack() throws Exception {
    setup.install(JAVA, false, false);
    machine.running = true;
    setup.pause();
    setup.resume();
    assertThat(machine.running).isTrue();
    machine.running = false;
    setup.resume();
    assertThat(machine.running).as("the record is gone").isFalse();
  }

  @Test
  @DisplayName("R11.4 removal keeps data unless asked, and keeps them if SBS cannot be stopped")
  void removal() throws Exception {
    setup.install(JAVA, false, false);
    setup.remove(false);
    assertThat(home.resolve("sbs.toml")).exists();
    machine.stuck = true;
    assertThatThrownBy(() -> setup.remove(true)).isInstanceOf(OwnServiceException.class);
    assertThat(home.resolve("sbs.toml")).exists();
    machine.stuck = false;
    setup.remove(true);
    assertThat(home).doesNotExist();
    setup.remove(true);
    assertThat(machine.calls).endsWith("netsh advfirewall firewall delete rule name=SBS");
  }

  /** A Windows with its service manager. */
  private static final class Machine implements OwnService {
    private final List<String> calls = new ArrayList<>();
    private String refused = "";
    private boolean installed;
    private boolean automatic;
    private boolean running;
    private boolean stuck;

    int run(List<String> words) {
      calls.add(String.join(" ", words));
      return words.get(0).equals(refused) ? 5 : 0;
    }

    @Override
    public List<String> install(Installation what) {
      calls.add("install automatic=" + what.automatic());
      installed = true;
      automatic = what.automatic();
      return List.of("Installed.");
    }

    @Override
    public List<String> uninstall() throws OwnServiceException {
      if (stuck) {
        throw new OwnServiceException("SBS does not stop.");
      }
      installed = false;
      automatic = false;
      running = false;
      return List.of("Removed.");
    }

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public Optional<Installed> query() {
      return installed
          ? Optional.of(new Installed(Path.of("home"), automatic, running, ""))
          : Optional.empty();
    }
  }
}
