package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Goodbye;

class FramesTest {
  private static final int LIMIT = Protocol.MAX_FRAME_BYTES;

  private static Frame goodbye(String reason) {
    return Frame.newBuilder().setGoodbye(Goodbye.newBuilder().setReason(reason)).build();
  }

  private static Frames reading(byte[] bytes) {
    return new Frames(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
  }

  private static byte[] framed(byte[] content) {
    return ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array();
  }

  @Test
  @DisplayName("R10.1 frames come out as they went in, up to the longest")
  void roundTrip() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    Frames out = new Frames(new ByteArrayInputStream(new byte[0]), wire);
    byte[] content = new byte[LIMIT - 100];
    new Random(1).nextBytes(content);
    Frame big =
        Frame.newBuilder()
            .setFileData(FileData.newBuilder().setContent(ByteString.copyFrom(content)))
            .build();
    out.write(goodbye("a"));
    out.write(big);
    out.flush();
    Frames in = reading(wire.toByteArray());
    assertThat(in.read(LIMIT)).isEqualTo(goodbye("a"));
    assertThat(in.read(LIMIT)).isEqualTo(big);
    assertThatThrownBy(() -> in.read(LIMIT)).isInstanceOf(EOFException.class);
  }

  @Test
  @DisplayName("R4.16 a last word may be said while another thread sends: frames stay whole")
  void twoWriters() throws Exception {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    Frames out = new Frames(new ByteArrayInputStream(new byte[0]), wire);
    int each = 5000;
    CyclicBarrier begin = new CyclicBarrier(2);
    List<CompletableFuture<Void>> writers =
        Stream.of("a".repeat(300), "b".repeat(500))
            .map(goodbye -> CompletableFuture.runAsync(() -> write(out, goodbye, each, begin)))
            .toList();
    for (CompletableFuture<Void> writer : writers) {
      writer.get(60, TimeUnit.SECONDS);
    }
    out.flush();
    Frames in = reading(wire.toByteArray());
    Map<Integer, Integer> found = new TreeMap<>();
    for (int i = 0; i < 2 * each; i++) {
      found.merge(in.read(LIMIT).getGoodbye().getReason().length(), 1, Integer::sum);
    }
    assertThat(found).isEqualTo(Map.of(300, each, 500, each));
  }

  private static void write(Frames out, String goodbye, int times, CyclicBarrier begin) {
    try {
      begin.await(60, TimeUnit.SECONDS);
      for (int i = 0; i < times; i++) {
        out.write(goodbye(goodbye));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("R10.3 over-long, empty and negative lengths are refused before memory is taken")
  void lengths() {
    for (int length : new int[] {LIMIT + 1, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] bytes = ByteBuffer.allocate(4).putInt(length).array();
      assertThatThrownBy(() -> reading(bytes).read(LIMIT))
          .isInstanceOf(FrameException.class)
          .hasMessageContaining(Integer.toUnsignedString(length) + " bytes");
    }
    byte[] long65 = framed(goodbye("x".repeat(70_000)).toByteArray());
    assertThatThrownBy(() -> reading(long65).read(Protocol.MAX_GREETING_BYTES))
        .isInstanceOf(FrameException.class);
  }

  @Test
  @DisplayName("R10.3 what is cut off in the middle counts as closed")
  void truncated() {
    byte[] whole = framed(goodbye("hello").toByteArray());
    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reading(part).read(LIMIT)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  @DisplayName("R10.3 random bytes, deep nesting and unknown messages are refused")
  void garbage() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      byte[] content = new byte[1 + random.nextInt(60)];
      random.nextBytes(content);
      try {
        // What happens to be a message is one; nothing else may come than these exceptions.
        assertThat(reading(framed(content)).read(LIMIT).getBodyCase())
            .isNotEqualTo(Frame.BodyCase.BODY_NOT_SET);
      } catch (IOException e) {
        assertThat(e).isInstanceOf(FrameException.class);
      }
    }
    byte[] groups = new byte[10_000];
    java.util.Arrays.fill(groups, (byte) 0x7b); // begin of group 15, nested without end
    assertThatThrownBy(() -> reading(framed(groups)).read(LIMIT))
        .isInstanceOf(FrameException.class);
    byte[] unknown = {(byte) 0xfa, 0x06, 0x00}; // field 111, which no version has
    assertThatThrownBy(() -> reading(framed(unknown)).read(LIMIT))
        .isInstanceOf(FrameException.class)
        .hasMessageContaining("unknown kind");
  }

  @Test
  @DisplayName("R10.3 a frame that is too long is not sent")
  void tooLongToSend() {
    Frames out = reading(new byte[0]);
    assertThatThrownBy(() -> out.write(goodbye("x".repeat(LIMIT))))
        .isInstanceOf(FrameException.class);
  }
}
