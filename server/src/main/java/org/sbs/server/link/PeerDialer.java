package org.sbs.server.link;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;
import org.sbs.server.link.LinkState.Side;
import org.sbs.server.link.wire.Hello;

/**
 * Calls the peer and tells what is there (R1.5). Safe for any thread; calls block, and no longer
 * than their deadline, whatever the other end sends meanwhile.
 *
 * <p>The events of the links that it opens go to the {@link LinkEvents} given here.
 */
public final class PeerDialer {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final PeerAddress address;
  private final PairIdentity identity;
  private final LinkContext context;
  private final Diagnosis diagnosis;
  private final NameLookup names = new NameLookup();

  /** A dialer for one peer. Opens nothing yet. */
  public PeerDialer(
      PeerAddress address, PairIdentity identity, LinkEvents events, LinkTimes times) {
    this.address = address;
    this.identity = identity;
    context = new LinkContext(events, times, new Watchdog("sbs-link-limits"), new Sessions());
    diagnosis = new Diagnosis(address);
  }

  /** Asks the peer what it is, within one deadline for all of it. */
  public DialResult ask(PeerView mine, Duration deadline) {
    return ask(new Question(), () -> mine, deadline, deadline);
  }

  /**
   * Asks the peer what it is. An answered link reads nothing, and so tells no event, before the
   * caller's first call on it; it must be followed or closed.
   *
   * <p>Whoever accepts and closes at once without a word is called again until the deadline: a peer
   * that is just ending refuses the next call, which is then the answer. Who goes on like that
   * counts as {@link Silent}, not as a stranger.
   *
   * @param mine what this node says of itself, asked for when it is said
   * @param reach within which somebody must accept, each time that the peer is called
   * @param deadline within which the peer must have greeted
   */
  public DialResult ask(
      Question question, Supplier<PeerView> mine, Duration reach, Duration deadline) {
    long endNanos = System.nanoTime() + deadline.toNanos();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (true) {
      OutgoingCall call = call(question, reach, endNanos);
      try {
        Hello hello = call.greet(() -> Greetings.hello(mine.get(), ""));
        return judge(mine.get().nodeId(), call, hello);
      } catch (IOException e) {
        boolean again = diagnosis.hungUp(call, e) && !question.isGivenUp();
        if (!again || !paused(pauseMillis, endNanos)) {
          return diagnosis.failed(call, e);
        }
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /**
   * Opens the bulk connection that belongs to an open control link of this dialer.
   *
   * @param session as {@link LinkEvents#followAccepted} gave it; good for one connection
   * @throws IOException when there is no such link any more, or no connection in time
   */
  public BulkChannel openBulk(PeerView mine, String session, Duration deadline) throws IOException {
    return openBulk(new Question(), mine, session, deadline);
  }

  /**
   * The same, given up when the question is.
   *
   * @throws IOException also then
   */
  public BulkChannel openBulk(Question question, PeerView mine, String session, Duration deadline)
      throws IOException {
    ControlLink control =
        context
            .sessions()
            .find(session)
            .orElseThrow(() -> new IOException("The link of this bulk session is closed."));
    OutgoingCall call = call(question, deadline, System.nanoTime() + deadline.toNanos());
    Hello hello;
    try {
      hello = call.greet(() -> Greetings.hello(mine, session));
    } catch (IOException e) {
      String how = call.timeUp() ? "time was up" : e.getMessage();
      throw new IOException("No bulk connection to " + address + ": " + how, e);
    }
    BulkChannel channel = new TlsBulkChannel(call.socket(), call.frames());
    Optional<NotAPeer> misfit = diagnosis.misfit(hello, mine.nodeId());
    if (misfit.isPresent() || !hello.getView().getNodeId().equals(control.peerId())) {
      channel.close();
      throw new IOException(
          misfit.map(NotAPeer::sentence).orElse("Another node than the peer is at " + address));
    }
    if (!control.attach(channel)) {
      channel.close();
      throw new IOException("The link of this bulk session was closed meanwhile.");
    }
    return channel;
  }

  /**
   * Asks the peer what it found out about itself.
   *
   * @param fresh whether it shall look anew, which may take some seconds
   */
  public FactsAnswer askFacts(PeerView mine, boolean fresh, Duration deadline) {
    long endNanos = System.nanoTime() + deadline.toNanos();
    OutgoingCall call = call(new Question(), deadline, endNanos);
    Hello hello;
    try {
      hello = call.greet(() -> Greetings.askingFacts(mine, fresh));
    } catch (IOException e) {
      return FactsAnswer.none(diagnosis.failed(call, e));
    }
    Watchdog.Guard guard =
        context.watchdog().after(endNanos - System.nanoTime(), call.socket()::abort);
    try {
      Optional<NotAPeer> misfit = diagnosis.misfit(hello, mine.nodeId());
      if (misfit.isPresent()) {
        return FactsAnswer.none(misfit.get());
      }
      if (!hello.getFactsFollow()) {
        return FactsAnswer.mute(
            "The other node has program version "
                + PeerText.clean(hello.getProgramVersion())
                + ", which does not tell what a check asks.");
      }
      return FactsMessages.read(call.frames().read(Protocol.MAX_FRAME_BYTES));
    } catch (IOException e) {
      return FactsAnswer.broken(
          "The other node at "
              + address
              + (guard.fired()
                  ? " did not tell in time what a check asks."
                  : " broke off before it told what a check asks: " + e.getMessage() + "."));
    } finally {
      guard.cancel();
      call.socket().hangUp();
    }
  }

  private OutgoingCall call(Question question, Duration reach, long endNanos) {
    long now = System.nanoTime();
    long fifth = Math.max(0, endNanos - now) / 5;
    OutgoingCall call =
        new OutgoingCall(
            address,
            identity,
            names,
            context.watchdog(),
            Math.min(now + reach.toNanos(), endNanos),
            endNanos,
            Math.min(OutgoingCall.NUDGE_NANOS, fifth));
    question.putBy(call);
    return call;
  }

  private DialResult judge(String myNodeId, OutgoingCall call, Hello hello) {
    Optional<NotAPeer> misfit = diagnosis.misfit(hello, myNodeId);
    if (misfit.isPresent()) {
      call.socket().hangUp();
      return misfit.get();
    }
    PeerView peer;
    try {
      peer = Views.read(hello.getView());
    } catch (FrameException e) {
      call.socket().hangUp();
      return diagnosis.broken("sent " + e.getMessage());
    }
    ControlLink link =
        new ControlLink(Side.DIALER, call.socket(), call.frames(), peer.nodeId(), context);
    return new Answered(link, peer);
  }

  /** Waits; false when that would last beyond the end, or this thread is to stop. */
  private static boolean paused(long millis, long endNanos) {
    if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) >= endNanos) {
      return false;
    }
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
