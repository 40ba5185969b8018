package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.replica.FolderSet;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.sync.commit.MergeBaseDraft;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.commit.StagedCommit;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.Root;
import org.sbs.server.sync.receive.IncomingCycle;
import org.sbs.server.sync.scan.FolderScanner;

/** Commit records that are written and read in many parts. */
@Tag("slow")
final class LongRecordTest {
  private static final int FILES = 2_000;
  private static final long CYCLE = 7;
  private static final int CUTS = 60;

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private Path there;
  private Path pending;
  private FolderSet set;
  private List<Frame> frames;
  private Map<String, String> wanted;

  @BeforeEach
  void recordTheCycle() throws Exception {
    Tree tree = Tree.at(temp.resolve("wanted"));
    for (int i = 0; i < FILES; i++) {
      tree.file("folder " + i % 10 + "/file " + i, "content " + i);
    }
    there = temp.resolve("there");
    pending = temp.resolve("state/replica/cycle.pending");
    set = ScriptedCycle.set(true, false, List.of(there));
    begin();
    frames = ScriptedCycle.record(CYCLE, set, List.of(tree.path("")), List.of(there)).frames();
    wanted = Tree.content(tree.path(""));
  }

  private void begin() throws IOException {
    Tree.deleteAll(there);
    Tree.deleteAll(temp.resolve("state"));
    Tree.at(there);
  }

  private ReplicaStore recovered(Disk disk) throws IOException {
    ReplicaStore store =
        new ReplicaStore(
            temp.resolve("state"), new FolderScanner(Clock.systemUTC()), disk, Clock.systemUTC());
    store.recover();
    return store;
  }

  private StagedCommit.Outcome play(ReplicaStore store) throws Exception {
    store.mergeBase().align(set);
    List<Root> roots = ScriptedCycle.roots(set, List.of(there));
    IncomingCycle cycle = IncomingCycle.begin(frames.get(0).getCycleBegin(), set, roots, store);
    cycle.staged().remember(new MergeBaseDraft(store.mergeBase()));
    for (Frame frame : frames.subList(1, frames.size() - 1)) {
      cycle.take(frame);
    }
    return cycle.end(frames.get(frames.size() - 1).getCycleEnd());
  }

  /** Answers with true if the cycle is there, which then is common, and whole. */
  private boolean requireAllOrNothing(String when) throws IOException {
    ReplicaStore store = recovered(new Disk());
    boolean committed = store.committed().isPresent();
    assertThat(Tree.content(there)).as(when).isEqualTo(committed ? wanted : Map.of());
    assertThat(store.mergeBase().memory().mergeBase().isPresent()).as(when).isEqualTo(committed);
    assertThat(store.mergeBase().load().files()).as(when).isEqualTo(committed ? FILES : 0);
    return committed;
  }

  @Test
  @DisplayName("R4.8 after a crash at any operation on a long record all is there or nothing")
  void crashAtEachOperationOnTheRecord() throws Exception {
    for (String label : List.of("RECORD-", "COMMIT-", "JOINT-", "DONE")) {
      boolean before = false;
      Faults faults = Faults.none();
      for (int operation = 1; operation == 1 || faults.happened(); operation++) {
        begin();
        faults = Faults.crashAt(label, operation);
        boolean acknowledged = false;
        try {
          acknowledged = play(recovered(new Disk(faults))).committed();
        } catch (Faults.Crash crash) {
          assertThat(faults.happened()).isTrue();
        }
        String when = "crash at operation " + operation + " of " + label;
        boolean committed = requireAllOrNothing(when);
        assertThat(committed).as(when + " after an acknowledgement").isIn(true, acknowledged);
        assertThat(committed).as(when + ": once recorded, always recorded").isIn(true, before);
        assertThat(committed && faults.happened()).as(when).isIn(false, !label.equals("RECORD-"));
        before = committed;
      }
      assertThat(before).as("all is there without a crash").isTrue();
      if (label.equals("RECORD-")) {
        assertThat(faults.labels()).filteredOn("RECORD-WRITE"::equals).hasSizeGreaterThan(3);
      }
    }
  }

  /** The record of a cycle of which nothing is in place yet. */
  private byte[] wholeRecord() throws Exception {
    try {
      play(recovered(new Disk(Faults.crashAt("APPLY-", 1))));
    } catch (Faults.Crash crash) {
      return Files.readAllBytes(pending);
    }
    throw new AssertionError("nothing was put in place");
  }

  @Test
  @DisplayName("R4.8 R11.3 a long record that was cut off anywhere is recognised, and not obeyed")
  void cutOff() throws Exception {
    byte[] whole = wholeRecord();
    assertThat(whole.length).isGreaterThan(200_000);
    Random random = new Random(5);
    List<Integer> lengths = new ArrayList<>();
    random.ints(CUTS, 0, whole.length).forEach(lengths::add);
    for (int edge = 1 << 16; edge < whole.length; edge += 1 << 16) {
      lengths.addAll(List.of(edge - 1, edge, edge + 1));
    }
    for (int length : lengths) {
      Files.write(pending, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> recovered(new Disk()))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is damaged");
      assertThat(Tree.content(there).keySet()).allMatch(name -> name.startsWith(".sbs-staging"));
    }
    Files.write(pending, whole);
    assertThat(requireAllOrNothing("the whole record")).isTrue();
  }

  @Test
  @DisplayName("R11.2 a commit record as the version before wrote it is obeyed")
  void formerFormat() throws Exception {
    byte[] whole = wholeRecord();
    byte[] message = Arrays.copyOfRange(whole, 8, whole.length - 40);
    ByteBuffer former = ByteBuffer.allocate(whole.length);
    former.put("SBSREC01".getBytes(StandardCharsets.US_ASCII)).putLong(message.length);
    former.put(message);
    former.put(
        MessageDigest.getInstance("SHA-256")
            .digest(Arrays.copyOf(former.array(), former.position())));
    Files.write(pending, former.array());
    assertThat(requireAllOrNothing("the former format")).isTrue();
  }
}
