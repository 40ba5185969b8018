package org.sbs.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;
import org.sbs.server.store.OwnerOnly;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;

/** Starts a node in the background and says what became of it. */
@Command(name = "start", description = "Starts the node in the background and tells its role.")
final class StartCommand implements Callable<Integer> {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration ROLE_LIMIT = Duration.ofSeconds(15);
  private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");
  private static final int LAST_LINES = 15;
  private static final String STARTING = "starting";

  private final Sbs sbs;

  StartCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, IOException {
    HomeFolder home = sbs.home();
    Optional<NodeStatus> running = ask(home);
    if (running.isPresent()) {
      sbs.answer("The node already runs: it is " + running.get().role() + ".");
      return ExitStatus.DONE;
    }
    Checks.settings(home);
    Optional<OwnService> service = OwnHome.service(sbs, home);
    return service.isPresent() ? byServiceManager(home, service.get()) : inBackground(home);
  }

  private int byServiceManager(HomeFolder home, OwnService service) throws Failure, IOException {
    try {
      service.start();
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    boolean answers = Waiting.until(ANSWER_LIMIT, () -> ask(home).isPresent());
    if (!answers) {
      throw new Failure(
          ExitStatus.NO_NODE,
          "The service manager started the node, and it does not answer yet. Look into "
              + home.log()
              + ", or ask the service manager.");
    }
    return tellRole(home);
  }

  private int inBackground(HomeFolder home) throws Failure, IOException {
    OwnerOnly.folder(home.log());
    Path output = home.log().resolve("sbs.out");
    OwnerOnly.file(output);
    long before = Files.exists(output) ? Files.size(output) : 0;
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NEW_SESSION)) {
      // A session of its own: neither Ctrl-C here nor the end of the terminal reaches the node.
      command.add(NEW_SESSION.toString());
    }
    command.addAll(sbs.surroundings().program());
    command.addAll(List.of("run", "--home", home.settings().toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(sbs.surroundings().workingFolder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    process.getOutputStream().close();
    boolean decided =
        Waiting.until(ANSWER_LIMIT, () -> !process.isAlive() || ask(home).isPresent());
    if (decided && process.isAlive()) {
      // What stands in the way for start-wait-seconds ends the start only then (R1.8).
      Waiting.until(ROLE_LIMIT, () -> !process.isAlive() || hasRole(home));
      if (process.isAlive()) {
        return tell(home);
      }
    }
    throw process.isAlive()
        ? new Failure(
            ExitStatus.NO_NODE,
            "The node runs as process "
                + process.pid()
                + " and does not answer yet. "
                + see(output))
        : ended(process, output, before);
  }

  private static Failure ended(Process process, Path output, long before) throws IOException {
    int status = process.exitValue();
    return Failure.ofLines(
        status == ExitStatus.CONFIGURATION ? status : ExitStatus.FAILED,
        "The node ended again, with exit status "
            + status
            + ". It said:\n"
            + lastLines(output, before).indent(2).stripTrailing()
            + "\n"
            + see(output));
  }

  private static String see(Path output) {
    return "All that it says is in " + output + ".";
  }

  private static String lastLines(Path output, long from) throws IOException {
    byte[] all = Files.readAllBytes(output);
    int start = (int) Math.min(from, all.length);
    List<String> lines =
        new String(all, start, all.length - start, StandardCharsets.UTF_8).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private int tellRole(HomeFolder home) throws Failure, IOException {
    Waiting.until(ROLE_LIMIT, () -> ask(home).isEmpty() || hasRole(home));
    return tell(home);
  }

  private int tell(HomeFolder home) throws Failure {
    NodeStatus status =
        ask(home)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitStatus.NO_NODE,
                        "The node ended again. Look into " + home.log() + " for the reason."));
    String reason = ReasonText.english().sentence(status.reason());
    sbs.answer("The node runs: it is " + status.role() + ". " + reason);
    return ExitStatus.DONE;
  }

  private static boolean hasRole(HomeFolder home) {
    return ask(home).filter(status -> !status.role().equals(STARTING)).isPresent();
  }

  private static Optional<NodeStatus> ask(HomeFolder home) {
    try {
      return Optional.of(AdminClient.find(home.state(), home.toString()).status());
    } catch (AdminException e) {
      // Whatever stands in the way now may be gone at the next look.
      return Optional.empty();
    }
  }
}
