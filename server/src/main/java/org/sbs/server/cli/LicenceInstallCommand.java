package org.sbs.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.core.licence.Licence;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.DurableFile;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.licence.LicenceException;
import org.sbs.server.licence.LicenceFile;
import org.sbs.server.licence.LicenceText;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Installs a licence, after looking at it as the node will. */
@Command(
    name = "install",
    description = "Checks a licence and installs it on this node; a running node takes it at once.")
final class LicenceInstallCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|TEXT",
      description = "A file with the licence, or its text.")
  private List<String> words;

  LicenceInstallCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    Settings settings = Checks.settings(home);
    String node =
        LicenceCommand.nodeId(home)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitStatus.FAILED,
                        "This node has no id yet, so no licence can be for it. Start it once with:"
                            + " sbs start --home "
                            + home));
    String text = text();
    LicenceFile place = LicenceCommand.file(home, settings, node);
    ReasonText english = ReasonText.english();
    try {
      Licence licence = place.check(text);
      LicenceFinding found = LicenceFinding.of(licence, LocalDate.now(ZoneOffset.UTC));
      if (found.state() == LicenceFinding.State.EXPIRED) {
        throw new Failure(
            ExitStatus.FAILED,
            "Nothing was installed. "
                + english.sentence(found.what())
                + " "
                + english.sentence(found.remedy()));
      }
      DurableFile.replace(place.file(), (text.strip() + "\n").getBytes(StandardCharsets.UTF_8));
      sbs.answer("Installed in " + place.file() + ". " + english.sentence(found.what()));
      return ExitStatus.DONE;
    } catch (LicenceException e) {
      throw new Failure(ExitStatus.FAILED, "Nothing was installed. " + e.getMessage(), e);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED, "The licence cannot be written to " + place.file() + ": " + e, e);
    }
  }

  private String text() throws Failure {
    String given = String.join(" ", words);
    try {
      Path file = sbs.surroundings().workingFolder().resolve(given);
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          byte[] bytes = in.readNBytes(LicenceText.MOST_CHARACTERS + 1);
          return new String(bytes, StandardCharsets.UTF_8);
        }
      }
    } catch (InvalidPathException e) {
      return given; // A text, and no name of a file on this system.
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, given + " cannot be read: " + e, e);
    }
    if (words.size() == 1 && !LicenceText.looksLikeOne(given)) {
      throw new Failure(
          ExitStatus.FAILED, "There is no file " + given + ", and it is no licence either.");
    }
    return given;
  }
}
