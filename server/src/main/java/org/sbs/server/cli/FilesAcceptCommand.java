package org.sbs.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.json.JsonText;
import org.sbs.view.status.NodeStatus.Offer;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the peer write a folder that it asked for, and lists what it asks for (R10.5). */
@Command(
    name = "accept",
    description =
        "Lets the other node write a folder on this one that its settings name and this node's do"
            + " not. Without a yes nothing of such a folder is copied. The yes is kept.")
final class FilesAcceptCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "the folder, as --list shows it")
  private String path;

  @Option(
      names = "--list",
      description = "list the folders that are not copied, what they wait for and why")
  private boolean list;

  @Spec private CommandSpec spec;

  FilesAcceptCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    if (list == (path != null)) {
      throw new ParameterException(spec.commandLine(), "Say which folder, or --list.");
    }
    return list ? list() : sbs.ask(client -> ShownFolder.consent(client, path, true));
  }

  private int list() throws Failure {
    try {
      AdminClient node = AdminClient.reach(sbs.home().state(), sbs.home().toString());
      List<Offer> offers = node.status().sync().offers();
      if (sbs.json()) {
        sbs.say(JsonText.of(json -> write(json, offers)));
        return ExitStatus.DONE;
      }
      for (Offer offer : offers) {
        String on = offer.node().equals("this") ? "" : " on the other node";
        sbs.say(Sanitizer.line(String.format("%-8s %s%s", offer.state(), offer.folder(), on)));
        offer
            .place()
            .filter(place -> !place.equals(offer.folder()))
            .ifPresent(place -> sbs.say("         it lies at " + Sanitizer.line(place)));
        sbs.say("         " + Sanitizer.line(ReasonText.english().say(offer.why())));
      }
      if (offers.isEmpty()) {
        sbs.say("All folders of the folder set are copied.");
      }
      return ExitStatus.DONE;
    } catch (AdminException e) {
      throw Failure.of(e);
    }
  }

  private static void write(JsonGenerator json, List<Offer> offers) throws IOException {
    json.writeStartArray();
    for (Offer offer : offers) {
      json.writeStartObject();
      json.writeStringField("folder", offer.folder());
      json.writeStringField("place", offer.place().orElse(null));
      json.writeStringField("node", offer.node());
      json.writeStringField("state", offer.state());
      json.writeStringField("why", ReasonText.english().say(offer.why()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
