package org.sbs.lpm.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Labels;
import org.sbs.lpm.label.RejectedRows;
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

  private final Set<String> stems = new HashSet<>();

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
      if (sentinel.isPresent() && maker.isEmpty()) {
        return ExitStatus.FAILED;
      }
      for (Path file : files) {
        all &= draw(file, maker);
      }
    } catch (SettingsException e) {
      complain(e.getMessage());
      return ExitStatus.FAILED;
    } catch (IOException e) {
      complain("The settings cannot be read, or the folder " + out + " cannot be made: " + e);
      return ExitStatus.FAILED;
    }
    return all ? ExitStatus.DONE : ExitStatus.FAILED;
  }

  /** Nothing without --sentinel, or if there is none of that name, which is said. */
  private Optional<LabelMaker> maker() throws SettingsException, IOException {
    if (sentinel.isEmpty()) {
      return Optional.empty();
    }
    SettingsFolder folder = new SettingsFolder(settings.orElseThrow());
    Set<String> names = folder.names();
    if (!names.contains(sentinel.get())) {
      complain(
          "No sentinel is called '"
              + Log.oneLine(sentinel.get())
              + "' in "
              + folder.path()
              + "; "
              + (names.isEmpty()
                  ? "there is none at all: sentinels/NAME.toml makes one."
                  : "there are " + Log.oneLine(String.join(", ", names)) + "."));
      return Optional.empty();
    }
    return Optional.of(folder.load(sentinel.get()).labels());
  }

  /** What is wrong with data has words of the data in it, which must not command a terminal. */
  private static void complain(String text) {
    System.err.println(Log.oneLine(text));
  }

  private boolean draw(Path file, Optional<LabelMaker> maker) {
    Drawing drawing = new Drawing(stem(file.getFileName().toString()));
    Rejected rejected = new Rejected(file);
    try (RegularFile data = RegularFile.open(file)) {
      if (maker.isEmpty()) {
        try (var stream = data.stream()) {
          drawing.draw(stream.readAllBytes());
        }
      } else {
        String name = file.getFileName().toString();
        try (Labels labels = maker.get().open(name, data, rejected)) {
          for (Optional<Label> label = labels.next();
              label.isPresent() && drawing.count < MOST_LABELS;
              label = labels.next()) {
            try (var stream = label.get().content().stream()) {
              drawing.draw(stream.readAllBytes());
            }
          }
        }
      }
    } catch (BadDataException | IncompleteDataException e) {
      complain(file + ": " + e.getMessage());
      return false;
    } catch (NoSuchFileException e) {
      complain(e.getFile() + " is not there.");
      return false;
    } catch (IOException e) {
      complain(file + " cannot be read, or its picture cannot be written: " + e);
      return false;
    }
    rejected.sayHowMany(drawing.count);
    if (drawing.count == 0 && rejected.count == 0) {
      complain(
          maker.isEmpty()
              ? file + " has no label in ZPL: nothing between ^XA and ^XZ is drawn."
              : file + " asks for no label that is drawn: see its quantities and the template.");
    }
    return drawing.count > 0 && drawing.right && rejected.count == 0;
  }

  /** Files of the same name in several folders have pictures of their own. */
  private String stem(String name) {
    int dot = name.lastIndexOf('.');
    String own = dot > 0 ? name.substring(0, dot) : name;
    String stem = own;
    for (int i = 2; !stems.add(stem.toLowerCase(Locale.ROOT)); i++) {
      stem = own + "-" + i;
    }
    return stem;
  }

  /** Says of each wrong row what is wrong with it. */
  private static final class Rejected implements RejectedRows {
    private final Path file;
    private int count;

    Rejected(Path file) {
      this.file = file;
    }

    @Override
    public void add(String head, String text, String reason) {
      count++;
      if (count <= MOST_LABELS) {
        complain(file + ": " + reason);
      }
    }

    void sayHowMany(int drawn) {
      if (count > MOST_LABELS) {
        complain(file + ": and " + (count - MOST_LABELS) + " more rows are wrong.");
      }
      if (count > 0 && drawn == 0) {
        complain(file + ": no row is right, so that nothing is drawn.");
      }
    }
  }

  /** The pictures of one file. */
  private final class Drawing {
    private final String stem;
    private int count;
    private boolean right = true;

    Drawing(String stem) {
      this.stem = stem;
    }

    void draw(byte[] zpl) throws IOException {
      for (LabelPicture picture : LabelPicture.of(zpl)) {
        count++;
        right &= !picture.lacksCode();
        Path target = out.resolve(stem + "-" + count + ".png");
        try (OutputStream stream = Files.newOutputStream(target)) {
          picture.write(stream);
        }
        String line =
            Log.oneLine(target.toString())
                + "\t"
                + picture.width()
                + "x"
                + picture.height()
                + "\t"
                + Log.oneLine(String.join(" ", picture.notes()))
                + "\n";
        System.out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      }
      System.out.flush();
    }
  }
}
