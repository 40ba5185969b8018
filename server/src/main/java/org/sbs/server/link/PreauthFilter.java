package org.sbs.server.link;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which connections show a token of the pair. Each is good once, so that somebody who
 * overheard one gains nothing by it; what is remembered is bounded. Safe for any thread.
 */
final class PreauthFilter {
  private final PairIdentity identity;
  private final Set<String> used = new LinkedHashSet<>();

  PreauthFilter(PairIdentity identity) {
    this.identity = identity;
  }

  /** Whether a connection that begins with these bytes shows a sign that nobody has used yet. */
  boolean isPeers(byte[] firstRecord) {
    Optional<String> number = identity.tokenShown(firstRecord);
    return number.isPresent() && isFirst(number.get());
  }

  private synchronized boolean isFirst(String number) {
    if (!used.add(number)) {
      return false;
    }
    if (used.size() > Protocol.MAX_PREAUTH_TOKENS) {
      var oldest = used.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }
}
