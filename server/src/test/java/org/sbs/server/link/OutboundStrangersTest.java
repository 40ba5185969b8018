package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.Broken;
import org.sbs.server.link.DialResult.Misfit;
import org.sbs.server.link.DialResult.NoAnswer;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.DialResult.Silent;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;

class OutboundStrangersTest {
  /** Waited for to its end, with a TLS handshake in it where the test is about what follows. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = TestNode.b();
    try (TestNode peer = TestNode.a()) { // loads what TLS needs, so that SHORT is long enough
      DialResult warm = node.ask(peer.port(), TestNode.AMPLE);
      assertThat(warm).isInstanceOf(Answered.class);
      ((Answered) warm).link().close(Reason.sentence("warm"));
      node.events.await("closed");
    }
  }

  @AfterEach
  void noEventFromStrangers() {
    node.close();
    assertThat(node.events.kinds()).containsExactly("closed");
  }

  private NotAPeer misfit(int port, Misfit kind) {
    DialResult result = node.ask(port, TestNode.AMPLE);
    assertThat(result).isInstanceOf(NotAPeer.class);
    assertThat(((NotAPeer) result).misfit()).isEqualTo(kind);
    assertThat(((NotAPeer) result).what().values()).containsEntry("peer", "127.0.0.1:" + port);
    return (NotAPeer) result;
  }

  private static SSLSocket tls(Socket socket, PairKey key) throws IOException {
    SSLSocket tls = PairIdentity.of(key).server(socket);
    tls.startHandshake();
    return tls;
  }

  /** Takes the greeting, and answers with something. */
  private static ServerSocket answering(Frame answer) throws IOException {
    return Raw.serve(
        socket -> {
          SSLSocket tls = tls(socket, TestNode.KEY);
          Frames frames = Frames.on(tls);
          frames.read(Protocol.MAX_GREETING_BYTES);
          frames.write(answer);
          frames.flush();
          Raw.awaitClosed(tls);
        });
  }

