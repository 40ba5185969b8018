package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sbs.core.reason.Reason;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.Frame;

@Tag("slow")
@Timeout(120)
class BulkTest {
  private static final int CHUNK = 256 << 10;
  private static final int CHUNKS = 400; // 100 MiB

  private PairOfNodes pair;
  private PeerDialer dialer;
  private PeerLink link;
  private String session;
  private int heartbeats;

  @BeforeEach
  void follow() throws IOException {
    pair = new PairOfNodes();
    dialer = pair.dialer();
    link = pair.follow(dialer);
    session = (String) pair.b.events.await("followAccepted").detail();
  }

  @AfterEach
  void stop() {
    link.close(Reason.sentence("test ends"));
    pair.close();
  }

  @Test
  @DisplayName("R2.1 heartbeats pass both ways beside 100 MB of bulk data, blocked or flowing")
  void heartbeatsBesideBulk() throws Exception {
    BulkChannel in = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE);
    BulkChannel out = (BulkChannel) pair.a.events.await("bulkOpened").detail();
    MessageDigest sent = MessageDigest.getInstance("SHA-256");
    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(out, sent));
    for (int i = 0; i < 20; i++) {
      heartbeatsPass(); // nobody reads the bulk connection yet: it is full, or soon will be
    }
    assertThat(sending).isNotDone();
    MessageDigest received = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < CHUNKS; i++) {
      Frame frame = in.receive();
      assertThat(frame.getFileData().getContent().size()).isEqualTo(CHUNK);
      received.update(frame.getFileData().getContent().asReadOnlyByteBuffer());
      if (i % 40 == 0) {
        heartbeatsPass();
      }
    }
    assertThat(in.receive().hasCycleEnd()).isTrue();
    sending.join();
    assertThat(received.digest()).isEqualTo(sent.digest());
    in.close();
    assertThatThrownBy(out::receive).isInstanceOf(IOException.class);
    heartbeatsPass(); // the end of a bulk connection is not the end of its link
  }

  @Test
  @DisplayName("R4.16 both ends tell each other how many bytes went in and came out")
  void counted() throws Exception {
    heartbeatsPass();
    assertThat(pair.a.events.all("bulkCounted")).as("before there is a connection").isEmpty();
    BulkChannel in = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE);
    BulkChannel out = (BulkChannel) pair.a.events.await("bulkOpened").detail();
    CompletableFuture<Frame> waiting = CompletableFuture.supplyAsync(() -> receive(in));
    out.send(Frame.newBuilder().setCycleEnd(CycleEnd.getDefaultInstance()).build());
    out.flush();
    waiting.join();
    heartbeatsPass();
    BulkCount atA = counts(pair.a).get(0);
    assertThat(counts(pair.a).get(1)).as("what B told").isEqualTo(in.count().orElseThrow());
    assertThat(counts(pair.b).get(1)).as("what A told").isEqualTo(out.count().orElseThrow());
    assertThat(atA.sent()).isPositive().isEqualTo(in.count().orElseThrow().received());
    assertThat(atA.received()).isPositive().isEqualTo(in.count().orElseThrow().sent());
    in.close();
  }

  @SuppressWarnings("unchecked")
  private static List<BulkCount> counts(TestNode node) {
    return (List<BulkCount>) node.events.await("bulkCounted").detail();
  }

  private static Frame receive(BulkChannel from) {
    try {
      return from.receive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One heartbeat each way, waited for, so that none is dropped and all can be counted. */
  private void heartbeatsPass() {
    heartbeats++;
    link.heartbeat(pair.b.view(), 1, 0);
    pair.a.events.await("followAsked").link().heartbeat(pair.a.view(), 1, 0);
    pair.a.events.await("heartbeat", heartbeats);
    pair.b.events.await("heartbeat", heartbeats);
  }

  private static void send(BulkChannel out, MessageDigest digest) {
    byte[] content = new byte[CHUNK];
    Random random = new Random(5);
    try {
      for (int i = 0; i < CHUNKS; i++) {
        random.nextBytes(content);
        digest.update(content);
        FileData.Builder data = FileData.newBuilder().setContent(ByteString.copyFrom(content));
        out.send(Frame.newBuilder().setFileData(data).build());
      }
      out.send(Frame.newBuilder().setCycleEnd(CycleEnd.getDefaultInstance()).build());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("R10.1 a bulk session is good for one connection")
  void singleUse() throws IOException {
    BulkChannel first = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE);
    assertThatThrownBy(() -> dialer.openBulk(pair.b.view(), session, TestNode.AMPLE))
        .isInstanceOf(IOException.class);
    assertThat(pair.a.events.all("bulkOpened")).hasSize(1);
    first.close();
  }

  @Test
  @DisplayName(
      "R10.1 a session that the dialer was not given, or whose link is closed, opens nothing")
  void closedLink() {
    assertThatThrownBy(() -> dialer.openBulk(pair.b.view(), "f".repeat(32), TestNode.AMPLE))
        .hasMessageContaining("is closed");
    link.close(Reason.sentence("over"));
    pair.a.events.await("closed");
    assertThatThrownBy(() -> dialer.openBulk(pair.b.view(), session, TestNode.AMPLE))
        .hasMessageContaining("is closed");
    assertThat(pair.a.events.all("bulkOpened")).isEmpty();
  }

  @Test
  @DisplayName("R2.1 closing the control link closes its bulk connection on both sides")
  void closesWithControl() throws IOException {
    BulkChannel in = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE);
    BulkChannel out = (BulkChannel) pair.a.events.await("bulkOpened").detail();
    pair.a.events.await("followAsked").link().goodbye(Reason.sentence("stopping"));
    pair.b.events.await("closed");
    pair.a.events.await("closed");
    assertThatThrownBy(in::receive).isInstanceOf(IOException.class);
    assertThatThrownBy(out::receive).isInstanceOf(IOException.class);
    assertThat(pair.a.events.kinds())
        .containsExactly("asked", "followAsked", "bulkOpened", "closed");
  }

  @Test
  @DisplayName("R10.3 an over-long frame ends a bulk connection")
  void overLong() throws IOException {
    BulkChannel in = dialer.openBulk(pair.b.view(), session, TestNode.AMPLE);
    FileData.Builder data =
        FileData.newBuilder().setContent(ByteString.copyFrom(new byte[Protocol.MAX_FRAME_BYTES]));
    assertThatThrownBy(() -> in.send(Frame.newBuilder().setFileData(data).build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
  }
}
