package org.sbs.server.link;

import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.wire.FactsAsk;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;
import org.sbs.server.link.wire.View;

/** The first message of each side. */
final class Handshake {
  private Handshake() {}

  /** The greeting of this node on a link. */
  static Frame hello(PeerView mine, KeyNote keys) {
    return frame(base().setView(NodeViewCodec.write(mine)).setKeys(KeyWire.write(keys)));
  }

  /** The greeting of this node on the bulk connection of a link. */
  static Frame bulkHello(PeerView mine, String session) {
    return frame(base().setView(NodeViewCodec.write(mine)).setBulkSession(session));
  }

  /** What a greeting tells of the other end's pair keys, if anything. */
  static Optional<KeyNote> keys(Hello hello) throws FrameException {
    return hello.hasKeys()
        ? Optional.of(KeyWire.read(hello.getKeys()).withoutNews())
        : Optional.empty();
  }

  /** Hello of a node that wants to compare itself with the other. */
  static Frame askingFacts(PeerView mine, boolean fresh) {
    return frame(
        base()
            .setView(NodeViewCodec.write(mine))
            .setFactsAsk(FactsAsk.newBuilder().setFresh(fresh)));
  }

  /** The answer to that. */
  static Frame factsFollow(String nodeId) {
    return frame(base().setView(View.newBuilder().setNodeId(nodeId)).setFactsFollow(true));
  }

  /** Hello that tells the version alone, for a node that may not be told more. */
  static Frame versionOnly() {
    return frame(base());
  }

  /** Hello to this node itself: by its id it recognises itself. */
  static Frame toMyself(String nodeId) {
    return frame(base().setView(View.newBuilder().setNodeId(nodeId)));
  }

  /** The Hello that a connection must begin with. */
  static Hello expect(Frame first) throws FrameException {
    if (!first.hasHello()) {
      throw new FrameException("the message " + first.getBodyCase() + " instead of a greeting");
    }
    return first.getHello();
  }

  /** Why the two programs cannot speak to each other, if they cannot; who tells how it was met. */
  static Optional<Reason> misfit(Hello hello, String who) {
    Versions other = Versions.of(hello);
    if (Versions.MINE.shared(other).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(ReasonCode.DIAL_OTHER_VERSION)
            .with("peer", who)
            .with("theirs", other.toString())
            .with("program", PeerText.clean(hello.getProgramVersion()))
            .with("mine", Versions.MINE.toString())
            .with("own", Protocol.programVersion()));
  }

  /** The versions of the other end: what it speaks, and its program's. */
  static String version(Hello hello) {
    return Versions.of(hello)
        + " (program version "
        + PeerText.clean(hello.getProgramVersion())
        + ")";
  }

  private static Hello.Builder base() {
    return Hello.newBuilder()
        .setProtocolVersion(Protocol.VERSION)
        .setOldestVersion(Protocol.OLDEST_VERSION)
        .setProgramVersion(Protocol.programVersion());
  }

  private static Frame frame(Hello.Builder hello) {
    return Frame.newBuilder().setHello(hello).build();
  }
}
