package org.sbs.server.witness;

import java.util.Optional;
import java.util.function.Supplier;
import org.sbs.core.role.WitnessView;

/**
 * The witness of a pair whose name a node may get to know while it runs: a new PC in a pair whose
 * key was changed derives another one from its key until the other node has told it (R10.8). A
 * claim stays where it was made, as long as it is held.
 */
public final class NamedWitness implements Witness {
  private final Supplier<String> pairName;
  private final Maker maker;
  private String name;
  private Witness now;
  private boolean holds;

  /** Makes the witness of a pair. */
  public interface Maker {
    /** That of the name which the node had when it started. */
    Witness make(String pairName) throws WitnessException;

    /**
     * That of a name which the node has got to know since. A witness with a memory on this node
     * forgets it: that is of another pair's.
     */
    default Witness renamed(String pairName) throws WitnessException {
      return make(pairName);
    }
  }

  /**
   * Makes the witness of the name that the pair has now.
   *
   * @param pairName the name, at any time
   */
  public NamedWitness(Supplier<String> pairName, Maker maker) throws WitnessException {
    this.pairName = pairName;
    this.maker = maker;
    name = pairName.get();
    now = maker.make(name);
  }

  private Witness now() throws WitnessException {
    String current = pairName.get();
    if (!holds && !current.equals(name)) {
      Witness next = maker.renamed(current);
      now.close();
      now = next;
      name = current;
    }
    return now;
  }

  @Override
  public String identity() throws WitnessException {
    return now().identity();
  }

  @Override
  public WitnessView read() throws WitnessException {
    return now().read();
  }

  @Override
  public boolean claim(long epoch, WitnessView seen) throws WitnessException {
    boolean claimed = now().claim(epoch, seen);
    holds = holds || claimed;
    return claimed;
  }

  @Override
  public boolean renew(long epoch) throws WitnessException {
    boolean renewed = now().renew(epoch);
    holds = renewed;
    return renewed;
  }

  @Override
  public void release(long epoch) throws WitnessException {
    now().release(epoch);
    holds = false;
  }

  @Override
  public Optional<String> objection() throws WitnessException {
    return now().objection();
  }

  @Override
  public void close() {
    now.close();
  }
}
