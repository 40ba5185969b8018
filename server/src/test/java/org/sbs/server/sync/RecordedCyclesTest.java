package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.recorded.Recording;
import org.sbs.server.recorded.Recording.Line;

/** The folder data of nodes of other versions, recorded: two cycles with every kind of change. */
class RecordedCyclesTest {
  private static final String PRIMARY = "primary";
  private static final String SECONDARY = "secondary";
  private static final String NAME = "cycles.txt";
  private static final int VERSION = 1;

  private final String large = text();

  @TempDir Path temp;

  @BeforeAll
  static void write() throws Exception {
    if (Recording.WRITES) {
      new RecordedCyclesTest().record();
    }
  }

  static Stream<Path> versions() throws IOException {
    return Recording.versions().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  @DisplayName("R11.2 the cycles of a primary of each recorded version are committed as they were")
  void oldPrimary(Path version) throws Exception {
    Recording recording = Recording.read(version.resolve(NAME));
    assertSecondaryCommits(recording, temp.resolve("recorded"));
    assertSecondaryCommits(recording.withUnknownFields(), temp.resolve("newer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  @DisplayName("R11.2 a secondary of each recorded version gets its cycles, and is understood")
  void oldSecondary(Path version) throws Exception {
    Recording recording = Recording.read(version.resolve(NAME));
    assertPrimaryGoesOn(recording, temp.resolve("recorded"));
    assertPrimaryGoesOn(recording.withUnknownFields(), temp.resolve("newer"));
  }

  private void assertSecondaryCommits(Recording recording, Path folder) throws Exception {
    try (PairRig rig = rig(folder)) {
      Channels.Ends ends = Channels.inMemory();
      rig.connectSecondary(ends.secondary());
      play(recording, PRIMARY, ends.primary());
      assertThat(rig.committedOnSecondary).allMatch(CycleResult::committed).hasSize(2);
      changeAll(rig.mine);
      Map<String, String> wanted = Tree.contentAndTimes(rig.mine.path(""));
      Map<String, String> found = Tree.contentAndTimes(rig.theirs.path(""));
      found.keySet().removeIf(name -> name.startsWith(".sbs"));
      assertThat(found).isEqualTo(wanted);
    }
  }

  private void assertPrimaryGoesOn(Recording recording, Path folder) throws Exception {
    try (PairRig rig = rig(folder)) {
      Channels.Ends ends = Channels.inMemory();
      CompletableFuture<Void> played =
          CompletableFuture.runAsync(() -> play(recording, SECONDARY, ends.secondary()));
      CycleResult first = rig.firstCycle(ends.primary()).get(20, TimeUnit.SECONDS);
      assertThat(first.committed()).isTrue();
      assertThat(first.problems()).isEmpty();
      changeAll(rig.mine);
      CycleResult second = rig.cycle();
      assertThat(second.committed()).isTrue();
      assertThat(second.problems()).isEmpty();
      played.get(20, TimeUnit.SECONDS);
    }
  }

  /** The pair of the recording before its first cycle. */
  private PairRig rig(Path folder) throws IOException {
    PairRig rig = new PairRig(folder);
    rig.strict = true;
    rig.keepDates = true;
    rig.merge = true;
    rig.sentinels = () -> Optional.of(ScriptedCycle.SENTINELS);
    rig.mine
        .file("sentinels/dock.toml", "capture = \"in\"\n")
        .file("sentinels/gate.toml", "capture = \"gate\"\n")
        .file("run.sh", "#!/bin/sh\n", "rwxr-xr-x", Tree.LONG_AGO_NANOS)
        .file("moved.dat", large.substring(0, 90_000))
        .file("large.dat", large)
        .folder("empty", "rwxr-xr-x")
        .link("newest", "sentinels/dock.toml");
    return rig;
  }

  /**
   * What happens between the two cycles: part of a large file, a move, a delete, new permissions.
   */
  private void changeAll(Tree tree) throws IOException {
    tree.file("large.dat", large.substring(0, 200_000) + "edited" + large.substring(200_000))
        .file("sentinels/dock.toml", "capture = \"elsewhere\"\n")
        .delete("moved.dat")
        .file("moved/away.dat", large.substring(0, 90_000))
        .delete("sentinels/gate.toml")
        .delete("empty")
        .file("run.sh", "#!/bin/sh\n", "r-xr-xr-x", Tree.LONG_AGO_NANOS)
        .delete("newest")
        .link("newest", "run.sh");
  }

  /** Says what one side said, and hears the other say what it said then. */
  private static void play(Recording recording, String side, BulkChannel channel) {
    try {
      for (Line line : recording.lines()) {
        if (line.speaker().equals(side)) {
          channel.send(line.frame());
          channel.flush();
        } else {
          assertThat(channel.receive().getBodyCase()).isEqualTo(line.frame().getBodyCase());
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the other side ended the conversation", e);
    }
  }

  private void record() throws Exception {
    Path folder = Files.createTempDirectory("recorded-cycles");
    try (PairRig rig = rig(folder)) {
      Channels.Ends ends = Channels.inMemory();
      Tap tap = new Tap(ends.primary());
      rig.connectSecondary(ends.secondary());
      rig.firstCycle(tap).get(20, TimeUnit.SECONDS);
      changeAll(rig.mine);
      rig.cycle();
      new Recording(tap.lines)
          .write(
              Recording.current(VERSION).resolve(NAME),
              "A bulk connection: first copy to an empty secondary, then a cycle of many changes.");
    } finally {
      Tree.deleteAll(folder);
    }
  }

  /** Several chunks, no two alike, and small when compressed. */
  private static String text() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 12_000; line++) {
      text.append("line ").append(line).append(" of what is printed\n");
    }
    return text.toString();
  }

  /** The primary's end, which writes down what is said in either direction. */
  private static final class Tap implements BulkChannel {
    private final BulkChannel inner;
    private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());

    Tap(BulkChannel inner) {
      this.inner = inner;
    }

    @Override
    public void send(Frame frame) throws IOException {
      lines.add(new Line(PRIMARY, frame));
      inner.send(frame);
    }

    @Override
    public void flush() throws IOException {
      inner.flush();
    }

    @Override
    public Frame receive() throws IOException {
      Frame frame = inner.receive();
      lines.add(new Line(SECONDARY, frame));
      return frame;
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
