package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.server.link.DialResult.Answered;
import org.sbs.server.link.DialResult.NotAPeer;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Hello;
import org.sbs.server.recorded.Recording;
import org.sbs.server.recorded.Recording.Line;

/** Nodes of other versions: recorded ones, and ones that are newer than this program. */
class RecordedControlTest {
  private static final String DIALER = "dialer";
  private static final String LISTENER = "listener";
  private static final String NAME = "control.txt";

  private TestNode live;

  @BeforeEach
  void start() throws IOException {
    live = TestNode.a();
  }

  @AfterEach
  void stop() {
    live.close();
  }

  @BeforeAll
  static void write() throws IOException {
    if (Recording.WRITES) {
      record();
    }
  }

  static Stream<Path> versions() throws IOException {
    return Recording.versions().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  @DisplayName("R11.2 a secondary of each recorded version is understood, and answered as then")
  void oldDialer(Path version) throws IOException {
    assertDialerUnderstood(Recording.read(version.resolve(NAME)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  @DisplayName("R11.2 a primary of each recorded version is understood, and answered as then")
  void oldListener(Path version) throws IOException {
    assertListenerUnderstood(Recording.read(version.resolve(NAME)));
  }

  @Test
  @DisplayName("R11.2 a newer node that still speaks our protocol is understood, either side")
  void newerNode() throws IOException {
    Recording newer = newer(Protocol.VERSION + 1, Protocol.VERSION);
    assertDialerUnderstood(newer);
    stop();
    start();
    assertListenerUnderstood(newer);
  }

  @Test
  @DisplayName(
      "R11.2 R1.5 a newer node that speaks our protocol no more is named with its versions")
  void tooNew() throws IOException {
    Frame hello = newer(Protocol.VERSION + 2, Protocol.VERSION + 1).lines().get(0).frame();
    try (Raw.Tls tls = Raw.tls(live.port())) {
      Hello answer = tls.say(hello).read(Protocol.MAX_GREETING_BYTES).getHello();
      assertThat(answer.getProtocolVersion()).isEqualTo(Protocol.VERSION);
      assertThat(answer.getOldestVersion()).isEqualTo(Protocol.OLDEST_VERSION);
      assertThat(answer.hasView()).isFalse();
      tls.awaitClosed();
    }
    try (ServerSocket other = Raw.serve(socket -> greet(socket, hello))) {
      assertThat(live.ask(other.getLocalPort(), TestNode.AMPLE))
          .isInstanceOfSatisfying(
              NotAPeer.class,
              result ->
                  assertThat(result.what().values())
                      .containsEntry("theirs", "protocol 2 to 3")
                      .containsEntry("mine", "protocol 1"));
    }
  }

  private static void greet(Socket socket, Frame hello) throws IOException {
    SSLSocket tls = PairIdentity.of(TestNode.KEY).server(socket);
    tls.startHandshake();
    Frames frames = Frames.on(tls);
    frames.read(Protocol.MAX_GREETING_BYTES);
    frames.write(hello);
    frames.flush();
    Raw.awaitClosed(tls);
  }

  /** The recording of this version as a later one might say it. */
  private static Recording newer(int newest, int oldest) throws IOException {
    Recording mine =
        Recording.read(Recording.current(Protocol.VERSION).resolve(NAME)).withUnknownFields();
    List<Line> lines = new ArrayList<>();
    for (Line line : mine.lines()) {
      Frame.Builder frame = line.frame().toBuilder();
      if (frame.hasHello()) {
        frame.getHelloBuilder().setProtocolVersion(newest).setOldestVersion(oldest);
      }
      lines.add(new Line(line.speaker(), frame.build()));
    }
    return new Recording(lines);
  }

  private void assertDialerUnderstood(Recording recording) throws IOException {
    ControlScript.listens(live);
    try (Raw.Tls tls = Raw.tls(live.port())) {
      play(recording, DIALER, Frames.on(tls.tls()));
    }
    live.events.await("closed");
    assertThat(live.events.kinds())
        .containsExactly(
            "asked", "followAsked", "heartbeat", "switchoverWanted", "handOverTaken", "closed");
    List<Object> details =
        Stream.of("asked", "followAsked", "heartbeat", "switchoverWanted", "handOverTaken")
            .map(kind -> live.events.await(kind).detail())
            .toList();
    assertThat(details).isEqualTo(ControlScript.heardByListener());
  }

  private void assertListenerUnderstood(Recording recording) throws IOException {
    CompletableFuture<Void> played = new CompletableFuture<>();
    try (TestNode dialer = TestNode.b();
        ServerSocket old =
            Raw.serve(
                socket -> {
                  try {
                    SSLSocket tls = PairIdentity.of(TestNode.KEY).server(socket);
                    tls.startHandshake();
                    play(recording, LISTENER, Frames.on(tls));
                    Raw.awaitClosed(tls);
                    played.complete(null);
                  } catch (IOException | RuntimeException | AssertionError e) {
                    played.completeExceptionally(e);
                  }
                })) {
      converse(dialer, old.getLocalPort());
      played.orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(dialer.events.kinds())
          .containsExactly("followAccepted", "heartbeat", "handOver", "goodbye", "closed");
      assertThat((String) dialer.events.await("followAccepted").detail()).hasSize(32);
      assertThat(dialer.events.await("heartbeat").detail())
          .isEqualTo(ControlScript.view(TestNode.A, AnnouncedRole.PRIMARY));
      assertThat(dialer.events.await("handOver").detail()).isEqualTo(ControlScript.SERVED_EPOCH);
      assertThat(dialer.events.await("goodbye").detail())
          .isEqualTo(Reason.sentence(ControlScript.LAST_WORDS));
    }
  }

  /** The dialer's part of the script, to its end. */
  private static void converse(TestNode dialer, int port) {
    ControlScript.dials(dialer);
    DialResult asked =
        dialer
            .dialer(port)
            .ask(ControlScript.view(TestNode.B, AnnouncedRole.STARTING), TestNode.AMPLE);
    assertThat(asked)
        .isInstanceOfSatisfying(
            Answered.class,
            answer ->
                assertThat(answer.peer())
                    .isEqualTo(ControlScript.view(TestNode.A, AnnouncedRole.PRIMARY)));
    ((Answered) asked).link().follow();
    dialer.events.await("closed");
  }

  /** Says what one side said, and hears the other say what it said then. */
  private static void play(Recording recording, String side, Frames frames) throws IOException {
    for (Line line : recording.lines()) {
      if (line.speaker().equals(side)) {
        frames.write(line.frame());
        frames.flush();
      } else {
        assertThat(frames.read(Protocol.MAX_FRAME_BYTES).getBodyCase())
            .isEqualTo(line.frame().getBodyCase());
      }
    }
  }

  /** Both sides are live, and somebody between them who has the key writes down what they say. */
  private static void record() throws IOException {
    List<Line> lines = Collections.synchronizedList(new ArrayList<>());
    try (TestNode listener = TestNode.a();
        TestNode dialer = TestNode.b();
        ServerSocket between = Raw.serve(socket -> relay(socket, listener.port(), lines))) {
      ControlScript.listens(listener);
      converse(dialer, between.getLocalPort());
    }
    new Recording(lines)
        .write(
            Recording.current(Protocol.VERSION).resolve(NAME),
            "A control link from its greetings to its end: the dialer follows and gets the role.");
  }

  private static void relay(Socket socket, int port, List<Line> lines) throws IOException {
    SSLSocket tls = PairIdentity.of(TestNode.KEY).server(socket);
    tls.startHandshake();
    Frames dialer = Frames.on(tls);
    try (Raw.Tls behind = Raw.tls(port)) {
      Frames listener = Frames.on(behind.tls());
      CompletableFuture<Void> back =
          CompletableFuture.runAsync(() -> pump(listener, dialer, LISTENER, lines));
      pump(dialer, listener, DIALER, lines);
      back.join();
    }
  }

  private static void pump(Frames from, Frames to, String speaker, List<Line> lines) {
    try {
      while (true) {
        Frame frame = from.read(Protocol.MAX_FRAME_BYTES);
        lines.add(new Line(speaker, frame));
        to.write(frame);
        to.flush();
        if (frame.hasGoodbye()) {
          return;
        }
      }
    } catch (IOException e) {
      // One side has said all that it had to say.
      return;
    }
  }
}
