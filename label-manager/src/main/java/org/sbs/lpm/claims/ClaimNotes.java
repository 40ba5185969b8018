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
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.files.Durable;
import org.sbs.lpm.files.NotRegularException;
import org.sbs.lpm.files.RealFolders;
import org.sbs.lpm.files.RegularFile;

/** What a node notes of a job while it prints it, where its successor finds it. */
public final class ClaimNotes {
  static final String FOLDER = "notes";
  private static final String AGAIN = " again";
  private static final String NO_COUNTER = "-";
  private static final int MAX_BYTES = 4096;
  private static final int MAX_PARTS_BYTES = 1 << 20;

  private final Path top;
  private final Path folder;

  ClaimNotes(Path top, Path folder) {
    this.top = top;
    this.folder = folder;
  }

  /**
   * A print that has begun.
   *
   * @param device the printer
   * @param counter its counter's reading before the first byte, if it counts
   * @param first the label with which that print began
   * @param again whether something may have come out even before that print
   * @param surely the last label that had come out by the printer's own word, given to this print;
   *     one less than the first if none had
   */
  public record Note(String device, OptionalLong counter, int first, boolean again, int surely) {
    /** With more labels that have come out. */
    public Note came(int last) {
      return new Note(device, counter, first, again, last);
    }

    private Content content() {
      String text =
          (counter.isPresent() ? Long.toString(counter.getAsLong()) : NO_COUNTER)
              + ("\n" + first + (again ? AGAIN : "") + "\n" + device + "\n")
              + (surely < first ? "" : surely + "\n");
      return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Notes it durably; replaces what was noted of an earlier print of the job. */
  public void write(JobName job, Note note) throws IOException {
    RealFolders.make(top, folder);
    Durable.replace(folder.resolve(job.id()), temporary(job), note.content());
    Durable.forceFolder(folder);
  }

  /**
   * Replaces it at once, but not durably: it outlives this process, and after a power cut an older
   * one may lie there, or one that cannot be read, by which more labels count as perhaps double.
   */
  public void progress(JobName job, Note note) throws IOException {
    RealFolders.make(top, folder);
    Durable.replaceInPassing(folder.resolve(job.id()), temporary(job), note.content());
  }

  private Path temporary(JobName job) {
    return folder.resolve("." + job.id() + ".tmp");
  }

  /** What was noted; nothing if nothing was, or it is no note. */
  public Optional<Note> read(JobName job) throws IOException {
    try (RegularFile file = RegularFile.open(folder.resolve(job.id()));
        InputStream stream = file.stream()) {
      String[] lines =
          new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).split("\n", 5);
      return lines.length < 4 ? Optional.empty() : note(lines);
    } catch (NoSuchFileException | NotRegularException e) {
      return Optional.empty();
    }
  }

  private static Optional<Note> note(String[] lines) {
    boolean again = lines[1].endsWith(AGAIN);
    String first = again ? lines[1].substring(0, lines[1].length() - AGAIN.length()) : lines[1];
    boolean counts = !lines[0].equals(NO_COUNTER);
    if (!first.matches("[0-9]{1,9}") || (counts && !lines[0].matches("[0-9]{1,18}"))) {
      return Optional.empty();
    }
    OptionalLong counter =
        counts ? OptionalLong.of(Long.parseLong(lines[0])) : OptionalLong.empty();
    int from = Integer.parseInt(first);
    int surely = lines[3].matches("[0-9]{1,9}") ? Integer.parseInt(lines[3]) : 0;
    return Optional.of(new Note(lines[2], counter, from, again, Math.max(surely, from - 1)));
  }

  /** Notes durably that the rows that are not printed lie in {@code failed}. */
  public void rowsAreFiled(JobName job) throws IOException {
    RealFolders.make(top, folder);
    Durable.replace(rows(job), temporary(job), Content.of(new byte[] {'\n'}));
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
        temporary(job),
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

  /** Notes durably that somebody wants the job printed again from that label on. */
  public void isReprint(JobName job, int from) throws IOException {
    RealFolders.make(top, folder);
    Durable.replace(
        reprint(job),
        temporary(job),
        Content.of(Integer.toString(from).getBytes(StandardCharsets.UTF_8)));
    Durable.forceFolder(folder);
  }

  /** From which label on somebody wants it printed again, if somebody has said so. */
  public OptionalInt reprintFrom(JobName job) throws IOException {
    try (RegularFile file = RegularFile.open(reprint(job));
        InputStream stream = file.stream()) {
      String text = new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip();
      return OptionalInt.of(text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 1);
    } catch (NoSuchFileException | NotRegularException e) {
      return OptionalInt.empty();
    }
  }

  private Path reprint(JobName job) {
    return folder.resolve(job.id() + ".reprint");
  }

  /** Whether a job is more than its file: something of it is done already, or it is a reprint. */
  public boolean hasProgress(JobName job) {
    return hasFiledRows(job)
        || Files.exists(parts(job), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(reprint(job), LinkOption.NOFOLLOW_LINKS);
  }

  /** Forgets the printer's counter. */
  public void forget(JobName job) throws IOException {
    Files.deleteIfExists(folder.resolve(job.id()));
  }

  /** Forgets a job that has ended. */
  public void forgetAll(JobName job) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    forget(job);
    Files.deleteIfExists(rows(job));
    Files.deleteIfExists(parts(job));
    Files.deleteIfExists(reprint(job));
  }
}
