package org.sbs.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.json.JsonText;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.PairKey;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.NewKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the pair key (R10.8). */
@Command(
    name = "change",
    description = {
      "Changes the pair key while the pair runs. Run it on one node: the other one gets the new key"
          + " over the connection, and then both refuse the old one.",
      "A node that is not connected has "
          + Keyring.LIMIT_DAYS
          + " days to come back; after that the new key has to be entered there by hand."
    })
final class PairChangeCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = List.of();

  @Option(
      names = "--leaked",
      description = {
        "The key is known to others: refuse it from now on. Shows a new one, to be entered on the"
            + " other node with sbs pair join --force. Until then the nodes are not connected."
      })
  private boolean leaked;

  PairChangeCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    if (!arguments.isEmpty()) {
      throw new Failure(
          ExitStatus.USAGE,
          "sbs pair change takes no argument: SBS makes the new key itself, and other users of this"
              + " machine can see what a command was called with. Nothing was stored.");
    }
    HomeFolder home = sbs.home();
    boolean runs = PairHome.runs(home);
    if (leaked) {
      return show(home, runs ? replacedByNode(home) : replacedInFiles(home));
    }
    return runs ? sbs.ask(AdminClient::changeKey) : offeredInFiles(home);
  }

  private static String replacedByNode(HomeFolder home) throws Failure {
    NewKey made = PairHome.ask(home, AdminClient::replaceLeakedKey);
    Answer answer = made.answer();
    return made.key()
        .filter(key -> answer.done())
        .orElseThrow(() -> new Failure(ExitStatus.FAILED, answer.sentence()));
  }

  private static String replacedInFiles(HomeFolder home) throws Failure {
    PairKey fresh = PairKey.generate();
    PairHome.change(home, (before, met) -> before.orElseThrow(() -> noKey(home)).leaked(fresh));
    return fresh.text();
  }

  private int show(HomeFolder home, String key) {
    String file = PairHome.file(home).keyFile().toString();
    if (sbs.json()) {
      sbs.say(
          JsonText.of(
              json -> {
                json.writeStartObject();
                json.writeBooleanField("done", true);
                json.writeStringField("file", file);
                json.writeStringField("key", key);
                json.writeEndObject();
              }));
      return ExitStatus.DONE;
    }
    sbs.say("The old pair key is refused from now on. A new one is in " + file + ":\n");
    sbs.say("  " + key + "\n");
    sbs.say("On the other node type the following, and enter the key when it asks:\n");
    sbs.say("  sbs pair join --force\n");
    sbs.say("Until then the nodes are not connected, and nothing is copied.");
    sbs.say("Anyone who knows this key can read and change the pair's data. Keep it secret.");
    return ExitStatus.DONE;
  }

  /** The node does not run: it offers the key when it does. */
  private int offeredInFiles(HomeFolder home) throws Failure {
    PairHome.change(home, (before, met) -> offered(before.orElseThrow(() -> noKey(home))));
    sbs.answer(
        "A new pair key is stored. The node does not run: the other node takes the key when this"
            + " one is started. Both keys are valid for "
            + Keyring.LIMIT_DAYS
            + " days at most, then only the new one is.");
    return ExitStatus.DONE;
  }

  private static Keyring offered(Keyring ring) throws Failure {
    if (ring.change().isPresent()) {
      throw new Failure(
          ExitStatus.FAILED,
          "The pair key is being changed already: start the node, and see sbs status. Nothing was"
              + " stored.");
    }
    return ring.offer(PairKey.generate(), System.currentTimeMillis()).ring();
  }

  private static Failure noKey(HomeFolder home) {
    return new Failure(
        ExitStatus.FAILED,
        "There is no pair key that can be read in "
            + PairHome.file(home).keyFile()
            + ". Make one with sbs pair new, or enter the other node's with sbs pair join.");
  }
}
