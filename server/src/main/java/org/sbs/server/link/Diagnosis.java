package org.sbs.server.link;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.sbs.server.link.DialResult.Broken;
import org.sbs.server.link.DialResult.Misfit;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;
import org.sbs.server.link.PairTrustManager.OtherKeyException;
import org.sbs.server.link.wire.Hello;

/** Explains what is at an address of the peer when it is not a peer that greets. */
final class Diagnosis {
  private static final String REMEDY =
      " Check peer-address and port in [pair]; another program may have the port.";

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
              "No answer from "
                  + peer
                  + ": "
                  + (call.timeUp() ? "no connection in time" : text(e)));
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
    Optional<String> versions = Handshake.misfit(hello, peer);
    if (versions.isPresent()) {
      return Optional.of(new NotAPeer(Misfit.OTHER_VERSION, versions.get()));
    }
    if (hello.getView().getNodeId().equals(myNodeId)) {
      return Optional.of(
          new NotAPeer(
              Misfit.SELF,
              peer
                  + " is this node itself: set peer-address in [pair] to the other machine. If it"
                  + " is the other machine, its state folder was copied from this one; remove it"
                  + " there."));
    }
    return Optional.empty();
  }

  /** The peer's name stands for this machine alone. */
  static NotAPeer itself(PeerAddress peer, PeerAddresses.Found.Itself found) {
    return new NotAPeer(
        Misfit.SELF,
        peer
            + (NameLookup.isLiteral(peer.host())
                ? " is an address of this machine itself. Set peer-address in [pair] to the other"
                    + " machine."
                : " is this machine itself: its name stands for "
                    + PeerAddresses.text(found.addresses())
                    + " here. Set peer-address in [pair] to the other machine, or correct the name"
                    + " in /etc/hosts or the name service."),
        found.remembered());
  }

  /** A peer with the right key that does not keep to the protocol. */
  Broken broken(String how) {
    return new Broken("The other node at " + peer + " has the pair key but " + how + ".");
  }

  private DialResult unproved(OutgoingCall call, IOException e) {
    Optional<OtherKeyException> other = Failures.cause(e, OtherKeyException.class);
    byte[] first = call.socket().heard();
    if (other.isPresent()) {
      return other.get().isOtherPair() ? wrongKey() : otherCertificate(other.get());
    }
    if (!FirstBytes.mayBeTls(first)) {
      return stranger("it looks like " + FirstBytes.looksLike(first));
    }
    if (call.timeUp()) {
      // Who began the handshake is no frozen process, whose kernel accepts but never speaks.
      return first.length == 0
          ? new Silent(peer + " accepts connections but says nothing.")
          : slow();
    }
    if (hungUp(call, e)) {
      return new Silent(peer + " accepts connections and closes them without a word.");
    }
    if (call.nudged()) {
      return slow();
    }
    return stranger("it speaks TLS, but not as SBS does (" + text(e) + ")");
  }

  private Broken slow() {
    return new Broken(peer + " is alive but does not finish the TLS handshake in time.");
  }

  private DialResult proved(OutgoingCall call, IOException e) {
    if (Failures.certificateRefused(e)) {
      return wrongKey();
    }
    if (call.timeUp()) {
      return broken("did not greet in time");
    }
    if (e instanceof FrameException) {
      return broken("sent " + e.getMessage());
    }
    return broken("the connection broke before it greeted (" + text(e) + ")");
  }

  private DialResult otherCertificate(OtherKeyException other) {
    return stranger("it is a TLS server with the certificate '" + other.subject() + "'");
  }

  private NotAPeer stranger(String look) {
    return new NotAPeer(
        Misfit.STRANGER, "What answers at " + peer + " is not SBS: " + look + "." + REMEDY);
  }

  private NotAPeer wrongKey() {
    return new NotAPeer(
        Misfit.WRONG_KEY,
        "The SBS at "
            + peer
            + " has another pair key than this node. Enter the same key on both: `sbs pair new` on"
            + " one, `sbs pair join` on the other. If the key was changed on one node alone, enter"
            + " the new one on the other: `sbs pair join --force`.");
  }

  private static String text(IOException e) {
    boolean wrapped = e instanceof SSLException && e.getCause() instanceof EOFException;
    String message = wrapped ? "closed" : e.getMessage();
    return PeerText.clean(message == null ? e.getClass().getSimpleName() : message);
  }
}
