package org.sbs.server.witness;

import java.util.Optional;
import java.util.OptionalLong;

/** How claims are named and written in a witness folder. */
interface ClaimForm {
  /** The name of a claim's file. */
  String name(long epoch);

  /**
   * The epoch of a file of that name; empty if this pair's nodes do not write such a file.
   *
   * @param knownEpoch the highest epoch that this node knows of
   */
  OptionalLong epoch(String name, long knownEpoch);

  /** What stands in the file of a claim; always of the same length. */
  byte[] bytes(Claim claim);

  /** The claim that stands in a file; empty if it is not whole. */
  Optional<Claim> read(byte[] bytes);

  /** Whether the pair alone can have written what is read: else its word is not taken. */
  boolean isSealed();
}
