package org.sbs.lpm.claims;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbs.lpm.capture.Stamp;
import org.sbs.lpm.files.Content;
import org.sbs.lpm.files.Durable;
import org.sbs.lpm.files.RealFolders;

/**
 * The claims of one sentinel in one capture folder, seen by one node. Used by one thread at a time.
 */
public final class ClaimStore {
  /** Folder of the claims inside the capture folder. */
  public static final String CLAIMS = "claims";

  /** Folder of printed files inside the capture folder. */
  public static final String DONE = "done";

  /** Folder of files that could not be printed, inside the capture folder. */
  public static final String FAILED = "failed";

  private static final int MAX_ADOPTION_PASSES = 10;

  private final Path captureFolder;
  private final Path sentinelFolder;
  private final Path own;
  private final NodeId node;

  /** Touches nothing yet. */
  public ClaimStore(Path captureFolder, String sentinel, NodeId node) {
    this.captureFolder = captureFolder;
    this.sentinelFolder = captureFolder.resolve(CLAIMS).resolve(sentinel);
    this.own = sentinelFolder.resolve(node.folder());
    this.node = node;
  }

  /** Makes the folders that are missing; never the capture folder itself. */
  public void prepare() throws IOException {
    if (!Files.isDirectory(captureFolder)) {
      throw new NoSuchFileException(captureFolder.toString());
    }
    for (ClaimState state : ClaimState.values()) {
      RealFolders.make(captureFolder, own.resolve(state.folder()));
    }
    RealFolders.make(captureFolder, captureFolder.resolve(DONE));
    RealFolders.make(captureFolder, captureFolder.resolve(FAILED));
  }

  /** The journals of this capture folder. */
  public ShareJournal shareJournal() {
    return new ShareJournal(captureFolder, node.node());
  }

  /** What is noted beside the claims of this sentinel, for whoever handles the jobs. */
  public ClaimNotes notes() {
    return new ClaimNotes(captureFolder, sentinelFolder.resolve(ClaimNotes.FOLDER));
  }

