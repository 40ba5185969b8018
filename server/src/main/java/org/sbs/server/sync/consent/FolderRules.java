package org.sbs.server.sync.consent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.core.consent.Answer;
import org.sbs.core.consent.FolderConsent;
import org.sbs.core.consent.FolderConsent.Decision;
import org.sbs.core.consent.FolderPath;
import org.sbs.core.consent.MountTable;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryGuard;
import org.sbs.core.replica.Folder;
import org.sbs.server.files.RealPath;
import org.sbs.server.sync.disk.FolderPaths;
import org.sbs.server.sync.disk.LocalAccounts;
import org.sbs.server.sync.disk.LogText;
import org.sbs.server.sync.disk.MountPoints;
import org.sbs.server.sync.disk.OwnNames;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.disk.RealPaths;

/**
 * Which folders this node lets its peer write (R10.5): finds out on the disk what {@link
 * FolderConsent} decides by. What the peer may not write here it may not fetch from here either.
 * Safe for any thread.
 */
public final class FolderRules {
  private final RealPaths real;
  private volatile FolderConsent consent;
  private final Consents answers;
  private final LocalAccounts accounts;

  /**
   * What this node's settings say.
   *
   * @param home SBS's own home, absolute
   * @param folders that its settings name
   * @param accept more folders that the peer may write here, with what lies in them
   */
  public record Named(Path home, List<Path> folders, List<Path> accept) {
    /** Copies the lists. */
    public Named {
      folders = List.copyOf(folders);
      accept = List.copyOf(accept);
    }
  }

  /**
   * The rules of this machine.
   *
   * @param answers what people on this node said
   */
  public FolderRules(Named named, Consents answers) {
    this(named, answers, LocalAccounts.ofThisMachine());
  }

  public FolderRules(Named named, Consents answers, LocalAccounts accounts) {
    this(named, answers, accounts, RealPaths.by(Path::toRealPath));
  }

  public FolderRules(Named named, Consents answers, LocalAccounts accounts, RealPaths real) {
    this.answers = answers;
    this.accounts = accounts;
    this.real = real;
    this.consent = consent(named);
  }

  /** From now on by what the settings say now. */
  public void name(Named named) {
    consent = consent(named);
  }

  private FolderConsent consent(Named named) {
    return new FolderConsent(
        new FolderConsent.Setting(
            Platform.NAMES,
            both(Stream.concat(Stream.of(named.home()), program()).toList(), real),
            both(systemFolders(), real),
            both(accounts.homes(), real),
            both(named.folders(), real),
            both(named.accept(), real)));
  }

  /** As they are called, and where they really lie. */
  private static List<FolderPath> both(List<Path> paths, RealPaths real) {
    List<Path> all = new ArrayList<>(paths);
    all.addAll(real.of(paths));
    return FolderPaths.of(all);
  }

