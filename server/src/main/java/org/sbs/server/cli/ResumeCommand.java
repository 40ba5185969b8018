package org.sbs.server.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends a pause before its time. */
@Command(name = "resume", description = "Ends a pause: the nodes take over again where needed.")
final class ResumeCommand implements Callable<Integer> {
  private final Sbs sbs;

  ResumeCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    return sbs.ask(client -> client.pause(Duration.ZERO));
  }
}
