package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.link.PairKey;
import org.sbs.server.node.NodeControl.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands round the pair key. */
@Command(
    name = "pair",
    description = "Makes, enters or changes the pair key; replaces a dead node.",
    synopsisSubcommandLabel = "COMMAND")
final class PairCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private PairCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new PairCommand())
        .addSubcommand("new", new PairNewCommand(sbs))
        .addSubcommand("join", unechoed(new PairJoinCommand(sbs)))
        .addSubcommand("change", unechoed(new PairChangeCommand(sbs)))
        .addSubcommand("replace", new PairReplaceCommand(sbs));
  }

  /** What begins like an option may be a secret too, and is not repeated. */
  static CommandLine unechoed(Object command) {
    return new CommandLine(command).setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "No command given. Try: sbs pair --help");
  }

  /**
   * Stores a key that was made or entered.
   *
   * @param rule what the keys are then
   * @param force whether a key that is there may be replaced
   * @return whether a node runs, which uses the key already
   */
  static boolean store(HomeFolder home, PairKey key, PairHome.Rule rule, boolean force)
      throws Failure {
    KeyringFile file = PairHome.file(home);
    if (file.exists() && !force) {
      throw new Failure(
          ExitStatus.FAILED,
          "There is a pair key in "
              + file.keyFile()
              + " already. With another one this node and its peer no longer know each other; if"
              + " that is meant, add --force and enter the new key on both.");
    }
    if (!PairHome.runs(home)) {
      PairHome.change(home, rule);
      return false;
    }
    Answer answer = PairHome.ask(home, client -> client.enterKey(key.text()));
    if (!answer.done()) {
      throw new Failure(ExitStatus.FAILED, answer.sentence());
    }
    return true;
  }
}
