package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.Examples;
import org.sbs.core.replica.FileEntry.Kind;
import org.sbs.core.replica.MergeBaseId.Holder;
import org.sbs.core.replica.MergeBaseId.Memory;

/** What the side that stays primary takes from the other, whatever the three sides are. */
final class ReconciliationTest {
  private static final FolderSet SET =
      new FolderSet(
          List.of(Folder.of(0, "/s", new FolderFilter(List.of(), List.of("*.tmp")))), false, false);

  private static Reconciliation.Outcome plan(Manifest ancestor, Manifest mine, Manifest theirs) {
    return plan(ancestor, mine, theirs, Set.of());
  }

  private static Reconciliation.Outcome plan(
      Manifest ancestor, Manifest mine, Manifest theirs, Set<EntryPath> unknown) {
    return Reconciliation.plan(
        new Reconciliation.Sides(ancestor, mine, theirs),
        PriorVersions.UNKNOWN,
        SET,
        unknown,
        PathRules.Names.POSIX,
        DeletionGuard.Limits.DEFAULT);
  }

  private static boolean isFile(FileEntry entry) {
    return entry.kind() != Kind.FOLDER;
  }

  private static boolean sameContent(Optional<FileEntry> one, FileEntry other) {
    return one.filter(
            e ->
                e.kind() == other.kind()
                    && e.hash().equals(other.hash())
                    && e.target().equals(other.target()))
        .isPresent();
  }

  private static boolean differs(Optional<FileEntry> one, Optional<FileEntry> other) {
    return !one.equals(other);
  }

  private static EntryPath at(String path) {
    return new EntryPath(0, path);
  }

  private static Manifest of(FileEntry... entries) {
    return Trees.tree(List.of(entries));
  }

  private static FileEntry file(String path, int content) {
    return Trees.entry(path, Kind.FILE, content, 0755);
  }

  @Test
  @DisplayName("R5.1 what the primary changed alone or also stays as it is")
  void minesStay() {
    Examples.each(
        5000,
        random -> {
          Manifest ancestor = Trees.any(random);
          Manifest mine = Trees.any(random);
          Manifest theirs = Trees.any(random);
          Manifest after = Trees.carryOut(plan(ancestor, mine, theirs).adopt(), mine);
          for (FileEntry own : mine.entries()) {
            if (isFile(own) && differs(Optional.of(own), ancestor.find(own.at()))) {
              assertThat(after.find(own.at())).contains(own);
            }
          }
        });
  }

  @Test
  @DisplayName(
      "R5.1 what the other changed is taken over, or kept as a conflict copy: nothing is lost")
  void theirsAreNotLost() {
    Examples.each(
        5000,
        random -> {
          Manifest ancestor = Trees.any(random);
          Manifest mine = Trees.any(random);
          Manifest theirs = Trees.any(random);
          Reconciliation.Outcome outcome = plan(ancestor, mine, theirs);
          Manifest after = Trees.carryOut(outcome.adopt(), mine);
          for (FileEntry other : theirs.entries()) {
            if (isFile(other) && !sameContent(ancestor.find(other.at()), other)) {
              boolean kept =
                  sameContent(after.find(other.at()), other)
                      || outcome.conflicts().contains(other.at());
              assertThat(kept).as(other.toString()).isTrue();
            }
          }
          for (EntryPath at : outcome.conflicts()) {
            assertThat(sameContent(after.find(at), theirs.find(at).orElseThrow()))
                .as("a conflict that is none: " + at)
                .isFalse();
          }
        });
  }

  @Test
  @DisplayName("R5.1 a primary that changed nothing takes everything over")
  void fastForward() {
    Examples.each(
        3000,
        random -> {
          Manifest ancestor = Trees.any(random);
          Manifest theirs = Trees.any(random);
          if (theirs.entries().stream().noneMatch(ReconciliationTest::isFile)) {
            return;
          }
          Reconciliation.Outcome outcome = plan(ancestor, ancestor, theirs);
          assertThat(Trees.carryOut(outcome.adopt(), ancestor)).isEqualTo(theirs);
          assertThat(outcome.conflicts()).isEmpty();
        });
  }

