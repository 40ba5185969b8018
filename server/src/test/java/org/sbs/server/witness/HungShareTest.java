package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.WitnessView;
import org.sbs.server.witness.TimedWitness.Answer;
import org.sbs.testkit.Needs;
import org.sbs.testkit.Signals;
import org.sbs.testkit.TestProcess;

/** A share that is a FUSE mount: two mounts of one folder stand for two machines. */
@Needs({Needs.ROOT, Needs.FUSE, "sshfs", "/usr/lib/openssh/sftp-server"})
class HungShareTest {
  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);

  @TempDir private Path folder;

  private ShareWitness node(Mount mount, String id) {
    Path memory = folder.resolve("memory-" + id.charAt(0));
    return new ShareWitness(mount.place, ShareWitnessTest.claimant("pair", id), memory, List.of());
  }

  private static <T> T value(CompletableFuture<Answer<T>> future) throws Exception {
    Answer<T> answer = future.get(30, TimeUnit.SECONDS);
    return answer.value().orElseThrow(() -> new AssertionError(answer.failure()));
  }

  @Test
  @DisplayName("R6.1 R6.2 over SFTP, one claims and renews, the other sees it, and one wins")
  void twoMachines() throws Exception {
    try (Mount here = new Mount("here");
        Mount there = new Mount("there")) {
      ShareWitness a = node(here, A);
      ShareWitness b = node(there, B);
      assertThat(a.objection()).isEmpty();
      assertThat(b.objection()).isEmpty();
      assertThat(a.identity()).isEqualTo(b.identity());
      WitnessView seen = b.read();
      assertThat(a.claim(1, a.read())).isTrue();
      assertThat(b.claim(1, seen)).isFalse();
      for (int i = 0; i < 20; i++) {
        WitnessView before = b.read();
        assertThat(before.holder()).isEqualTo(A);
        assertThat(a.renew(1)).isTrue();
        assertThat(b.read().mark()).isNotEqualTo(before.mark());
      }
      assertThat(b.claim(2, b.read())).isTrue();
      assertThat(a.renew(1)).isFalse();
      b.release(2);
      assertThat(a.read().free()).isTrue();
      assertThat(ShareFolder.create(claimFile(here, 2))).as("SFTP says no more than no").isFalse();
    }
  }

  private static Path claimFile(Mount mount, long epoch) throws IOException {
    String begin = String.format(Locale.ROOT, "claim-%020d-", epoch);
    try (Stream<Path> files = Files.list(mount.place.resolve("sbs-witness-pair"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  @DisplayName(
      "R6.3 R11.3 a share that hangs is a failure in time, and works again when it is back")
  void hangs() throws Exception {
    try (Mount mount = new Mount("here")) {
      TimedWitness timed = new TimedWitness(node(mount, A), DEADLINE, System::nanoTime);
      try {
        assertThat(value(timed.claim(1, value(timed.read())))).isTrue();
        mount.freeze();
        long began = System.nanoTime();
        Answer<Boolean> failed = timed.renew(1).get(30, TimeUnit.SECONDS);
        assertThat(failed.failure())
            .isEqualTo(Reason.of(ReasonCode.WITNESS_UNANSWERED).with("time", "1.0 s"));
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isLessThan(DEADLINE.multipliedBy(5));
        assertThat(timed.read()).as("others fail at once").isDone();
        mount.thaw();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> timed.renew(1).get(30, TimeUnit.SECONDS).value().isPresent());
        assertThat(value(timed.renew(1))).isTrue();
      } finally {
        mount.thaw();
        timed.close();
      }
    }
  }

  @Test
  @DisplayName("R6.3 R11.3 a share whose server died is a failure that says so")
  void dies() throws Exception {
    try (Mount mount = new Mount("here")) {
      ShareWitness a = node(mount, A);
      assertThat(a.claim(1, a.read())).isTrue();
      mount.killServer();
      try {
        boolean renewed = a.renew(1);
        assertThat(renewed).as("never taken for held").isFalse();
      } catch (WitnessException e) {
        assertThat(e).hasMessageContaining(mount.place.toString());
      }
    }
  }

  /** One machine's view of the folder on the server. */
  private final class Mount implements AutoCloseable {
    final Path place;
    private final Process sshfs;
    private final Path server;

    Mount(String name) throws IOException {
      Path served = Files.createDirectories(folder.resolve("served"));
      place = Files.createDirectory(folder.resolve(name));
      Path connect = folder.resolve("connect-" + name);
      server = folder.resolve("server-" + name);
      Files.writeString(connect, "#!/bin/sh\necho $$ >" + server + "\nexec " + SFTP_SERVER + "\n");
      Files.setPosixFilePermissions(connect, PosixFilePermissions.fromString("rwx------"));
      String how = "ssh_command=" + connect + ",cache=no,attr_timeout=0,entry_timeout=0";
      sshfs =
          TestProcess.builder("sshfs", "-f", "-o", how, "server:" + served, place.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(name + ".log").toFile())
              .start();
      await().atMost(Duration.ofSeconds(30)).until(this::isMounted);
    }

    private boolean isMounted() throws IOException {
      return Files.readString(Path.of("/proc/mounts")).contains(" " + place + " fuse.sshfs ");
    }

    void freeze() {
      Signals.send("STOP", List.of(sshfs.toHandle()));
    }

    void thaw() {
      Signals.send("CONT", List.of(sshfs.toHandle()));
    }

    /** The share's server does not descend from the mount: it wrote down its number. */
    void killServer() throws IOException {
      ProcessHandle process =
          ProcessHandle.of(Long.parseLong(Files.readString(server).strip())).orElseThrow();
      assertThat(process.destroyForcibly()).isTrue();
      process.onExit().join();
    }

    private void run(String... words) throws IOException {
      Process tool = TestProcess.builder(words).start();
      assertThat(tool.onExit().join().exitValue()).as("%s", List.of(words)).isZero();
    }

    @Override
    public void close() throws IOException {
      sshfs.destroyForcibly();
      sshfs.onExit().join();
      if (isMounted()) {
        run("umount", "--lazy", place.toString());
      }
    }
  }
}
