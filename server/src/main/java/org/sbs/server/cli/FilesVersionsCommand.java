package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.json.JsonText;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the old versions of files. */
@Command(
    name = "versions",
    aliases = "history",
    description =
        "Lists the versions of files that cycles replaced or deleted on this node, newest first.")
final class FilesVersionsCommand implements Callable<Integer> {
  private static final int MOST = 100_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final Sbs sbs;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "Only this file, or what lay in this folder.")
  private Path path;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "100",
      description = "No more than N versions, at most 100000; 100 if not given.")
  private int most;

  FilesVersionsCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    if (most < 1 || most > MOST) {
      throw new Failure(ExitStatus.USAGE, "--most takes a whole number from 1 to " + MOST + ".");
    }
    try {
      Optional<Path> at = Optional.ofNullable(path).map(this::absolute);
      FileVersions.Listing listing = new FileVersions(sbs.home().state()).list(at, most);
      if (sbs.json()) {
        sbs.say(json(listing.files()));
      } else {
        table(listing.files());
      }
      listing.problems().stream().map(ReasonText.english()::sentence).forEach(sbs::complain);
      return listing.problems().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, "The versions cannot be read: " + e.getMessage(), e);
    }
  }

  private Path absolute(Path given) {
    return sbs.surroundings().workingFolder().resolve(given).normalize();
  }

  private void table(List<FileVersion> files) {
    files.forEach(file -> sbs.say(line(file)));
    if (files.isEmpty()) {
      sbs.say(
          path == null
              ? "Nothing was replaced or deleted here, or it is older than version-days."
              : "There is no version of " + absolute(path) + ".");
    }
  }

  static String line(FileVersion file) {
    return String.format(
        Locale.ROOT,
        "%s  cycle %-6d %-13s %,12d  %s  %s",
        TIME.format(file.keptAt().atZone(ZoneId.systemDefault())),
        file.cycle(),
        file.happened(),
        file.size(),
        file.id(),
        Sanitizer.line(file.path().toString()));
  }

  private static String json(List<FileVersion> files) {
    return JsonText.of(
        json -> {
          json.writeStartArray();
          for (FileVersion file : files) {
            json.writeStartObject();
            json.writeStringField("id", file.id());
            json.writeStringField("time", file.keptAt().toString());
            json.writeNumberField("cycle", file.cycle());
            json.writeNumberField("epoch", file.epoch());
            json.writeStringField("happened", file.happened());
            json.writeStringField("path", file.path().toString());
            json.writeBooleanField("link", file.isLink());
            json.writeNumberField("size", file.size());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
