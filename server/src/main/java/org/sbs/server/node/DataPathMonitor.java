package org.sbs.server.node;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.DataFlow;
import org.sbs.server.link.BulkCount;
import org.sbs.server.link.PeerLink;

/**
 * Whether the way to the other node takes data, or heartbeats alone (R4.16). Tells of it once when
 * that begins, and once when data arrives again. Any thread.
 */
final class DataPathMonitor implements LinkInbox.Way {
  /** The first word of a handshake has more; what is smaller may be lost in a small packet. */
  private static final long LARGE_BYTES = 300;

  private final LongSupplier nanos;
  private final Consumer<Reason> alerts;
  private final Consumer<Reason> news;
  private long link = -1;
  private DataFlow out = DataFlow.NONE;
  private DataFlow in = DataFlow.NONE;
  private Optional<Reason> lost = Optional.empty();

  /** Whom data did not reach when that was told last, until it does. */
  private Optional<String> told = Optional.empty();

  /**
   * Nothing is known.
   *
   * @param nanos of a clock that does not jump
   * @param alerts told when it begins
   * @param news told when it ends
   */
  DataPathMonitor(LongSupplier nanos, Consumer<Reason> alerts, Consumer<Reason> news) {
    this.nanos = nanos;
    this.alerts = alerts;
    this.news = news;
  }

  /** What is wrong now, if anything is. */
  synchronized Optional<Reason> lost() {
    return lost;
  }

  @Override
  public synchronized void counted(PeerLink from, BulkCount mine, BulkCount theirs) {
    if (from.id() != link) {
      begin(from.id());
    }
    long now = nanos.getAsLong();
    DataFlow.Ends sending = new DataFlow.Ends(mine.sent(), theirs.received(), theirs.waiting());
    DataFlow.Ends getting = new DataFlow.Ends(theirs.sent(), mine.received(), mine.waiting());
    out = out.after(sending, now);
    in = in.after(getting, now);
    String peer = from.address().getHostAddress();
    boolean before = lost.isPresent();
    lost =
        reason(ReasonCode.DATA_LOST_ON_THE_WAY_OUT, out, sending, peer)
            .or(() -> reason(ReasonCode.DATA_LOST_ON_THE_WAY_IN, in, getting, peer))
            .or(this::asBefore);
    if (lost.isPresent() && told.isEmpty()) {
      told = Optional.of(peer);
      alerts.accept(lost.get());
    } else if (before) {
      tellOfEnd();
    }
  }

  /** The next handshake has only begun: that it is lost too shows later, that it is not at once. */
  private Optional<Reason> asBefore() {
    return out.isLost() || in.isLost() ? lost : Optional.empty();
  }

  private void tellOfEnd() {
    if (lost.isEmpty() && told.isPresent()) {
      news.accept(Reason.of(ReasonCode.DATA_ARRIVES_AGAIN).with("peer", told.get()));
      told = Optional.empty();
    }
  }

  private static Optional<Reason> reason(
      ReasonCode code, DataFlow flow, DataFlow.Ends ends, String peer) {
    if (!flow.isLost() || ends.missing() < LARGE_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(code)
            .with("peer", peer)
            .with("bytes", ends.missing())
            .with("seconds", TimeUnit.NANOSECONDS.toSeconds(flow.silentNanos())));
  }

  /** The next link finds it out anew, and it is told again only after data has arrived. */
  @Override
  public synchronized void closed(PeerLink ended) {
    if (ended.id() == link) {
      begin(-1);
    }
  }

  private void begin(long id) {
    link = id;
    out = DataFlow.NONE;
    in = DataFlow.NONE;
    lost = Optional.empty();
  }

  /** A cycle is committed: data arrives, on another link than the one that was told of. */
  synchronized void committed() {
    tellOfEnd();
  }
}
