package org.sbs.server.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sbs.core.replica.ConflictCause;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.json.JsonText;
import org.sbs.server.sync.commit.Conflict;
import org.sbs.server.sync.commit.Conflicts;
import picocli.CommandLine.Command;

/** Lists the versions of files that lost when the nodes met. */
@Command(
    name = "conflicts",
    description =
        "Lists files that were edited on both nodes while they were apart, or of which an old"
            + " version came back on one, as from a backup: the version that lost is kept, and can"
            + " be restored.")
final class FilesConflictsCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Sbs sbs;

  FilesConflictsCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    try {
      List<Conflict> conflicts = Conflicts.in(sbs.home().state()).list();
      if (sbs.json()) {
        sbs.say(json(conflicts));
        return ExitStatus.DONE;
      }
      for (Conflict conflict : conflicts) {
        sbs.say(
            TIME.format(conflict.keptAt().atZone(ZoneId.systemDefault()))
                + "  "
                + Sanitizer.line(conflict.path()));
        sbs.say(
            "    "
                + what(conflict)
                + " is kept "
                + (conflict.here() ? "on this node" : "on that node")
                + "; to get it, type"
                + (conflict.here() ? "" : " there"));
        sbs.say("    " + restore(conflict));
      }
      if (conflicts.isEmpty()) {
        sbs.say("There are no conflicts.");
      }
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, "The conflicts cannot be read: " + e.getMessage(), e);
    }
  }

  private static String what(Conflict conflict) {
    String owner = "node " + shortId(conflict.owner());
    String winner = "node " + shortId(conflict.winner());
    return switch (conflict.cause()) {
      case CHANGED_ON_BOTH -> "the version of " + owner + " lost to that of " + winner + " and";
      case OLD_VERSION_CAME_BACK ->
          "an old version came back on "
              + owner
              + ", as from a backup; the newer one of "
              + winner
              + " stays, and the old one";
      case PRIMARY_WENT_BACK ->
          winner
              + " has an old version, as from a backup, which stays in force; the newer one of "
              + owner;
    };
  }

  private static String word(ConflictCause cause) {
    return cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String shortId(String node) {
    return node.substring(0, Math.min(8, node.length()));
  }

  private static String restore(Conflict conflict) {
    return "sbs files restore " + conflict.keptId() + " --to FILE";
  }

  private static String json(List<Conflict> conflicts) {
    return JsonText.of(
        json -> {
          json.writeStartArray();
          for (Conflict conflict : conflicts) {
            json.writeStartObject();
            json.writeStringField("path", conflict.path());
            json.writeStringField("time", conflict.keptAt().toString());
            json.writeNumberField("cycle", conflict.cycle());
            json.writeNumberField("epoch", conflict.epoch());
            json.writeStringField("kept", conflict.owner());
            json.writeStringField("won", conflict.winner());
            json.writeStringField("cause", word(conflict.cause()));
            json.writeBooleanField("here", conflict.here());
            json.writeStringField("id", conflict.keptId());
            json.writeStringField("restore", restore(conflict));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
