package org.sbs.server.link;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult.Broken;
import org.sbs.server.link.DialResult.Misfit;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;
import org.sbs.server.link.PairTrustManager.OtherKeyException;
import org.sbs.server.link.wire.Hello;

/** Explains what is at an address of the peer when it is not a peer that greets. */
final class Diagnosis {
  private final String peer;

  Diagnosis(PeerAddress peer, InetAddress address) {
    this.peer = peer.at(address);
  }

  /** Why a call failed. */
  DialResult failed(OutgoingCall call, IOException e) {
    return switch (call.stage()) {
      case CONNECTING ->
          new NoAnswer(
              e instanceof ConnectException && !call.timeUp(),
              at(ReasonCode.DIAL_NO_ANSWER)
                  .with(
                      "why",
                      call.timeUp()
                          ? Reason.of(ReasonCode.DIAL_NO_CONNECTION_IN_TIME)
                          : Reason.sentence(text(e))));
      case CONNECTED -> unproved(call, e);
      case PROVED -> proved(call, e);
    };
  }

  /**
   * Whether the other end closed the connection without a word that tells who it is. Nothing can be
   * said of it: a peer that just ends does so, and so does a forwarder whose target is down.
   */
  boolean hungUp(OutgoingCall call, IOException e) {
    return call.stage() == OutgoingCall.Stage.CONNECTED
        && !call.timeUp()
        && FirstBytes.mayBeTls(call.socket().heard())
        && Failures.brokeOff(e);
  }

  /** What is wrong with a greeting, if it is not one of this node's peer. */
  Optional<NotAPeer> misfit(Hello hello, String myNodeId) {
    Optional<Reason> versions = Handshake.misfit(hello, peer);
    if (versions.isPresent()) {
      return Optional.of(new NotAPeer(Misfit.OTHER_VERSION, versions.get()));
    }
    if (hello.getView().getNodeId().equals(myNodeId)) {
      return Optional.of(new NotAPeer(Misfit.SELF, at(ReasonCode.DIAL_SELF)));
    }
    return Optional.empty();
  }

  /** The peer's name stands for this machine alone. */
  static NotAPeer itself(PeerAddress peer, PeerAddresses.Found.Itself found) {
    Reason what =
        NameLookup.isLiteral(peer.host())
            ? Reason.of(ReasonCode.DIAL_OWN_ADDRESS)
            : Reason.of(ReasonCode.DIAL_OWN_NAME)
                .with("addresses", PeerAddresses.text(found.addresses()));
    return new NotAPeer(Misfit.SELF, what.with("peer", peer.toString()), found.remembered());
  }

  /** A peer with the right key that does not keep to the protocol. */
  Broken broken(Reason how) {
    return new Broken(at(ReasonCode.DIAL_BROKEN).with("how", how));
  }

  private Reason at(ReasonCode code) {
    return Reason.of(code).with("peer", peer);
  }

  private DialResult unproved(OutgoingCall call, IOException e) {
    Optional<OtherKeyException> other = Failures.cause(e, OtherKeyException.class);
    byte[] first = call.socket().heard();
    if (other.isPresent()) {
      return other.get().isOtherPair() ? wrongKey() : otherCertificate(other.get());
    }
    if (!FirstBytes.mayBeTls(first)) {
      return stranger(Reason.of(FirstBytes.looksLike(first)));
    }
    if (call.timeUp()) {
      // Who began the handshake is no frozen process, whose kernel accepts but never speaks.
      return first.length == 0 ? new Silent(at(ReasonCode.DIAL_SAYS_NOTHING)) : slow();
    }
    if (hungUp(call, e)) {
      return new Silent(at(ReasonCode.DIAL_HANGS_UP));
    }
    if (call.nudged()) {
      return slow();
    }
    return stranger(Reason.of(ReasonCode.LOOKS_LIKE_OTHER_TLS).with("why", text(e)));
  }

  private Broken slow() {
    return new Broken(at(ReasonCode.DIAL_SLOW_HANDSHAKE));
  }

  private DialResult proved(OutgoingCall call, IOException e) {
    if (Failures.certificateRefused(e)) {
      return wrongKey();
    }
    if (call.timeUp()) {
      return broken(Reason.of(ReasonCode.DIAL_NO_GREETING_IN_TIME));
    }
    if (e instanceof FrameException) {
      return broken(sent(e));
    }
    return broken(Reason.of(ReasonCode.DIAL_BROKE_OFF).with("why", text(e)));
  }

  /** How a message of a peer with the right key is wrong. */
  static Reason sent(IOException e) {
    return Reason.of(ReasonCode.DIAL_BAD_MESSAGE).with("what", text(e));
  }

  private DialResult otherCertificate(OtherKeyException other) {
    return stranger(Reason.of(ReasonCode.LOOKS_LIKE_TLS_SERVER).with("subject", other.subject()));
  }

  private NotAPeer stranger(Reason look) {
    return new NotAPeer(Misfit.STRANGER, at(ReasonCode.DIAL_STRANGER).with("look", look));
  }

  private NotAPeer wrongKey() {
    return new NotAPeer(Misfit.WRONG_KEY, at(ReasonCode.DIAL_WRONG_KEY));
  }

  private static String text(IOException e) {
    boolean wrapped = e instanceof SSLException && e.getCause() instanceof EOFException;
    String message = wrapped ? "closed" : e.getMessage();
    return PeerText.clean(message == null ? e.getClass().getSimpleName() : message);
  }
}
