package org.sbs.server.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.admin.ReasonJson;
import org.sbs.server.json.JsonText;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.status.NodeStatus.SentinelStatus;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The group of commands round the sentinels of the service that runs. */
@Command(
    name = "sentinels",
    description = "Lists, activates and deactivates the sentinels of the service.",
    synopsisSubcommandLabel = "COMMAND")
final class SentinelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private SentinelsCommand() {}

  static CommandLine line(Sbs sbs) {
    return new CommandLine(new SentinelsCommand())
        .addSubcommand("list", new Listing(sbs))
        .addSubcommand("activate", new Activate(sbs))
        .addSubcommand("deactivate", new Deactivate(sbs));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say list, activate or deactivate.");
  }

  /** Which there are. */
  @Command(
      name = "list",
      description = "Lists them: active, inactive or failed, and why. Ask the primary.")
  private static final class Listing implements Callable<Integer> {
    private final Sbs sbs;

    Listing(Sbs sbs) {
      this.sbs = sbs;
    }

    @Override
    public Integer call() throws Failure {
      NodeStatus status = status(sbs);
      if (sbs.json()) {
        sbs.say(JsonText.of(json -> write(json, status.service().sentinels())));
        return ExitStatus.DONE;
      }
      if (!status.service().running()) {
        throw new Failure(
            ExitStatus.FAILED,
            "The service does not run on this node. Ask the node that is primary.");
      }
      int width =
          status.service().sentinels().stream().mapToInt(s -> s.name().length()).max().orElse(0);
      for (SentinelStatus sentinel : status.service().sentinels()) {
        sbs.say(
            Sanitizer.line(
                String.format(
                    Locale.ROOT,
                    "%-" + (width + 2) + "s%s%s",
                    sentinel.name(),
                    state(sentinel),
                    sentinel
                        .problem()
                        .map(why -> ": " + ReasonText.english().say(why))
                        .orElse(""))));
      }
      if (status.service().sentinels().isEmpty()) {
        sbs.say("The service has no sentinels.");
      }
      return ExitStatus.DONE;
    }

    private static void write(JsonGenerator json, List<SentinelStatus> sentinels)
        throws IOException {
      json.writeStartArray();
      for (SentinelStatus sentinel : sentinels) {
        json.writeStartObject();
        json.writeStringField("name", sentinel.name());
        json.writeStringField("state", state(sentinel));
        ReasonJson.write(json, "problem", sentinel.problem());
        json.writeStringField("printerState", sentinel.printerState().orElse(null));
        json.writeEndObject();
      }
      json.writeEndArray();
    }

    private static String state(SentinelStatus sentinel) {
      if (sentinel.active()) {
        return "active";
      }
      return sentinel.problem().isPresent() ? "failed" : "inactive";
    }
  }

  /** Which a user means. */
  private static final class Choice {
    @Parameters(
        arity = "0..*",
        paramLabel = "NAME",
        description = "As sbs sentinels list shows it.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All that the service has.")
    private boolean all;

    List<String> of(Sbs sbs, CommandSpec spec) throws Failure {
      if (all == !names.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "Name sentinels, or say --all.");
      }
      return all
          ? status(sbs).service().sentinels().stream().map(SentinelStatus::name).toList()
          : List.copyOf(names);
    }
  }

  /** From now on they work. */
  @Command(name = "activate", description = "Activates sentinels: from now on they print.")
  private static final class Activate implements Callable<Integer> {
    private final Sbs sbs;
    @CommandLine.Mixin private final Choice choice = new Choice();
    @Spec private CommandSpec spec;

    Activate(Sbs sbs) {
      this.sbs = sbs;
    }

    @Override
    public Integer call() throws Failure {
      List<String> names = choice.of(sbs, spec);
      return sbs.ask(client -> client.sentinels(names, true));
    }
  }

  /** From now on they do not. */
  @Command(
      name = "deactivate",
      description =
          "Deactivates sentinels: they print nothing, on either node, until they are activated.")
  private static final class Deactivate implements Callable<Integer> {
    private final Sbs sbs;
    @CommandLine.Mixin private final Choice choice = new Choice();
    @Spec private CommandSpec spec;

    Deactivate(Sbs sbs) {
      this.sbs = sbs;
    }

    @Override
    public Integer call() throws Failure {
      List<String> names = choice.of(sbs, spec);
      return sbs.ask(client -> client.sentinels(names, false));
    }
  }

  private static NodeStatus status(Sbs sbs) throws Failure {
    try {
      return AdminClient.reach(sbs.home().state(), sbs.home().toString()).status();
    } catch (AdminException e) {
      throw Failure.of(e);
    }
  }
}
