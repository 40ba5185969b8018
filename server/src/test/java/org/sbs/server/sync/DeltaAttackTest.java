package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.Chunker;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Item;
import org.sbs.server.link.wire.Packed;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.Hashing;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.MessageLimits;
import org.sbs.server.sync.scan.ContentReader;
import org.sbs.server.sync.scan.FolderScanner;

/** A peer with the right key that refers to what it must not, or says wrong things of it. */
final class DeltaAttackTest {
  private static final byte[] BIG = noise(1_500_000);
  private static final ContentHash BIG_HASH = ContentReader.hash(BIG);
  private static final byte[] SECRET = noise(5000);
  private static final ContentHash SECRET_HASH = ContentReader.hash(SECRET);
  private static final int FIRST = Chunker.cut(BIG, 0, BIG.length);

  @TempDir Path temp;

  private Tree inside;
  private ReplicaStore store;
  private FolderSet set;
  private Map<String, String> before;

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void makeFolders() throws Exception {
    Tree outside = Tree.at(temp.resolve("outside"));
    Files.write(outside.path("secret"), SECRET);
    inside =
        Tree.at(temp.resolve("inside"))
            .folder("folder", "rwxr-xr-x")
            .link("out", outside.path("").toString())
            .link("secret-link", "../outside/secret");
    Files.write(inside.path("big"), BIG);
    Files.write(inside.path("excluded.key"), SECRET);
    store =
        new ReplicaStore(
            temp.resolve("state"),
            new FolderScanner(Clock.systemUTC()),
            new Disk(),
            Clock.systemUTC());
    store.recover();
    FolderFilter filter = new FolderFilter(List.of("**"), List.of("*.key"));
    set = new FolderSet(List.of(Folder.of(0, inside.path("").toString(), filter)), true, true);
    before = Tree.contentAndTimes(inside.path(""));
  }

  private StagedCommit.Outcome play(List<Frame> content) throws BadMessageException {
    List<Frame> frames = new ArrayList<>();
    frames.add(
        Frame.newBuilder().setCycleBegin(CycleBegin.newBuilder().setCycle(1).setEpoch(1)).build());
    frames.addAll(content);
    long entries =
        content.stream().mapToLong(f -> f.hasFileBegin() ? 1 : f.getItems().getItemCount()).sum();
    frames.add(Frame.newBuilder().setCycleEnd(CycleEnd.newBuilder().setEntries(entries)).build());
    return ScriptedCycle.play(
        store, set, ScriptedCycle.roots(set, List.of(inside.path(""))), frames);
  }

