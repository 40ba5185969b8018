package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** Makes all that a running node syncs to its disks fail with an input/output error. */
@Needs({Needs.ROOT, "strace"})
public final class FailingSync implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CALLS = "fsync,fdatasync,syncfs";

  private final Process tracer;
  private final Path said;

  private FailingSync(Process tracer, Path said) {
    this.tracer = tracer;
    this.said = said;
  }

  /** From that sync on, counted from 1 in each thread by itself, until it is closed. */
  public static FailingSync of(TestNode node, int first) throws IOException {
    Path said = Files.createTempFile("failing-sync-", ".log");
    Process tracer =
        TestProcess.builder(
                "/usr/bin/strace",
                "-f",
                "-p",
                Long.toString(node.handle().pid()),
                "-e",
                "trace=" + CALLS,
                "-e",
                "inject=" + CALLS + ":error=EIO:when=" + first + "+")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    FailingSync fault = new FailingSync(tracer, said);
    await("the tracer is attached")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> fault.said().contains("attached") || !tracer.isAlive());
    if (!tracer.isAlive()) {
      throw new AssertionError("strace does not attach: " + fault.said());
    }
    return fault;
  }

  /** Whether syncs still fail. */
  public boolean lasts() {
    return tracer.isAlive();
  }

  private String said() throws IOException {
    return Files.readString(said, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    tracer.destroy();
    try {
      if (!tracer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the tracer does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(said);
  }
}
