package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.server.link.wire.CycleBegin;
import org.sbs.server.link.wire.CycleEnd;
import org.sbs.server.link.wire.Delete;
import org.sbs.server.link.wire.EpochOwner;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Item;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.Hashing;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.message.BadMessageException;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.receive.IncomingCycle;
import org.sbs.server.sync.receive.ManifestReceiver;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.view.text.ReasonText;

/** A peer with the right key that sends what it must not. */
final class AttackTest {
  private static final byte[] CONTENT = "owned".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  private Tree inside;
  private Tree outside;
  private Map<String, String> before;
  private Map<String, String> outsideBefore;
  private ReplicaStore store;
  private Channels.Ends ends;
  private SecondaryReplication secondary;
  private FolderSet set;
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  @BeforeEach
  void makeFolders() throws Exception {
    outside = Tree.at(temp.resolve("outside")).file("victim", "untouched").file("d/victim", "too");
    inside =
        Tree.at(temp.resolve("inside"))
            .file("a", "a")
            .file("folder/b", "b")
            .link("out", outside.path("").toString())
            .link("folder/out", "../../outside");
    store =
        new ReplicaStore(
            temp.resolve("state"),
            new FolderScanner(Clock.systemUTC()),
            new Disk(),
            Clock.systemUTC());
    store.recover();
    set = ScriptedCycle.set(true, true, List.of(inside.path("")));
    before = Tree.contentAndTimes(inside.path(""));
    outsideBefore = Tree.contentAndTimes(outside.path(""));
  }

  @AfterEach
  void close() {
    if (secondary != null) {
      secondary.close();
    }
  }

  private StagedCommit.Outcome play(List<Frame> content) throws BadMessageException {
    List<Frame> frames = new ArrayList<>();
    frames.add(begin());
    frames.addAll(content);
    frames.add(end(content));
    return ScriptedCycle.play(
        store, set, ScriptedCycle.roots(set, List.of(inside.path(""))), frames);
  }

  private static Frame begin() {
    return Frame.newBuilder()
        .setCycleBegin(CycleBegin.newBuilder().setCycle(1).setEpoch(1))
        .build();
  }

  private static Frame end(List<Frame> content) {
    long entries =
        content.stream().mapToLong(f -> f.hasFileBegin() ? 1 : f.getItems().getItemCount()).sum();
    return Frame.newBuilder().setCycleEnd(CycleEnd.newBuilder().setEntries(entries)).build();
  }

  private static List<Frame> file(int folder, String path) {
    return Sent.large(folder, path, CONTENT);
  }

  private static List<Frame> small(String path, long size, ContentHash hash) {
    return List.of(Sent.small(path, size, hash, CONTENT));
  }

  private static ContentHash hash() {
    return ContentHash.of(Hashing.sha256().digest(CONTENT));
  }

  private static List<Frame> file(int folder, String path, long size, ContentHash hash) {
    return List.of(
        Sent.begin(folder, path, size), Sent.data(CONTENT, CONTENT.length), Sent.end(hash));
  }

  private static Frame folder(String path) {
    return Sent.item(
        Item.newBuilder().setFolder(Wire.toWire(FileEntry.folder(new EntryPath(0, path), 0777))));
  }

  private static Frame link(String path, String target) {
    return Sent.item(
        Item.newBuilder().setLink(Wire.toWire(FileEntry.link(new EntryPath(0, path), target))));
  }

  private static Frame touch(String path) {
    FileEntry entry = FileEntry.file(new EntryPath(0, path), 1, 5, 0777, hash());
    return Sent.item(Item.newBuilder().setTouch(Wire.toWire(entry)));
  }

  private static Frame delete(String path, FileEntry.Kind kind) {
    return Sent.item(
        Item.newBuilder().setDelete(Delete.newBuilder().setPath(path).setKind(Wire.toWire(kind))));
  }