  /**
   * Claims the file of a job that has ended, from {@code done} or {@code failed}, under a new name.
   * It counts as being sent: what came out before is not this job's.
   *
   * @return nothing if it is not there
   */
  public Optional<Claim> takeBack(String jobId, JobName name) throws IOException {
    for (String folder : List.of(DONE, FAILED)) {
      Path ended = captureFolder.resolve(folder);
      RealFolders.check(captureFolder, ended);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(ended)) {
        for (Path file : files) {
          String found = file.getFileName().toString();
          if (found.contains("~" + jobId)
              && !found.endsWith(".reason.txt")
              && !JobName.isRows(found, jobId)
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            Claim claim = claim(name, ClaimState.SENDING);
            Durable.rename(file, claim.path());
            return Optional.of(claim);
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * For how long the job's file has been there, by the clock of whoever keeps the folder.
   *
   * @throws IOException also if the share cannot be written to
   */
  public Duration age(Claim claim) throws IOException {
    Path probe = own.resolve(".clock");
    Files.deleteIfExists(probe);
    Files.createFile(probe);
    try {
      return Duration.between(
          Stamp.of(claim.path()).modified().toInstant(), Stamp.of(probe).modified().toInstant());
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  /** Whether the folders for this node's claims are there. */
  public boolean isPrepared() {
    return Stream.of(ClaimState.values())
        .allMatch(
            state -> Files.isDirectory(own.resolve(state.folder()), LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether files can be moved to where ended jobs go: if so, what cannot is the file's own. */
  public boolean canEnd() {
    return Stream.of(DONE, FAILED)
        .map(captureFolder::resolve)
        .allMatch(
            folder ->
                Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(folder));
  }

  /**
   * Claims a file of the capture folder.
   *
   * @return nothing if another node was faster, or the file is still in use (Windows)
   */
  public Optional<Claim> take(Path file, JobName name) throws IOException {
    Claim claim = claim(name, ClaimState.CLAIMED);
    try {
      RealFolders.check(captureFolder, claim.path().getParent());
      Durable.rename(file, claim.path());
      return Optional.of(claim);
    } catch (NoSuchFileException e) {
      return afterMissing(claim);
    } catch (FileSystemException e) {
      if (Durable.onWindows() && e.getClass() == FileSystemException.class) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * A rename that found nothing was lost to another node, or was won and its answer lost (NFS), or
   * our own folder was cleared away by a node that took us for dead.
   */
  private Optional<Claim> afterMissing(Claim claim) throws IOException {
    if (exists(claim.path())) {
      return Optional.of(claim);
    }
    if (!Files.isDirectory(claim.path().getParent())) {
      prepare();
    }
    return Optional.empty();
  }

  /**
   * Moves a claim on to another state.
   *
   * @throws LostClaimException if it is not ours any more
   */
  public Claim move(Claim claim, ClaimState to) throws IOException, LostClaimException {
    Claim moved = claim(claim.name(), to);
    if (moved.path().equals(claim.path())) {
      check(claim);
      return claim;
    }
    rename(claim, moved.path());
    return moved;
  }

  /** Makes it durable that jobs went from claimed to sending. */
  public void force() throws IOException {
    Durable.forceFolder(own.resolve(ClaimState.SENDING.folder()));
    Durable.forceFolder(own.resolve(ClaimState.CLAIMED.folder()));
  }

  /**
   * Checks that the claim is still ours.
   *
   * @throws LostClaimException if not
   */
  public void check(Claim claim) throws IOException, LostClaimException {
    if (exists(claim.path())) {
      return;
    }
    if (!Files.isDirectory(sentinelFolder)) {
      throw new NoSuchFileException(sentinelFolder.toString(), null, "its share may be unmounted");
    }
    throw new LostClaimException(claim);
  }

  /** The claims that lie under this instance's own name, oldest first. */
  public List<Claim> own() throws IOException {
    List<Claim> claims = new ArrayList<>();
    for (ClaimState state : ClaimState.values()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(own.resolve(state.folder()))) {
        for (Path file : files) {
          if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            JobName.parse(file.getFileName().toString())
                .ifPresent(name -> claims.add(claim(name, state)));
          }
        }
      }
    }
    claims.sort(Comparator.comparing(claim -> claim.name().id()));
    return claims;
  }

  /** Ends a printed job: its file goes to {@code done} under a name that nobody else has. */
  public Path done(Claim claim) throws IOException, LostClaimException {
    Path target = captureFolder.resolve(DONE).resolve(claim.name().endName());
    rename(claim, target);
    return target;
  }

  /** Ends a job that is not printed: its file goes to {@code failed}, the reason beside it. */
  public Path failed(Claim claim, String reason) throws IOException, LostClaimException {
    Path target = captureFolder.resolve(FAILED).resolve(claim.name().endName());
    check(claim);
    RealFolders.make(captureFolder, target.getParent());
    Durable.replace(
        target.resolveSibling(target.getFileName() + ".reason.txt"),
        target.resolveSibling("." + claim.name().id() + ".tmp"),
        Content.of((reason + System.lineSeparator()).getBytes(StandardCharsets.UTF_8)));
    rename(claim, target);
    return target;
  }

  /**
   * Writes the rows of a job that are not printed to {@code failed}, in a file of their own with
   * the reasons beside it. Durable when this returns; they are written once, whatever becomes of
   * the job, because somebody may take the file at once.
   *
   * @return the file's name
   */
  public String fileRows(Claim claim, Durable.Filling rows, String reasons)
      throws IOException, LostClaimException {
    String name = claim.name().rowsName();
    if (notes().hasFiledRows(claim.name())) {
      return name;
    }
    check(claim);
    Path failed = captureFolder.resolve(FAILED);
    RealFolders.make(captureFolder, failed);
    Path temporary = failed.resolve("." + claim.name().id() + ".tmp");
    Durable.replace(
        failed.resolve(name + ".reason.txt"),
        temporary,
        Content.of(reasons.getBytes(StandardCharsets.UTF_8)));
    Durable.replace(failed.resolve(name), temporary, rows);
    Durable.forceFolder(failed);
    notes().rowsAreFiled(claim.name());
    return name;
  }

  /**
   * Gives a job that was never sent back to the capture folder, for whoever serves next. Its name
   * there is its {@link JobName#endName}, which can overwrite nothing.
   */
  public void giveBack(Claim claim) throws IOException, LostClaimException {
    rename(claim, captureFolder.resolve(claim.name().endName()));
  }

  private void rename(Claim claim, Path target) throws IOException, LostClaimException {
    try {
      RealFolders.check(captureFolder, target.getParent());
      Durable.rename(claim.path(), target);
    } catch (NoSuchFileException e) {
      if (exists(target)) {
        return;
      }
      check(claim);
      RealFolders.make(captureFolder, target.getParent());
      Durable.rename(claim.path(), target);
    }
  }

  /**
   * Takes over the claims of earlier instances of this node, which must be dead, and of the others
   * if told so. Each is renamed into this node's own name, in its state; a claim whose owner moves
   * it at the same time has one winner.
   *
   * @param ofOthers whether the claims of other nodes are taken, too
   * @return what was taken over, oldest first
   */
  public List<Adopted> adopt(boolean ofOthers) throws IOException {
    List<Adopted> adopted = new ArrayList<>();
    for (Path folder : foreignFolders(ofOthers)) {
      // An owner that is alive moves claims on while we look; look again until nothing is left.
      for (int pass = 0; pass < MAX_ADOPTION_PASSES; pass++) {
        int before = adopted.size();
        for (ClaimState state : ClaimState.values()) {
          adoptFrom(folder, state, adopted);
        }
        if (adopted.size() == before) {
          break;
        }
      }
      removeEmpty(folder);
    }
    adopted.sort(Comparator.comparing(a -> a.claim().name().id()));
    return adopted;
  }

  /** The sentinels, of whatever settings, that have claims in this capture folder. */
  public Set<String> sentinelsWithClaims() throws IOException {
    Path claims = sentinelFolder.getParent();
    try (Stream<Path> files = Files.walk(claims, 4)) {
      return files
          .filter(file -> JobName.parse(file.getFileName().toString()).isPresent())
          .map(file -> claims.relativize(file).getName(0).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (UncheckedIOException e) {
      // Claims come and go while we look.
      return Set.of();
    }
  }

  /** Claims of this sentinel that other nodes have, dead or alive: instance and file name. */
  public Set<String> foreign() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path folder : foreignFolders(true)) {
      for (ClaimState state : ClaimState.values()) {
        addNames(folder, state, found);
      }
    }
    return found;
  }

  private static void addNames(Path folder, ClaimState state, Set<String> found)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(state.folder()))) {
      files.forEach(file -> found.add(folder.getFileName() + "/" + file.getFileName()));
    } catch (NoSuchFileException e) {
      // Its owner never had this state, or has just gone.
      return;
    }
  }

  private List<Path> foreignFolders(boolean ofOthers) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(sentinelFolder)) {
      for (Path folder : all) {
        String name = folder.getFileName().toString();
        if (name.contains("~")
            && !name.equals(node.folder())
            && (ofOthers || node.isEarlierInstance(name))
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(folder);
        }
      }
    }
    return folders;
  }

  private void adoptFrom(Path folder, ClaimState state, List<Adopted> adopted) throws IOException {
    if (Files.isSymbolicLink(folder.resolve(state.folder()))) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(state.folder()))) {
      for (Path file : files) {
        Optional<JobName> name = JobName.parse(file.getFileName().toString());
        // A link or pipe that lies where a claim should be was planted; it stays where it is.
        if (name.isPresent() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Claim claim = claim(name.get(), state);
          try {
            Durable.rename(file, claim.path());
          } catch (NoSuchFileException e) {
            if (!exists(claim.path())) {
              continue;
            }
          }
          adopted.add(new Adopted(claim, folder.getFileName().toString()));
        }
      }
    } catch (NoSuchFileException e) {
      // The owner never had this state, or somebody has cleared it away.
      return;
    }
  }

  private static void removeEmpty(Path folder) throws IOException {
    try {
      for (ClaimState state : ClaimState.values()) {
        Files.deleteIfExists(folder.resolve(state.folder()));
      }
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something that is no claim, or its owner lives: it stays.
      return;
    }
  }

  private Claim claim(JobName name, ClaimState state) {
    return new Claim(name, state, own.resolve(state.folder()).resolve(name.claimName()));
  }

  /**
   * Unlike Files.exists, an error is an error: a share that fails must not look like a lost claim.
   */
  private static boolean exists(Path path) throws IOException {
    try {
      Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * A claim that was somebody else's.
   *
   * @param from the node and instance that had it
   */
  public record Adopted(Claim claim, String from) {}
}
