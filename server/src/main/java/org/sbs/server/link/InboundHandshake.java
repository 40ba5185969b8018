package org.sbs.server.link;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.LinkState.Side;
import org.sbs.server.link.RejectedConnection.Finding;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one connection: TLS, the peer's Hello, and then what the Hello asks for. Until then
 * nobody is told anything, and one deadline holds for all of it.
 */
final class InboundHandshake {
  private static final Logger LOG = LoggerFactory.getLogger(InboundHandshake.class);

  private final TapSocket socket;
  private final PairIdentity identity;
  private final String nodeId;
  private final LinkContext context;
  private final FactsSource facts;

  private Frames frames;
  private boolean proved;

  InboundHandshake(
      TapSocket socket,
      PairIdentity identity,
      String nodeId,
      LinkContext context,
      FactsSource facts) {
    this.socket = socket;
    this.identity = identity;
    this.nodeId = nodeId;
    this.context = context;
    this.facts = facts;
  }

  /** Whom a reception hands its connection to, once it is clear whose it is. */
  interface Host {
    /** Whether a connection that begins with this record shows the sign of the pair. */
    boolean showsToken(byte[] firstRecord);

    /** More is known of the connection. */
    void known(Admission.Stage stage);

    /** The peer asks, and may follow. */
    void asking(ControlLink link, PeerView peer, Optional<KeyNote> keys);

    /** The peer brings the bulk connection of a link. */
    void bulk(ControlLink control, BulkChannel channel);

    /** Not the peer, or not one that can be served; the connection is closed. */
    void turnedAway(Finding finding);
  }

  /** Waits for the greeting, and hands over on the same thread. */
  void receive(Host host) {
    DeadlineTimer.Guard guard = context.watchdog().after(context.times().greeting(), socket::abort);
    try {
      Consumer<Host> next = greeted(host);
      if (!guard.cancel()) {
        throw new IOException("its time was up");
      }
      next.accept(host);
    } catch (IOException e) {
      guard.cancel();
      if (proved && e instanceof Frames.Closed) {
        // The peer called several addresses of this node, and has reached it at another one.
        LOG.debug("{} closed its connection before it greeted", socket.remote());
      } else if (guard.fired() || !socket.isAborted()) { // Else this node cut it, and said why.
        host.turnedAway(RejectedConnection.find(socket, proved, guard.fired(), e));
      }
      socket.part(context.watchdog());
    }
  }

  private Consumer<Host> greeted(Host door) throws IOException {
    socket.prepare();
    byte[] first = socket.firstRecord(Protocol.MAX_FIRST_RECORD_BYTES);
    door.known(door.showsToken(first) ? Admission.Stage.KNOWN : Admission.Stage.STRANGE);
    SSLSocket tls = identity.server(socket, first);
    tls.startHandshake();
    proved = true;
    socket.provedBy(identity.proved(tls));
    door.known(Admission.Stage.KNOWN);
    frames = Frames.on(tls);
    Hello hello = Handshake.expect(frames.read(Protocol.MAX_GREETING_BYTES));
    String who = socket.remote();
    Optional<Reason> versions = Handshake.misfit(hello, who);
    if (versions.isPresent()) {
      say(Handshake.versionOnly());
      return misfit(
          RejectedConnection.OTHER_VERSION, ReasonText.english().sentence(versions.get()));
    }
    PeerView peer = NodeViewCodec.read(hello.getView(), context.known().get());
    if (peer.nodeId().equals(nodeId)) {
      say(Handshake.toMyself(nodeId));
      return misfit(
          RejectedConnection.MYSELF,
          who
              + " has this node's own id: either peer-address in [pair] is this machine's own, or"
              + " the other node was copied from this one with its state folder.");
    }
    if (hello.hasFactsAsk()) {
      say(Handshake.factsFollow(nodeId));
      return host -> tellFacts(hello.getFactsAsk().getFresh());
    }
    if (!hello.getBulkSession().isEmpty()) {
      return bulk(hello, peer);
    }
    ControlLink link = new ControlLink(Side.LISTENER, socket, frames, peer.nodeId(), context);
    Optional<KeyNote> keys = Handshake.keys(hello);
    return host -> host.asking(link, peer, keys);
  }

  /** Takes as long as finding out takes, and then ends the connection. */
  private void tellFacts(boolean fresh) {
    FactsSource.Answer answer = facts.facts(fresh);
    DeadlineTimer.Guard guard = context.watchdog().after(context.times().stall(), socket::abort);
    try {
      say(FactsMessages.write(answer.facts(), answer.wallMillis()));
    } catch (IOException e) {
      // Who asked does not wait any more; he will ask again.
      LOG.debug("{} did not wait for what it asked", socket.remote(), e);
    } finally {
      guard.cancel();
      socket.part(context.watchdog());
    }
  }

  private Consumer<Host> bulk(Hello hello, PeerView peer) throws IOException {
    ControlLink control = context.sessions().take(hello.getBulkSession()).orElse(null);
    if (control == null
        || !control.peerId().equals(peer.nodeId())
        || control.lastSaid().isEmpty()) {
      return misfit(
          RejectedConnection.UNKNOWN_SESSION,
          socket.remote() + " asked for a bulk connection that belongs to no open link.");
    }
    BulkChannel channel = new TlsBulkChannel(socket, frames);
    if (!control.attach(channel)) {
      throw new IOException("a session of a link that has ended");
    }
    say(Handshake.bulkHello(control.lastSaid().get(), hello.getBulkSession()));
    return host -> host.bulk(control, channel);
  }

  private void say(Frame frame) throws IOException {
    frames.write(frame);
    frames.flush();
  }

  private Consumer<Host> misfit(RejectedConnection kind, String sentence) {
    return host -> {
      host.turnedAway(new Finding(kind, sentence));
      socket.part(context.watchdog());
    };
  }
}
