package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbs.core.reason.Reason;
import org.sbs.server.link.Recorder.Seen;

/** A network that takes heartbeats, and nothing of the handshake of the bulk connection (R4.16). */
@Tag("slow")
@Timeout(120)
final class BulkHandshakeTest {
  /** By so much missing a network is found that drops large packets. */
  private static final long LARGE_BYTES = 300;

  private static final byte[] BEGIN_OF_TLS = {22, 3, 1, 0, 100, 1, 0, 0, 96};

  private PairOfNodes pair;
  private Relay relay;
  private PeerDialer dialer;
  private PeerLink link;

  /** What the network swallows of a new connection. */
  enum Lost {
    NOTHING,
    /** What the dialer says. */
    GREETING,
    /** What the listener says. */
    ANSWER
  }

  @BeforeEach
  void follow() throws IOException {
    pair = new PairOfNodes();
    relay = new Relay(pair.a.port());
    dialer = pair.b.dialer(relay.port());
    link = pair.follow(dialer);
  }

  @AfterEach
  void stop() throws IOException {
    link.close(Reason.sentence("test ends"));
    relay.close();
    pair.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Lost.class,
      names = {"GREETING", "ANSWER"})
  @DisplayName("R4.16 a handshake that is lost on the way is counted on both nodes, like data")
  void counted(Lost lost) throws Exception {
    String session = (String) pair.b.events.await("followAccepted").detail();
    heartbeatsPass(1);
    assertThat(pair.a.events.all("bulkCounted")).isEmpty();
    relay.losing = lost;
    CompletableFuture<BulkChannel> opening =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return dialer.openBulk(pair.b.view(), session, TestNode.AMPLE);
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    boolean answer = lost == Lost.ANSWER;
    // In one direction the sender's bytes are missing, and the other end waits for them.
    Predicate<Seen> atDialer = answer ? seen -> missingIn(seen) : seen -> missingOut(seen);
    Predicate<Seen> atListener = answer ? seen -> missingOut(seen) : seen -> missingIn(seen);
    int[] count = {1};
    await("both nodes know that it does not arrive")
        .atMost(TestNode.AMPLE)
        .until(
            () -> {
              heartbeatsPass(++count[0]);
              return pair.b.events.all("bulkCounted").stream().anyMatch(atDialer)
                  && pair.a.events.all("bulkCounted").stream().anyMatch(atListener);
            });
    assertThatThrownBy(opening::join).hasCauseInstanceOf(IOException.class);
    int before = pair.b.events.all("bulkCounted").size();
    await("the listener has noticed the end of the call")
        .atMost(Duration.ofSeconds(20))
        .until(() -> ((ControlLink) pair.a.events.await("asked").link()).bulkCount().isEmpty());
    heartbeatsPass(++count[0]);
    assertThat(pair.b.events.all("bulkCounted")).as("when it was given up").hasSize(before);
  }

