package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.store.HistoryEntry;
import org.sbs.server.store.HistoryFile;
import org.sbs.testkit.TestProcess;
import org.sbs.view.status.NodeStatus;

/** One node as a process of its own, with its home, its settings folder and its service. */
public final class TestNode {
  /**
   * Generous, because the machine may be busy; a system test that waits that long has failed
   * anyway.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int ALL = 100_000;

  private final String name;
  private final Path folder;
  private final int port;
  private final ShellService service;
  private final NodeSettings settings = new NodeSettings();
  private final List<ProcessHandle> everStarted = new ArrayList<>();
  private List<String> launcher = List.of();
  private Optional<Namespace> network = Optional.empty();
  private Optional<Process> process = Optional.empty();

  TestNode(String name, Path folder, int port, int peerPort, Path journal) throws IOException {
    this.name = name;
    this.folder = folder;
    this.port = port;
    Files.createDirectories(home());
    Files.createDirectories(files());
    service = new ShellService(name, folder.resolve("service"), files(), journal);
    settings
        .set("pair.local-address", "127.0.0.1")
        .set("pair.peer-address", "127.0.0.1:" + peerPort)
        .set("pair.port", port)
        .set("service.adapter", "command")
        .set("service.settings-folder", files().toString())
        .set("service.run", service.command("run"))
        .set("service.list", service.command("list"))
        .set("service.activate", service.command("activate"))
        .set("admin.listen", "127.0.0.1:0");
  }

  String name() {
    return name;
  }

  /** Its home folder. */
  public Path home() {
    return folder.resolve("home");
  }

  /** The settings folder of its service, which is replicated. */
  public Path files() {
    return folder.resolve("settings");
  }

  /** Where it listens for its peer, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Its protected service. */
  public ShellService service() {
    return service;
  }

  /** What its next start will find in sbs.toml. */
  public NodeSettings settings() {
    return settings;
  }

  /** From its next start on it lives on that host, with its peer on that other one. */
  void moveTo(TestNetwork hosts, TestNetwork.Host host, String peerAddress) {
    network = Optional.of(hosts.namespace(host));
    launcher = hosts.on(host);
    settings.set("pair.local-address", host.address()).set("pair.peer-address", peerAddress);
  }

  // ---- its process ----

  /** Its next start is by that program, which becomes SBS. */
  public TestNode launchedBy(List<String> words) {
    launcher = List.copyOf(words);
    return this;
  }

