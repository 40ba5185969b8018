package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.wire.Facts;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Why;

/** A node asks its peer what that found out about itself. */
class FactsAskTest {
  private static FactsAnswer ask(TestNode node, int port) {
    return node.dialer(port).askFacts(node.view(), true, TestNode.AMPLE);
  }

  @Test
  @DisplayName("R7.6 a node tells its peer what it found out, and the role machine hears nothing")
  void told() throws Exception {
    try (TestNode a = TestNode.a();
        TestNode b = TestNode.b()) {
      a.facts =
          TestNode.facts(
              TestNode.A,
              List.of(
                  Probe.fine(Topic.CAPTURE_FOLDER, "/mnt/dock"),
                  Probe.trouble(
                      Topic.PRINTER,
                      "zebra",
                      Reason.of(ReasonCode.PROBE_NO_CONNECTION)
                          .with("host", "192.0.2.9")
                          .with("port", "9100")
                          .with("why", Reason.sentence("Connection refused")))));
      FactsAnswer answer = ask(b, a.port());
      assertThat(answer.why()).isEqualTo(Reason.NONE);
      assertThat(answer.wallMillis()).isEqualTo(TestNode.WALL_MILLIS);
      assertThat(answer.facts().orElseThrow().probes())
          .containsExactlyInAnyOrderElementsOf(a.facts.probes());
      assertThat(answer.facts().orElseThrow().queues()).isEqualTo(a.facts.queues());
      assertThat(a.events.all("asked")).isEmpty();
    }
  }

  @Test
  @DisplayName("R7.6 thousands of findings with endless texts are cut, what is wrong stays")
  void bounded() throws Exception {
    List<Probe> many = new ArrayList<>();
    IntStream.range(0, 5000)
        .forEach(i -> many.add(Probe.fine(Topic.CAPTURE_FOLDER, i + "x".repeat(10_000))));
    many.add(Probe.trouble(Topic.PRINTER, "zebra", Reason.sentence("line\nbreak")));
    try (TestNode a = TestNode.a();
        TestNode b = TestNode.b()) {
      a.facts = TestNode.facts(TestNode.A, many);
      List<Probe> heard = ask(b, a.port()).facts().orElseThrow().probes();
      assertThat(heard).hasSize(600);
      assertThat(heard.get(0))
          .isEqualTo(Probe.trouble(Topic.PRINTER, "zebra", Reason.sentence("line break")));
      assertThat(heard).allMatch(probe -> probe.subject().length() <= 300);
    }
  }

  @Test
  @DisplayName("R7.6 R11.2 a peer of an older version takes it for a question and is left in peace")
  void olderPeer() throws Exception {
    try (TestNode b = TestNode.b();
        ServerSocket old = Raw.serve(FactsAskTest::older)) {
      FactsAnswer answer = ask(b, old.getLocalPort());
      assertThat(answer.facts()).isEmpty();
      assertThat(answer.mute()).isTrue();
      assertThat(answer.why().code()).isEqualTo(ReasonCode.FACTS_MUTE);
    }
  }

  /** Answers as a listener does that has never heard of facts. */
  private static void older(Socket socket) throws java.io.IOException {
    SSLSocket tls = PairIdentity.of(TestNode.KEY).server(socket);
    tls.startHandshake();
    Frames frames = Frames.on(tls);
    frames.read(Protocol.MAX_GREETING_BYTES);
    frames.write(Handshake.hello(TestNode.view(TestNode.A), Keyring.of(TestNode.KEY).note()));
    frames.flush();
    Raw.awaitClosed(tls);
  }

  @Test
  @DisplayName("R7.6 nobody there, another key: no facts, and the sentence says which")
  void nobody() throws Exception {
    int free;
    try (TestNode a = TestNode.a()) {
      free = a.port();
      try (TestNode stranger = new TestNode(PairKey.generate(), TestNode.B, TestNode.TIMES)) {
        assertThat(ask(stranger, free).why().code()).isEqualTo(ReasonCode.DIAL_WRONG_KEY);
      }
    }
    try (TestNode b = TestNode.b()) {
      FactsAnswer answer = b.dialer(free).askFacts(b.view(), false, Duration.ofSeconds(5));
      assertThat(answer.mute()).isFalse();
      assertThat(answer.why().code()).isEqualTo(ReasonCode.DIAL_NO_ANSWER);
    }
  }

