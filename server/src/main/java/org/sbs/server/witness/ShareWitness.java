package org.sbs.server.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.sbs.core.bound.Bound;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.WitnessView;

/**
 * A witness that is a folder on a network share. It needs of the share that of several machines
 * that create the same new file one succeeds, and that what one has written and closed another
 * reads after opening; neither clocks nor file locks, which network shares promise and do not keep.
 *
 * <p>Names and contents of claims carry a seal that only the pair's nodes can make; what does not
 * is ignored ({@link SealedClaims}, decision 020).
 *
 * <p>A claim is a file, named by its epoch. Its holder renews it by raising the counter in it; a
 * file whose content is not whole is a claim of nobody, and still counts as the newest epoch.
 *
 * <p>That one at most succeeds: claimants that saw the same contend for one file name, the next
 * epoch's, also if they want a later one. And holder and claimant each write first and look second:
 * the holder its counter and then for a later epoch, the claimant its file and then for the
 * holder's counter. So one of the two sees the other.
 */
public final class ShareWitness implements Witness {
  /** Old claims that are left for the curious. */
  private static final int KEPT_CLAIMS = 8;

  private static final int ATTEMPTS = 3;

  private final ShareFolder folder;
  private final ShareProbe trial;
  private final String nodeId;
  private long counter;
  private long held;

  /**
   * Nothing is touched yet.
   *
   * @param share the folder of the settings
   * @param me this node, and its pair
   * @param memory a file in the node's state folder, for what it has seen of the witness
   * @param copied folders of which each node has its own, so that the witness cannot lie there
   */
  public ShareWitness(Path share, Claimant me, Path memory, List<Path> copied) {
    this.nodeId = me.nodeId();
    this.folder = new ShareFolder(share, me, new SeenShare(memory, share));
    this.trial = new ShareProbe(share, nodeId, copied);
  }

  /**
   * Forgets what this node has seen of a witness: its pair has another one.
   *
   * @param memory as in the constructor
   */
  public static void forget(Path memory) throws WitnessException {
    try {
      Files.deleteIfExists(memory);
    } catch (IOException e) {
      throw new WitnessException(
          Reason.of(ReasonCode.WITNESS_MEMORY_NOT_WRITTEN)
              .with("file", memory.toString())
              .with("words", e.toString()),
          e);
    }
  }

  @Override
  public String identity() throws WitnessException {
    return folder.identity();
  }

  @Override
  public WitnessView read() throws WitnessException {
    for (int attempt = 1; ; attempt++) {
      NavigableSet<Long> epochs = folder.look();
      if (epochs.isEmpty()) {
        return WitnessView.UNCLAIMED;
      }
      try {
        return view(epochs.last());
      } catch (NoSuchFileException e) {
        // A later claim came, and this one was tidied away.
        if (attempt == ATTEMPTS) {
          throw folder.failed(e);
        }
      } catch (IOException e) {
        throw folder.failed(e);
      }
    }
  }

  private WitnessView view(long epoch) throws IOException {
    if (folder.isUnsealed(epoch) && !Files.exists(folder.claim(epoch))) {
      return new WitnessView(epoch, "", "of the time before claims were sealed", false);
    }
    byte[] bytes = ShareFolder.bytes(folder.claim(epoch));
    if (!folder.isSole(epoch)) {
      return new WitnessView(epoch, "", "contested: " + checksum(bytes), false);
    }
    Optional<Claim> whole = folder.form().read(bytes).filter(claim -> claim.epoch() == epoch);
    if (whole.isEmpty()) {
      return new WitnessView(epoch, "", "not whole: " + checksum(bytes), false);
    }
    Claim claim = whole.get();
    String mark = claim.counter() + (claim.released() ? " released" : "");
    // Anyone can have written a claim that is not sealed: only its lease is waited for.
    return folder.form().isSealed()
        ? new WitnessView(epoch, claim.node(), mark, claim.released())
        : new WitnessView(epoch, "", claim.node() + " " + mark, false);
  }

