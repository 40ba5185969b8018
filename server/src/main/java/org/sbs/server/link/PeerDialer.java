package org.sbs.server.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.AddressRace.Reached;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.NameUnknown;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;
import org.sbs.server.link.LinkState.Side;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;
import org.sbs.view.text.ReasonText;

/**
 * Calls the peer at all of its addresses and tells what is there (R1.3, R1.5). Safe for any thread;
 * calls block, and no longer than their deadline, whatever the other end or a name service does
 * meanwhile.
 *
 * <p>The events of the links that it opens go to the {@link LinkEvents} given here.
 */
public final class PeerDialer {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 1000;

  private final PeerAddresses addresses;
  private final PeerAddress peer;
  private final PairIdentity identity;
  private final LinkContext context;

  /**
   * A dialer for one peer. Opens nothing yet.
   *
   * @param known what this node knows of the pair's numbers, asked for when a message has come
   */
  public PeerDialer(
      PeerAddresses addresses,
      PairIdentity identity,
      LinkEvents events,
      LinkTimes times,
      Supplier<Known> known) {
    this.addresses = addresses;
    this.peer = addresses.configured();
    this.identity = identity;
    context =
        new LinkContext(
            events,
            times,
            new DeadlineTimer("sbs-link-limits"),
            new Sessions(),
            known,
            identity::note,
            from -> Optional.empty());
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
   * @param reach within which somebody must accept, each time that an address is called; at first
   *     the look-up of the peer's name counts too
   * @param deadline within which the peer must have greeted
   */
  public DialResult ask(
      Question question, Supplier<PeerView> mine, Duration reach, Duration deadline) {
    Errand errand =
        Errand.beginning(
            question,
            () -> Handshake.hello(mine.get(), identity.note()),
            () -> mine.get().nodeId(),
            reach,
            deadline,
            true);
    Reached reached = reach(errand);
    if (reached instanceof Reached.Nobody nobody) {
      return nobody.why();
    }
    Reached.Peer met = (Reached.Peer) reached;
    PeerView view;
    Optional<KeyNote> keys;
    try {
      view = NodeViewCodec.read(met.hello().getView(), context.known().get());
      keys = Handshake.keys(met.hello());
    } catch (FrameException e) {
      met.call().socket().hangUp();
      return met.diagnosis().broken(Diagnosis.sent(e));
    }
    ControlLink link =
        new ControlLink(
            Side.DIALER, met.call().socket(), met.call().frames(), view.nodeId(), context);
    return new Answered(link, view, keys);
  }

  /**
   * What the peer is called for.
   *
   * @param hello made when it is said
   * @param beginNanos when it was called first
   * @param patient whether one that hangs up without a word is called again
   */
  private record Errand(
      Question question,
      Supplier<Frame> hello,
      Supplier<String> myNodeId,
      Duration reach,
      long beginNanos,
      long endNanos,
      boolean patient) {
    static Errand beginning(
        Question question,
        Supplier<Frame> hello,
        Supplier<String> myNodeId,
        Duration reach,
        Duration deadline,
        boolean patient) {
      long now = System.nanoTime();
      return new Errand(question, hello, myNodeId, reach, now, now + deadline.toNanos(), patient);
    }

    /** When the first call to each address must have been accepted. */
    long reachEndNanos() {
      return Math.min(beginNanos + reach.toNanos(), endNanos);
    }

    /** When a further call that begins now must have been. */
    long nextReachEndNanos() {
      return Math.min(System.nanoTime() + reach.toNanos(), endNanos);
    }
  }

  /** The peer at one of its addresses, or why it is at none. */
  private Reached reach(Errand errand) {
    PeerAddresses.Found found = addresses.find(errand.reachEndNanos() - errand.beginNanos());
    if (found instanceof PeerAddresses.Found.Nowhere nowhere) {
      return new Reached.Nobody(new NameUnknown(peer.host(), nowhere.trouble()));
    } else if (found instanceof PeerAddresses.Found.Itself itself) {
      return new Reached.Nobody(Diagnosis.itself(peer, itself));
    }
    PeerAddresses.Found.At at = (PeerAddresses.Found.At) found;
    List<Reached> ends =
        AddressRace.run(
            at.addresses(),
            errand.reachEndNanos(),
            (address, lane) -> reach(errand, address, lane));
    if (ends.get(0) instanceof Reached.Peer met) {
      addresses.greeted(met.call().address());
      return met;
    }
    return new Reached.Nobody(
        DialOutcomes.combine(
            ends.stream().map(end -> ((Reached.Nobody) end).why()).toList(), at.remembered()));
  }

  private Reached reach(Errand errand, InetAddress address, AddressRace.Lane lane) {
    Diagnosis diagnosis = new Diagnosis(peer, address);
    long reachEndNanos = lane.isFirst() ? errand.reachEndNanos() : errand.nextReachEndNanos();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    while (true) {
      OutgoingCall call = call(address, reachEndNanos, errand.endNanos());
      if (!lane.enter(call)) {
        return new Reached.Nobody(diagnosis.broken(Reason.of(ReasonCode.DIAL_NOT_CALLED)));
      }
      errand.question().putBy(call);
      try {
        Hello answer = call.greet(errand.hello());
        Optional<NotAPeer> misfit = diagnosis.misfit(answer, errand.myNodeId().get());
        if (misfit.isPresent()) {
          call.socket().hangUp();
          return new Reached.Nobody(misfit.get());
        }
        return new Reached.Peer(call, answer, diagnosis);
      } catch (IOException e) {
        boolean again =
            errand.patient() && diagnosis.hungUp(call, e) && !errand.question().isGivenUp();
        if (!again || !paused(pauseMillis, errand.endNanos())) {
          return new Reached.Nobody(diagnosis.failed(call, e));
        }
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        reachEndNanos = errand.nextReachEndNanos();
      } finally {
        errand.question().over(call);
      }
    }
  }

  /**
   * Opens the bulk connection that belongs to an open control link of this dialer, to the address
   * at which that link is.
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
    String where = peer.at(control.address());
    long endNanos = System.nanoTime() + deadline.toNanos();
    OutgoingCall call = call(control.address(), endNanos, endNanos);
    question.putBy(call);
    control.opening(Optional.of(call.socket()));
    Hello hello;
    try {
      hello = call.greet(() -> Handshake.bulkHello(mine, session));
    } catch (IOException e) {
      String how = call.timeUp() ? "time was up" : e.getMessage();
      throw new IOException("No bulk connection to " + where + ": " + how, e);
    } finally {
      control.opening(Optional.empty());
      question.over(call);
    }
    BulkChannel channel = new TlsBulkChannel(call.socket(), call.frames());
    Optional<NotAPeer> misfit = new Diagnosis(peer, control.address()).misfit(hello, mine.nodeId());
    if (misfit.isPresent() || !hello.getView().getNodeId().equals(control.peerId())) {
      channel.close();
      throw new IOException(
          misfit
              .map(other -> ReasonText.english().say(other.what()))
              .orElse("Another node than the peer is at " + where));
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
    Errand errand =
        Errand.beginning(
            new Question(),
            () -> Handshake.askingFacts(mine, fresh),
            mine::nodeId,
            deadline,
            deadline,
            false);
    Reached reached = reach(errand);
    if (reached instanceof Reached.Nobody nobody) {
      return FactsAnswer.none(nobody.why());
    }
    OutgoingCall call = ((Reached.Peer) reached).call();
    Hello hello = ((Reached.Peer) reached).hello();
    DeadlineTimer.Guard guard =
        context.watchdog().after(errand.endNanos() - System.nanoTime(), call.socket()::abort);
    try {
      if (!hello.getFactsFollow()) {
        return FactsAnswer.mute(
            Reason.of(ReasonCode.FACTS_MUTE)
                .with("version", PeerText.clean(hello.getProgramVersion())));
      }
      return FactsMessages.read(call.frames().read(Protocol.MAX_FRAME_BYTES));
    } catch (IOException e) {
      String at = peer.at(call.address());
      return FactsAnswer.broken(
          guard.fired()
              ? Reason.of(ReasonCode.FACTS_LATE).with("peer", at)
              : Reason.of(ReasonCode.FACTS_BROKEN_OFF)
                  .with("peer", at)
                  .with("why", Reason.sentence(String.valueOf(e.getMessage()))));
    } finally {
      guard.cancel();
      call.socket().hangUp();
    }
  }

  private OutgoingCall call(InetAddress address, long reachEndNanos, long endNanos) {
    long fifth = Math.max(0, endNanos - System.nanoTime()) / 5;
    return new OutgoingCall(
        new InetSocketAddress(address, peer.port()),
        addresses.fromFor(address),
        identity,
        context.watchdog(),
        reachEndNanos,
        endNanos,
        Math.min(OutgoingCall.NUDGE_NANOS, fifth));
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