  @Test
  @DisplayName("R5.1 another side that changed nothing changes nothing")
  void nothingNew() {
    Examples.each(
        3000,
        random -> {
          Manifest ancestor = Trees.any(random);
          Manifest mine = Trees.any(random);
          Reconciliation.Outcome outcome = plan(ancestor, mine, ancestor);
          assertThat(outcome.adopt().isEmpty()).isTrue();
          assertThat(outcome.conflicts()).isEmpty();
        });
  }

  @Test
  @DisplayName("R5.1 where the primary cannot read, nothing is decided")
  void unknown() {
    Examples.each(
        2000,
        random -> {
          Manifest ancestor = Trees.any(random);
          Manifest mine = Trees.any(random);
          Manifest theirs = Trees.any(random);
          Set<EntryPath> unknown = Set.of(at("a"), at("b/a"));
          Manifest known =
              Manifest.of(
                  mine.entries().stream()
                      .filter(
                          e ->
                              unknown.stream()
                                  .noneMatch(u -> e.at().equals(u) || e.at().isBelow(u)))
                      .toList());
          Reconciliation.Outcome outcome = plan(ancestor, known, theirs, unknown);
          for (EntryPath at : unknown) {
            assertThat(outcome.conflicts()).noneMatch(c -> c.equals(at) || c.isBelow(at));
            Manifest after = Trees.carryOut(outcome.adopt(), known);
            assertThat(after.entries()).noneMatch(e -> e.at().equals(at) || e.at().isBelow(at));
            at.parent()
                .filter(up -> known.find(up).filter(e -> e.kind() == Kind.FOLDER).isPresent())
                .ifPresent(
                    up -> assertThat(after.find(up)).map(FileEntry::kind).contains(Kind.FOLDER));
          }
        });
  }

  @Test
  @DisplayName("R5.1 an edit inside a folder that the primary deleted brings the folder back")
  void editInDeletedFolder() {
    Reconciliation.Outcome outcome =
        plan(of(file("d/x", 1)), of(file("y", 1)), of(file("d/x", 1), file("d/new", 2)));
    assertThat(outcome.adopt().folders()).extracting(FileEntry::at).containsExactly(at("d"));
    assertThat(outcome.adopt().sends()).extracting(FileEntry::at).containsExactly(at("d/new"));
    assertThat(outcome.conflicts()).isEmpty();
  }

