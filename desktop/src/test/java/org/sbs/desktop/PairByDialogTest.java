package org.sbs.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.desktop.kit.Program;
import org.sbs.desktop.node.HomeNode;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.NewSettings;
import org.sbs.server.config.SettingsWriter;

/** Two homes become a running pair by clicks alone; the nodes are real processes. */
@OnScreen
class PairByDialogTest {
  private static final Path ALBUM = Path.of("target", "screenshots");

  @TempDir Path folder;

  private DialogDriver open(Path home) {
    PrintStream out = System.out;
    return DialogDriver.open(
        home, new HomeNode(HomeFolder.at(home), Program.around(out, folder)), Locale.ENGLISH);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Two nodes on one machine need what two machines have of themselves. */
  private Path home(String name) throws IOException {
    Path home = folder.resolve(name);
    HomeFolder node = HomeFolder.at(home);
    NewSettings.write(node, Optional.empty());
    RawValue admin = new RawValue.Text("127.0.0.1:" + freePort(), 0);
    SettingsWriter.change(
        node.settingsFile(),
        new SettingsWriter.Change(Map.of(SettingKey.ADMIN_LISTEN, admin), Optional.empty()));
    Files.createDirectories(home.resolve("lpm"));
    return home;
  }

  @Test
  @DisplayName("R9.1 R9.3 a pair is set up, started, swapped and stopped by the dialog alone")
  void pair() throws IOException {
    Path first = home("first");
    Path second = home("second");
    int firstPort = freePort();
    int secondPort = freePort();
    String key;
    try (DialogDriver driver = open(first)) {
      Person person = new Person(ALBUM);
      fill(person, first, firstPort, secondPort);
      person.click("pair-key-make");
      key = person.text("pair-key-made");
      start(person);
      Person.sees("it is primary", () -> role(person).equals("Primary"));
      assertThat(driver.draft().isSound()).isTrue();
    }
    try (DialogDriver driver = open(second)) {
      Person person = new Person(ALBUM);
      fill(person, second, secondPort, firstPort);
      person.fill("pair-key", key.toLowerCase(Locale.ROOT));
      person.click("pair-key-enter");
      start(person);
      Person.sees("it is secondary", () -> role(person).equals("Secondary"));
      ready(driver);
      person.photograph(driver.window().frame(), "real-secondary");
      person.click("swap");
      person.answer("Swap");
      Person.sees("it is primary", () -> role(person).equals("Primary"));
      ready(driver);
      person.photograph(driver.window().frame(), "real-primary");
      person.click("power");
      person.answer("Stop SBS");
      Person.sees("it has stopped", () -> role(person).equals("Stopped"));
    }
    try (DialogDriver driver = open(first)) {
      Person person = new Person(ALBUM);
      Person.sees("the other took over", () -> role(person).equals("Primary"));
      person.click("power");
      person.answer("Stop SBS");
      Person.sees("it has stopped", () -> role(person).equals("Stopped"));
      assertThat(driver.watch().latest().isActive()).isFalse();
    }
  }

  /** Whatever the test has seen, no process stays. */
  @AfterEach
  void end() {
    for (Path home : List.of(folder.resolve("second"), folder.resolve("first"))) {
      HomeNode node = new HomeNode(HomeFolder.at(home), Program.around(System.out, folder));
      if (Files.exists(home) && node.look().isActive()) {
        node.stop();
      }
    }
  }

  /** All that keeps it from being ready is that nobody has made a sentinel yet. */
  private static void ready(DialogDriver driver) {
    Person.sees(
        "it is ready but for its sentinels",
        () ->
            driver.watch().latest().status().stream()
                .map(status -> status.readiness().reasons().stream().map(Reason::code).toList())
                .anyMatch(List.of(ReasonCode.NO_SENTINEL_DEFINED)::equals));
  }

  private static String role(Person person) {
    return person.text("card-mine.role");
  }

  private static void fill(Person person, Path home, int own, int other) {
    person.tab(1);
    person.fill("pair.peer-address", "127.0.0.1:" + other);
    person.fill("pair.local-address", "127.0.0.1");
    person.fill("pair.port", String.valueOf(own));
    person.fill("pair.period-seconds", "2");
    person.tab(3);
    person.fill("folder-path", home.resolve("lpm").toString());
    person.tab(1);
  }

  private static void start(Person person) {
    person.click("save");
    person.tab(0);
    person.click("power");
  }
}
