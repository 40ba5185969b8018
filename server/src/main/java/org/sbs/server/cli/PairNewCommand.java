package org.sbs.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.json.JsonText;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.PairKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a pair key. */
@Command(
    name = "new",
    description = "Makes a pair key, stores it here, and shows it for the other node.")
final class PairNewCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(names = "--force", description = "Replaces a key that is there.")
  private boolean force;

  PairNewCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    PairKey key = PairKey.generate();
    PairCommand.store(
        home,
        key,
        (before, met) ->
            before.filter(ring -> met).map(ring -> ring.leaked(key)).orElse(Keyring.made(key)),
        force);
    Path file = PairHome.file(home).keyFile();
    if (sbs.json()) {
      sbs.say(
          JsonText.of(
              json -> {
                json.writeStartObject();
                json.writeBooleanField("done", true);
                json.writeStringField("file", file.toString());
                json.writeStringField("key", key.text());
                json.writeEndObject();
              }));
      return ExitStatus.DONE;
    }
    sbs.say("A new pair key is in " + file + ":\n");
    sbs.say("  " + key.text() + "\n");
    sbs.say("On the other node type the following, and enter the key when it asks:\n");
    sbs.say("  sbs pair join\n");
    sbs.say("Anyone who knows this key can read and change the pair's data. Keep it secret.");
    return ExitStatus.DONE;
  }
}
