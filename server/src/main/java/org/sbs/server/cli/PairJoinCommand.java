package org.sbs.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.core.reason.ReasonException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.link.PairKey;
import org.sbs.view.text.ReasonText;
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
    HomeFolder home = sbs.home();
    KeyringFile file = PairHome.file(home);
    PairKey key = key();
    if (isAlone(key, file)) {
      sbs.answer("This pair key is in " + file.keyFile() + " already.");
      return ExitStatus.DONE;
    }
    boolean runs =
        PairCommand.store(
            home,
            key,
            (before, met) ->
                before.map(ring -> ring.joined(key, met)).orElseGet(() -> Keyring.of(key)),
            force);
    sbs.answer(
        "The pair key is in "
            + file.keyFile()
            + (runs ? ", and the node uses it from now on." : ". Now start the node: sbs start"));
    return ExitStatus.DONE;
  }

  private PairKey key() throws Failure {
    try {
      String typed = sbs.surroundings().secrets().ask("Pair key, as the other node showed it: ");
      if (typed.isEmpty()) {
        throw new Failure(ExitStatus.USAGE, "No pair key was given. Nothing was stored.");
      }
      return PairKey.parse(typed);
    } catch (ReasonException e) {
      String why = ReasonText.english().sentence(e.reason());
      throw new Failure(ExitStatus.USAGE, why + " Nothing was stored.", e);
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage() + " Nothing was stored.", e);
    }
  }

  /** Whether it is there, and no other one is accepted beside it. */
  private static boolean isAlone(PairKey key, KeyringFile file) {
    try {
      return file.exists() && file.load().accepted().equals(List.of(key));
    } catch (IOException e) {
      // What cannot be read is not this key; storing it will say what is in the way.
      return false;
    }
  }
}
