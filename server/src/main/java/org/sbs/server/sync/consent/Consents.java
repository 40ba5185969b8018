package org.sbs.server.sync.consent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.consent.Answer;
import org.sbs.core.consent.FolderConsent;
import org.sbs.core.consent.FolderPath;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.sync.disk.Causes;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.FolderPaths;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.RealPaths;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.record.ConsentList;
import org.sbs.server.sync.record.ConsentRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people on this node answered when its peer wanted to write a folder, durably, in the file
 * {@code consent} of the state folder (R10.5). Any thread.
 */
public final class Consents {
  /** More answers than folder sets have folders; the oldest are forgotten. */
  static final int MOST = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(Consents.class);

  private final Optional<RecordFile> file;
  private List<Answer> answers;
  private final List<String> before;

  private Consents(Optional<RecordFile> file, List<Answer> answers, List<String> before) {
    this.file = file;
    this.answers = List.copyOf(answers);
    this.before = List.copyOf(before);
  }

  /** No answers, and nothing is kept. */
  public static Consents none() {
    return new Consents(Optional.empty(), List.of(), List.of());
  }

  /**
   * Those of a node. One that ran before there were answers goes on with the folders that it took:
   * its settings were said to accept them then.
   *
   * @param copied the folder set of the last cycle that it committed as a secondary, if it did
   */
  public static Consents open(Path stateFolder, Optional<FolderSet> copied) {
    return open(stateFolder, copied, RealPaths.by(FolderRules::place));
  }

  public static Consents open(Path stateFolder, Optional<FolderSet> copied, RealPaths real) {
    RecordFile file = new RecordFile(new Disk(), stateFolder.resolve("consent"));
    Optional<ConsentList> read;
    try {
      read = file.read(ConsentList.parser());
    } catch (IOException e) {
      putAside(file.path(), e);
      return new Consents(Optional.of(file), List.of(), List.of());
    }
    if (read.isPresent()) {
      return new Consents(Optional.of(file), answers(read.get()), List.of());
    }
    List<Answer> taken = copied.map(set -> taken(set, real)).orElse(List.of());
    Consents first =
        new Consents(
            Optional.of(file), taken, taken.stream().map(one -> one.folder().text()).toList());
    try {
      first.write(taken);
    } catch (IOException e) {
      LOG.warn("The answers about folders cannot be written yet: {}", Causes.words(e));
    }
    return first;
  }

  /** A file that cannot be read says yes to nothing. */
  private static void putAside(Path path, IOException cause) {
    Path aside = path.resolveSibling("consent.damaged");
    LOG.error(
        "{} cannot be used ({}) and is renamed to {}: what was accepted is asked again",
        path,
        Causes.words(cause),
        aside.getFileName());
    try {
      Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.error("{} cannot be renamed: {}", path, Causes.words(e));
    }
  }

  private static List<Answer> taken(FolderSet copied, RealPaths real) {
    List<FolderPath> paths =
        copied.folders().stream()
            .filter(folder -> folder.index() != 0)
            .flatMap(folder -> FolderPath.parse(folder.path(), Platform.NAMES).stream())
            .toList();
    List<Path> places = real.of(paths.stream().map(path -> Path.of(path.text())).toList());
    List<Answer> taken = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      taken.add(new Answer(paths.get(i), FolderPaths.of(places.get(i)), true));
    }
    return taken;
  }

  private static List<Answer> answers(ConsentList list) {
    List<Answer> answers = new ArrayList<>();
    for (ConsentRecord record : list.getConsentList()) {
      Optional<FolderPath> folder = FolderPath.parse(record.getFolder(), Platform.NAMES);
      Optional<FolderPath> place = FolderPath.parse(record.getPlace(), Platform.NAMES);
      if (folder.isPresent() && place.isPresent()) {
        answers.add(new Answer(folder.get(), place.get(), record.getYes()));
      }
    }
    return answers;
  }

  /** The newest last. */
  public synchronized List<Answer> list() {
    return answers;
  }

  /** The folders that were taken before there were answers; only at the first start since. */
  public List<String> takenBefore() {
    return before;
  }

  /** Adds an answer; it is durable when this returns. */
  public synchronized void add(Answer answer) throws IOException {
    List<Answer> next = FolderConsent.with(answers, answer);
    List<Answer> newest = next.subList(Math.max(0, next.size() - MOST), next.size());
    write(newest);
    answers = List.copyOf(newest);
  }

  private synchronized void write(List<Answer> all) throws IOException {
    if (file.isEmpty()) {
      return;
    }
    ConsentList.Builder list = ConsentList.newBuilder();
    for (Answer answer : all) {
      list.addConsent(
          ConsentRecord.newBuilder()
              .setFolder(answer.folder().text())
              .setPlace(answer.place().text())
              .setYes(answer.yes()));
    }
    file.get().prepare("CONSENT", list.build());
    file.get().publish("CONSENT-PUBLISH");
    file.get().forceFolder("CONSENT");
  }
}
