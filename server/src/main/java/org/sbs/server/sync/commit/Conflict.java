package org.sbs.server.sync.commit;

import java.time.Instant;
import org.sbs.core.replica.ConflictCause;

/**
 * A version of a file or link that lost when two nodes met, and is kept in the history of the node
 * that had it (R5.1). Immutable.
 *
 * @param path where the file lies, absolute, on the node that tells
 * @param keptAt when the nodes met
 * @param cycle that replaced or deleted it there
 * @param epoch of that cycle
 * @param keptId what the history of the owner calls it
 * @param owner the id of the node whose version was kept, and where that is
 * @param winner the id of the node whose version stayed
 * @param here whether the owner is the node that tells
 * @param cause why it was kept
 */
public record Conflict(
    String path,
    Instant keptAt,
    long cycle,
    long epoch,
    String keptId,
    String owner,
    String winner,
    boolean here,
    ConflictCause cause) {}