  /** Where this program and its Java lie: who can write there runs programs as SBS. */
  private static Stream<Path> program() {
    Optional<Path> code = Optional.empty();
    try {
      CodeSource source = FolderRules.class.getProtectionDomain().getCodeSource();
      if (source != null) {
        Path path = Path.of(source.getLocation().toURI());
        code = Files.isDirectory(path) ? Optional.of(path) : Optional.of(path.getParent());
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // A class path of another kind is nothing that a folder set could hold.
      code = Optional.empty();
    }
    return Stream.concat(code.stream(), Stream.of(Path.of(System.getProperty("java.home"))));
  }

  /** Windows may be installed anywhere. */
  private static List<Path> systemFolders() {
    return Platform.WINDOWS
        ? Stream.of("SystemRoot", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
            .map(System.getenv()::get)
            .filter(value -> value != null && !value.isBlank())
            .map(Path::of)
            .toList()
        : List.of();
  }

  /**
   * What is decided about a folder.
   *
   * @param place where it really lies here; empty where it was not even looked at
   */
  public record Verdict(Decision decision, Optional<Path> place) {
    public static Verdict never(Reason reason) {
      return new Verdict(Decision.never(reason), Optional.empty());
    }
  }

  /** Why the peer may never write a folder of that name, without a look at the disk. */
  Optional<Reason> never(String path) {
    Optional<FolderPath> folder = FolderPath.parse(path, Platform.NAMES);
    if (folder.isEmpty()) {
      return FolderPath.objection(path, Platform.NAMES);
    }
    try {
      return Path.of(path).isAbsolute()
          ? consent(folder.get()).never(folder.get())
          : Optional.of(notPlain(path));
    } catch (InvalidPathException e) {
      return Optional.of(notPlain(path));
    }
  }

  private static Reason notPlain(String path) {
    return Reason.of(ReasonCode.FOLDER_NOT_PLAIN).with("folder", LogText.text(path));
  }

  /**
   * Decides about a folder that the peer names.
   *
   * @throws IOException when it cannot be looked at
   */
  public Verdict decide(String path) throws IOException {
    Optional<Reason> never = never(path);
    if (never.isPresent()) {
      return Verdict.never(never.get());
    }
    Path place = place(Path.of(path));
    FolderPath real = FolderPaths.of(place);
    Optional<Reason> elsewhere = neverElsewhere(real);
    if (elsewhere.isPresent()) {
      return Verdict.never(elsewhere.get());
    }
    Decision decision =
        consent(real)
            .decide(
                FolderPath.parse(path, Platform.NAMES).orElseThrow(),
                real,
                accounts.ownsAsService(place),
                answers.list());
    return new Verdict(decision, Optional.of(place));
  }

  /** Why the peer may not write what the folder is, or holds, under other paths. */
  private Optional<Reason> neverElsewhere(FolderPath place) throws IOException {
    MountTable mounts = MountPoints.table();
    return Stream.concat(mounts.otherPaths(place).stream(), mounts.shownElsewhere(place).stream())
        .flatMap(path -> consent.never(path).stream())
        .findFirst();
  }

  /** The rules; where they are about a share, with the names that this machine has now. */
  private FolderConsent consent(FolderPath folder) {
    return folder.isShare() ? consent.on(OwnNames.now()) : consent;
  }

  /** The real path of what exists, and behind it what is still to be made. */
  static Path place(Path path) throws IOException {
    Path existing = path;
    while (existing.getParent() != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = existing.getParent();
    }
    return RealPath.of(existing).resolve(existing.relativize(path)).normalize();
  }

  /** What a person said to a folder that lay there when it was shown. */
  public Answer answer(String path, Path place, boolean yes) {
    FolderPath folder =
        FolderPath.parse(path, Platform.NAMES).orElseGet(() -> FolderPaths.of(place));
    return new Answer(folder, FolderPaths.of(place), yes);
  }

  /** Whether this node's settings name the place, so that no answer counts. */
  public boolean isNamedHere(Path place) {
    return consent.isNamedHere(FolderPaths.of(place));
  }

  /** Why the settings folder may not lie there: it is this node's own choice otherwise. */
  Optional<Reason> settingsObjection(Path place) throws IOException {
    FolderPath real = FolderPaths.of(place);
    return Stream.concat(Stream.of(real), MountPoints.table().otherPaths(real).stream())
        .flatMap(path -> consent.neverHolds(path).stream())
        .findFirst();
  }

  /**
   * The folder without what no login may find changed. A home is known by the name that the peer
   * uses, by where it really lies, or by another path under which it is mounted.
   */
  public Folder guarded(Folder folder, Path place) throws IOException {
    FolderPath real = FolderPaths.of(place);
    List<EntryGuard> guards = new ArrayList<>(List.of(consent.guard(real)));
    if (folder.index() != 0) {
      FolderPath.parse(folder.path(), Platform.NAMES).map(consent::guard).ifPresent(guards::add);
    }
    MountTable mounts = MountPoints.table();
    mounts.otherPaths(real).forEach(path -> guards.add(consent.guard(path)));
    for (FolderPath point : mounts.pointsIn(real)) {
      for (FolderPath path : mounts.otherPaths(point)) {
        String below = String.join("/", point.below(real));
        guards.add(new MountedGuard(below, consent.never(path).isPresent(), consent.guard(path)));
      }
    }
    EntryGuard first = guards.get(0);
    return folder.withGuard(
        guards.size() == 1
            ? first
            : (path, isFolder) -> guards.stream().anyMatch(guard -> guard.covers(path, isFolder)));
  }

  /**
   * What is never copied of something that is mounted in a folder of the set and lies elsewhere
   * too.
   *
   * @param point where in the folder of the set
   * @param whole whether nothing of it may be written by the peer
   * @param there what holds for it where it lies
   */
  private record MountedGuard(String point, boolean whole, EntryGuard there) implements EntryGuard {
    @Override
    public boolean covers(String relative, boolean folder) {
      if (relative.equals(point)) {
        return whole;
      }
      return relative.startsWith(point + "/")
          && (whole || there.covers(relative.substring(point.length() + 1), folder));
    }
  }

  /** Whether this node reads and sends a folder that its peer put into the set. */
  public Verdict decideSending(String path, Path settingsFolder) throws IOException {
    Verdict found = decide(path);
    if (found.place().isEmpty()) {
      return found;
    }
    Path place = found.place().get();
    Path own = real(settingsFolder.toAbsolutePath());
    return place.startsWith(own) || own.startsWith(place)
        ? Verdict.never(overlap(place, own))
        : found;
  }

  /** Two folders that lie in one another. */
  static Reason overlap(Path folder, Path other) {
    return Reason.of(ReasonCode.FOLDERS_OVERLAP)
        .with("folder", LogText.text(folder.toString()))
        .with("other", LogText.text(other.toString()));
  }

  private static Path real(Path folder) {
    try {
      return RealPath.of(folder);
    } catch (IOException e) {
      // What is not there yet can be judged by its name only.
      return folder;
    }
  }
}
