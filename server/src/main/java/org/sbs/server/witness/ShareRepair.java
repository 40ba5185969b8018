package org.sbs.server.witness;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Finds what does not belong in a witness folder, and what a node should not remember of it
 * (R10.10). Nothing is changed by it.
 *
 * @param folder the pair's own on the share
 * @param strange files there that are named like claims, and are none of this pair's nodes
 * @param memory the file in which this node remembers the witness, and why it cannot be true; empty
 *     if it can
 */
public record ShareRepair(Path folder, List<Path> strange, Optional<Wrong> memory) {
  private static final int MOST_FILES = 10_000;

  /**
   * A file that cannot be true.
   *
   * @param why not, a clause
   */
  public record Wrong(Path file, String why) {}

  /** Copies the list. */
  public ShareRepair {
    strange = List.copyOf(strange);
  }

  /**
   * Looks at what there is.
   *
   * @param share the folder of the settings
   * @param me the node, and its pair
   * @param memory the file in the node's state folder
   * @throws WitnessException if the folder cannot be read
   */
  public static ShareRepair look(Path share, Claimant me, Path memory) throws WitnessException {
    Path folder = ShareFolder.pair(share, me.pairName());
    Optional<SeenShare.Memory> remembered = Optional.empty();
    Optional<Wrong> wrong = Optional.empty();
    long known = me.knownEpoch().getAsLong();
    try {
      remembered = new SeenShare(memory, share).memory();
      wrong =
          remembered
              .filter(seen -> !Bound.EPOCH.isPlausible(seen.epoch(), known))
              .map(seen -> new Wrong(memory, "it has the implausible epoch " + seen.epoch()));
    } catch (WitnessException e) {
      wrong = Optional.of(new Wrong(memory, "it is damaged, or has an absurd epoch"));
    }
    long believed =
        wrong.isPresent() ? known : Math.max(known, remembered.map(m -> m.epoch()).orElse(0L));
    try {
      return new ShareRepair(folder, strange(folder, me, believed), wrong);
    } catch (IOException e) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_FOLDER_UNREADABLE)
              .with("folder", folder.toString())
              .with("words", e.toString()),
          e);
    }
  }

  private static List<Path> strange(Path folder, Claimant me, long known) throws IOException {
    List<Path> strange = new ArrayList<>();
    Optional<WitnessId> id;
    try {
      id = WitnessId.parse(ShareFolder.bytes(folder.resolve("id")), me.seal());
    } catch (NoSuchFileException e) {
      return strange;
    }
    if (id.isEmpty()) {
      return strange;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "claim-*")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!id.get().isClaim(name, me.seal(), known) && strange.size() < MOST_FILES) {
          strange.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return strange;
  }
}
