package org.sbs.server.link;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Function;

/**
 * The pair keys of a running node: what is on disk, and what its connections prove and accept. They
 * change together, the disk first. Safe for any thread.
 */
public final class PairKeys {
  private final KeyringFile file;
  private final PairIdentity identity;
  private volatile Keyring ring;

  private PairKeys(KeyringFile file, Keyring ring) {
    this.file = file;
    this.ring = ring;
    this.identity = PairIdentity.of(ring);
  }

  /**
   * Loads the keys of a home.
   *
   * @throws IOException when there is none, or it cannot be read; the message says what to do
   */
  public static PairKeys load(KeyringFile file) throws IOException {
    return new PairKeys(file, file.load());
  }

  /** The keys now. */
  public Keyring now() {
    return ring;
  }

  /** What connections prove and accept; it follows the keys. */
  public PairIdentity identity() {
    return identity;
  }

  /** The file with the current key. */
  public KeyringFile file() {
    return file;
  }

  /**
   * Changes the keys. When this returns, the new ones are durable and in use.
   *
   * @param rule makes a step out of the keys as they are
   * @return that step
   * @throws IOException when they cannot be written; then the former ones stay in use
   */
  public synchronized Keyring.Next change(Function<Keyring, Keyring.Next> rule) throws IOException {
    Keyring.Next next = Objects.requireNonNull(rule.apply(ring));
    if (!next.ring().equals(ring)) {
      file.save(next.ring());
      ring = next.ring();
      identity.use(next.ring());
    }
    return next;
  }
}
