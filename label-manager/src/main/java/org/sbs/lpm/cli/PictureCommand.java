package org.sbs.lpm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.picture.LabelPicture;
import org.sbs.lpm.settings.SettingsException;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.lpm.state.Log;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws labels without a printer. */
@Command(
    name = "picture",
    mixinStandardHelpOptions = true,
    description = {
      "Draws labels as PNG, a dot a pixel: of files in ZPL or, with --sentinel, of",
      "data files as that sentinel would print them. A line each: picture TAB size",
      "TAB what is not drawn, or not as the printer would. Prints and moves nothing;",
      "no Label Print Manager need run."
    })
final class PictureCommand implements Callable<Integer> {
  private static final int MOST_LABELS = 100;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Labels in ZPL, or data.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "DIR",
      description = "The settings folder, for --sentinel.")
  private Optional<Path> settings = Optional.empty();

  @Option(
      names = "--sentinel",
      paramLabel = "NAME",
      description = "Whose template and data settings are used.")
  private Optional<String> sentinel = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where the pictures go: FILE-1.png and so on. Without it, here.")
  private Path out = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (settings.isPresent() != sentinel.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--settings and --sentinel go together; give both or none.");
    }
    // No screen is needed, and where there is none Java would look for one.
    System.setProperty("java.awt.headless", "true");
    boolean all = true;
    try {
      Files.createDirectories(out.toAbsolutePath());
      Optional<LabelMaker> maker = maker();
      for (Path file : files) {
        all &= draw(file, maker);
      }
    } catch (SettingsException e) {
      System.err.println(e.getMessage());
      return ExitStatus.FAILED;
    } catch (IOException e) {
      System.err.println("The folder " + out + " cannot be made: " + e);
      return ExitStatus.FAILED;
    }
    return all ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  private Optional<LabelMaker> maker() throws SettingsException {
    return sentinel.isEmpty()
        ? Optional.empty()
        : Optional.of(new SettingsFolder(settings.orElseThrow()).load(sentinel.get()).labels());
  }

  private boolean draw(Path file, Optional<LabelMaker> maker) {
    int count = 0;
    try (RegularFile data = RegularFile.open(file)) {
      String name = file.getFileName().toString();
      if (maker.isEmpty()) {
        try (var stream = data.stream()) {
          count = draw(name, stream.readAllBytes(), 0);
        }
      } else {
        try (Labels labels = maker.get().open(name, data)) {
          for (Optional<Label> label = labels.next();
              label.isPresent() && count < MOST_LABELS;
              label = labels.next()) {
            try (var stream = label.get().content().stream()) {
              count += draw(name, stream.readAllBytes(), count);
            }
          }
        }
      }
    } catch (BadDataException | IncompleteDataException e) {
      System.err.println(file + ": " + e.getMessage());
      return false;
    } catch (NoSuchFileException e) {
      System.err.println(e.getFile() + " is not there.");
      return false;
    } catch (IOException e) {
      System.err.println(file + " cannot be read, or its picture cannot be written: " + e);
      return false;
    }
    if (count == 0) {
      System.err.println(file + " has no label in ZPL: nothing between ^XA and ^XZ is drawn.");
    }
    return count > 0;
  }

  private int draw(String name, byte[] zpl, int before) throws IOException {
    int count = 0;
    for (LabelPicture picture : LabelPicture.of(zpl)) {
      count++;
      int dot = name.lastIndexOf('.');
      String stem = dot > 0 ? name.substring(0, dot) : name;
      Path target = out.resolve(stem + "-" + (before + count) + ".png");
      try (OutputStream stream = Files.newOutputStream(target)) {
        picture.write(stream);
      }
      StringBuilder line = new StringBuilder();
      line.append(Log.oneLine(target.toString()));
      line.append('\t').append(picture.width()).append('x').append(picture.height()).append('\t');
      line.append(Log.oneLine(String.join(" ", picture.notes()))).append('\n');
      System.out.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
    }
    System.out.flush();
    return count;
  }
}
