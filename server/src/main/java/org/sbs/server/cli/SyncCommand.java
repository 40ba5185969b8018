package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.node.NodeControl.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a cycle now. */
@Command(
    name = "sync",
    description = "Updates the secondary now, and waits until that is committed there.")
final class SyncCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--allow-deletes",
      description = "Deletes on the secondary what is held back now; only in this cycle.")
  private boolean allowDeletes;

  SyncCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    Answer answer;
    try {
      answer = AdminClient.find(home.state(), home.toString()).sync(allowDeletes);
    } catch (AdminException e) {
      throw Failure.of(e);
    }
    if (!answer.done()) {
      throw new Failure(ExitStatus.FAILED, answer.sentence());
    }
    sbs.say(answer.sentence());
    return ExitStatus.DONE;
  }
}