  /** A message that ends the connection. */
  record Bad(String what, String reason, List<Frame> frames) {
    Bad(String what, String reason, Frame... frames) {
      this(what, reason, List.of(frames));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static Frame based(long size) {
    return Sent.begin("new", size, "big", BIG_HASH);
  }

  private static Frame packed(byte[] plain, int claimed) {
    return Frame.newBuilder()
        .setPacked(
            Packed.newBuilder().setZstd(ByteString.copyFrom(Zstd.compress(plain))).setSize(claimed))
        .build();
  }

  static Stream<Bad> badRanges() {
    return Stream.of(
        new Bad("part of no file", "of no file", Sent.begin(0, "f", 9), Sent.range(0, 9)),
        new Bad("part outside a file", "without a file", Sent.range(0, 9)),
        new Bad(
            "beyond the base", "no whole chunks", based(9_000_000), Sent.range(0, BIG.length + 1)),
        new Bad(
            "behind the base", "no whole chunks", based(9_000_000), Sent.range(BIG.length, 100)),
        new Bad("not where a chunk begins", "no whole chunks", based(FIRST), Sent.range(1, 100)),
        new Bad("part of a chunk", "no whole chunks", based(FIRST), Sent.range(0, FIRST - 1)),
        new Bad("no bytes", "impossible part", based(FIRST), Sent.range(0, 0)),
        new Bad("fewer than none", "impossible part", based(FIRST), Sent.range(0, -FIRST)),
        new Bad("from before the base", "impossible part", based(FIRST), Sent.range(-5, FIRST)),
        new Bad("very much", "more content", based(FIRST), Sent.range(0, Long.MAX_VALUE)),
        new Bad("more than announced", "more content", based(FIRST - 1), Sent.range(0, FIRST)),
        new Bad(
            "in the middle of a chunk",
            "impossible part",
            based(9_000_000),
            Sent.data(new byte[100]),
            Sent.range(0, FIRST)),
        new Bad(
            "another hash than that of the parts",
            "another hash",
            based(FIRST),
            Sent.range(0, FIRST),
            Sent.end(BIG_HASH)),
        new Bad("base up and out", "'..'", Sent.begin("f", 9, "../outside/secret", SECRET_HASH)),
        new Bad("base without hash", "no hash", Sent.begin("f", 9, "big", ContentHash.NONE)));
  }

  static Stream<Bad> badChunks() {
    byte[] most = new byte[MessageLimits.DATA_BYTES];
    return Stream.of(
        new Bad(
            "a chunk that is too long",
            "or more came",
            Sent.begin(0, "f", 9_000_000),
            Sent.data(most),
            Sent.data(most),
            Sent.data(new byte[1])),
        new Bad(
            "a short chunk in the middle",
            "in the middle",
            Sent.begin(0, "f", 9_000_000),
            Sent.data(most, 100, 50_000)),
        new Bad(
            "ends that fall", "ends at", Sent.begin(0, "f", 9_000_000), Sent.data(most, 90_000, 9)),
        new Bad("an end twice", "ends at", Sent.begin(0, "f", 99), Sent.data(new byte[99], 9, 9)),
        new Bad("an end behind", "ends at", Sent.begin(0, "f", 99), Sent.data(new byte[9], 10)),
        new Bad("a negative end", "ends at", Sent.begin(0, "f", 99), Sent.data(new byte[9], -1)),
        new Bad("no content", "a part of 0", Sent.begin(0, "f", 99), Sent.data(new byte[0])),
        new Bad(
            "too much in one message",
            "a part of",
            Sent.begin(0, "f", 9_000_000),
            Sent.data(new byte[most.length + 1])),
        new Bad(
            "an end within a chunk",
            "less content",
            Sent.begin(0, "f", 9),
            Sent.data(new byte[9]),
            Sent.end(SECRET_HASH)),
        new Bad("copy up and out", "'..'", Sent.copy("f", 9, SECRET_HASH, 0, "../outside/secret")),
        new Bad("copy of nothing named", "is empty", Sent.copy("f", 9, SECRET_HASH, 0, "")),
        new Bad("copy from another folder", "not in the set", Sent.copy("f", 9, BIG_HASH, 7, "x")),
        new Bad(
            "copy from the staging folder",
            "keeps for itself",
            Sent.copy("f", 9, BIG_HASH, 0, ".sbs-staging/x/0/0")),
        new Bad("copy without hash", "no hash", Sent.copy("f", 9, ContentHash.NONE, 0, "big")),
        new Bad("nothing", "unknown kind", Sent.item(Item.newBuilder())));
  }

  static Stream<Bad> badPackages() {
    byte[] data = Sent.data(new byte[100_000]).toByteArray();
    byte[] inner = packed(data, data.length).toByteArray();
    byte[] end = Frame.newBuilder().setCycleEnd(CycleEnd.newBuilder()).build().toByteArray();
    Frame begin = Sent.begin(0, "f", 9_000_000);
    return Stream.of(
        new Bad("a bomb that says so", "a compressed message of", begin, packed(data, 1 << 30)),
        new Bad(
            "a bomb that does not",
            "does not unpack",
            begin,
            packed(new byte[200_000_000], 100_000)),
        new Bad("less than it says", "shorter", begin, packed(data, data.length + 1)),
        new Bad("more than it says", "does not unpack", begin, packed(data, data.length - 1)),
        new Bad("a size of nothing", "a compressed message of", begin, packed(data, 0)),
        new Bad("a negative size", "a compressed message of", begin, packed(data, -1)),
        new Bad("twice packed", "a compressed PACKED", begin, packed(inner, inner.length)),
        new Bad("an end, packed", "a compressed CYCLE_END", packed(end, end.length)),
        new Bad("no message, packed", "no message", packed(SECRET, SECRET.length)),
        new Bad(
            "no Zstandard",
            "does not unpack",
            Frame.newBuilder()
                .setPacked(Packed.newBuilder().setZstd(ByteString.copyFrom(SECRET)).setSize(100))
                .build()));
  }

  static Stream<Bad> badMessages() {
    return Stream.concat(badRanges(), Stream.concat(badChunks(), badPackages()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badMessages")
  @DisplayName("R4.9 R10.3 a bad reference, chunk or package ends the connection, changes nothing")
  void badMessage(Bad bad) throws Exception {
    assertThatThrownBy(() -> play(bad.frames))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(bad.reason);
    Map<String, String> now = Tree.contentAndTimes(inside.path(""));
    now.keySet().removeIf(name -> name.startsWith(".sbs-staging"));
    assertThat(now).isEqualTo(before);
    assertThat(store.committed()).isEmpty();
  }

  /** A reference to something that is not as the peer says, or none of its business. */
  record Elsewhere(String what, List<Frame> frames) {
    Elsewhere(String what, Frame... frames) {
      this(what, List.of(frames));
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static Elsewhere base(String what, String path, long size, ContentHash hash) {
    return new Elsewhere(
        "base: " + what, Sent.begin("new", size, path, hash), Sent.range(0, size), Sent.end(hash));
  }

  private static Elsewhere copy(String what, String path, long size, ContentHash hash) {
    return new Elsewhere("copy: " + what, Sent.copy("new", size, hash, 0, path));
  }

  static Stream<Elsewhere> elsewhere() {
    int secret = SECRET.length;
    return Stream.of(
        copy("through a link", "out/secret", secret, SECRET_HASH),
        copy("of a link", "secret-link", secret, SECRET_HASH),
        copy("of what the filters exclude", "excluded.key", secret, SECRET_HASH),
        copy("of a folder", "folder", 0, SECRET_HASH),
        copy("of nothing", "nothing", secret, SECRET_HASH),
        copy("of nothing in a file", "big/x", secret, SECRET_HASH),
        copy("with another hash", "big", BIG.length, SECRET_HASH),
        copy("with another size", "big", BIG.length - 1, BIG_HASH),
        base("through a link", "out/secret", secret, SECRET_HASH),
        base("a link", "secret-link", secret, SECRET_HASH),
        base("what the filters exclude", "excluded.key", secret, SECRET_HASH),
        base("a folder", "folder", secret, SECRET_HASH),
        base("nothing", "nothing", secret, SECRET_HASH),
        base("with another hash", "big", BIG.length, SECRET_HASH));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elsewhere")
  @DisplayName("R4.9 R10.2 a reference that leads elsewhere is left out, and asks for a comparison")
  void leadsElsewhere(Elsewhere attack) throws Exception {
    StagedCommit.Outcome outcome = play(attack.frames);
    assertThat(outcome.committed()).isTrue();
    assertThat(outcome.compareAgain()).isTrue();
    assertThat(outcome.problems()).anyMatch(p -> p.has(ReasonCode.SOURCE_CHANGED));
    assertThat(Tree.contentAndTimes(inside.path(""))).isEqualTo(before);
  }

  @Test
  @DisplayName("R4.9 parts of the base and new chunks make the file that the hash says")
  void goodRanges() throws Exception {
    byte[] middle = noise(50_000);
    ChunkList.Builder chunks = new ChunkList.Builder();
    chunks.add(FIRST, Hashing.sha256().digest(java.util.Arrays.copyOf(BIG, FIRST)));
    chunks.add(middle.length, Hashing.sha256().digest(middle));
    play(
        List.of(
            based(FIRST + (long) middle.length),
            Sent.range(0, FIRST),
            Sent.data(middle, middle.length),
            Sent.end(chunks.end().hash())));
    assertThat(Files.size(inside.path("new"))).isEqualTo(FIRST + (long) middle.length);
    assertThat(Files.mismatch(inside.path("new"), inside.path("big"))).isEqualTo(FIRST);
  }
}
