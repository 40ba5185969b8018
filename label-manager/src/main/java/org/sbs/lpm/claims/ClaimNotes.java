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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /**
   * A print of a job at a printer that keeps its jobs under their names.
   *
   * @param number which one it is, from 1
   * @param again whether something may have come out before it
   * @param whole whether all of it was handed over, so that the printer can be asked about it
   */
  public record Print(int number, boolean again, boolean whole) {
    private static final Print FIRST = new Print(1, false, false);
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})( again)?( whole)?");

    /** What the printer knows it as: two prints of a job are never taken for each other. */
    public String name(String jobId) {
      return number == 1 ? jobId : jobId + "." + number;
    }

    /** All of it was handed over. */
    public Print handedOver() {
      return new Print(number, again, true);
    }

    private Content content() {
      String text = number + (again ? AGAIN : "") + (whole ? " whole" : "");
      return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Print parse(String text) {
      Matcher matcher = FORM.matcher(text);
      return matcher.matches()
          ? new Print(
              Integer.parseInt(matcher.group(1)),
              matcher.group(2) != null,
              matcher.group(3) != null)
          : FIRST;
    }
  }

  /** The last print that was noted; the first one if none was. */
  public Print print(JobName job) throws IOException {
    try (RegularFile file = RegularFile.open(print(job.id()));
        InputStream stream = file.stream()) {
      return Print.parse(new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip());
    } catch (NoSuchFileException | NotRegularException e) {
      return Print.FIRST;
    }
  }

  /** Notes durably which print begins; the first one needs no note. */
  public void printBegins(JobName job, Print print) throws IOException {
    if (!print.equals(print(job))) {
      RealFolders.make(top, folder);
      Durable.replace(print(job.id()), temporary(job), print.content());
      Durable.forceFolder(folder);
    }
  }

  /**
   * Notes at once, but not durably, that all of a print is handed over. Without this note the
   * printer is not asked, and the job may have been printed.
   */
  public void printIsWhole(JobName job, Print print) throws IOException {
    RealFolders.make(top, folder);
    Durable.replaceInPassing(print(job.id()), temporary(job), print.handedOver().content());
  }

  /**
   * Notes durably that the job's next print is another one than that which the printer knows.
   *
   * @param again whether that one may have printed what the next one prints
   */
  public void nextPrint(JobName job, boolean again) throws IOException {
    Print last = print(job);
    if (!last.equals(Print.FIRST)) {
      printBegins(job, new Print(last.number() + 1, again, false));
    }
  }

  private Path print(String jobId) {
    return folder.resolve(jobId + ".print");
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
    // Asked first of File, which makes no exception of what is missing, as it mostly is.
    if (!folder.toFile().exists() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    forget(job);
    Files.deleteIfExists(print(job.id()));
    Files.deleteIfExists(rows(job));
    Files.deleteIfExists(parts(job));
    Files.deleteIfExists(reprint(job));
  }
}
