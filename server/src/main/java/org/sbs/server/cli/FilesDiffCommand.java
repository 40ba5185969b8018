package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.Differences;
import org.sbs.server.node.NodeControl.FileDifference;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what differs between the nodes, and why. */
@Command(
    name = "diff",
    description = "Asks the running node what differs between the nodes now, and why.")
final class FilesDiffCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--full",
      description =
          "Reads all files on both nodes again, whatever was read before; takes as long as that.")
  private boolean full;

  FilesDiffCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    ReasonText english = ReasonText.english();
    try {
      AdminClient node = AdminClient.reach(sbs.home().state(), sbs.home().toString());
      if (sbs.json()) {
        sbs.say(node.differencesJson(full));
        return ExitStatus.DONE;
      }
      Differences differences = node.differences(full);
      if (differences.problem().isPresent()) {
        throw new Failure(ExitStatus.FAILED, english.sentence(differences.problem().get()));
      }
      for (FileDifference file : differences.files()) {
        sbs.say(
            String.format(
                "%-9s %s: %s", file.state(), Sanitizer.line(file.path()), english.say(file.why())));
      }
      if (differences.files().isEmpty()) {
        sbs.say("Nothing differs.");
      }
      return ExitStatus.DONE;
    } catch (AdminException e) {
      throw Failure.of(e);
    }
  }
}
