package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.bound.Bound;
import org.sbs.server.link.wire.EpochOwner;
import org.sbs.server.link.wire.Follow;
import org.sbs.server.link.wire.FollowAccepted;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.HandOver;
import org.sbs.server.link.wire.HandOverTaken;
import org.sbs.server.link.wire.Heartbeat;
import org.sbs.server.link.wire.Hello;
import org.sbs.server.link.wire.SwitchoverWanted;
import org.sbs.server.link.wire.View;

/** A peer with the pair's key says numbers that cannot be: nothing of it reaches the node. */
class AbsurdNumbersTest {
  private static final long KNOWN = TestNode.KNOWN.get().epoch();

  private PairOfNodes pair;

  @BeforeEach
  void start() throws IOException {
    pair = new PairOfNodes();
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  /** A number of a view: what the protocol calls it, how it is set, and how high it may be. */
  private record Field(String name, BiConsumer<View.Builder, Long> set, long most) {}

  private static List<Field> fields() {
    long epoch = KNOWN + Bound.EPOCH.jump();
    return List.of(
        new Field("View.epoch", View.Builder::setEpoch, epoch),
        new Field(
            "View.lineage.epoch",
            (view, value) ->
                view.addLineage(EpochOwner.newBuilder().setEpoch(value).setNodeId(TestNode.B)),
            epoch),
        new Field("View.cycle", View.Builder::setCycle, Bound.CYCLE.most()),
        new Field("View.pause_serial", View.Builder::setPauseSerial, Bound.PAUSE.jump()),
        new Field(
            "View.pause_left_nanos", View.Builder::setPauseLeftNanos, Bound.LONGEST_PAUSE_NANOS),
        new Field(
            "View.stall_millis",
            (view, value) -> view.setStallMillis(value.intValue()),
            NodeViewCodec.MOST_STALL_MILLIS));
  }

  /** A view, the field of it that is absurd, and the number. */
  record Absurd(View view, String field, String number) {
    @Override
    public String toString() {
      return field + " = " + number;
    }
  }

  static Stream<Absurd> absurd() {
    Random random = new Random(47);
    List<Absurd> all = new ArrayList<>();
    for (Field field : fields()) {
      boolean narrow = field.name().equals("View.stall_millis");
      long end = narrow ? -1 : Long.MAX_VALUE;
      long below = end == -1 ? Integer.MAX_VALUE : Long.MAX_VALUE;
      long any = field.most() + 2 + (long) (random.nextDouble() * (below - field.most() - 3));
      for (long value : new long[] {field.most() + 1, end, -1, any}) {
        View.Builder view = NodeViewCodec.write(TestNode.view(TestNode.B)).toBuilder();
        field.set().accept(view, value);
        String number =
            narrow ? Integer.toUnsignedString((int) value) : Long.toUnsignedString(value);
        all.add(new Absurd(view.build(), field.name(), number));
      }
    }
    return all.stream();
  }

  private static Frame hello(View view) {
    return Frame.newBuilder()
        .setHello(Hello.newBuilder().setProtocolVersion(Protocol.VERSION).setView(view))
        .build();
  }

  private static Frame hello() {
    return hello(NodeViewCodec.write(TestNode.view(TestNode.B)));
  }

  private static Frame beat(View view) {
    return Frame.newBuilder().setHeartbeat(Heartbeat.newBuilder().setView(view)).build();
  }

  @ParameterizedTest
  @MethodSource("absurd")
  @DisplayName("R10.10 an absurd number in a heartbeat ends the link, is named, and is not told")
  void heartbeat(Absurd said) throws IOException {
    try (Raw.Tls tls = Raw.tls(pair.a.port())) {
      tls.say(hello()).read(Protocol.MAX_GREETING_BYTES);
      tls.say(beat(said.view()));
      String why = pair.a.events.await("closed").detail().toString();
      assertThat(why).contains(said.field() + " is " + said.number());
    }
    assertThat(pair.a.events.all("heartbeat")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("absurd")
  @DisplayName("R10.10 an absurd number in a greeting ends the connection before anything is told")
  void greeting(Absurd said) throws IOException {
    LogLines log = new LogLines();
    try (Raw.Tls tls = Raw.tls(pair.a.port())) {
      tls.say(hello(said.view()));
      tls.awaitClosed();
      assertThat(log.await("has the pair key but sent"))
          .contains(said.field() + " is " + said.number());
    } finally {
      log.close();
    }
    assertThat(pair.a.events.kinds()).isEmpty();
  }

  @Test
  @DisplayName("R10.10 numbers at their limits are told")
  void atTheLimits() throws IOException {
    View.Builder view = NodeViewCodec.write(TestNode.view(TestNode.B)).toBuilder();
    fields().forEach(field -> field.set().accept(view, field.most()));
    try (Raw.Tls tls = Raw.tls(pair.a.port())) {
      tls.say(hello(view.build())).read(Protocol.MAX_GREETING_BYTES);
      tls.say(beat(view.build()));
      pair.a.events.await("heartbeat");
    }
  }

  private static final long[] ABSURD_EPOCHS = {
    KNOWN + Bound.EPOCH.jump() + 1, Bound.EPOCH.most() + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE
  };

  @Test
  @DisplayName("R10.10 an epoch that begins or ends with an absurd epoch does not")
  void handOver() throws IOException {
    for (long epoch : ABSURD_EPOCHS) {
      Frame accepted =
          Frame.newBuilder()
              .setFollowAccepted(
                  FollowAccepted.newBuilder().setEpoch(epoch).setBulkSession("0".repeat(32)))
              .build();
      Frame over = Frame.newBuilder().setHandOver(HandOver.newBuilder().setEpoch(epoch)).build();
      Frame taken =
          Frame.newBuilder().setHandOverTaken(HandOverTaken.newBuilder().setEpoch(epoch)).build();
      assertNotBelieved("FollowAccepted.epoch is " + Long.toUnsignedString(epoch), accepted);
      assertNotBelieved("HandOver.epoch is " + Long.toUnsignedString(epoch), over);
      assertNotBelieved("HandOverTaken.epoch is " + Long.toUnsignedString(epoch), taken);
    }
    Frame session =
        Frame.newBuilder()
            .setFollowAccepted(
                FollowAccepted.newBuilder().setEpoch(4).setBulkSession("../".repeat(10) + "xx"))
            .build();
    assertNotBelieved("FollowAccepted.bulk_session", session);
  }

  private void assertNotBelieved(String why, Frame frame) {
    assertThat(refusal(frame)).contains(why);
  }

  private static String refusal(Frame frame) {
    try {
      var unused = Incoming.read(frame, null, TestNode.KNOWN.get());
      return "";
    } catch (FrameException e) {
      return e.getMessage();
    }
  }

  @Test
  @DisplayName("R10.10 over the wire: a primary that is told of an absurd epoch hears no hand-over")
  void takenOverTheWire() throws IOException {
    pair.a.events.on("switchoverWanted", wanted -> wanted.link().handOver(4));
    try (Raw.Tls tls = Raw.tls(pair.a.port())) {
      Frames frames = tls.say(hello());
      frames.read(Protocol.MAX_GREETING_BYTES);
      tls.say(Frame.newBuilder().setFollow(Follow.getDefaultInstance()).build());
      pair.a.events.await("followAsked");
      tls.say(
          Frame.newBuilder().setSwitchoverWanted(SwitchoverWanted.getDefaultInstance()).build());
      pair.a.events.await("switchoverWanted");
      tls.say(
          Frame.newBuilder()
              .setHandOverTaken(HandOverTaken.newBuilder().setEpoch(Long.MAX_VALUE))
              .build());
      assertThat(pair.a.events.await("closed").detail().toString())
          .contains("HandOverTaken.epoch is 9223372036854775807");
    }
    assertThat(pair.a.events.all("handOverTaken")).isEmpty();
  }

  @Test
  @DisplayName("R10.10 over the wire: a node that is accepted with an absurd epoch does not follow")
  void acceptedOverTheWire() throws IOException {
    pair.a.events.on("followAsked", asked -> asked.link().accept(Long.MAX_VALUE));
    PeerLink link = pair.ask(pair.dialer());
    link.follow();
    assertThat(pair.b.events.await("closed").detail().toString())
        .contains("FollowAccepted.epoch is 9223372036854775807");
    assertThat(pair.b.events.all("followAccepted")).isEmpty();
  }

  @Test
  @DisplayName("R10.10 R7.6 a clock beyond the year 9999 is not compared, and is named")
  void clock() {
    for (long wall : new long[] {-1, FactsMessages.LATEST_MILLIS + 1, Long.MAX_VALUE}) {
      Frame told = FactsMessages.write(TestNode.facts(TestNode.A, List.of()), wall);
      try {
        var unused = FactsMessages.read(told);
        throw new AssertionError("it was believed: " + wall);
      } catch (FrameException e) {
        assertThat(e).hasMessageContaining("Facts.wall_millis is " + Long.toUnsignedString(wall));
      }
    }
  }
}