  /** Starts {@code sbs run}, with these options, and does not wait for it. */
  public TestNode start(String... options) {
    if (process.filter(Process::isAlive).isPresent()) {
      throw new AssertionError(name + " runs already");
    }
    try {
      writeSettings();
      List<String> words = new ArrayList<>(launcher);
      List<String> command = new ArrayList<>(List.of("run"));
      command.addAll(List.of(options));
      words.addAll(Sbs.words(home(), command));
      Process started =
          TestProcess.builder(Processes.apart(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
              .start();
      started.getOutputStream().close();
      everStarted.add(started.toHandle());
      process = Optional.of(started);
      return this;
    } catch (IOException e) {
      throw new AssertionError(name + " cannot be started", e);
    }
  }

  /** Writes sbs.toml; a start does so by itself. */
  public void writeSettings() throws IOException {
    Files.writeString(home().resolve("sbs.toml"), settings.toml());
  }

  private Process process() {
    return process.orElseThrow(() -> new AssertionError(name + " was never started"));
  }

  /** Whether its process runs. */
  public boolean runs() {
    return process.filter(Process::isAlive).isPresent();
  }

  /** Its process. */
  public ProcessHandle handle() {
    return process().toHandle();
  }

  /** Kill -9, and waits until it is gone. Returns the instant just before the signal. */
  public Instant kill() {
    Instant before = Instant.now();
    process().destroyForcibly();
    awaitEnd();
    return before;
  }

  /** Kill -9, if it runs. */
  public void killIfRunning() {
    if (runs()) {
      kill();
    }
  }

  /** Sends SIGTERM, which is a user's stop, and does not wait. */
  public TestNode terminate() {
    // Not Process.destroy: that would close the pipes before the last words are said.
    process().toHandle().destroy();
    return this;
  }

  /** Waits for its end and returns the exit status. */
  public int awaitEnd() {
    try {
      if (!process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end");
      }
      return process().exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** SBS, its service, and all that these started. */
  public List<ProcessHandle> family() {
    return Processes.family(process().toHandle());
  }

  /** Freezes SBS and its service, as if the machine slept. Returns what was frozen. */
  public List<ProcessHandle> freeze() {
    List<ProcessHandle> family = family();
    Processes.signal("STOP", family);
    return family;
  }

  /** Undoes {@link #freeze}. */
  public void thaw(List<ProcessHandle> frozen) {
    Processes.signal("CONT", frozen);
  }

  // ---- what it tells ----

  /** Its status, if it answers. */
  public Optional<NodeStatus> status() {
    try {
      return Optional.of(ask(AdminClient::status));
    } catch (AdminException e) {
      return Optional.empty();
    }
  }

  /** A question to the node. */
  private interface Question<T> {
    T to(AdminClient client) throws AdminException;
  }

  private <T> T ask(Question<T> question) throws AdminException {
    AdminClient client = AdminClient.find(home().resolve("state"), home().toString());
    if (network.isEmpty()) {
      return question.to(client);
    }
    try {
      return network.get().call(() -> question.to(client));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AdminException answer) {
        throw answer;
      }
      throw new AssertionError(e);
    }
  }

  /** Runs a cycle through its admin API and waits for it. */
  public Answer sync() throws AdminException {
    return ask(AdminClient::sync);
  }

  /** Runs a command of {@code sbs} on its host, as a user would, to its end. */
  public Outcome command(String... words) {
    return Sbs.run(launcher, home(), words);
  }

  /** Waits until its status is like that. */
  public NodeStatus awaitStatus(String what, Predicate<NodeStatus> like) {
    return await(name + " " + what)
        .atMost(PATIENCE)
        .pollInterval(Looks.AT_NODES)
        .until(this::status, status -> status.filter(like).isPresent())
        .orElseThrow();
  }

  /** Waits until it has that role: {@code primary} or {@code secondary}. */
  public NodeStatus awaitRole(String role) {
    return awaitStatus("is " + role, status -> status.role().equals(role));
  }

  /** Waits until it is primary and its service runs. */
  public NodeStatus awaitServing() {
    return awaitStatus(
        "serves", status -> status.role().equals("primary") && status.service().running());
  }

  /** Waits until it says that its pair is ready to fail over. */
  public NodeStatus awaitReady() {
    return awaitStatus("is ready to fail over", status -> status.readiness().ready());
  }

  /** Its history, oldest first; also that of a node that does not run. */
  public List<HistoryEntry> history() {
    return new HistoryFile(home().resolve("history")).newest(ALL).entries();
  }

  /** The sentences of its history. */
  public List<String> reasons() {
    return history().stream().map(HistoryEntry::reason).toList();
  }

  /** Waits until a sentence of its history contains those words, and returns the newest such. */
  public String awaitReason(String words) {
    await(name + " says: " + words)
        .atMost(PATIENCE)
        .pollInterval(Looks.AT_NODES)
        .until(() -> reasons().stream().anyMatch(reason -> reason.contains(words)));
    return reasons().stream().filter(reason -> reason.contains(words)).reduce((a, b) -> b).get();
  }

  /** All that it wrote to its log. */
  public String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException e) {
      throw new AssertionError("the log of " + name + " cannot be read", e);
    }
  }

  /** The lines of its log with those words. */
  public List<String> logged(String words) {
    return log().lines().filter(line -> line.contains(words)).toList();
  }

  private Path logFile() {
    return folder.resolve("sbs.log");
  }

  // ---- its files ----

  /** Writes a file into its settings folder. */
  public TestNode write(String file, String text) {
    try {
      Files.writeString(files().resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The text of a file of its settings folder, if it is there. */
  public Optional<String> read(String file) {
    try {
      Path path = files().resolve(file);
      return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a file of its settings folder has that text. */
  public void awaitFile(String file, String text) {
    await(name + " has " + file)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> read(file).equals(Optional.of(text)));
  }

  // ---- the end ----

  /** Forgets all that the node ever knew, and its files; the pair key stays. */
  void forget() throws IOException {
    for (String part : List.of("state", "history", "log")) {
      Folders.delete(home().resolve(part));
    }
    Folders.delete(files());
    Files.createDirectories(files());
  }

  /** Ends whatever this node started. */
  void clear() {
    everStarted.forEach(TestNode::end);
    // What commands began in the background, also one that has only just begun and locks no home.
    for (List<ProcessHandle> more = Processes.naming(home());
        !more.isEmpty();
        more = Processes.naming(home())) {
      more.forEach(TestNode::end);
    }
    service.clear();
  }

  private static void end(ProcessHandle process) {
    Processes.destroyFamily(process);
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** All that helps to understand a failed system test. */
  String report() {
    StringBuilder report = new StringBuilder("---- log of ").append(name).append(" ----\n");
    report.append(log()).append("---- history of ").append(name).append(" ----\n");
    history().forEach(entry -> report.append(entry).append('\n'));
    report.append("---- status of ").append(name).append(" ----\n");
    report.append(status().map(NodeStatus::toString).orElse("it does not answer")).append('\n');
    return report.toString();
  }
}
