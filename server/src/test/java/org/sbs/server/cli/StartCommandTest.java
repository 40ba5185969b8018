package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.store.HomeLock;

/** Start and stop of a node in a process of its own. */
class StartCommandTest {
  @TempDir Path folder;

  private TestShell shell(String peer) throws IOException {
    TestShell shell = new TestShell(folder).program(BackgroundNode.program());
    assertThat(shell.sbs("config", "init", "--peer", peer)).isZero();
    assertThat(shell.sbs("config", "set", "admin.listen", "127.0.0.1:0")).isZero();
    assertThat(shell.sbs("pair", "new")).isZero();
    return shell;
  }

  /** Whatever a test did, no process of it stays. */
  @AfterEach
  void endProcess() {
    HomeLock.owner(folder.resolve("home/state"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  @DisplayName(
      "R9.5 start runs the node in the background and tells its role; stop waits for its end")
  void startAndStop() throws IOException {
    TestShell shell = shell("192.0.2.2");
    assertThat(shell.sbs("start")).as(shell.err()).isZero();
    assertThat(shell.out())
        .isEqualTo("The node runs: it is primary. The peer fell silent for 2000 ms.\n");
    assertThat(shell.sbs("start")).isZero();
    assertThat(shell.out()).isEqualTo("The node already runs: it is primary.\n");
    long pid = Long.parseLong(HomeLock.owner(shell.home().resolve("state")).orElseThrow());
    assertThat(ProcessHandle.of(pid)).get().matches(ProcessHandle::isAlive);
    assertThat(shell.sbs("stop")).isZero();
    assertThat(shell.out()).isEqualTo("The node has stopped. The peer took over.\n");
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  @DisplayName("R9.5 start of a node that ends at once shows what it said")
  void failing() throws IOException {
    TestShell shell = shell("peer-of-a-node-that-fails");
    assertThat(shell.sbs("start")).isEqualTo(1);
    assertThat(shell.err()).contains("exit status 1", "the node gives up", "sbs.out");
  }

  @Test
  @DisplayName("R10.8 what a node in the background says is readable by its owner alone")
  void ownersAlone() throws IOException {
    TestShell shell = shell("peer-of-a-node-that-fails");
    Path log = Files.createDirectories(shell.home().resolve("log"));
    Path older = Files.writeString(log.resolve("sbs.out"), "of an older version\n");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(older, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(shell.sbs("start")).isEqualTo(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(older)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("R1.8 R9.5 start of a node that gives up after a while tells why, with its status")
  void endsLater() throws IOException {
    TestShell shell = shell("peer-that-is-a-stranger");
    assertThat(shell.sbs("start")).isEqualTo(78);
    assertThat(shell.err()).contains("exit status 78", "a web server is there", "sbs.out");
  }

  @Test
  @DisplayName("R10.1 start without a pair key ends with 78 and shows why")
  void noKey() throws IOException {
    TestShell shell = shell("192.0.2.2");
    Files.delete(shell.home().resolve("pair.key"));
    assertThat(shell.sbs("start")).isEqualTo(78);
    assertThat(shell.err()).contains("sbs pair new");
  }
}
