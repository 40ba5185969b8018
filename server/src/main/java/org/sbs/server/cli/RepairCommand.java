package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.store.HomeLock;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StateRepair;
import org.sbs.server.store.StoreException;
import org.sbs.server.sync.commit.ReplicaRepair;
import org.sbs.server.witness.ShareRepair;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts right what a node remembers and cannot be true (R10.10). */
@Command(
    name = "repair",
    description = {
      "Shows, and puts right, what a stopped node remembers wrongly.",
      "That is what is damaged or absurd, such as an epoch near the end of its range, and what does"
          + " not belong in its witness folder.",
      "With --yes it is put right. What is replaced is kept; folders of the set are never touched."
    })
final class RepairCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Sbs sbs;

  @Option(names = "--yes", description = "Puts right what is shown without it.")
  private boolean yes;

  RepairCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  /** All that is wrong. */
  private record Found(
      ReplicaRepair replica, Optional<StateRepair> state, Optional<ShareRepair> witness) {
    boolean isNothing() {
      return replica.wrong().isEmpty()
          && state.isEmpty()
          && witness.filter(it -> !it.strange().isEmpty() || it.memory().isPresent()).isEmpty();
    }
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    requireStopped(home);
    List<String> lines = new ArrayList<>();
    try {
      Found found = look(home, lines);
      if (found.isNothing()) {
        lines.add("Nothing that this node remembers is damaged or absurd.");
        return done(lines);
      }
      describe(found, lines);
      if (!yes) {
        lines.add("Nothing was changed. To put it right, type: sbs repair --yes");
        String text = text(lines);
        sbs.say(sbs.json() ? JsonAnswer.failed(ExitStatus.FAILED, text) : text);
        return ExitStatus.FAILED;
      }
      Path aside = freshFolder(home.state(), "repaired-");
      putRight(home, found, aside);
      lines.add("Done. What was there is kept in " + aside + ".");
      lines.add(next(found));
      return done(lines);
    } catch (StoreException | IOException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
  }

  private int done(List<String> lines) {
    String text = text(lines);
    sbs.say(sbs.json() ? JsonAnswer.done(text) : text);
    return ExitStatus.DONE;
  }

  /** One line each, whatever the names in it hold: others chose some of them. */
  private static String text(List<String> lines) {
    return lines.stream().map(Sanitizer::line).collect(Collectors.joining("\n"));
  }

  private static void requireStopped(HomeFolder home) throws Failure {
    try {
      if (HomeLock.isHeld(home.state())) {
        throw new Failure(ExitStatus.FAILED, "The node of this home runs. Stop it first: sbs stop");
      }
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED,
          "It cannot be found out whether a node runs in " + home + ": " + e + ".",
          e);
    }
  }

  // ---- what is wrong ----

  private static Found look(HomeFolder home, List<String> lines) throws StoreException {
    ReplicaRepair replica = ReplicaRepair.look(home.state());
    Optional<StateRepair> state = StateRepair.look(home.state(), replica.epoch(), replica.cycle());
    long epoch =
        state.isPresent()
            ? state.get().repaired().epoch()
            : NodeStore.known(home.state()).map(known -> known.epoch()).orElse(0L);
    RepairedWitness.Look witness = RepairedWitness.look(home, Math.max(epoch, replica.epoch()));
    witness.trouble().ifPresent(lines::add);
    return new Found(replica, state, witness.found());
  }

  private static void describe(Found found, List<String> lines) {
    found
        .state()
        .ifPresent(
            state ->
                lines.add(
                    state.file()
                        + ": "
                        + ReasonText.english().say(state.wrong())
                        + ". It becomes: epoch "
                        + state.repaired().epoch()
                        + ", cycle "
                        + state.repaired().cycle()
                        + (state.fresh() ? ", a node that begins anew" : "")
                        + "; its data counts as old until it has met the other node."));
    for (ReplicaRepair.Wrong wrong : found.replica().wrong()) {
      lines.add(
          wrong.file()
              + ": "
              + wrong.why()
              + ". It is set aside; the nodes then compare all files when they meet.");
    }
    found.witness().ifPresent(witness -> describe(witness, lines));
  }

  private static void describe(ShareRepair witness, List<String> lines) {
    witness
        .memory()
        .ifPresent(
            wrong ->
                lines.add(
                    wrong.file()
                        + ": "
                        + wrong.why()
                        + ". It is set aside; the node then takes the witness folder as it is."));
    for (Path strange : witness.strange()) {
      lines.add(strange + ": no claim of this pair's nodes. It is moved into a folder beside it.");
    }
  }

  private static String next(Found found) {
    return found.state().isPresent() || !found.replica().wrong().isEmpty()
        ? "Now start this node while the other one runs as primary, so that it gets the newest"
            + " data."
        : "Now start this node.";
  }

  // ---- putting it right ----

  private static Path freshFolder(Path parent, String prefix) throws IOException {
    String name = prefix + STAMP.format(Instant.now());
    Path folder = parent.resolve(name);
    for (int more = 2; Files.exists(folder); more++) {
      folder = parent.resolve(name + "-" + more);
    }
    return Files.createDirectories(folder);
  }

  private static void putRight(HomeFolder home, Found found, Path aside)
      throws IOException, StoreException {
    HomeLock lock = HomeLock.take(home.state());
    try {
      // First what has more to say than the state: should this be cut off, it is done again.
      for (ReplicaRepair.Wrong wrong : found.replica().wrong()) {
        move(wrong.file(), aside);
      }
      if (found.witness().isPresent()) {
        putRight(found.witness().get(), aside);
      }
      if (found.state().isPresent()) {
        found.state().get().write(aside);
      }
    } finally {
      lock.close();
    }
    if (found.state().isEmpty() && !found.replica().wrong().isEmpty()) {
      try (NodeStore store = NodeStore.open(home.state())) {
        store.save(store.state().withOldData());
      }
    }
  }

  private static void putRight(ShareRepair witness, Path aside) throws IOException {
    if (witness.memory().isPresent()) {
      move(witness.memory().get().file(), aside);
    }
    if (!witness.strange().isEmpty()) {
      Path beside = freshFolder(witness.folder(), "set-aside-");
      for (Path strange : witness.strange()) {
        move(strange, beside);
      }
    }
  }

  private static void move(Path file, Path into) throws IOException {
    Files.move(file, into.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }
}
