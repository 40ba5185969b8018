package org.sbs.lpm.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.lpm.LabelPrintManager;
import org.sbs.lpm.claims.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the Label Print Manager in the foreground. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the Label Print Manager in the foreground.",
      "Prints 'ready' when it can be listed and activated. SIGTERM stops it after the job in hand."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Folders folders;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "This node's name in claims; by default made of the host's name.")
  private Optional<String> node = Optional.empty();

  @Option(names = "--held", description = "Starts with every sentinel inactive.")
  private boolean held;

  @Option(
      names = "--adopt",
      description = "Takes over the jobs of other nodes: this one is the one that serves now.")
  private boolean adopt;

  @Option(
      names = "--lifeline",
      description = "Stops at once when standard input ends: whoever started it is gone.")
  private boolean lifeline;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (node.isPresent() && !NodeId.nodeName(node.get()).equals(node.get())) {
      throw new ParameterException(
          spec.commandLine(),
          "--node: a node's name has up to 60 letters, digits, dots, - or _, not '"
              + node.get()
              + "'");
    }
    return Running.run(
        new LabelPrintManager.Options(folders.settings(), folders.state(), node, held, adopt),
        lifeline);
  }
}
