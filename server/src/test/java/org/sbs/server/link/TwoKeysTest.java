package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;

/** Connections while the pair key is changed, over real TLS. */
class TwoKeysTest {
  private static final PairKey OLD = PairKey.generate();
  private static final PairKey NEW = PairKey.generate();

  private static final Keyring ON_OLD = Keyring.made(OLD);
  private static final Keyring OFFERED = ON_OLD.offer(NEW, 0).ring();
  private static final Keyring TAKEN = ON_OLD.hear(OFFERED.note(), 0).ring();
  private static final Keyring ON_NEW = OFFERED.hear(TAKEN.note(), 0).ring();

  private final Recorder events = new Recorder();

  private static PeerDialer dialer(PairIdentity identity, int port, Recorder events) {
    return new PeerDialer(TestNode.at(port), identity, events, TestNode.TIMES, TestNode.KNOWN);
  }

  private PeerListener listener(PairIdentity identity) throws Exception {
    return new PeerListener(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        identity,
        TestNode.B,
        events,
        TestNode.TIMES,
        TestNode.NO_FACTS,
        TestNode.KNOWN);
  }

  private DialResult ask(PairIdentity caller, PairIdentity called) throws Exception {
    try (PeerListener listener = listener(called)) {
      events.on("asked", asked -> asked.link().greet(TestNode.view(TestNode.B)));
      DialResult result =
          dialer(caller, listener.port(), events).ask(TestNode.view(TestNode.A), TestNode.AMPLE);
      if (result instanceof DialResult.Answered answered) {
        answered.link().close(Reason.sentence("the test has seen enough"));
      }
      return result;
    }
  }

  @Test
  @DisplayName("R10.8 nodes connect in every state of a change that they can be in, whoever calls")
  void everyState() throws Exception {
    Map<String, Keyring> rings =
        Map.of("old", ON_OLD, "offered", OFFERED, "taken", TAKEN, "new", ON_NEW);
    for (var caller : rings.entrySet()) {
      for (var called : rings.entrySet()) {
        boolean connects = KeyringModel.connects(caller.getValue(), called.getValue());
        DialResult result =
            ask(PairIdentity.of(caller.getValue()), PairIdentity.of(called.getValue()));
        assertThat(result instanceof DialResult.Answered)
            .as(caller.getKey() + " calls " + called.getKey() + ": " + result)
            .isEqualTo(connects);
        if (!connects) {
          assertThat(((DialResult.NotAPeer) result).misfit())
              .isEqualTo(DialResult.Misfit.WRONG_KEY);
        }
      }
    }
    assertThat(KeyringModel.connects(ON_OLD, ON_NEW)).isFalse();
    assertThat(KeyringModel.connects(ON_OLD, TAKEN)).isTrue();
    assertThat(KeyringModel.connects(ON_NEW, OFFERED)).isTrue();
  }

  @Test
  @DisplayName("R10.8 both ends know by which key a connection was made")
  void proved() throws Exception {
    DialResult result = ask(PairIdentity.of(OFFERED), PairIdentity.of(TAKEN));
    // The caller means the old key, and the called one still has it.
    assertThat(((DialResult.Answered) result).link().provedKey()).contains(OLD.id());
    assertThat(events.await("asked").link().provedKey()).contains(OLD.id());
  }

  @Test
  @DisplayName("R10.8 greetings tell both ends the pair's name, and not the key that is to come")
  void greeted() throws Exception {
    var answered =
        (DialResult.Answered) ask(PairIdentity.of(OFFERED), PairIdentity.of(ON_OLD.leaked(OLD)));
    assertThat(answered.keys()).contains(ON_OLD.leaked(OLD).note());
    assertThat(events.await("keysTold").detail())
        .isEqualTo(Optional.of(OFFERED.note().withoutNews()));
  }

  @Test
  @DisplayName("R10.8 a key that is replaced is refused from the next connection on")
  void replaced() throws Exception {
    PairIdentity called = PairIdentity.of(OFFERED);
    PairIdentity caller = PairIdentity.of(ON_OLD);
    assertThat(ask(caller, called)).isInstanceOf(DialResult.Answered.class);
    called.use(ON_OLD.leaked(NEW));
    assertThat(ask(caller, called)).isInstanceOf(DialResult.NotAPeer.class);
    caller.use(ON_OLD.joined(NEW, true));
    assertThat(ask(caller, called)).isInstanceOf(DialResult.Answered.class);
  }

  @Test
  @DisplayName(
      "R10.8 heartbeats tell of keys; an older version tells nothing, and hears nothing amiss")
  void told() throws Exception {
    List<Optional<KeyNote>> notes = List.of(Optional.of(OFFERED.note()), Optional.empty());
    for (Optional<KeyNote> note : notes) {
      Recorder listening = new Recorder();
      Recorder calling = new Recorder();
      try (PeerListener listener =
          new PeerListener(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              PairIdentity.of(ON_OLD),
              TestNode.B,
              listening,
              TestNode.TIMES,
              TestNode.NO_FACTS,
              TestNode.KNOWN)) {
        listening.on("asked", asked -> asked.link().greet(TestNode.view(TestNode.B)));
        var answered =
            (DialResult.Answered)
                dialer(PairIdentity.of(ON_OLD), listener.port(), calling)
                    .ask(TestNode.view(TestNode.A), TestNode.AMPLE);
        answered.link().heartbeat(TestNode.view(TestNode.A), 1, 0, note);
        // The greeting comes first.
        assertThat(listening.await("keysTold", 2).get(1).detail()).isEqualTo(note);
        listening.await("heartbeat");
        answered.link().close(Reason.sentence("the test has seen enough"));
      }
    }
  }
}