  private static List<Frame> join(Object... parts) {
    List<Frame> frames = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Frame frame) {
        frames.add(frame);
      } else {
        ((List<?>) part).forEach(frame -> frames.add((Frame) frame));
      }
    }
    return frames;
  }

  private void assertNothingChanged() throws Exception {
    Map<String, String> now = Tree.contentAndTimes(inside.path(""));
    now.keySet().removeIf(name -> name.startsWith(".sbs-staging"));
    assertThat(now).isEqualTo(before);
    assertThat(Tree.contentAndTimes(outside.path(""))).isEqualTo(outsideBefore);
    assertThat(store.committed()).isEmpty();
  }

  /** A message that ends the connection. */
  record Bad(String what, List<Frame> frames, String reason) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Bad> badMessages() {
    return Stream.concat(badPaths(), badOrders());
  }

  static Stream<Bad> badPaths() {
    String deep = "x/".repeat(2499) + "xx";
    return Stream.of(
        new Bad("up and out", file(0, "../outside/x"), "'..'"),
        new Bad("up in the middle", file(0, "folder/../../outside/x"), "'..'"),
        new Bad("here", file(0, "./x"), "'.'"),
        new Bad("absolute", file(0, "/etc/cron.d/x"), "absolute"),
        new Bad("empty path", file(0, ""), "is empty"),
        new Bad("empty name", file(0, "a//b"), "empty name"),
        new Bad("trailing separator", List.of(folder("a/")), "empty name"),
        new Bad("NUL", file(0, "a\0b"), "NUL"),
        new Bad("staging folder", file(0, ".sbs-staging/x"), "keeps for itself"),
        new Bad("staging folder, other case", file(0, ".SBS-Staging/x"), "keeps for itself"),
        new Bad("staging folder, deeper", file(0, "folder/.sbs-staging"), "keeps for itself"),
        new Bad("5,001 characters", file(0, deep), "longer than"),
        new Bad("a name of 300", file(0, "n".repeat(300)), "longer than 255"),
        new Bad("unknown folder", file(7, "x"), "not in the set"),
        new Bad("negative folder", file(-1, "x"), "not in the set"),
        new Bad("absolute link", List.of(link("l", "/etc")), "absolute target"),
        new Bad("link up and out", List.of(link("l", "../outside")), "points outside"),
        new Bad("link out by detour", List.of(link("l", "folder/../../outside")), "points outside"),
        new Bad(
            "link through a link",
            List.of(link("folder/l", "../x/../../outside")),
            "points outside"),
        new Bad("link without target", List.of(link("l", "")), "proper target"));
  }

  static Stream<Bad> badOrders() {
    return Stream.of(
        new Bad(
            "file through a link of this cycle",
            join(link("l", "folder"), file(0, "l/x")),
            "lies in what is no folder"),
        new Bad("file in a file", join(file(0, "f"), file(0, "f/x")), "lies in what is no folder"),
        new Bad("twice", join(file(0, "f"), file(0, "f")), "comes twice"),
        new Bad("as file and link", join(file(0, "f"), link("f", "a")), "comes twice"),
        new Bad(
            "deleted twice",
            List.of(delete("a", FileEntry.Kind.FILE), delete("a", FileEntry.Kind.FILE)),
            "deleted twice"),
        new Bad(
            "deleted and made anew",
            join(delete("a", FileEntry.Kind.FILE), file(0, "a")),
            "made anew"),
        new Bad(
            "delete up and out", List.of(delete("../outside/victim", FileEntry.Kind.FILE)), "'..'"),
        new Bad("touch up and out", List.of(touch("../outside/victim")), "'..'"),
        new Bad("too much content", file(0, "f", CONTENT.length - 1, hash()), "more content"),
        new Bad("too little content", file(0, "f", CONTENT.length + 1, hash()), "less content"),
        new Bad(
            "another hash",
            file(0, "f", CONTENT.length, new ContentHash(1, 2, 3, 4)),
            "another hash"),
        new Bad("no hash", List.of(Sent.begin(0, "f", 0), Sent.end(ContentHash.NONE)), "no hash"),
        new Bad("small, too much", small("f", CONTENT.length - 1, hash()), "more content"),
        new Bad("small, too little", small("f", CONTENT.length + 1, hash()), "less content"),
        new Bad("small, no hash", small("f", CONTENT.length, ContentHash.NONE), "no hash"),
        new Bad(
            "small, another hash",
            small("f", CONTENT.length, new ContentHash(1, 2, 3, 4)),
            "another hash"),
        new Bad("content of nothing", file(0, "f").subList(1, 2), "content without a file"),
        new Bad("end of nothing", file(0, "f").subList(2, 3), "did not begin"),
        new Bad("file without end", file(0, "f").subList(0, 2), "in the middle of a file"),
        new Bad(
            "entry within a file",
            join(file(0, "f").subList(0, 1), folder("x")),
            "in the middle of a file"),
        new Bad("cycle in a cycle", List.of(begin()), "in the middle of a cycle"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badMessages")
  @DisplayName("R10.2 R10.3 a bad message ends the connection and changes nothing")
  void badMessage(Bad bad) throws Exception {
    assertThatThrownBy(() -> play(bad.frames))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(bad.reason);
    assertNothingChanged();
  }

  /** A cycle whose beginning has a number that cannot be. */
  record Absurd(String field, CycleBegin begin) {
    @Override
    public String toString() {
      return field;
    }
  }

  static Stream<Absurd> absurdNumbers() {
    CycleBegin good = begin().getCycleBegin();
    List<Absurd> all = new ArrayList<>();
    for (long value :
        new long[] {1_000_001, 1_000_000_000_001L, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      all.add(new Absurd("CycleBegin.epoch", good.toBuilder().setEpoch(value).build()));
      all.add(
          new Absurd(
              "CycleBegin.lineage.epoch",
              good.toBuilder()
                  .addLineage(EpochOwner.newBuilder().setEpoch(1).setNodeId("a".repeat(32)))
                  .addLineage(EpochOwner.newBuilder().setEpoch(value).setNodeId("a".repeat(32)))
                  .build()));
    }
    for (long value : new long[] {1_000_000_001, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      all.add(new Absurd("CycleBegin.cycle", good.toBuilder().setCycle(value).build()));
    }
    for (long value : new long[] {Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      all.add(new Absurd("CycleBegin.files", good.toBuilder().setFiles(value).build()));
      all.add(new Absurd("CycleBegin.bytes", good.toBuilder().setBytes(value).build()));
      all.add(new Absurd("CycleBegin.files_in_set", good.toBuilder().setFilesInSet(value).build()));
      all.add(
          new Absurd("CycleBegin.held_deletes", good.toBuilder().setHeldDeletes(value).build()));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("absurdNumbers")
  @DisplayName(
      "R10.10 a cycle with an absurd number ends the connection, is named, changes nothing")
  void absurd(Absurd absurd) throws Exception {
    List<Root> roots = ScriptedCycle.roots(set, List.of(inside.path("")));
    assertThatThrownBy(() -> IncomingCycle.begin(absurd.begin(), set, roots, store))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining(absurd.field() + " of ");
    assertThat(store.committed()).isEmpty();
    assertNothingChanged();
  }

  @Test
  @DisplayName("R10.2 a count of entries that does not fit changes nothing")
  void wrongCount() throws Exception {
    List<Frame> frames = join(begin(), file(0, "f"), end(List.of()));
    assertThatThrownBy(
            () ->
                ScriptedCycle.play(
                    store, set, ScriptedCycle.roots(set, List.of(inside.path(""))), frames))
        .isInstanceOf(BadMessageException.class)
        .hasMessageContaining("entries");
    assertNothingChanged();
  }

  /** Something that leads through a link that is there already. */
  record Through(String what, List<Frame> frames) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Through> throughLinks() {
    return Stream.of(
        new Through("file", file(0, "out/new")),
        new Through("file that is there", file(0, "out/victim")),
        new Through("file, deeper", file(0, "folder/out/d/victim")),
        new Through("folder", List.of(folder("out/new"))),
        new Through(
            "folder in place of the link, not announced",
            join(folder("out"), file(0, "out/victim"))),
        new Through("link", List.of(link("out/new", "victim"))),
        new Through("delete", List.of(delete("out/victim", FileEntry.Kind.FILE))),
        new Through(
            "delete of what the link leads to", List.of(delete("out", FileEntry.Kind.FOLDER))),
        new Through(
            "delete of all, deeper",
            List.of(
                delete("folder/out/d/victim", FileEntry.Kind.FILE),
                delete("folder/out/d", FileEntry.Kind.FOLDER))),
        new Through("touch", List.of(touch("out/victim"))),
        new Through("touch of the link", List.of(touch("out"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("throughLinks")
  @DisplayName("R10.2 nothing is written through a symbolic link that is there")
  void throughLink(Through attack) throws Exception {
    StagedCommit.Outcome outcome = play(attack.frames);
    assertThat(outcome.committed()).isTrue();
    assertThat(Tree.contentAndTimes(outside.path(""))).isEqualTo(outsideBefore);
    assertThat(Tree.contentAndTimes(inside.path(""))).isEqualTo(before);
  }

  @Test
  @DisplayName("R10.2 a link sent in an earlier cycle cannot be written through in a later one")
  void linkThenFile() throws Exception {
    assertThat(play(List.of(link("sent", "folder"))).committed()).isTrue();
    StagedCommit.Outcome outcome = play(file(0, "sent/through"));
    assertThat(outcome.problems()).anyMatch(p -> p.has(ReasonCode.HERE_IS_LINK));
    assertThat(outcome.compareAgain()).isTrue();
    assertThat(inside.path("folder/through")).doesNotExist();
  }

  @Test
  @DisplayName("R10.2 a file that replaces a link replaces the link, not what it leads to")
  void replacesLink() throws Exception {
    assertThat(play(join(file(0, "out"))).committed()).isTrue();
    assertThat(Files.isRegularFile(inside.path("out"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(Tree.contentAndTimes(outside.path(""))).isEqualTo(outsideBefore);
  }

  @Test
  @DisplayName(
      "R10.2 R4.5 a delete without strict synchronisation, or outside the filters, is refused")
  void deleteNotAllowed() throws Exception {
    set = ScriptedCycle.set(false, true, List.of(inside.path("")));
    assertThatThrownBy(() -> play(List.of(delete("a", FileEntry.Kind.FILE))))
        .hasMessageContaining("not strict");
    assertNothingChanged();
  }

  @Test
  @DisplayName("R10.2 R10.3 the connection ends at a bad message, and the node keeps its set")
  void connectionEnds() throws Exception {
    ends = Channels.inMemory();
    secondary =
        new SecondaryReplication(
            ends.secondary(),
            store,
            new FolderScanner(Clock.systemUTC()),
            TestRules.accepting(temp.resolve("home"), temp),
            inside.path(""),
            new SyncListener() {
              @Override
              public void cycleCommitted(CycleResult result) {}

              @Override
              public void cycleFailed(CycleResult result) {}

              @Override
              public void ended(Reason reason) {
                ended.add(ReasonText.english().say(reason));
              }
            });
    secondary.start();
    ends.primary().send(Frame.newBuilder().setFolderSet(Wire.toWire(set)).build());
    assertThat(ManifestReceiver.receive(ends.primary(), set, Manifest.EMPTY).manifest().size())
        .isEqualTo(5);
    for (Frame frame : join(begin(), file(0, "good"), file(0, "../bad"))) {
      ends.primary().send(frame);
    }
    assertThat(ended.poll(20, TimeUnit.SECONDS)).contains("the other node sent").contains("'..'");
    assertNothingChanged();
    assertThat(inside.path(".sbs-staging")).doesNotExist();
  }
}
