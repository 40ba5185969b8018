package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.testkit.TestProcess;

/** The service of docs/ADAPTER-COMMAND.md, by its own script, as SBS runs it. */
@DisabledOnOs(OS.WINDOWS)
final class CommandExampleTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("project.root"), "docs", "examples", "command", "forwarder");

  @TempDir private Path folder;
  private CommandService service;

  @BeforeEach
  void prepare() throws Exception {
    for (String name : List.of("settings", "state", "in", "out", "sbs")) {
      Files.createDirectory(folder.resolve(name));
    }
    route("Dock 1", folder.resolve("in"));
    route("Dock 2", folder.resolve("missing"));
    service =
        new CommandService(
            new CommandSpec(
                new CommandSpec.Owned(words("run"), false),
                words("list"),
                words("activate"),
                Optional.of(words("deactivate")),
                Optional.empty(),
                Programs.LIMITS),
            folder.resolve("sbs"));
  }

  @AfterEach
  void close() {
    service.close();
  }

  private void route(String name, Path from) throws Exception {
    Files.writeString(
        folder.resolve("settings").resolve(name + ".route"),
        "from=" + from + "\nto=" + folder.resolve("out") + "\n");
  }

  private List<String> words(String action) {
    return List.of(
        SCRIPT.toString(),
        action,
        folder.resolve("settings").toString(),
        folder.resolve("state").toString());
  }

  private List<Sentinel.State> states() throws ServiceException {
    return service.list().stream().map(Sentinel::state).toList();
  }

  @Test
  @DisplayName("R7.1 the documented service starts with all in epoch 1, works, and is told apart")
  void firstStart() throws Exception {
    service.takeControl();
    assertThatThrownBy(service::list).isInstanceOf(ServiceException.class);
    service.start(1, "start");
    assertThat(states()).containsExactly(Sentinel.State.ACTIVE, Sentinel.State.FAILED);
    Files.writeString(folder.resolve("in").resolve("job"), "a label");
    Programs.await(() -> Files.exists(folder.resolve("out").resolve("job")));
    service.stop();
    assertThat(service.isRunning()).isFalse();
  }

  @Test
  @DisplayName("R2.3 R7.1 after a takeover it works for those alone that SBS activates")
  void takeover() throws Exception {
    service.takeControl();
    service.start(2, "takeover");
    assertThat(states()).containsOnly(Sentinel.State.INACTIVE);
    service.activate(List.of("Dock 1"));
    assertThat(states()).containsExactly(Sentinel.State.ACTIVE, Sentinel.State.INACTIVE);
    assertThat(service.deactivate(List.of("Dock 1"))).isTrue();
    assertThat(states()).containsOnly(Sentinel.State.INACTIVE);
    assertThatThrownBy(() -> service.activate(List.of("Dock 9")))
        .isInstanceOf(ServiceException.class);
  }

  @Test
  @DisplayName("R2.7 it ends by itself when its standard input ends")
  void lifeline() throws Exception {
    Process process = TestProcess.builder(words("run")).start();
    Programs.await(() -> Files.exists(folder.resolve("state").resolve("pid")));
    List<ProcessHandle> family = process.descendants().toList();
    try {
      process.getOutputStream().close();
      Programs.awaitGone(process.toHandle());
    } finally {
      family.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
