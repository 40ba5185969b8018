package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.Follow;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;

/** A peer that is frozen: its connections stay open, and it reads nothing. */
@Timeout(90)
class StalledPeerTest {
  private static final Duration AMPLE = TestNode.AMPLE;

  /** A peer that follows, and then reads nothing any more. */
  private static Raw.Tls frozenFollower(TestNode primary) throws IOException {
    Raw.Tls tls = Raw.tls(primary.port());
    Hello.Builder hello =
        Hello.newBuilder()
            .setProtocolVersion(Protocol.VERSION)
            .setView(NodeViewCodec.write(TestNode.view(TestNode.B)));
    tls.say(Frame.newBuilder().setHello(hello).build()).read(Protocol.MAX_GREETING_BYTES);
    tls.say(Frame.newBuilder().setFollow(Follow.getDefaultInstance()).build());
    primary.events.await("followAsked");
    return tls;
  }

  private static boolean isStuck(String threadName) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith(threadName))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("implWrite"));
  }

  private static void awaitStuck(String threadName) {
    Awaitility.await()
        .atMost(AMPLE)
        .during(Duration.ofMillis(300))
        .until(() -> isStuck(threadName));
  }

  private static boolean isThere(String threadName) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith(threadName));
  }

  /** The thread that writes to that peer: other links of this JVM may be ending still. */
  private static String writerTo(Raw.Tls peer) {
    return "sbs-link-write-127.0.0.1:" + peer.socket().getLocalPort();
  }

  /** Sends heartbeats until the writer has been stuck in the network for a while. */
  private static PeerLink fill(TestNode primary, Raw.Tls peer) {
    String writer = writerTo(peer);
    PeerLink link = primary.events.await("followAsked").link();
    Lineage longest = Lineage.NONE;
    for (int epoch = 0; epoch < Lineage.LIMIT; epoch++) {
      longest = longest.with(epoch, TestNode.A);
    }
    PeerView view =
        new PeerView(
            TestNode.A,
            Mode.SYMMETRIC,
            AnnouncedRole.PRIMARY,
            99,
            longest,
            true,
            1,
            Pause.NONE,
            true,
            "none",
            false,
            Optional.empty(),
            false,
            Membership.UNKNOWN);
    Awaitility.await()
        .atMost(AMPLE)
        .pollInterval(Duration.ofMillis(1))
        .during(Duration.ofMillis(300))
        .until(
            () -> {
              for (int i = 0; i < 1000 && !isStuck(writer); i++) {
                link.heartbeat(view, 1, 0);
              }
              return isStuck(writer);
            });
    return link;
  }

  @Test
  @DisplayName("R2.1 a full connection to a frozen peer closes at once, and its threads end")
  void closeDoesNotWait() throws IOException {
    try (TestNode primary = TestNode.a();
        Raw.Tls frozen = frozenFollower(primary)) {
      fill(primary, frozen).close(Reason.sentence("it is silent"));
      assertThat(primary.events.await("closed").detail())
          .isEqualTo(Reason.sentence("it is silent"));
      Awaitility.await().until(() -> !isThere(writerTo(frozen)));
      assertThat(frozen.socket().isClosed()).isFalse();
    }
  }

  @Test
  @DisplayName("R2.1 the last words to a frozen peer are given up after their time")
  void goodbyeDoesNotWait() throws IOException {
    try (TestNode primary = TestNode.a();
        Raw.Tls frozen = frozenFollower(primary)) {
      fill(primary, frozen).goodbye(Reason.sentence("stopping"));
      assertThat(primary.events.await("closed").detail()).asString().contains("stopping");
      Awaitility.await().until(() -> !isThere(writerTo(frozen)));
      assertThat(frozen.socket().isClosed()).isFalse();
    }
  }

  @Test
  @DisplayName("R10.3 a peer that reads nothing for too long loses its link")
  void stall() throws IOException {
    Duration ample = Duration.ofSeconds(20);
    LinkTimes times = new LinkTimes(ample, ample, Duration.ofSeconds(1), ample);
    try (TestNode primary = new TestNode(TestNode.KEY, TestNode.A, times);
        Raw.Tls frozen = frozenFollower(primary)) {
      fill(primary, frozen);
      assertThat(primary.events.await("closed").detail())
          .asString()
          .contains(ReasonCode.LINK_NOT_READ.word());
      assertThat(frozen.socket().isClosed()).isFalse();
    }
  }

  @Test
  @DisplayName("R2.1 closing the control link frees who is stuck in sending or receiving bulk data")
  void stuckBulk() throws Exception {
    try (PairOfNodes pair = new PairOfNodes()) {
      PeerDialer dialer = pair.dialer();
      pair.follow(dialer);
      String session = (String) pair.b.events.await("followAccepted").detail();
      BulkChannel unread = dialer.openBulk(pair.b.view(), session, AMPLE);
      BulkChannel full = (BulkChannel) pair.a.events.await("bulkOpened").detail();
      Thread sender = thread("test-sender", () -> sendForEver(full));
      Thread receiver = thread("test-receiver", full::receive);
      awaitStuck("test-sender");
      pair.a.events.await("followAsked").link().close(Reason.sentence("over"));
      sender.join(AMPLE.toMillis());
      receiver.join(AMPLE.toMillis());
      assertThat(sender.isAlive() || receiver.isAlive()).isFalse();
      pair.b.events.await("closed");
      unread.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Thread thread(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Freed by the end of its connection, as the test wants it.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void sendForEver(BulkChannel channel) throws IOException {
    FileData.Builder data = FileData.newBuilder().setContent(ByteString.copyFrom(new byte[9999]));
    Frame frame = Frame.newBuilder().setFileData(data).build();
    while (true) {
      channel.send(frame);
      channel.flush();
    }
  }
}
