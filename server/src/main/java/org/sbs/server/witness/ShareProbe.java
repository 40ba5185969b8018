package org.sbs.server.witness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Tries out whether a folder does what a witness needs of it. It cannot see what another machine
 * sees, but what it refuses would fail there too.
 */
final class ShareProbe {
  private static final int RACES = 10;
  private static final String ONCE = "once";
  private static final String MOVED = "moved";
  private static final String RACE = "race-";

  /** All files that a trial makes. */
  private static final List<String> TRIALS =
      Stream.concat(Stream.of(ONCE, MOVED), IntStream.range(0, RACES).mapToObj(race -> RACE + race))
          .toList();

  /** Makes a new file, or tells that it is there; as {@link ShareFolder#create} does. */
  interface Creation {
    boolean create(Path file) throws IOException;
  }

  private final Path share;
  private final Path folder;
  private final List<Path> copied;
  private final Creation creation;

  ShareProbe(Path share, String nodeId, List<Path> copied) {
    this(share, nodeId, copied, ShareFolder::create);
  }

  ShareProbe(Path share, String nodeId, List<Path> copied, Creation creation) {
    this.share = share;
    this.folder = share.resolve(".sbs-trial-" + nodeId);
    this.copied = List.copyOf(copied);
    this.creation = creation;
  }

  /**
   * Why the folder is unfit; empty if nothing was found.
   *
   * @throws WitnessException if it cannot be tried out: the folder is not there, or cannot be used
   */
  Optional<String> objection() throws WitnessException {
    if (!Files.isDirectory(share)) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_FOLDER_ABSENT).with("folder", share.toString()));
    }
    try {
      Optional<Path> own = ownCopy();
      if (own.isPresent()) {
        return Optional.of(
            "The witness folder "
                + share
                + " lies in "
                + own.get()
                + ", of which each node has its own. Name a folder on a network share.");
      }
      clear();
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw unusable(e);
    }
    try {
      return excludes() ? keeps() : Optional.of(notExclusive());
    } catch (IOException e) {
      throw unusable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The trial of the witness folder " + share + " was interrupted.");
    } finally {
      clearQuietly();
    }
  }

  private WitnessException unusable(IOException cause) {
    return new WitnessException(
        Reason.of(ReasonCode.WITNESS_FOLDER_UNUSABLE)
            .with("folder", share.toString())
            .with("words", cause.toString()),
        cause);
  }

  private String notExclusive() {
    return "The witness folder "
        + share
        + " lets the same new file be made twice, so that both nodes could claim the same epoch."
        + " Mount the share in another way, or take another one (docs/WITNESS.md).";
  }

  private Optional<Path> ownCopy() throws IOException {
    Path real = share.toRealPath();
    for (Path own : copied) {
      if (Files.exists(own) && real.startsWith(own.toRealPath())) {
        return Optional.of(own);
      }
    }
    return Optional.empty();
  }

  // ---- exclusive creation ----

  private boolean excludes() throws IOException, InterruptedException {
    Path once = folder.resolve(ONCE);
    // A second way to the same place, which no cache of names knows.
    Path again = folder.resolve("..").resolve(folder.getFileName()).resolve(ONCE);
    if (!creation.create(once) || creation.create(once) || creation.create(again)) {
      return false;
    }
    Path moved = folder.resolve(MOVED);
    Files.move(once, moved);
    if (creation.create(moved) || !creation.create(once)) {
      return false;
    }
    ExecutorService racers = Executors.newFixedThreadPool(2, ShareProbe::daemon);
    try {
      for (int race = 0; race < RACES; race++) {
        Path prize = folder.resolve(RACE + race);
        Callable<Boolean> racer = () -> creation.create(prize);
        if (winners(racers.invokeAll(List.of(racer, racer))) != 1) {
          return false;
        }
      }
      return true;
    } finally {
      racers.shutdownNow();
    }
  }

  private static int winners(List<Future<Boolean>> racers)
      throws IOException, InterruptedException {
    int winners = 0;
    for (Future<Boolean> racer : racers) {
      try {
        winners += racer.get() ? 1 : 0;
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      }
    }
    return winners;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sbs-witness-trial");
    thread.setDaemon(true);
    return thread;
  }

  // ---- what is written is read ----

  private Optional<String> keeps() throws IOException {
    Path file = folder.resolve(ONCE);
    for (int counter = 1; counter <= 2; counter++) {
      byte[] content = new Claim(1, "0".repeat(32), counter, false).bytes();
      ShareFolder.overwrite(file, content);
      if (!Arrays.equals(ShareFolder.bytes(file), content)) {
        return Optional.of("The witness folder " + share + " does not keep what is written there.");
      }
    }
    if (!names().contains(ONCE)) {
      return Optional.of("The witness folder " + share + " does not list the files in it.");
    }
    Files.delete(file);
    return names().contains(ONCE)
        ? Optional.of("The witness folder " + share + " lists files that were deleted.")
        : Optional.empty();
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  /**
   * Also what an earlier trial of this node left when it was killed. Others may write to the share:
   * a link that somebody put there leads elsewhere and is deleted itself, and in the folder only
   * what a trial makes.
   */
  private void clear() throws IOException {
    if (Files.isSymbolicLink(folder)) {
      Files.delete(folder);
    } else if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      for (String name : TRIALS) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  private void clearQuietly() {
    try {
      clear();
    } catch (IOException e) {
      // The next system test clears it.
    }
  }
}
