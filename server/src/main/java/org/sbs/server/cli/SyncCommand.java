package org.sbs.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a cycle now. */
@Command(name = "sync", description = "Updates the secondary now, and waits until that is done.")
final class SyncCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--allow-deletes",
      description = "Deletes on the secondary what is held back now; only in this cycle.")
  private boolean allowDeletes;

  @Option(
      names = "--full",
      description =
          "Reads all files on both nodes again, whatever was read before; takes as long as that.")
  private boolean full;

  SyncCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    return sbs.ask(client -> client.sync(allowDeletes, full));
  }
}
