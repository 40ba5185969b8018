package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the main job on this machine. */
@Command(
    name = "demo",
    description = {
      "Shows a whole pair on this machine.",
      "It prints labels, its primary is killed, the other node takes over, the old one returns."
          + " Ends with 0 only if every check holds."
    })
final class DemoCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where to put it; made anew. Default: sbs-demo in the temporary folder.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"), "sbs-demo");

  @Option(names = "--interactive", description = "Leave the pair running until Enter is pressed.")
  private boolean interactive;

  DemoCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    Surroundings around = sbs.surroundings();
    try {
      return around.demo().run(around.out(), around.program(), folder, interactive);
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, "The demo stopped: " + e.getMessage());
    }
  }
}
