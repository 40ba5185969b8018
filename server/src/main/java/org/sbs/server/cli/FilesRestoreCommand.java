package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.store.HomeLock;
import org.sbs.server.store.StoreException;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.Restoring;
import org.sbs.server.sync.versions.FileVersion;
import org.sbs.server.sync.versions.FileVersions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings an old version of a file back. */
@Command(
    name = "restore",
    description = "Brings back a version of a file that a cycle replaced or deleted on this node.")
final class FilesRestoreCommand implements Callable<Integer> {
  private static final int MOST_LISTED = 20;

  private final Sbs sbs;

  @Parameters(
      paramLabel = "ID|PATH",
      description = "A version as sbs files versions lists it, or a file: then its newest version.")
  private String what;

  @Option(
      names = "--cycle",
      paramLabel = "N",
      description = "With PATH: the version that cycle N replaced or deleted.")
  private Long cycle;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Restores to another name, which must be free.")
  private Path to;

  FilesRestoreCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    try {
      FileVersion file = version(new FileVersions(home.state()));
      if (to != null) {
        Path target = absolute(to);
        Restoring.toNewFile(file, target);
        sbs.answer(target + " is " + file.path() + " as it was before cycle " + file.cycle() + ".");
        return ExitStatus.DONE;
      }
      sbs.answer(HomeLock.isHeld(home.state()) ? byTheNode(home, file) : here(home, file));
      return ExitStatus.DONE;
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, "It could not be restored: " + e.getMessage() + ".", e);
    }
  }

  private Path absolute(Path given) {
    return sbs.surroundings().workingFolder().resolve(given).normalize();
  }

  private FileVersion version(FileVersions all) throws Failure, IOException {
    if (FileVersions.isId(what)) {
      return all.find(what).orElseThrow(() -> none("no version " + what + " (any more)"));
    }
    Path path = absolute(Path.of(what));
    List<FileVersion> versions =
        all.versions(path).files().stream()
            .filter(file -> cycle == null || file.cycle() == cycle)
            .toList();
    if (versions.size() == 1 || (versions.size() > 1 && cycle == null)) {
      return versions.get(0);
    }
    if (versions.size() > 1) {
      throw several("Cycle " + cycle + " has several versions of " + path, versions);
    }
    List<FileVersion> inside = all.list(Optional.of(path), MOST_LISTED).files();
    if (!inside.isEmpty() && cycle == null) {
      throw several(path + " was a folder; files are restored one by one", inside);
    }
    throw none("no version of " + path + (cycle == null ? "" : " from cycle " + cycle));
  }

  private static Failure none(String what) {
    return new Failure(
        ExitStatus.FAILED, "There is " + what + ". sbs files versions lists what there is.");
  }

  private static Failure several(String what, List<FileVersion> versions) {
    String lines =
        versions.stream().map(FilesVersionsCommand::line).collect(Collectors.joining("\n  "));
    return Failure.ofLines(
        ExitStatus.FAILED, Sanitizer.line(what) + ". Name one by its id:\n  " + lines);
  }

  /** A running node does it itself, so that it does not collide with a cycle. */
  private static String byTheNode(HomeFolder home, FileVersion file) throws Failure {
    Answer answer;
    try {
      answer = AdminClient.reach(home.state(), home.toString()).restore(file.id());
    } catch (AdminException e) {
      throw Failure.of(e);
    }
    if (!answer.done()) {
      throw new Failure(ExitStatus.FAILED, answer.sentence());
    }
    return answer.sentence();
  }

  private static String here(HomeFolder home, FileVersion file) throws Failure, IOException {
    Duration keptFor = Duration.ofDays(Checks.settings(home).sync().versionDays());
    try {
      HomeLock lock = HomeLock.take(home.state());
      try {
        ReplicaStore.restoreInStoppedHome(home.state(), file, keptFor);
      } finally {
        lock.close();
      }
    } catch (StoreException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    return file.path()
        + " is restored as it was before cycle "
        + file.cycle()
        + ". If this node starts as secondary, the primary's version replaces it.";
  }
}
