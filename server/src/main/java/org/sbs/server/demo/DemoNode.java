package org.sbs.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;

/** One node of the demonstration: a process of its own, asked through its admin interface. */
final class DemoNode implements AutoCloseable {
  private final String name;
  private final Path home;
  private final Path log;
  private final Process process;

  private DemoNode(String name, Path home, Path log, Process process) {
    this.name = name;
    this.home = home;
    this.log = log;
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
    return new DemoNode(name, home, log, process);
  }

  long pid() {
    return process.pid();
  }

  /** Its status, if it answers. */
  Optional<NodeStatus> status() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "node " + name + " ended with status " + process.exitValue() + "; see its sbs.log");
    }
    try {
      return Optional.of(AdminClient.find(home.resolve("state"), home.toString()).status());
    } catch (AdminException e) {
      return Optional.empty();
    }
  }

  /**
   * How far it is: what it logged, and what it says of itself. Until it answers, the work of its
   * process counts too, for a Java that starts says nothing.
   */
  Object howFar() throws IOException {
    Optional<NodeStatus> status = status();
    Object says =
        status.isPresent() ? status : process.info().totalCpuDuration().map(Duration::toSeconds);
    return List.of(Files.exists(log) ? Files.size(log) : 0L, says);
  }

  boolean runs() {
    return process.isAlive();
  }

  String name() {
    return name;
  }

  List<HistoryRow> history() throws IOException {
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
  private void stop() throws InterruptedException, IOException {
    process.destroy();
    Patience patience = new Patience(System::nanoTime);
    while (process.isAlive()) {
      if (patience.ended(Files.size(log)).isPresent()) {
        kill();
      }
      Patience.pause();
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
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException(e);
    }
  }
}
