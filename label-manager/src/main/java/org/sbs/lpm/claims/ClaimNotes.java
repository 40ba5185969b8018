package org.sbs.lpm.claims;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.files.Durable;
import org.sbs.lpm.files.NotRegularException;
import org.sbs.lpm.files.RealFolders;
import org.sbs.lpm.files.RegularFile;

/** What a node notes of a job before its first byte, where its successor finds it. */
public final class ClaimNotes {
  static final String FOLDER = "notes";
  private static final String AGAIN = " again";
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PARTS_BYTES = 1 << 20;

  private final Path top;
  private final Path folder;

  ClaimNotes(Path top, Path folder) {
    this.top = top;
    this.folder = folder;
  }

  /**
   * A printer's counter as it stood before a print began.
   *
   * @param device the printer
   * @param counter its reading
   * @param first the label with which that print began
   * @param again whether something may have come out even before that print
   */
  public record Note(String device, long counter, int first, boolean again) {}

  /** Notes it durably; replaces what was noted of an earlier print of the job. */
  public void write(JobName job, Note note) throws IOException {
    RealFolders.make(top, folder);
    String text =
        note.counter()
            + "\n"
            + note.first()
            + (note.again() ? AGAIN : "")
            + "\n"
            + note.device()
            + "\n";
    Durable.replace(
        folder.resolve(job.id()),
        folder.resolve("." + job.id() + ".tmp"),
        Content.of(text.getBytes(StandardCharsets.UTF_8)));
    Durable.forceFolder(folder);
  }

  /** What was noted; nothing if nothing was, or it is no note. */
  public Optional<Note> read(JobName job) throws IOException {
    try (RegularFile file = RegularFile.open(folder.resolve(job.id()));
        InputStream stream = file.stream()) {
      String[] lines =
          new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).split("\n", 4);
      boolean again = lines.length == 4 && lines[1].endsWith(AGAIN);
      if (again) {
        lines[1] = lines[1].substring(0, lines[1].length() - AGAIN.length());
      }
      if (lines.length == 4 && lines[0].matches("[0-9]{1,18}") && lines[1].matches("[0-9]{1,9}")) {
        return Optional.of(
            new Note(lines[2], Long.parseLong(lines[0]), Integer.parseInt(lines[1]), again));
      }
      return Optional.empty();
    } catch (NoSuchFileException | NotRegularException e) {
      return Optional.empty();
    }
  }

  /** Notes durably that the rows that are not printed lie in {@code failed}. */
  public void rowsAreFiled(JobName job) throws IOException {
    RealFolders.make(top, folder);
    Durable.replace(
        rows(job), folder.resolve("." + job.id() + ".tmp"), Content.of(new byte[] {'\n'}));
    Durable.forceFolder(folder);
  }

  /** Whether they lie, or have lain, there: somebody may have corrected and dropped them. */
  public boolean hasFiledRows(JobName job) {
    return Files.exists(rows(job), LinkOption.NOFOLLOW_LINKS);
  }

  private Path rows(JobName job) {
    return folder.resolve(job.id() + ".rows");
  }

  /** Notes durably that the parts of a job for these printers are printed. */
  public void partsArePrinted(JobName job, Collection<String> printers) throws IOException {
    RealFolders.make(top, folder);
    Durable.replace(
        parts(job),
        folder.resolve("." + job.id() + ".tmp"),
        Content.of(String.join("\n", printers).getBytes(StandardCharsets.UTF_8)));
    Durable.forceFolder(folder);
  }

  /** The printers whose parts of a job are printed, as far as that was noted. */
  public Set<String> printedParts(JobName job) throws IOException {
    try (RegularFile file = RegularFile.open(parts(job));
        InputStream stream = file.stream()) {
      String text = new String(stream.readNBytes(MAX_PARTS_BYTES), StandardCharsets.UTF_8);
      return new LinkedHashSet<>(text.lines().toList());
    } catch (NoSuchFileException | NotRegularException e) {
      return new LinkedHashSet<>();
    }
  }

  private Path parts(JobName job) {
    return folder.resolve(job.id() + ".parts");
  }

  /** Whether something of a job that was not printed whole is done already, for ever. */
  public boolean hasProgress(JobName job) {
    return hasFiledRows(job) || Files.exists(parts(job), LinkOption.NOFOLLOW_LINKS);
  }

  /** Forgets the printer's counter. */
  public void forget(JobName job) throws IOException {
    Files.deleteIfExists(folder.resolve(job.id()));
  }

  /** Forgets a job that has ended. */
  public void forgetAll(JobName job) throws IOException {
    forget(job);
    Files.deleteIfExists(rows(job));
    Files.deleteIfExists(parts(job));
  }
}
