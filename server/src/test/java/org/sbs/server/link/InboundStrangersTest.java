package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.reason.Reason;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.Misfit;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;

class InboundStrangersTest {
  private final LogLines log = new LogLines();
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = TestNode.a();
  }

  /** Puts another node in the place of the one that was started, and shows it a good call. */
  private void impatient(Duration greeting) throws IOException {
    theNodeIsUnmovedAndServes();
    node.close();
    node = new TestNode(TestNode.KEY, TestNode.A, TestNode.times(greeting));
  }

  @AfterEach
  void stop() {
    theNodeIsUnmovedAndServes();
    node.close();
    log.close();
  }

  private void theNodeIsUnmovedAndServes() {
    assertThat(node.events.kinds()).isEmpty();
    DialResult peer = answer(node.port());
    assertThat(peer).isInstanceOf(Answered.class);
    ((Answered) peer).link().close(Reason.sentence("test ends"));
  }

  /** What another node with the pair key hears there. */
  private static DialResult answer(int port) {
    return new PeerDialer(
            TestNode.at(port),
            PairIdentity.of(TestNode.KEY),
            new Recorder(),
            TestNode.TIMES,
            TestNode.KNOWN)
        .ask(TestNode.view(TestNode.B), TestNode.AMPLE);
  }

  private static Frame hello(Hello.Builder hello) {
    return Frame.newBuilder().setHello(hello).build();
  }

  private static Hello.Builder good() {
    return Hello.newBuilder()
        .setProtocolVersion(Protocol.VERSION)
        .setView(NodeViewCodec.write(TestNode.view(TestNode.B)));
  }

  @Test
  @DisplayName("R10.1 a peer with another key learns nothing, and is named in the log")
  void wrongKey() throws IOException {
    try (TestNode other = new TestNode(PairKey.generate(), TestNode.B, TestNode.TIMES)) {
      DialResult result = other.ask(node.port(), TestNode.AMPLE);
      assertThat(result).isInstanceOf(NotAPeer.class);
      assertThat(((NotAPeer) result).misfit()).isEqualTo(Misfit.WRONG_KEY);
    }
    assertThat(log.await("does not have this node's pair key")).contains("127.0.0.1", "pair join");
  }

  @Test
  @DisplayName("R10.1 a client that trusts everybody but shows another key is turned away unheard")
  void wrongClientCertificate() throws Exception {
    try (SSLSocket tls = careless(PairKey.generate())) {
      tls.startHandshake();
      Frames frames = Frames.on(tls);
      frames.write(hello(good()));
      frames.flush();
      assertThat(readToEnd(tls)).isZero();
    } catch (IOException e) {
      assertThat(e).isInstanceOfAny(SSLException.class, SocketException.class);
    }
    log.await("does not have this node's pair key");
  }

  @Test
  @DisplayName(
      "R10.1 a TLS client without a certificate, such as a browser, is turned away unheard")
  void noCertificate() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
    try (SSLSocket tls =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), node.port())) {
      tls.startHandshake();
      Frames frames = Frames.on(tls);
      frames.write(hello(good()));
      frames.flush();
      assertThat(readToEnd(tls)).isZero();
    } catch (IOException e) {
      assertThat(e).isInstanceOfAny(SSLException.class, SocketException.class);
    }
    log.await("shows no pair certificate");
  }

  @Test
  @DisplayName("R10.1 nothing older than TLS 1.3 is spoken, even by who has the key")
  void oldTls() throws Exception {
    try (SSLSocket tls = careless(TestNode.KEY)) {
      tls.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(tls::startHandshake).isInstanceOf(IOException.class);
    }
    log.await("broke off the TLS handshake");
  }

  private SSLSocket careless(PairKey key) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {PairIdentity.of(key).keys()},
        new TrustManager[] {new TrustsAll()},
        new SecureRandom());
    return (SSLSocket)
        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), node.port());
  }

  private static int readToEnd(Socket socket) throws IOException {
    return socket.getInputStream().readAllBytes().length;
  }

  @Test
  @DisplayName("R1.5 a peer with another protocol version is told ours, and logged")
  void otherVersion() throws IOException {
    Hello.Builder newer = good().setProtocolVersion(77).setProgramVersion("9.9");
    try (Raw.Tls tls = Raw.tls(node.port())) {
      Frames frames = tls.say(hello(newer));
      Hello answer = frames.read(Protocol.MAX_GREETING_BYTES).getHello();
      assertThat(answer.getProtocolVersion()).isEqualTo(Protocol.VERSION);
      assertThat(answer.hasView()).isFalse();
      tls.awaitClosed();
    }
    assertThat(log.await("protocol 77")).contains("9.9", "protocol 1", "nstall the same version");
  }

  @Test
  @DisplayName("R1.5 a node that calls itself notices it on the listening side")
  void itself() throws IOException {
    DialResult result = node.ask(node.port(), TestNode.AMPLE);
    assertThat(result).isInstanceOf(NotAPeer.class);
    log.await("this node's own id");
  }

  @Test
  @DisplayName("R1.5 a web client is named as one")
  void webClient() {
    URI uri = URI.create("http://127.0.0.1:" + node.port() + "/");
    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    log.await("is a web client");
  }

  @Test
  @DisplayName("R1.5 a port scanner that closes at once is logged once, however often it comes")
  void scanner() throws IOException {
    for (int i = 0; i < 5; i++) {
      Raw.connect(node.port()).close();
    }
    log.await("closed without a word");
    wrongKey(); // Handled later than the scans before it, which have had their chance by then.
    assertThat(log.lines()).filteredOn(line -> line.contains("closed without a word")).hasSize(1);
  }

  @Test
  @DisplayName("R10.3 random bytes end the connection")
  void randomBytes() throws IOException {
    byte[] garbage = new byte[100_000];
    new Random(3).nextBytes(garbage);
    garbage[0] = 1;
    try (Socket socket = Raw.connect(node.port())) {
      writeUntilCut(socket, garbage);
      Raw.awaitClosed(socket);
    }
    log.await("does not speak TLS");
  }

  private static void writeUntilCut(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      // It is cut while we still speak.
    }
  }

  @Test
  @DisplayName("R10.3 a connection that says nothing is cut at the deadline")
  void silent() throws IOException {
    impatient(Duration.ofMillis(300));
    try (Socket socket = Raw.connect(node.port())) {
      Raw.awaitClosed(socket);
    }
    log.await("said nothing until its time was up");
  }

  @Test
  @DisplayName("R10.3 TLS that trickles byte by byte is cut at the deadline, whatever it sends")
  void trickle() throws IOException {
    impatient(Duration.ofMillis(600));
    try (Socket socket = Raw.connect(node.port())) {
      trickleUntilCut(socket.getOutputStream(), new byte[] {0x16, 3, 1, 2, 0, 1});
    }
    log.await("did not finish the TLS handshake in time");
  }

  @Test
  @DisplayName("R10.3 a peer with the key that trickles its greeting is cut at the deadline too")
  void trickleAfterTls() throws IOException {
    impatient(Duration.ofSeconds(2)); // TLS on a busy machine has to fit in
    try (Raw.Tls tls = Raw.tls(node.port())) {
      trickleUntilCut(tls.out(), new byte[] {0, 0, 0x40, 0});
    }
    log.await("did not greet in time");
  }

  /** Sends the beginning, and then a byte every 50 ms for as long as that goes. */
  private static void trickleUntilCut(OutputStream out, byte[] beginning) throws IOException {
    out.write(beginning);
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(TestNode.AMPLE)
        .until(
            () -> {
              try {
                out.write(1);
                out.flush();
                return false;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @Test
  @DisplayName(
      "R1.3 a peer that closes before it greets has reached this node elsewhere: no stranger")
  void closesAfterTls() throws IOException {
    try (Raw.Tls tls = Raw.tls(node.port())) {
      tls.socket().part(new DeadlineTimer("test")); // Returns when the other end has closed, too.
    }
    try (Socket web = Raw.connect(node.port())) {
      web.getOutputStream().write(Raw.bytes("GET / HTTP/1.1\r\n\r\n"));
      Raw.awaitClosed(web);
    }
    log.await("is a web client");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  @DisplayName("R10.3 random bytes after a good TLS handshake end the connection")
  void randomAfterTls() throws IOException {
    try (Raw.Tls tls = Raw.tls(node.port())) {
      tls.out().write(new byte[] {0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9});
      tls.awaitClosed();
    }
    assertThat(log.await("has the pair key but sent")).contains("no message");
  }

  @Test
  @DisplayName("R10.3 before its greeting nobody may send more than 64 KiB")
  void overLong() throws IOException {
    try (Raw.Tls tls = Raw.tls(node.port())) {
      tls.out().write(new byte[] {0, 1, 0, 1});
      tls.awaitClosed();
    }
    assertThat(log.await("has the pair key but sent")).contains("65537 bytes");
  }

  @Test
  @DisplayName("R10.3 a greeting that cannot be true, or none at all, ends the connection")
  void badGreeting() throws IOException {
    Frame bad = hello(good().setView(NodeViewCodec.write(TestNode.view("not an id"))));
    try (Raw.Tls tls = Raw.tls(node.port())) {
      tls.say(bad);
      tls.awaitClosed();
    }
    log.await("malformed node id");
  }

  @Test
  @DisplayName("R2.1 a bulk connection that belongs to no open link is closed and logged")
  void unknownSession() throws IOException {
    try (Raw.Tls tls = Raw.tls(node.port())) {
      tls.say(hello(good().setBulkSession("0".repeat(32))));
      tls.awaitClosed();
    }
    log.await("belongs to no open link");
  }

  @Test
  @DisplayName(
      "R10.3 silent crowds, on the peer's own address and others, do not keep the peer out")
  void crowd() throws IOException {
    TestNode patient =
        new TestNode(TestNode.KEY, TestNode.A, LinkTimes.DEFAULT); // none is cut for its time
    List<Socket> crowd = new ArrayList<>();
    try (TestNode peer = TestNode.b()) {
      for (int i = 0; i < 2 * Protocol.MAX_ARRIVED; i++) {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + i % 3)});
        crowd.add(Raw.connectFrom(from, patient.port()));
      }
      DialResult result = peer.ask(patient.port(), TestNode.AMPLE);
      assertThat(result).isInstanceOf(Answered.class);
      ((Answered) result).link().close(Reason.sentence("test ends"));
      log.await("too many connections that have not greeted");
    } finally {
      patient.close();
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  @Test
  @DisplayName(
      "R10.3 a flood of handshakes and of silence from the peer's own address cuts neither its"
          + " greeting nor its link")
  void floodFromThePeersAddress() throws Exception {
    TestNode patient =
        new TestNode(TestNode.KEY, TestNode.A, LinkTimes.DEFAULT); // none is cut for its time
    List<Socket> crowd = new ArrayList<>();
    try (TestNode peer = TestNode.b()) {
      patient.events.on("followAsked", asked -> asked.link().accept(7));
      PeerLink link = ((Answered) peer.ask(patient.port(), TestNode.AMPLE)).link();
      link.follow();
      peer.events.await("followAccepted");
      CountDownLatch flooded = new CountDownLatch(1);
      HesitantSocket slow = new HesitantSocket(flooded);
      slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), patient.port()));
      SSLSocket tls = PairIdentity.of(TestNode.KEY).client(slow);
      FutureTask<Void> greeting =
          new FutureTask<>(
              () -> {
                tls.startHandshake();
                Frames frames = Frames.on(tls);
                frames.write(hello(good()));
                frames.flush();
                assertThat(frames.read(Protocol.MAX_GREETING_BYTES).hasHello()).isTrue();
                return null;
              });
      new Thread(greeting, "test-greeting").start();
      await().atMost(TestNode.AMPLE).until(slow::isAnswered); // Its first message was read.

      byte[] strange = firstMessageOfAStranger();
      for (int i = 0; i < 4 * Protocol.MAX_STRANGERS; i++) {
        Socket handshake = Raw.connect(patient.port());
        handshake.getOutputStream().write(strange);
        crowd.add(handshake);
      }
      log.await("too many connections that have not greeted");
      for (int i = 0; i < 2 * Protocol.MAX_ARRIVED; i++) {
        crowd.add(Raw.connect(patient.port()));
      }
      DialResult another = answer(patient.port());
      assertThat(another).isInstanceOf(Answered.class);
      ((Answered) another).link().close(Reason.sentence("test ends"));
      flooded.countDown();
      greeting.get();
      assertThat(peer.events.kinds()).doesNotContain("closed");
      link.close(Reason.sentence("test ends"));
    } finally {
      patient.close();
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  /** A first TLS message as a client sends it that knows nothing of the pair. */
  private static byte[] firstMessageOfAStranger() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("127.0.0.1", 1);
    engine.setUseClientMode(true);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Reads nothing before it may. */
  private static final class HesitantSocket extends Socket {
    private final CountDownLatch mayRead;

    HesitantSocket(CountDownLatch mayRead) {
      this.mayRead = mayRead;
    }

    /** Whether the other end has said something. */
    boolean isAnswered() throws IOException {
      return super.getInputStream().available() > 0;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          try {
            mayRead.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return super.read(bytes, offset, length);
        }
      };
    }
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
