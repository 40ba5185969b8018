package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.server.link.PairKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enters the key that the other node made. */
@Command(
    name = "join",
    description =
        "Enters the pair key that was made on the other node. Asks for it without showing it, or"
            + " reads one line from standard input.")
final class PairJoinCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = List.of();

  @Option(names = "--force", description = "Replaces a key that is there.")
  private boolean force;

  PairJoinCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    TypedSecret.refuse(arguments, "sbs pair join", "the key");
    Path file = PairCommand.file(sbs.home());
    PairKey key = key();
    if (isThere(key, file)) {
      sbs.answer("This pair key is in " + file + " already.");
      return ExitStatus.DONE;
    }
    PairCommand.store(key, file, force);
    sbs.answer(
        "The pair key is in " + file + ". A node that runs uses it when it is started again.");
    return ExitStatus.DONE;
  }

  private PairKey key() throws Failure {
    try {
      String typed = sbs.surroundings().secrets().ask("Pair key, as the other node showed it: ");
      if (typed.isEmpty()) {
        throw new Failure(ExitStatus.USAGE, "No pair key was given. Nothing was stored.");
      }
      return PairKey.parse(typed);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitStatus.USAGE, e.getMessage() + " Nothing was stored.", e);
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage() + " Nothing was stored.", e);
    }
  }

  private static boolean isThere(PairKey key, Path file) {
    try {
      return Files.exists(file) && PairKey.read(file).equals(key);
    } catch (IOException e) {
      // What cannot be read is not this key; storing it will say what is in the way.
      return false;
    }
  }
}