  @Test
  @DisplayName("R4.16 a handshake that was lost is made again over the same link, once it is whole")
  void madeAgain() throws Exception {
    String session = (String) pair.b.events.await("followAccepted").detail();
    relay.losing = Lost.ANSWER;
    assertThatThrownBy(() -> dialer.openBulk(pair.b.view(), session, Duration.ofMillis(500)))
        .isInstanceOf(IOException.class);
    relay.losing = Lost.NOTHING;
    try (BulkChannel channel = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE)) {
      assertThat(channel.count()).isPresent();
      assertThat(pair.a.events.await("bulkOpened").link().id())
          .isEqualTo(pair.a.events.await("followAsked").link().id());
    }
    assertThat(pair.a.events.all("closed")).isEmpty();
    assertThat(pair.b.events.all("closed")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Lost.class,
      names = {"GREETING", "ANSWER"})
  @DisplayName(
      "R1.5 R4.16 a peer that gives up a lost handshake is not taken for a stranger; who comes when"
          + " no handshake is awaited is")
  void givenUp(Lost lost) throws Exception {
    try (LogLines log = new LogLines()) {
      String session = (String) pair.b.events.await("followAccepted").detail();
      relay.losing = lost;
      assertThatThrownBy(() -> dialer.openBulk(pair.b.view(), session, Duration.ofMillis(500)))
          .isInstanceOf(IOException.class);
      await("the listener has noticed the end of the call")
          .atMost(Duration.ofSeconds(20))
          .until(() -> ((ControlLink) pair.a.events.await("asked").link()).bulkCount().isEmpty());
      assertThat(log.lines()).isEmpty();
      relay.losing = Lost.NOTHING;
      try (BulkChannel channel = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE)) {
        assertThat(channel.count()).isPresent();
        pair.a.events.await("bulkOpened");
        assertThat(log.lines()).isEmpty();
        Raw.connect(pair.a.port()).close();
        assertThat(log.await("closed without a word")).contains("127.0.0.1");
      }
    }
  }

  @Test
  @DisplayName("R9.6 a handshake that the peer breaks off is no warning once its key was proved")
  void brokenOff() throws Exception {
    String session = (String) pair.b.events.await("followAccepted").detail();
    try (LogLines log = new LogLines();
        BulkChannel channel = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE)) {
      assertThat(channel.count()).isPresent();
      pair.a.events.await("bulkOpened");
      breakOff(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      // The same from elsewhere comes later and is logged: then the first was dealt with.
      breakOff(InetAddress.getByAddress(new byte[] {127, 0, 0, 77}));
      assertThat(log.await("broke off the TLS handshake")).contains("127.0.0.77");
      assertThat(log.lines()).noneMatch(line -> line.contains("127.0.0.1:"));
    }
  }

  @Test
  @DisplayName("R10.3 who does not end the handshake is named, also at the peer's own address")
  void neverEnded() throws IOException {
    // TLS on a busy machine has to fit in.
    LinkTimes hasty = TestNode.times(Duration.ofSeconds(3));
    try (LogLines log = new LogLines();
        PairOfNodes other = new PairOfNodes(hasty)) {
      PeerDialer known = other.dialer();
      PeerLink follower = other.follow(known);
      String session = (String) other.b.events.await("followAccepted").detail();
      try (BulkChannel channel = known.openBulk(other.b.view(), session, TestNode.AMPLE);
          Socket dawdler = Raw.connect(other.a.port())) {
        assertThat(channel.count()).isPresent();
        dawdler.getOutputStream().write(BEGIN_OF_TLS);
        assertThat(log.await("did not finish the TLS handshake in time")).contains("127.0.0.1");
      }
      follower.close(Reason.sentence("test ends"));
    }
  }

  /** The begin of a TLS record, and the end of the connection. */
  private void breakOff(InetAddress from) throws IOException {
    try (Socket socket = Raw.connectFrom(from, pair.a.port())) {
      socket.getOutputStream().write(BEGIN_OF_TLS);
    }
  }

  private static boolean missingIn(Seen seen) {
    BulkCount mine = mine(seen);
    return mine.waiting() && theirs(seen).sent() - mine.received() >= LARGE_BYTES;
  }

  private static boolean missingOut(Seen seen) {
    BulkCount theirs = theirs(seen);
    return theirs.waiting() && mine(seen).sent() - theirs.received() >= LARGE_BYTES;
  }

  private static BulkCount mine(Seen seen) {
    return (BulkCount) ((List<?>) seen.detail()).get(0);
  }

  private static BulkCount theirs(Seen seen) {
    return (BulkCount) ((List<?>) seen.detail()).get(1);
  }

  private void heartbeatsPass(int count) {
    link.heartbeat(pair.b.view(), 1, 0);
    pair.a.events.await("followAsked").link().heartbeat(pair.a.view(), 1, 0);
    pair.a.events.await("heartbeat", count);
    pair.b.events.await("heartbeat", count);
  }

  /** Passes on what comes, but for what is lost of connections that begin later. */
  private static final class Relay {
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int to;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Lost losing = Lost.NOTHING;

    Relay(int to) throws IOException {
      this.to = to;
      threads.execute(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket in = server.accept();
          Socket out = new Socket(InetAddress.getLoopbackAddress(), to);
          Lost lost = losing;
          threads.execute(() -> pass(in, out, lost == Lost.GREETING));
          threads.execute(() -> pass(out, in, lost == Lost.ANSWER));
        }
      } catch (IOException e) {
        // The test ends.
        threads.shutdown();
      }
    }

    private static void pass(Socket from, Socket to, boolean lost) {
      byte[] buffer = new byte[8192];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
          if (!lost) {
            out.write(buffer, 0, got);
          }
        }
      } catch (IOException e) {
        // One of the two ended it.
        return;
      }
    }

    void close() throws IOException {
      server.close();
    }
  }
}
