package org.sbs.server.link;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections that have not said Hello yet: of each {@link Stage} a bounded number in all and
 * per address. A newcomer is always let in, because it may be the peer; the oldest connection of
 * its own address at that stage, or else of the address that has most, has to go for it.
 *
 * <p>So neither strangers on other addresses nor on the peer's own keep the peer out. Those who do
 * not speak never push out one that does, and strangers who speak TLS never one that knows the pair
 * key, however many handshakes they begin. Safe for any thread.
 */
final class Admission {
  /** How much is known of a connection. */
  enum Stage {
    /** It is open and has said nothing whole. Such ones are cheap, so many may be there. */
    ARRIVED(Protocol.MAX_ARRIVED, Protocol.MAX_ARRIVED_PER_ADDRESS),
    /** It speaks, and no sign of the pair key was seen. */
    STRANGE(Protocol.MAX_STRANGERS, Protocol.MAX_STRANGERS_PER_ADDRESS),
    /** It tokenShown as the peer does, or has proved the key. */
    KNOWN(Protocol.MAX_KNOWN, Protocol.MAX_KNOWN);

    private final int most;
    private final int mostOfAddress;

    Stage(int most, int mostOfAddress) {
      this.most = most;
      this.mostOfAddress = mostOfAddress;
    }
  }

  private final Map<TapSocket, Stage> inOrder = new LinkedHashMap<>();

  /** Lets a connection in; returns the one that has to be cut for it, if any. */
  synchronized Optional<TapSocket> admit(TapSocket newcomer) {
    return enter(newcomer, Stage.ARRIVED);
  }

  /**
   * More is known of a connection; returns the one that has to be cut for it, if any. One that was
   * cut itself meanwhile stays out.
   */
  synchronized Optional<TapSocket> advance(TapSocket socket, Stage stage) {
    Stage before = inOrder.get(socket);
    if (before == null || before == stage) {
      return Optional.empty();
    }
    inOrder.remove(socket);
    return enter(socket, stage);
  }

  /** The connection has said Hello, or is gone. */
  synchronized void leave(TapSocket socket) {
    inOrder.remove(socket);
  }

  /**
   * The youngest from that address that has not said Hello, of those about which most is known; not
   * a stranger.
   */
  synchronized Optional<TapSocket> latest(InetAddress from) {
    TapSocket latest = null;
    for (Map.Entry<TapSocket, Stage> one : inOrder.entrySet()) {
      boolean mayBe = one.getValue() != Stage.STRANGE && from.equals(one.getKey().getInetAddress());
      if (mayBe && (latest == null || one.getValue().compareTo(inOrder.get(latest)) >= 0)) {
        latest = one.getKey();
      }
    }
    return Optional.ofNullable(latest);
  }

  /** All that have not said Hello. */
  synchronized List<TapSocket> all() {
    return new ArrayList<>(inOrder.keySet());
  }

  private Optional<TapSocket> enter(TapSocket newcomer, Stage stage) {
    InetAddress from = newcomer.getInetAddress();
    List<TapSocket> there =
        inOrder.entrySet().stream()
            .filter(entry -> entry.getValue() == stage)
            .map(Map.Entry::getKey)
            .toList();
    Map<InetAddress, Integer> counts = new HashMap<>();
    there.forEach(socket -> counts.merge(socket.getInetAddress(), 1, Integer::sum));
    Optional<TapSocket> leaver = Optional.empty();
    if (counts.getOrDefault(from, 0) >= stage.mostOfAddress) {
      leaver = oldestOf(from, there);
    } else if (there.size() >= stage.most) {
      leaver =
          counts.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .flatMap(most -> oldestOf(most.getKey(), there));
    }
    leaver.ifPresent(inOrder::remove);
    inOrder.put(newcomer, stage);
    return leaver;
  }

  private static Optional<TapSocket> oldestOf(InetAddress address, List<TapSocket> inOrder) {
    return inOrder.stream().filter(socket -> address.equals(socket.getInetAddress())).findFirst();
  }
}
