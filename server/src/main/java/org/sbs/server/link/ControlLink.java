package org.sbs.server.link;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.PeerView;
import org.sbs.core.settings.MailAccess;
import org.sbs.server.link.LinkState.Side;
import org.sbs.server.link.wire.Follow;
import org.sbs.server.link.wire.FollowAccepted;
import org.sbs.server.link.wire.FollowRefused;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Goodbye;
import org.sbs.server.link.wire.HandOver;
import org.sbs.server.link.wire.HandOverTaken;
import org.sbs.server.link.wire.Heartbeat;
import org.sbs.server.link.wire.SwitchoverWanted;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link to the peer: one thread reads and tells the events, another writes what was queued. What
 * either side may say when is {@link LinkState}'s table; whatever else comes ends the link.
 *
 * <p>On the dialer's side nothing is read before the caller's first call on the link, so that no
 * event can come before the caller knows the link.
 */
final class ControlLink implements PeerLink {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLink.class);

  /** A peer of an older version understands sentences alone. */
  private static final ReasonText ENGLISH = ReasonText.english();

  // The one thing that is shared by all nodes of a process: numbers that are not given out twice.
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final Side side;
  private final TapSocket socket;
  private final Frames frames;
  private final LinkContext context;
  private final String peerId;
  private final String remote;
  private final InetAddress address;
  private final Outbox outbox = new Outbox();

  // What follows is guarded by `this`, which is never held while anybody is told or waited for.
  private LinkState state;
  private Optional<DeadlineTimer.Guard> guard = Optional.empty();
  private Optional<Reason> ending = Optional.empty();
  private Optional<PeerView> lastSaid = Optional.empty();
  private Optional<BulkChannel> bulk = Optional.empty();
  private Optional<TapSocket> opening = Optional.empty();
  private boolean started;

  // Held while an event is told, so that events of one link come one at a time and closed is last.
  private final Object telling = new Object();
  private boolean toldClosed;

  ControlLink(Side side, TapSocket socket, Frames frames, String peerId, LinkContext context) {
    this.side = side;
    this.socket = socket;
    this.frames = frames;
    this.peerId = peerId;
    this.context = context;
    remote = socket.remote();
    address = socket.getInetAddress();
    state = side == Side.LISTENER ? LinkState.ASKED : LinkState.GREETED;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String remote() {
    return remote;
  }

  @Override
  public InetAddress address() {
    return address;
  }

  @Override
  public Optional<String> provedKey() {
    return socket.provedKey();
  }

  /** Who is at the other end. */
  String peerId() {
    return peerId;
  }

  /** What this node said of itself last; empty before its greeting. */
  synchronized Optional<PeerView> lastSaid() {
    return lastSaid;
  }

  /** How far the conversation is. */
  synchronized LinkState state() {
    return state;
  }

  @Override
  public synchronized void greet(PeerView mine) {
    lastSaid = Optional.of(mine);
    say(Handshake.hello(mine, context.keys().get()));
    if (state == LinkState.GREETED) {
      watch(context.times().follow(), () -> close(ofNode(ReasonCode.LINK_UNUSED)));
    }
  }

  @Override
  public void follow(Optional<PairOptions> options) {
    Follow.Builder follow = Follow.newBuilder();
    options.flatMap(OptionsWire::write).ifPresent(follow::setOptions);
    say(Frame.newBuilder().setFollow(follow).build());
  }

  @Override
  public synchronized void accept(
      long epoch, Optional<MailAccess> mail, Optional<PairOptions> options) {
    if (state == LinkState.ENDED) {
      return; // A session that is issued now would never be forgotten.
    }
    var accepted =
        FollowAccepted.newBuilder().setEpoch(epoch).setBulkSession(context.sessions().issue(this));
    mail.map(MailWire::write).ifPresent(accepted::setMail);
    options.flatMap(OptionsWire::write).ifPresent(accepted::setOptions);
    say(Frame.newBuilder().setFollowAccepted(accepted).build());
  }

  @Override
  public void refuse(Reason why) {
    FollowRefused.Builder refused = FollowRefused.newBuilder().setReason(ENGLISH.say(why));
    WireReasons.coded(why).ifPresent(refused::setWhy);
    sayLast(
        ofNode(ReasonCode.LINK_REFUSED).with("why", why),
        Frame.newBuilder().setFollowRefused(refused).build());
  }

  @Override
  public synchronized void heartbeat(
      PeerView mine, long stampNanos, long echoNanos, Optional<KeyNote> keys) {
    lastSaid = Optional.of(mine);
    Heartbeat.Builder beat =
        Heartbeat.newBuilder()
            .setView(NodeViewCodec.write(mine))
            .setStampNanos(stampNanos)
            .setEchoNanos(echoNanos);
    keys.map(KeyWire::write).ifPresent(beat::setKeys);
    bulkCount().map(BulkCountWire::write).ifPresent(beat::setBulk);
    say(Frame.newBuilder().setHeartbeat(beat).build());
  }

  @Override
  public synchronized void wantSwitchover() {
    if (state == LinkState.ACCEPTED) {
      say(Frame.newBuilder().setSwitchoverWanted(SwitchoverWanted.getDefaultInstance()).build());
    }
  }

  @Override
  public synchronized void refuseSwitchover(PeerView mine, Reason why) {
    lastSaid = Optional.of(mine);
    Heartbeat beat =
        Heartbeat.newBuilder()
            .setView(NodeViewCodec.write(mine))
            .setNotSwapped(WireReasons.write(why))
            .build();
    say(Frame.newBuilder().setHeartbeat(beat).build());
  }

  @Override
  public void handOver(long epoch) {
    say(Frame.newBuilder().setHandOver(HandOver.newBuilder().setEpoch(epoch)).build());
  }

  @Override
  public void handOverTaken(long epoch) {
    say(Frame.newBuilder().setHandOverTaken(HandOverTaken.newBuilder().setEpoch(epoch)).build());
  }

  @Override
  public void goodbye(Reason why) {
    Goodbye.Builder goodbye = Goodbye.newBuilder().setReason(ENGLISH.say(why));
    WireReasons.coded(why).ifPresent(goodbye::setWhy);
    sayLast(
        Reason.of(ReasonCode.LINK_GOODBYE).with("why", why),
        Frame.newBuilder().setGoodbye(goodbye).build());
  }

  @Override
  public void close(Reason why) {
    Optional<BulkChannel> channel;
    synchronized (this) {
      end(why);
      unwatch();
      context.sessions().forget(this);
      channel = bulk;
    }
    socket.hangUp();
    outbox.close();
    channel.ifPresent(BulkChannel::close);
    start(); // For the threads tell that the link is closed, even where nobody has used it yet.
  }

  /** Tells of the peer that asked, and then reads on the calling thread until the link closes. */
  void serve(PeerView peer, Optional<KeyNote> keys) {
    synchronized (this) {
      started = true;
      watch(context.times().greeting(), () -> close(ofNode(ReasonCode.LINK_UNANSWERED)));
    }
    thread("sbs-link-write-", this::write).start();
    tell(events -> events.asked(this, peer));
    if (keys.isPresent()) {
      tell(events -> events.keysTold(this, keys));
    }
    read();
  }

  /**
   * How far this end of the bulk connection is, while there is one, or of the handshake from which
   * it will come. On the listener's side nobody knows yet which handshake that is: it is one from
   * the address of this link.
   */
  synchronized Optional<BulkCount> bulkCount() {
    if (bulk.isPresent()) {
      return bulk.flatMap(BulkChannel::count);
    }
    if (state != LinkState.ACCEPTED) {
      return Optional.empty();
    }
    return opening.map(TapSocket::count).or(() -> context.arriving().apply(address));
  }

  /** Whether the other node may call for the bulk connection of this link, and has not got it. */
  synchronized boolean awaitsBulk() {
    return state == LinkState.ACCEPTED && bulk.isEmpty();
  }

  /** The bulk connection of this link is being opened; empty when that has come to an end. */
  synchronized void opening(Optional<TapSocket> call) {
    opening = call;
  }

  /** Ties a bulk connection to this link for its life; false when the link has ended. */
  synchronized boolean attach(BulkChannel channel) {
    if (state == LinkState.ENDED) {
      return false;
    }
    bulk = Optional.of(channel);
    return true;
  }

  /** Tells of the bulk connection, unless the link was closed in the meantime. */
  void tellBulkOpened(BulkChannel channel) {
    tell(events -> events.bulkOpened(this, channel));
  }

  private void start() {
    synchronized (this) {
      if (started) {
        return;
      }
      started = true;
    }
    thread("sbs-link-read-", this::read).start();
    thread("sbs-link-write-", this::write).start();
  }

  private Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name + remote);
    thread.setDaemon(true);
    return thread;
  }

  private void say(Frame frame) {
    start();
    synchronized (this) {
      if (state == LinkState.ENDED) {
        return;
      }
      state =
          state
              .after(side, frame.getBodyCase())
              .orElseThrow(() -> new IllegalStateException(misplaced(frame)));
      switch (frame.getBodyCase()) {
        case HEARTBEAT -> {
          // One tells as much as two, but for a word that is said once.
          if (frame.getHeartbeat().hasNotSwapped()) {
            outbox.put(frame);
          } else {
            outbox.putOnce(frame);
          }
        }
        case SWITCHOVER_WANTED -> outbox.putOnce(frame);
        case GOODBYE, FOLLOW_REFUSED -> outbox.putLast(frame);
        default -> outbox.put(frame);
      }
    }
  }

  private synchronized void sayLast(Reason why, Frame frame) {
    if (state == LinkState.ENDED) {
      return;
    }
    say(frame);
    end(why);
    watch(context.times().lastWords(), this::cut);
  }

  private void write() {
    try {
      Optional<Frame> next = outbox.take();
      while (next.isPresent()) {
        DeadlineTimer.Guard stall =
            context.watchdog().after(context.times().stall(), this::stalled);
        frames.write(next.get());
        frames.flush();
        stall.cancel();
        next = outbox.take();
      }
      socket.shutdownOutput(); // The peer hears the last message and closes; the reader sees that.
    } catch (IOException e) {
      unsaid(e);
    } catch (InterruptedException e) {
      close(Reason.of(ReasonCode.LINK_NODE_ENDS));
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** A peer that ends may have said why before it stopped listening: its last words still count. */
  private synchronized void unsaid(IOException e) {
    outbox.close();
    if (state != LinkState.ENDED) {
      watch(context.times().lastWords(), () -> close(broke(e)));
    }
  }

  private void read() {
    try {
      while (true) {
        hear(frames.read(Protocol.MAX_FRAME_BYTES));
      }
    } catch (EOFException e) {
      close(ofNode(ReasonCode.LINK_NODE_CLOSED));
    } catch (FrameException e) {
      close(ofNode(ReasonCode.LINK_PROTOCOL_BROKEN).with("what", words(e)));
    } catch (IOException e) {
      close(broke(e));
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      Reason why = end(Reason.of(ReasonCode.LINK_ENDED_HERE));
      synchronized (telling) {
        tell(events -> events.closed(this, why));
        toldClosed = true;
      }
    }
  }

  private void hear(Frame frame) throws FrameException {
    boolean last;
    synchronized (this) {
      if (state == LinkState.ENDED) {
        return; // The last words are on their way; what crosses them no longer counts.
      }
      state =
          state
              .after(side.other(), frame.getBodyCase())
              .orElseThrow(() -> new FrameException(misplaced(frame)));
      last = state == LinkState.ENDED;
      switch (frame.getBodyCase()) {
        case FOLLOW -> unwatch();
        case FOLLOW_ACCEPTED ->
            context.sessions().learn(this, frame.getFollowAccepted().getBulkSession());
        default -> {}
      }
    }
    tell(Incoming.read(frame, this, context.known().get()));
    if (last) {
      close(ofNode(ReasonCode.LINK_NODE_ENDED).with("why", Incoming.lastWords(frame)));
    }
  }

  private void tell(Consumer<LinkEvents> event) {
    synchronized (telling) {
      if (toldClosed) {
        return;
      }
      try {
        event.accept(context.events());
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  private synchronized void watch(Duration limit, Runnable action) {
    unwatch();
    guard = Optional.of(context.watchdog().after(limit, action));
  }

  private synchronized void unwatch() {
    guard.ifPresent(DeadlineTimer.Guard::cancel);
    guard = Optional.empty();
  }

  /** Nothing is said or heard from now on; returns the reason, which is the first one given. */
  private synchronized Reason end(Reason why) {
    state = LinkState.ENDED;
    Reason reason = ending.orElse(why);
    ending = Optional.of(reason);
    return reason;
  }

  private void stalled() {
    end(ofNode(ReasonCode.LINK_NOT_READ));
    cut();
  }

  private void cut() {
    socket.abort();
    close(ofNode(ReasonCode.LINK_CUT));
  }

  private void failed(RuntimeException e) {
    LOG.error("The link to {} failed within this node", remote, e);
    close(ofNode(ReasonCode.LINK_FAILED_HERE).with("why", e.toString()));
  }

  private Reason broke(IOException e) {
    return ofNode(ReasonCode.LINK_BROKE).with("why", words(e));
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private Reason ofNode(ReasonCode code) {
    return Reason.of(code).with("node", remote);
  }

  /** Read while the state is still the one in which the message has no place. */
  private String misplaced(Frame frame) {
    return "the message "
        + frame.getBodyCase()
        + ", which has no place there (state "
        + state
        + ", this side is the "
        + side
        + ")";
  }

  @Override
  public String toString() {
    return "link " + id + " to " + remote;
  }
}
