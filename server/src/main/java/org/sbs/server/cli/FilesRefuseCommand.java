package org.sbs.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says no to a folder that the peer asked for, or takes a yes back (R10.5). */
@Command(
    name = "refuse",
    description =
        "Does not let the other node write a folder on this one: says no to a folder that it asks"
            + " for, or takes a yes back. What was copied stays.")
final class FilesRefuseCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(
      paramLabel = "PATH",
      description = "the folder, as sbs files accept --list shows it, or as it was accepted")
  private String path;

  FilesRefuseCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    return sbs.ask(client -> ShownFolder.consent(client, path, false));
  }
}
