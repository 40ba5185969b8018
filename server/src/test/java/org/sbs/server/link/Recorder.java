package org.sbs.server.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;

/** Remembers what a link told, and answers as a test wants it. Safe for any thread. */
final class Recorder implements LinkEvents {
  /** One event; the detail is its argument beside the link. */
  record Seen(String what, PeerLink link, Object detail) {}

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Seen> seen = new ArrayList<>();
  private final Map<String, Consumer<Seen>> answers = new ConcurrentHashMap<>();

  /** Does this, on the link's thread, whenever that is told. */
  Recorder on(String what, Consumer<Seen> answer) {
    answers.put(what, answer);
    return this;
  }

  /** Waits for the first event of a kind. */
  Seen await(String what) {
    return await(what, 1).get(0);
  }

  /** Waits for so many events of a kind. */
  List<Seen> await(String what, int count) {
    Awaitility.await().atMost(PATIENCE).until(() -> all(what).size() >= count);
    return all(what);
  }

  synchronized List<Seen> all(String what) {
    return seen.stream().filter(event -> event.what().equals(what)).toList();
  }

  synchronized List<String> kinds() {
    return seen.stream().map(Seen::what).filter(what -> !what.equals("keysTold")).toList();
  }

  private void saw(String what, PeerLink link, Object detail) {
    Seen event = new Seen(what, link, detail);
    synchronized (this) {
      seen.add(event);
    }
    answers.getOrDefault(what, ignored -> {}).accept(event);
  }

  @Override
  public void asked(PeerLink link, PeerView peer) {
    saw("asked", link, peer);
  }

  @Override
  public void followAsked(PeerLink link) {
    saw("followAsked", link, "");
  }

  @Override
  public void followAccepted(PeerLink link, long epoch, String bulkSession) {
    saw("followAccepted", link, bulkSession);
  }

  @Override
  public void followRefused(PeerLink link, Reason reason) {
    saw("followRefused", link, reason);
  }

  @Override
  public void keysTold(PeerLink link, Optional<KeyNote> keys) {
    saw("keysTold", link, keys);
  }

  @Override
  public void bulkCounted(PeerLink link, BulkCount mine, BulkCount theirs) {
    saw("bulkCounted", link, List.of(mine, theirs));
  }

  @Override
  public void heartbeat(PeerLink link, PeerView peer, long stampNanos, long echoNanos) {
    saw("heartbeat", link, peer);
  }

  @Override
  public void switchoverRefused(PeerLink link, Reason why) {
    saw("switchoverRefused", link, why);
  }

  @Override
  public void switchoverWanted(PeerLink link) {
    saw("switchoverWanted", link, "");
  }

  @Override
  public void handOver(PeerLink link, long epoch) {
    saw("handOver", link, epoch);
  }

  @Override
  public void handOverTaken(PeerLink link, long epoch) {
    saw("handOverTaken", link, epoch);
  }

  @Override
  public void goodbye(PeerLink link, Reason reason) {
    saw("goodbye", link, reason);
  }

  @Override
  public void closed(PeerLink link, Reason why) {
    saw("closed", link, why);
  }

  @Override
  public void bulkOpened(PeerLink control, BulkChannel channel) {
    saw("bulkOpened", control, channel);
  }
}