  @Test
  @DisplayName(
      "R5.1 a folder that the other made a file stays where the primary edited something in it")
  void folderBecameFile() {
    Reconciliation.Outcome outcome =
        plan(
            of(file("d/x", 1), file("d/y", 1)),
            of(file("d/x", 2), file("d/y", 1)),
            of(file("d", 3)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("d"));
  }

  @Test
  @DisplayName("R5.1 deleted here and edited there: deleted, and the edit is a conflict copy")
  void deletedAndEdited() {
    Reconciliation.Outcome outcome = plan(of(file("x", 1)), of(file("y", 1)), of(file("x", 2)));
    assertThat(outcome.conflicts()).containsExactly(at("x"));
    assertThat(outcome.adopt().sends()).isEmpty();
  }

  @Test
  @DisplayName("R5.1 R4.10 most of a folder missing on the other node is not taken over as deletes")
  void guarded() {
    FileEntry[] all = new FileEntry[30];
    for (int i = 0; i < all.length; i++) {
      all[i] = file("f" + i, i + 1);
    }
    Manifest full = of(all);
    Manifest few = of(all[0], file("new", 99));
    Reconciliation.Outcome outcome = plan(full, full, few);
    assertThat(outcome.adopt().deletes()).isEmpty();
    assertThat(outcome.adopt().sends()).extracting(FileEntry::at).containsExactly(at("new"));
    assertThat(outcome.notDeleted())
        .singleElement()
        .hasToString("missing-there-sent-again {folder=/s, files=29}");
  }

  @Test
  @DisplayName(
      "R10.2 nothing is taken over that is not of the primary's set or cannot be named here")
  void notOfTheSet() {
    FileEntry elsewhere =
        FileEntry.file(new EntryPath(7, "x"), 1, 1, 0755, new ContentHash(1, 0, 0, 1));
    Manifest theirs =
        Manifest.of(
            List.of(
                file(".sbs-versions", 1),
                file("out.tmp", 1),
                FileEntry.link(at("leads-out"), "../../etc/passwd"),
                elsewhere));
    assertThat(plan(Manifest.EMPTY, Manifest.EMPTY, theirs).adopt().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R5.1 only what the decision needs is read")
  void toBeRead() {
    FileEntry unread = file("x", 1).withHash(ContentHash.NONE);
    assertThat(toBeRead(of(file("x", 1)), of(unread), of(file("x", 2)))).containsExactly(unread);
    assertThat(toBeRead(of(file("x", 1)), of(unread), of(file("x", 1)))).containsExactly(unread);
    assertThat(toBeRead(of(file("x", 2)), of(unread), of(file("x", 2)))).isEmpty();
  }

  private static List<FileEntry> toBeRead(Manifest ancestor, Manifest mine, Manifest theirs) {
    return Reconciliation.toBeRead(
        new Reconciliation.Sides(ancestor, mine, theirs), PriorVersions.UNKNOWN);
  }

  private static final MergeBaseId OLD = new MergeBaseId(1, "a", 5);
  private static final MergeBaseId NEW = new MergeBaseId(1, "a", 6);

  private static Memory memory(MergeBaseId mergeBase) {
    return new Memory(Optional.of(mergeBase), Optional.empty());
  }

  @Test
  @DisplayName("R5.1 a lost acknowledgement: the newer cycle is the ancestor, for both know it")
  void lostAcknowledgement() {
    Memory sender = new Memory(Optional.of(OLD), Optional.of(NEW));
    assertThat(MergeBaseId.ancestor(sender, memory(NEW))).isEqualTo(Holder.THEIRS);
    assertThat(MergeBaseId.ancestor(memory(NEW), sender)).isEqualTo(Holder.MINE);
    Memory first = new Memory(Optional.empty(), Optional.of(NEW));
    assertThat(MergeBaseId.ancestor(first, memory(NEW))).isEqualTo(Holder.THEIRS);
  }

  @Test
  @DisplayName(
      "R5.1 a cycle that was offered and not heard of is noted before the next one is offered")
  void unheardCycle() {
    Memory sender = new Memory(Optional.of(OLD), Optional.of(NEW));
    assertThat(sender.toBeNoted(memory(NEW))).contains(NEW);
    assertThat(sender.toBeNoted(memory(OLD))).isEmpty();
    assertThat(new Memory(Optional.of(NEW), Optional.of(NEW)).toBeNoted(memory(NEW))).isEmpty();
    assertThat(new Memory(Optional.of(NEW), Optional.of(OLD)).toBeNoted(memory(OLD))).isEmpty();
    assertThat(memory(OLD).toBeNoted(memory(NEW))).as("never offered").isEmpty();
  }

  @Test
  @DisplayName("R5.1 a node restored from a backup does not bring its old files back as edits")
  void restoredFromBackup() {
    assertThat(MergeBaseId.ancestor(memory(NEW), memory(OLD))).isEqualTo(Holder.THEIRS);
    assertThat(MergeBaseId.ancestor(memory(OLD), memory(NEW))).isEqualTo(Holder.MINE);
    assertThat(MergeBaseId.ancestor(memory(NEW), memory(NEW))).isEqualTo(Holder.MINE);
  }

  @Test
  @DisplayName("R5.1 what a node remembers that was put back with its notes is out of date")
  void behind() {
    assertThat(memory(OLD).isBehind(memory(NEW))).isTrue();
    assertThat(memory(NEW).isBehind(memory(OLD))).isFalse();
    assertThat(memory(NEW).isBehind(memory(NEW))).isFalse();
    assertThat(memory(NEW).isBehind(Memory.NONE)).isFalse();
    assertThat(new Memory(Optional.of(OLD), Optional.of(NEW)).isBehind(memory(NEW)))
        .as("offered, and the answer was lost")
        .isFalse();
  }

  @Test
  @DisplayName("R5.1 nodes that never met have no ancestor")
  void neverMet() {
    assertThat(MergeBaseId.ancestor(memory(NEW), Memory.NONE)).isEqualTo(Holder.NOBODY);
    assertThat(MergeBaseId.ancestor(Memory.NONE, memory(NEW))).isEqualTo(Holder.NOBODY);
  }
}