  private static String checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " " + Long.toHexString(crc.getValue());
  }

  @Override
  public boolean claim(long epoch, WitnessView seen) throws WitnessException {
    if (epoch <= seen.epoch() || !read().equals(seen)) {
      return false;
    }
    try {
      long next = Bound.EPOCH.next(seen.epoch());
      if (!ShareFolder.create(folder.claim(next))
          || (epoch > next && !ShareFolder.create(folder.claim(epoch)))) {
        return false;
      }
      counter = Bound.RENEWAL.next(counter);
      Claim mine = new Claim(epoch, nodeId, counter, false);
      ShareFolder.overwrite(folder.claim(epoch), folder.form().bytes(mine));
      NavigableSet<Long> epochs = folder.look();
      boolean alone =
          epochs.tailSet(next).equals(new TreeSet<>(List.of(next, epoch)))
              && folder.isSole(next)
              && folder.isSole(epoch);
      if (!alone || !isUnchanged(seen) || !stands(mine)) {
        return false;
      }
      held = epoch;
      tidy(epochs.headSet(epoch));
      return true;
    } catch (IOException e) {
      throw folder.failed(e);
    }
  }

  private boolean isUnchanged(WitnessView seen) throws IOException {
    try {
      return seen.epoch() == 0 || view(seen.epoch()).equals(seen);
    } catch (NoSuchFileException e) {
      // So many claims came meanwhile that it was tidied away.
      return false;
    }
  }

  private boolean stands(Claim mine) throws IOException {
    try {
      return Arrays.equals(
          ShareFolder.bytes(folder.claim(mine.epoch())), folder.form().bytes(mine));
    } catch (NoSuchFileException e) {
      // Later claims came, and this one was tidied away.
      return false;
    }
  }

  /** Only what is older than a claim that stands: the newest epoch is never forgotten. */
  private void tidy(SortedSet<Long> older) {
    int surplus = older.size() - KEPT_CLAIMS;
    for (long epoch : older.stream().limit(Math.max(0, surplus)).toList()) {
      try {
        Files.deleteIfExists(folder.claim(epoch));
      } catch (IOException e) {
        // It disturbs nobody; the next claim tries again.
        return;
      }
    }
  }

  @Override
  public boolean renew(long epoch) throws WitnessException {
    return rewrite(epoch, false);
  }

  @Override
  public void release(long epoch) throws WitnessException {
    boolean unused = rewrite(epoch, true);
  }

  private boolean rewrite(long epoch, boolean released) throws WitnessException {
    try {
      Optional<Claim> mine = isNewest(epoch) ? own(epoch) : Optional.empty();
      if (mine.isEmpty()) {
        return false;
      }
      // A cache may have shown an old content: the counter rises all the same.
      counter = Bound.RENEWAL.next(Math.max(counter, mine.get().counter()));
      Claim next = new Claim(epoch, nodeId, counter, released);
      ShareFolder.overwrite(folder.claim(epoch), folder.form().bytes(next));
      boolean stands = isNewest(epoch) && stands(next);
      if (stands && epoch == held) {
        folder.sealAnew(epoch);
      }
      return stands;
    } catch (IOException e) {
      throw folder.failed(e);
    }
  }

  private boolean isNewest(long epoch) throws WitnessException {
    NavigableSet<Long> epochs = epoch == held ? folder.lookAsHolder() : folder.look();
    return !epochs.isEmpty() && epochs.last() == epoch;
  }

  /** This node's claim of that epoch, if it was not given up. */
  private Optional<Claim> own(long epoch) throws IOException {
    if (folder.isUnsealed(epoch)) {
      // Claims began to be sealed while it was held: it goes on in the new form.
      if (epoch == held) {
        boolean unused = ShareFolder.create(folder.claim(epoch));
      } else if (!Files.exists(folder.claim(epoch))) {
        return Optional.empty();
      }
    }
    Optional<Claim> whole =
        folder
            .form()
            .read(ShareFolder.bytes(folder.claim(epoch)))
            .filter(claim -> claim.epoch() == epoch);
    if (whole.isEmpty() && epoch == held) {
      // A renewal that failed half-way; whoever looked saw that it was not whole.
      return Optional.of(new Claim(epoch, nodeId, counter, false));
    }
    return whole.filter(claim -> claim.node().equals(nodeId) && !claim.released());
  }

  @Override
  public Optional<String> objection() throws WitnessException {
    // One that is not there is none: at a boot the share may come up last.
    Optional<String> unfit = trial.objection();
    if (unfit.isEmpty()) {
      folder.look();
    }
    return unfit;
  }

  @Override
  public void close() {
    // Nothing stays open.
  }
}
