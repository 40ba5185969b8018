package org.sbs.lpm.printer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.files.Durable;
import org.sbs.lpm.files.NotRegularException;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.printer.PrinterException.Sent;

/**
 * Writes each label as a file whose name comes from the job, so that a reprint replaces the same
 * file. A label appears whole or not at all, and is durable when the job is finished.
 */
final class FolderPrinter implements Printer {
  private static final Duration STALE = Duration.ofDays(1);

  private final PrinterDefinition.Folder definition;
  private final String writer;
  private final PrinterWatch watch;
  private boolean swept;

  FolderPrinter(PrinterDefinition.Folder definition, String writer, PrinterWatch watch) {
    this.watch = watch;
    this.definition = definition;
    this.writer = writer;
  }

  @Override
  public void probe() throws PrinterException {
    Path folder = definition.folder();
    if (!Files.isDirectory(folder)) {
      throw nothing("the folder " + folder + " is not there; create it, or mount its share");
    }
    if (!Files.isWritable(folder)) {
      throw nothing("the folder " + folder + " cannot be written to; check its rights");
    }
    if (!swept) {
      sweep();
      swept = true;
    }
  }

  /** Removes what writers that died have left; those at work are younger than a day. */
  private void sweep() throws PrinterException {
    Instant limit = Instant.now().minus(STALE);
    try (DirectoryStream<Path> stale =
        Files.newDirectoryStream(definition.folder(), ".lpm-*.tmp")) {
      for (Path file : stale) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw nothing("the folder " + definition.folder() + " cannot be read: " + e);
    }
  }

  private PrinterException nothing(String reason) {
    return new PrinterException("Printer " + definition.name() + ": " + reason + ".", Sent.NOTHING);
  }

  @Override
  public boolean replacesReprints() {
    return true;
  }

  @Override
  public Delivery open(String jobId, String fileName) throws PrinterException {
    probe();
    return new FolderDelivery(jobId, fileName);
  }

  private final class FolderDelivery implements Delivery {
    private final String jobId;
    private final String dataFile;
    private int alreadyThere;

    FolderDelivery(String jobId, String dataFile) {
      this.jobId = jobId;
      this.dataFile = dataFile;
    }

    @Override
    public void send(Content label, int number) throws PrinterException {
      Path target = definition.folder().resolve(definition.labelFile(dataFile, jobId, number));
      Path temporary =
          definition
              .folder()
              .resolve(".lpm-" + writer + "-" + Integer.toHexString(jobId.hashCode()) + ".tmp");
      try {
        if (isThere(target, label)) {
          alreadyThere++;
        } else {
          Durable.replace(target, temporary, label);
        }
        watch.moves();
      } catch (IOException e) {
        throw new PrinterException(
            "Printer " + definition.name() + ": the label " + target + " cannot be written: " + e,
            Sent.MAYBE,
            e);
      }
    }

    private boolean isThere(Path target, Content label) throws IOException {
      try (RegularFile file = RegularFile.open(target)) {
        if (file.size() != label.size()) {
          return false;
        }
        try (InputStream there = new BufferedInputStream(file.stream());
            InputStream wanted = new BufferedInputStream(label.stream())) {
          int one = wanted.read();
          while (one >= 0 && one == there.read()) {
            one = wanted.read();
          }
          return one < 0;
        }
      } catch (NoSuchFileException | NotRegularException e) {
        return false;
      }
    }

    @Override
    public int finish() throws PrinterException {
      try {
        Durable.forceFolder(definition.folder());
        return alreadyThere;
      } catch (IOException e) {
        throw new PrinterException(
            "Printer "
                + definition.name()
                + ": the folder "
                + definition.folder()
                + " cannot be made durable: "
                + e,
            Sent.MAYBE,
            e);
      }
    }

    @Override
    public void close() {
      // Each label is whole by itself; nothing is open.
    }
  }
}
