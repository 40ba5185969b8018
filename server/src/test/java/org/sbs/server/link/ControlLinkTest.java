package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.Broken;
import org.sbs.server.link.wire.FolderSet;
import org.sbs.server.link.wire.Follow;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Goodbye;
import org.sbs.server.link.wire.Heartbeat;
import org.sbs.server.link.wire.Hello;
import org.sbs.server.link.wire.Why;

class ControlLinkTest {
  private static final int ROUNDS = 5;

  private PairOfNodes pair;

  @BeforeEach
  void start() throws IOException {
    pair = new PairOfNodes();
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  @DisplayName("R1.3 asking tells each node what the other is, and nothing more")
  void ask() {
    DialResult result = pair.dialer().ask(pair.b.view(), TestNode.AMPLE);
    assertThat(result).isInstanceOf(Answered.class);
    assertThat(((Answered) result).peer()).isEqualTo(pair.a.view());
    assertThat(pair.a.events.await("asked").detail()).isEqualTo(pair.b.view());
    ((Answered) result).link().close(Reason.sentence("asked enough"));
    pair.a.events.await("closed");
    assertThat(pair.b.events.await("closed").detail()).isEqualTo(Reason.sentence("asked enough"));
    assertThat(pair.a.events.kinds()).containsExactly("asked", "closed");
    assertThat(pair.b.events.kinds()).containsExactly("closed");
  }

  @Test
  @DisplayName("R2.1 follow, heartbeats both ways, hand-over and goodbye arrive in order")
  void wholeConversation() {
    PeerLink mine = pair.follow(pair.dialer());
    PeerLink theirs = pair.a.events.await("followAsked").link();
    mine.heartbeat(pair.b.view(), 1, 0);
    theirs.heartbeat(pair.a.view(), 1, 0);
    assertThat(pair.a.events.await("heartbeat").detail()).isEqualTo(pair.b.view());
    assertThat(pair.b.events.await("heartbeat").detail()).isEqualTo(pair.a.view());
    Reason why = Reason.of(ReasonCode.FOLDER_HANGS).with("folder", "/srv/labels");
    theirs.refuseSwitchover(pair.a.view(), why);
    assertThat(pair.b.events.await("switchoverRefused").detail()).isEqualTo(why);
    theirs.handOver(7);
    assertThat(pair.b.events.await("handOver").detail()).isEqualTo(7L);
    mine.handOverTaken(8);
    assertThat(pair.a.events.await("handOverTaken").detail()).isEqualTo(8L);
    theirs.goodbye(Reason.sentence("stopped\nby its user"));
    pair.a.events.await("closed");
    pair.b.events.await("closed");
    assertThat(pair.b.events.await("goodbye").detail())
        .isEqualTo(Reason.sentence("stopped by its user"));
    assertThat(pair.b.events.kinds())
        .containsExactly(
            "followAccepted", "heartbeat", "switchoverRefused", "handOver", "goodbye", "closed");
    assertThat(pair.a.events.kinds())
        .containsExactly("asked", "followAsked", "heartbeat", "handOverTaken", "closed");
    assertThat(closedBy(pair.a).code()).isEqualTo(ReasonCode.LINK_GOODBYE);
  }

  private static Reason closedBy(TestNode node) {
    return (Reason) node.events.await("closed").detail();
  }

  @Test
  @DisplayName("R9.9 why a node says goodbye arrives as a code with its values")
  void codedGoodbye() {
    Reason why = Reason.of(ReasonCode.REPLICATION_ENDED).with("why", Reason.sentence("disk full"));
    pair.follow(pair.dialer());
    pair.a.events.await("followAsked").link().goodbye(why);
    assertThat(closedBy(pair.b).values()).containsEntry("why", why);
    assertThat(pair.b.events.await("goodbye").detail()).isEqualTo(why);
  }

  @Test
  @DisplayName("R9.9 a code that this version does not know is told in the peer's sentence")
  void unknownCode() throws FrameException {
    Goodbye later =
        Goodbye.newBuilder()
            .setReason("it rains.")
            .setWhy(Why.newBuilder().setCode("it-rains"))
            .build();
    assertThat(Incoming.lastWords(Frame.newBuilder().setGoodbye(later).build()))
        .isEqualTo(Reason.sentence("it rains."));
  }

  @Test
  @DisplayName("R1.3 who is no primary refuses, says why, and the link closes on both sides")
  void refuse() {
    pair.a.events.on(
        "followAsked", asked -> asked.link().refuse(Reason.of(ReasonCode.NOT_PRIMARY)));
    pair.ask(pair.dialer()).follow();
    pair.a.events.await("closed");
    assertThat(closedBy(pair.b).has(ReasonCode.NOT_PRIMARY)).isTrue();
    assertThat(pair.b.events.await("followRefused").detail())
        .isEqualTo(Reason.of(ReasonCode.NOT_PRIMARY));
    assertThat(pair.b.events.kinds()).containsExactly("followRefused", "closed");
  }

  @Test
  @DisplayName("R2.1 a link tells that it closed exactly once and last, however often it is closed")
  void closesOnce() throws InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      PeerLink link = pair.ask(pair.dialer());
      Thread[] closers = new Thread[4];
      for (int i = 0; i < closers.length; i++) {
        closers[i] = new Thread(() -> link.close(Reason.sentence("by a crowd")));
        closers[i].start();
      }
      for (Thread closer : closers) {
        closer.join();
      }
      pair.b.events.await("closed", round);
      pair.a.events.await("closed", round);
      link.heartbeat(pair.b.view(), 1, 0);
      link.goodbye(Reason.sentence("nobody hears this"));
    }
    assertThat(pair.b.events.all("closed")).hasSize(ROUNDS);
    assertThat(pair.b.events.all("closed").stream().map(Recorder.Seen::link).distinct())
        .hasSize(ROUNDS);
    assertThat(pair.a.events.all("closed")).hasSize(ROUNDS);
  }

  @Test
  @DisplayName("R1.3 no event comes from an asked link before its caller uses it")
  void noEventBeforeUse() {
    PeerLink unused = pair.ask(pair.dialer());
    PeerLink theirs = pair.a.events.await("asked").link();
    theirs.heartbeat(pair.a.view(), 1, 0);
    theirs.goodbye(Reason.sentence("too early"));
    pair.a.events.await("closed");
    assertThat(pair.b.events.kinds()).isEmpty();
    unused.follow();
    pair.b.events.await("closed");
    assertThat(pair.b.events.kinds()).containsExactly("heartbeat", "goodbye", "closed");
  }

  @Test
  @DisplayName("R2.1 a peer that is not answered in time is let go, and finds the other broken")
  void notGreeted() throws IOException {
    pair.close();
    pair = new PairOfNodes(TestNode.times(Duration.ofSeconds(2)));
    pair.a.events.on("asked", asked -> {});
    DialResult result = pair.dialer().ask(pair.b.view(), TestNode.AMPLE);
    assertThat(result).isInstanceOf(Broken.class);
    assertThat(closedBy(pair.a).code()).isEqualTo(ReasonCode.LINK_UNANSWERED);
  }

  @Test
  @DisplayName("R10.3 a message without a place in the conversation ends the link with a reason")
  void misplaced() throws IOException {
    Frame follow = Frame.newBuilder().setFollow(Follow.getDefaultInstance()).build();
    Frame folders = Frame.newBuilder().setFolderSet(FolderSet.getDefaultInstance()).build();
    assertEnds("FOLDER_SET", folders);
    assertEnds("FOLLOW", follow, follow);
    assertEnds("HELLO", hello());
    Frame lie =
        Frame.newBuilder()
            .setHeartbeat(
                Heartbeat.newBuilder().setView(NodeViewCodec.write(TestNode.view("c".repeat(32)))))
            .build();
    assertEnds("another node", lie);
    assertEnds("malformed node id", Frame.newBuilder().setHeartbeat(badHeartbeat()).build());
  }

  private static Heartbeat.Builder badHeartbeat() {
    return Heartbeat.newBuilder()
        .setView(NodeViewCodec.write(TestNode.view(TestNode.B)).toBuilder().setNodeId("x"));
  }

  private static Frame hello() {
    return Frame.newBuilder()
        .setHello(
            Hello.newBuilder()
                .setProtocolVersion(Protocol.VERSION)
                .setView(NodeViewCodec.write(TestNode.view(TestNode.B))))
        .build();
  }

  private void assertEnds(String why, Frame... frames) throws IOException {
    int before = pair.a.events.all("closed").size();
    try (Raw.Tls tls = Raw.tls(pair.a.port())) {
      tls.say(hello()).read(Protocol.MAX_GREETING_BYTES);
      for (Frame frame : frames) {
        tls.say(frame);
      }
      assertThat(pair.a.events.await("closed", before + 1).get(before).detail().toString())
          .contains(ReasonCode.LINK_PROTOCOL_BROKEN.word(), why);
    }
  }

  @Test
  @DisplayName("R10.3 an over-long frame ends an open link")
  void overLong() throws IOException {
    try (Raw.Tls tls = Raw.tls(pair.a.port())) {
      tls.say(hello()).read(Protocol.MAX_GREETING_BYTES);
      tls.out().write(new byte[] {0, 0x10, 0, 1});
      tls.awaitClosed();
    }
    assertThat(pair.a.events.await("closed").detail().toString()).contains("1048577 bytes");
  }

  @Test
  @DisplayName("R10.3 an event that fails closes its link and nothing else")
  void failingEvents() {
    pair.a.events.on(
        "followAsked",
        asked -> {
          throw new IllegalStateException("a fault of this node");
        });
    pair.ask(pair.dialer()).follow();
    assertThat(pair.a.events.await("closed").detail().toString()).contains("a fault of this node");
    pair.b.events.await("closed");
    pair.ask(pair.dialer()).close(Reason.sentence("the listener still serves"));
  }

  @Test
  @DisplayName(
      "R10.3 a peer that opens links without end loses the oldest, not the node its memory")
  void manyLinks() {
    List<PeerLink> links = new ArrayList<>();
    for (int i = 0; i < Protocol.MAX_LINKS + 3; i++) {
      links.add(pair.ask(pair.dialer()));
    }
    assertThat(pair.a.events.await("closed", 3))
        .allMatch(closed -> closed.detail().equals(Reason.of(ReasonCode.LINK_TOO_MANY)));
    links.forEach(link -> link.close(Reason.sentence("test ends")));
  }

  @Test
  @DisplayName("R1.3 a link's side and state decide what may be said on it")
  void wrongUse() {
    PeerLink link = pair.follow(pair.dialer());
    assertThatThrownBy(() -> link.greet(pair.b.view())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> link.accept(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(link::follow).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> link.handOverTaken(1)).isInstanceOf(IllegalStateException.class);
    link.close(Reason.sentence("test ends"));
    link.follow();
  }

  @Test
  @DisplayName("R1.5 a port that is taken, or an address that is not up, is named with its remedy")
  void cannotListen() throws IOException {
    PairIdentity identity = PairIdentity.of(TestNode.KEY);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
      var address = new InetSocketAddress(loopback, taken.getLocalPort());
      assertThatThrownBy(
              () ->
                  new PeerListener(
                      address,
                      identity,
                      TestNode.A,
                      new Recorder(),
                      TestNode.TIMES,
                      TestNode.NO_FACTS,
                      TestNode.KNOWN))
          .isInstanceOf(CannotListenException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " on 127.0.0.1 is taken")
          .hasMessageContaining("another port")
          .extracting(e -> ((CannotListenException) e).reason())
          .isEqualTo(CannotListenException.Reason.PORT_TAKEN);
    }
    byte[] documentation = {(byte) 192, 0, 2, 77};
    var elsewhere = new InetSocketAddress(InetAddress.getByAddress(documentation), 0);
    assertThatThrownBy(
            () ->
                new PeerListener(
                    elsewhere,
                    identity,
                    TestNode.A,
                    new Recorder(),
                    TestNode.TIMES,
                    TestNode.NO_FACTS,
                    TestNode.KNOWN))
        .hasMessageContaining("192.0.2.77 is not up");
  }

  @Test
  @DisplayName("R1.3 a port is free as soon as its listener is closed, though links live on")
  void rebind() throws IOException {
    PeerLink link = pair.follow(pair.dialer());
    int port = pair.a.port();
    pair.a.close();
    var again = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    new PeerListener(
            again,
            PairIdentity.of(TestNode.KEY),
            TestNode.A,
            new Recorder(),
            TestNode.TIMES,
            TestNode.NO_FACTS,
            TestNode.KNOWN)
        .close();
    link.heartbeat(pair.b.view(), 1, 0);
    pair.a.events.await("heartbeat");
    link.close(Reason.sentence("test ends"));
    Awaitility.await().until(() -> !pair.a.events.all("closed").isEmpty());
  }
}
