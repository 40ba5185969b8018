package org.sbs.server.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;
import org.sbs.server.store.HomeLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops a node, with hand-over, and waits until its process is gone. */
@Command(
    name = "stop",
    description = "Stops the node: one last cycle, then the other node takes over.")
final class StopCommand implements Callable<Integer> {
  /** A last cycle may copy much; as long as it runs, it is shown how far it is. */
  private static final Duration ANSWER_LIMIT = Duration.ofHours(12);

  private static final long LOOK_MS = 200;
  private static final int LOOKS_BETWEEN_LINES = 25;

  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private static final int MOST_ASKS = 5;

  private static final Answer UNHEARD = new Answer(true, "It ended before it could say how.");

  private final Sbs sbs;

  @Option(
      names = "--force",
      description = "Stops the node also where the other one could not serve.")
  private boolean force;

  StopCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, IOException {
    HomeFolder home = sbs.home();
    Optional<OwnService> service = OwnHome.service(sbs, home);
    Answer answer = ask(home);
    if (!answer.done() && serves(home)) {
      throw new Failure(ExitStatus.FAILED, answer.sentence());
    }
    if (service.isPresent()) {
      // It must not be started again because it did not end as it should.
      stop(service.get());
    }
    boolean gone = Waiting.until(END_LIMIT, () -> isGone(home));
    if (!gone) {
      throw new Failure(
          ExitStatus.FAILED,
          "The node was asked to stop and still runs"
              + HomeLock.owner(home.state()).map(pid -> " as process " + pid).orElse("")
              + ". It said: "
              + answer.sentence()
              + " Look into "
              + home.log()
              + " for what it waits for.");
    }
    String sentence = "The node has stopped. " + answer.sentence();
    if (!answer.done()) {
      throw new Failure(ExitStatus.FAILED, sentence);
    }
    sbs.answer(sentence);
    return ExitStatus.DONE;
  }

  private static void stop(OwnService service) throws Failure {
    try {
      service.stop();
    } catch (OwnServiceException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
  }

  /** Asks again where the connection was cut and the node goes on: then it has not heard. */
  private Answer ask(HomeFolder home) throws Failure, IOException {
    Answer answer = askOnce(home);
    for (int again = 1; again < MOST_ASKS && answer.equals(UNHEARD) && goesOn(home); again++) {
      answer = askOnce(home);
    }
    return answer;
  }

  private static boolean goesOn(HomeFolder home) {
    try {
      AdminClient.find(home.state(), home.toString()).statusJson();
      return true;
    } catch (AdminException e) {
      return false;
    }
  }

  private Answer askOnce(HomeFolder home) throws Failure, IOException {
    AdminClient client = AdminClient.reach(home.state(), home.toString());
    try {
      FutureTask<Answer> stop = new FutureTask<>(() -> client.stop(ANSWER_LIMIT, force));
      Thread asking = new Thread(stop, "sbs-stop-asking");
      asking.setDaemon(true);
      asking.start();
      for (int look = 1; !stop.isDone(); look++) {
        Waiting.pause(LOOK_MS);
        if (look % LOOKS_BETWEEN_LINES == 0) {
          tellProgress(client);
        }
      }
      return answer(stop);
    } catch (AdminException e) {
      if (e.why() == AdminException.Cause.NO_ANSWER && !e.isEarly()) {
        // It may have ended before it could say so; the wait for its end tells.
        return UNHEARD;
      }
      throw Failure.of(e);
    }
  }

  private static Answer answer(FutureTask<Answer> stop) throws AdminException, IOException {
    try {
      return stop.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AdminException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Whether it goes on as primary, because nobody else could. */
  private static boolean serves(HomeFolder home) {
    try {
      return AdminClient.find(home.state(), home.toString()).status().role().equals("primary");
    } catch (AdminException e) {
      return false;
    }
  }

  private void tellProgress(AdminClient client) {
    try {
      client.status().sync().progress().map(ProgressText::of).ifPresent(sbs::progress);
    } catch (AdminException e) {
      // It is on its way out; the answer to the stop says how that went.
      return;
    }
  }

  private static boolean isGone(HomeFolder home) throws IOException {
    if (HomeLock.isHeld(home.state())) {
      return false;
    }
    try {
      AdminClient.find(home.state(), home.toString()).statusJson();
      return false;
    } catch (AdminException e) {
      return e.why() == AdminException.Cause.NOT_RUNNING;
    }
  }
}