  @Test
  @DisplayName("R1.3 a port that nobody serves is no answer")
  void refused() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    DialResult result = node.ask(port, TestNode.AMPLE);
    assertThat(result).isInstanceOf(NoAnswer.class);
    assertThat(((NoAnswer) result).refused()).isTrue();
  }

  @Test
  @DisplayName("R1.3 an address of one's own that is not up is no answer")
  void ownAddressIsNotUp() throws IOException {
    InetAddress notMine = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 77});
    InetAddress notHere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 78});
    PeerAddresses fromElsewhere =
        TestNode.at(notHere.getHostAddress(), node.port(), LocalAddress.of(notMine));
    DialResult unbound =
        new PeerDialer(
                fromElsewhere,
                PairIdentity.of(TestNode.KEY),
                node.events,
                TestNode.TIMES,
                TestNode.KNOWN)
            .ask(node.view(), SHORT);
    assertThat(unbound).isInstanceOf(NoAnswer.class);
    assertThat(((NoAnswer) unbound).why().toString()).contains("192.0.2.77 is not up");
    assertThat(((NoAnswer) unbound).refused()).isFalse();
  }

  @Test
  @DisplayName("R2.1 a process that accepts connections and says nothing is silent")
  void silentAcceptor() throws IOException {
    try (ServerSocket frozen = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      DialResult result = node.ask(frozen.getLocalPort(), Duration.ofMillis(500));
      assertThat(result).isInstanceOf(Silent.class);
      assertThat(((Silent) result).why().code()).isEqualTo(ReasonCode.DIAL_SAYS_NOTHING);
    }
  }

  @Test
  @DisplayName("R1.5 a web server that waits for the rest of the request is named as a stranger")
  void webServer() throws IOException {
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.start();
    try {
      DialResult result = node.ask(web.getAddress().getPort(), SHORT);
      assertThat(result).isInstanceOf(NotAPeer.class);
      assertThat(((NotAPeer) result).misfit()).isEqualTo(Misfit.STRANGER);
      assertThat(((NotAPeer) result).what().has(ReasonCode.LOOKS_LIKE_WEB_SERVER)).isTrue();
    } finally {
      web.stop(0);
    }
  }

  @Test
  @DisplayName("R1.5 SSH, a mail server and random bytes are strangers, named at once")
  void banners() throws IOException {
    banner("SSH-2.0-OpenSSH_9.2\r\n", ReasonCode.LOOKS_LIKE_SSH);
    banner("220 mail.example ESMTP\r\n", ReasonCode.LOOKS_LIKE_MAIL_OR_FTP);
    banner("\u0001\u0002\u0003garbage", ReasonCode.LOOKS_LIKE_NO_TLS);
    banner("\u0016\u0003\u0003\u0000\u0005hello", ReasonCode.LOOKS_LIKE_OTHER_TLS);
  }

  private void banner(String banner, ReasonCode look) throws IOException {
    try (ServerSocket server =
        Raw.serve(
            socket -> {
              socket.getOutputStream().write(Raw.bytes(banner));
              Raw.awaitClosed(socket);
            })) {
      assertThat(misfit(server.getLocalPort(), Misfit.STRANGER).what().has(look)).isTrue();
    }
  }

  @Test
  @DisplayName("R10.3 a stranger that trickles bytes is cut at the deadline")
  void trickle() throws IOException {
    try (ServerSocket server = Raw.serve(socket -> trickle(socket, new byte[] {'x'}))) {
      DialResult result = node.ask(server.getLocalPort(), Duration.ofMillis(500));
      assertThat(result).isInstanceOf(NotAPeer.class);
    }
    byte[] endlessRecord = {0x16, 3, 3, 0x40, 0};
    try (ServerSocket server = Raw.serve(socket -> trickle(socket, endlessRecord))) {
      DialResult result = node.ask(server.getLocalPort(), Duration.ofMillis(500));
      assertThat(result).isInstanceOf(Broken.class);
      assertThat(((Broken) result).why().code()).isEqualTo(ReasonCode.DIAL_SLOW_HANDSHAKE);
    }
  }

  @Test
  @DisplayName("R10.3 a peer with the key that trickles its greeting is broken, at the deadline")
  void trickleAfterTls() throws IOException {
    try (ServerSocket server =
        Raw.serve(socket -> trickle(tls(socket, TestNode.KEY), new byte[] {0, 0, 0x40, 0}))) {
      DialResult result = node.ask(server.getLocalPort(), SHORT);
      assertThat(result).isInstanceOf(Broken.class);
      assertThat(((Broken) result).why().has(ReasonCode.DIAL_NO_GREETING_IN_TIME)).isTrue();
    }
  }

  /** Writes for as long as anybody listens; each byte is waited for by a read that times out. */
  private static void trickle(Socket socket, byte[] beginning) throws IOException {
    socket.getOutputStream().write(beginning);
    socket.setSoTimeout(50);
    while (true) {
      try {
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        socket.getOutputStream().write(0);
      }
    }
  }

  @Test
  @DisplayName("R1.5 SBS with another pair key is told from a stranger")
  void wrongKey() throws IOException {
    try (TestNode other = new TestNode(PairKey.generate(), TestNode.A, TestNode.TIMES)) {
      assertThat(misfit(other.port(), Misfit.WRONG_KEY).what().code())
          .isEqualTo(ReasonCode.DIAL_WRONG_KEY);
      assertThat(other.events.kinds()).isEmpty();
    }
  }

  @Test
  @DisplayName("R1.5 a TLS server with a certificate of its own is a stranger")
  void otherCertificate() throws Exception {
    try (ServerSocket https = TlsStranger.serve("CN=shop.example")) {
      assertThat(misfit(https.getLocalPort(), Misfit.STRANGER).what().values())
          .containsEntry(
              "look",
              Reason.of(ReasonCode.LOOKS_LIKE_TLS_SERVER).with("subject", "CN=shop.example"));
    }
  }

  @Test
  @DisplayName("R1.5 a peer that refuses this node's certificate after TLS counts as another key")
  void refusesOurCertificate() throws Exception {
    try (ServerSocket picky = TlsStranger.refusingEveryClient(TestNode.KEY)) {
      misfit(picky.getLocalPort(), Misfit.WRONG_KEY);
    }
  }

  @Test
  @DisplayName("R10.10 an answer with an absurd epoch is none, and is named")
  void absurdEpoch() throws IOException {
    Hello.Builder hello =
        Hello.newBuilder()
            .setProtocolVersion(Protocol.VERSION)
            .setView(
                NodeViewCodec.write(TestNode.view(TestNode.A)).toBuilder()
                    .setEpoch(Long.MAX_VALUE));
    try (ServerSocket absurd = answering(Frame.newBuilder().setHello(hello).build())) {
      DialResult result = node.ask(absurd.getLocalPort(), TestNode.AMPLE);
      assertThat(result).isInstanceOf(DialResult.Broken.class);
      assertThat(((DialResult.Broken) result).why().toString())
          .contains("View.epoch is 9223372036854775807");
    }
  }

  @Test
  @DisplayName("R1.5 another protocol version is named, with both versions")
  void otherVersion() throws IOException {
    Hello.Builder hello = Hello.newBuilder().setProtocolVersion(2).setProgramVersion("2.5\n");
    try (ServerSocket newer = answering(Frame.newBuilder().setHello(hello).build())) {
      assertThat(misfit(newer.getLocalPort(), Misfit.OTHER_VERSION).what().values())
          .containsEntry("theirs", "protocol 2")
          .containsEntry("program", "2.5 ")
          .containsEntry("mine", "protocol 1");
    }
  }

  @Test
  @DisplayName("R1.5 a node that calls itself is told so")
  void itself() {
    assertThat(misfit(node.port(), Misfit.SELF).what().code()).isEqualTo(ReasonCode.DIAL_SELF);
  }

  @Test
  @DisplayName("R2.2 a peer that proves the key and then breaks off, or talks nonsense, is broken")
  void broken() throws IOException {
    try (ServerSocket server = Raw.serve(socket -> tls(socket, TestNode.KEY))) {
      assertThat(node.ask(server.getLocalPort(), TestNode.AMPLE)).isInstanceOf(Broken.class);
    }
    Frame nonsense = Frame.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(1)).build();
    try (ServerSocket server = answering(nonsense)) {
      DialResult result = node.ask(server.getLocalPort(), TestNode.AMPLE);
      assertThat(result).isInstanceOf(Broken.class);
      assertThat(((Broken) result).why().toString()).contains("malformed node id");
    }
  }

  @Test
  @DisplayName("R1.4 R1.5 a peer that is so slow that it is nudged, and complains, is no stranger")
  void slowPeer() throws Exception {
    byte[] unexpectedMessage = {0x15, 3, 3, 0, 2, 2, 10};
    try (ServerSocket slow =
        Raw.serve(
            socket -> {
              awaitNudge(socket.getInputStream());
              socket.getOutputStream().write(unexpectedMessage);
              Raw.awaitClosed(socket);
            })) {
      PeerAddress address = new PeerAddress("127.0.0.1", slow.getLocalPort());
      InetAddress here = InetAddress.getLoopbackAddress();
      long limit = TestNode.AMPLE.toNanos();
      OutgoingCall call =
          new OutgoingCall(
              new InetSocketAddress(here, slow.getLocalPort()),
              Optional.empty(),
              PairIdentity.of(TestNode.KEY),
              new DeadlineTimer("test"),
              System.nanoTime() + limit,
              System.nanoTime() + limit,
              limit - limit / 15);
      IOException failure =
          catchThrowableOfType(
              IOException.class,
              () ->
                  call.greet(() -> Handshake.hello(node.view(), Keyring.of(TestNode.KEY).note())));
      assertThat(failure).hasMessageContaining("unexpected_message");
      assertThat(call.timeUp()).isFalse();
      assertThat(new Diagnosis(address, here).failed(call, failure)).isInstanceOf(Broken.class);
    }
  }

  private static void awaitNudge(InputStream in) throws IOException {
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("there was no nudge");
      }
      last = last << 8 | next;
    }
  }

  @Test
  @DisplayName("R2.1 who accepts and closes without a word is called again, and then no stranger")
  void closesAtOnce() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (ServerSocket server = Raw.serve(socket -> calls.incrementAndGet())) {
      DialResult result = node.ask(server.getLocalPort(), SHORT);
      assertThat(result).isInstanceOf(Silent.class);
      assertThat(calls).hasValueGreaterThan(1);
    }
  }

  @Test
  @DisplayName("R2.1 a peer that is just ending counts as no answer once its port is gone")
  void justEnding() throws IOException {
    ServerSocket[] server = new ServerSocket[1];
    server[0] = Raw.serve(socket -> server[0].close());
    assertThat(node.ask(server[0].getLocalPort(), TestNode.AMPLE)).isInstanceOf(NoAnswer.class);
  }
}
