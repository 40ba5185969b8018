package org.sbs.server.link;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that have not said Hello yet: a bounded number in all and per address. A newcomer
 * is always let in, for it may be the peer; the oldest connection of its own address, or else of
 * the address that has most, has to go for it. So neither silent strangers on other addresses nor
 * on the peer's own can keep the peer out. Safe for any thread.
 */
final class Admission {
  private final Set<TapSocket> inOrder = new LinkedHashSet<>();

  /** Lets a connection in; returns the one that has to be cut for it, if any. */
  synchronized Optional<TapSocket> admit(TapSocket newcomer) {
    InetAddress from = newcomer.getInetAddress();
    Map<InetAddress, Integer> counts = new HashMap<>();
    inOrder.forEach(socket -> counts.merge(socket.getInetAddress(), 1, Integer::sum));
    Optional<TapSocket> leaver = Optional.empty();
    if (counts.getOrDefault(from, 0) >= Protocol.MAX_STRANGERS_PER_ADDRESS) {
      leaver = oldestOf(from);
    } else if (inOrder.size() >= Protocol.MAX_STRANGERS) {
      leaver =
          counts.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .flatMap(most -> oldestOf(most.getKey()));
    }
    leaver.ifPresent(inOrder::remove);
    inOrder.add(newcomer);
    return leaver;
  }

  /** The connection has said Hello, or is gone. */
  synchronized void leave(TapSocket socket) {
    inOrder.remove(socket);
  }

  /** All that have not said Hello. */
  synchronized List<TapSocket> all() {
    return new ArrayList<>(inOrder);
  }

  private Optional<TapSocket> oldestOf(InetAddress address) {
    return inOrder.stream().filter(socket -> address.equals(socket.getInetAddress())).findFirst();
  }
}
