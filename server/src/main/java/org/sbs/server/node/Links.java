package org.sbs.server.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.PeerLink;

/** The links that are open, by their ids. Safe for any thread. */
final class Links {
  /**
   * What is known of a link.
   *
   * @param peer what the other end last said of itself
   * @param bulkSession what the primary named when it accepted; empty before
   * @param options of the pair, as the other end last told them
   */
  record Known(PeerLink link, PeerView peer, String bulkSession, Optional<PairOptions> options) {}

  private final Map<Long, Known> open = new ConcurrentHashMap<>();
  private final Predicate<PeerLink> proved;

  /**
   * Without links.
   *
   * @param proved whether the pair key by which a link was made still proves the pair
   */
  Links(Predicate<PeerLink> proved) {
    this.proved = proved;
  }

  void opened(PeerLink link, PeerView peer) {
    open.put(link.id(), new Known(link, peer, "", Optional.empty()));
    // Only after it is among those that are closed when the key is replaced: so none is missed.
    if (!proved.test(link)) {
      link.close(Reason.of(ReasonCode.LINK_KEY_INVALID).with("node", link.remote()));
    }
  }

  /** All that are open. */
  List<PeerLink> all() {
    return open.values().stream().map(Known::link).toList();
  }

  void heard(PeerLink link, PeerView peer) {
    open.computeIfPresent(
        link.id(), (id, was) -> new Known(link, peer, was.bulkSession(), was.options()));
  }

  void accepted(PeerLink link, String bulkSession) {
    open.computeIfPresent(
        link.id(), (id, was) -> new Known(link, was.peer(), bulkSession, was.options()));
  }

  void told(PeerLink link, PairOptions options) {
    open.computeIfPresent(
        link.id(),
        (id, was) -> new Known(link, was.peer(), was.bulkSession(), Optional.of(options)));
  }

  void closed(PeerLink link) {
    open.remove(link.id());
  }

  Optional<Known> find(long id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Does something with a link, if it is still open. */
  void with(long id, Consumer<PeerLink> what) {
    find(id).ifPresent(known -> what.accept(known.link()));
  }
}