  @Test
  @DisplayName("R7.6 R10.3 facts that are too many or something else break off, and harm nothing")
  void garbage() {
    Facts.Builder many = Facts.newBuilder();
    IntStream.range(0, 601)
        .forEach(i -> many.addProbe(org.sbs.server.link.wire.Probe.getDefaultInstance()));
    Frame tooMany = Frame.newBuilder().setFacts(many).build();
    assertThatThrownBy(() -> FactsMessages.read(tooMany)).hasMessageContaining("more facts");
    Frame other = Handshake.versionOnly();
    assertThatThrownBy(() -> FactsMessages.read(other)).hasMessageContaining("HELLO");
  }

  @Test
  @DisplayName("R11.2 what a newer peer looks at and this version does not know is passed over")
  void newerPeer() throws Exception {
    Facts facts =
        Facts.newBuilder()
            .addProbe(org.sbs.server.link.wire.Probe.newBuilder().setTopic("moon-phase"))
            .addProbe(org.sbs.server.link.wire.Probe.newBuilder().setTopic("printer").setFine(true))
            .build();
    FactsAnswer answer = FactsMessages.read(Frame.newBuilder().setFacts(facts).build());
    assertThat(answer.facts().orElseThrow().probes())
        .containsExactly(Probe.fine(Topic.PRINTER, ""));
  }

  private static Reason heard(org.sbs.server.link.wire.Probe.Builder probe) throws Exception {
    Facts facts = Facts.newBuilder().addProbe(probe.setTopic("printer")).build();
    FactsAnswer answer = FactsMessages.read(Frame.newBuilder().setFacts(facts).build());
    return answer.facts().orElseThrow().probes().get(0).why();
  }

  @Test
  @DisplayName("R11.2 R9.9 what is wrong crosses the link as a code and as the text of older peers")
  void codes() throws Exception {
    Reason missing = Reason.of(ReasonCode.PROBE_NOT_MAKEABLE).with("folder", "/srv");
    Probe probe = Probe.trouble(Topic.FOLDER, "/srv/labels", missing);
    Frame frame = FactsMessages.write(TestNode.facts(TestNode.A, List.of(probe)), 0);
    assertThat(frame.getFacts().getProbe(0).getDetail())
        .isEqualTo("it does not exist, and SBS may not make it in /srv");
    assertThat(frame.getFacts().getProbe(0).getWhy().getCode()).isEqualTo("probe-not-makeable");
    assertThat(FactsMessages.read(frame).facts().orElseThrow().probes()).containsExactly(probe);

    assertThat(heard(org.sbs.server.link.wire.Probe.newBuilder().setDetail("it is not there")))
        .as("an older peer")
        .isEqualTo(Reason.sentence("it is not there"));
    Why unknown = Why.newBuilder().setCode("eclipse-of-the-moon").build();
    assertThat(
            heard(
                org.sbs.server.link.wire.Probe.newBuilder()
                    .setDetail("the moon is dark")
                    .setWhy(unknown)))
        .as("a newer peer")
        .isEqualTo(Reason.sentence("the moon is dark"));
  }

  @Test
  @DisplayName("R7.6 R10.3 codes take a part of the message only; beyond it the texts say the same")
  void codesAreBounded() throws Exception {
    Reason endless = Reason.of(ReasonCode.PROBE_FILE_MISSING).with("file", "f".repeat(10_000));
    List<Probe> many =
        IntStream.range(0, 600)
            .mapToObj(i -> Probe.trouble(Topic.SENTINEL, "s" + i, endless))
            .toList();
    Frame frame = FactsMessages.write(TestNode.facts(TestNode.A, many), 0);
    assertThat(frame.getFacts().getProbeList().stream().filter(one -> one.hasWhy()).count())
        .isBetween(100L, 500L);
    List<Probe> heard = FactsMessages.read(frame).facts().orElseThrow().probes();
    assertThat(heard).hasSize(600).noneMatch(probe -> probe.why().isEmpty());
  }
}
