package org.sbs.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.HistoryEntry;
import org.sbs.server.node.NodeStatus;

/** One node of the demonstration: a process of its own, asked through its admin interface. */
final class DemoNode implements AutoCloseable {
  private static final long POLL_MS = 20;

  private final String name;
  private final Path home;
  private final Process process;

  private DemoNode(String name, Path home, Process process) {
    this.name = name;
    this.home = home;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param program the command that runs this program, without arguments
   */
  static DemoNode start(String name, Path home, Path log, List<String> program) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--home", home.toString(), "run"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    return new DemoNode(name, home, process);
  }

  long pid() {
    return process.pid();
  }

  /** Waits until its status is as wished. */
  NodeStatus await(String what, Duration limit, Predicate<NodeStatus> wish)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String last = "it did not answer";
    while (System.nanoTime() - end < 0) {
      if (!process.isAlive()) {
        throw new IOException(
            "node " + name + " ended with status " + process.exitValue() + "; see its sbs.log");
      }
      try {
        NodeStatus status = AdminClient.find(home.resolve("state"), home.toString()).status();
        if (wish.test(status)) {
          return status;
        }
        last = status.role() + ": " + status.reason();
      } catch (AdminException e) {
        last = e.getMessage();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    throw new IOException(
        "waited %d seconds in vain for node %s: %s. Last: %s"
            .formatted(limit.toSeconds(), name, what, last));
  }

  List<HistoryEntry> history() throws IOException {
    try {
      return AdminClient.find(home.resolve("state"), home.toString()).history(1000);
    } catch (AdminException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Where its commands go. */
  String admin() throws IOException {
    return Files.readString(home.resolve("state").resolve("admin.address")).trim();
  }

  /** Ends it as kill -9 does; the Label Print Manager that it runs dies with it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Ends it as a service manager does, with hand-over. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      kill();
    }
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
