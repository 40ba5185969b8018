package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.replica.FileEntry.Kind;

/** Old versions that come back, on either side: going back in time is no edit. */
final class ReturnsTest {
  private static final Manifest NOTHING = Manifest.EMPTY;

  private boolean strict;
  private boolean unbroken = true;
  private boolean behind;
  private final Map<EntryPath, List<ReplacedVersion>> replaced = new HashMap<>();
  private Set<EntryPath> told = Set.of();

  private Reconciliation.Outcome plan(Manifest ancestor, Manifest mine, Manifest theirs) {
    return Reconciliation.plan(
        new Reconciliation.Sides(ancestor, mine, theirs),
        past(),
        new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), strict, false),
        Set.of(),
        PathRules.Names.POSIX,
        DeletionGuard.Limits.DEFAULT);
  }

  private PriorVersions past() {
    return new PriorVersions(new ReplacedVersions(replaced), behind, told, unbroken);
  }

  private void replaced(FileEntry... entries) {
    for (FileEntry entry : entries) {
      replaced
          .computeIfAbsent(entry.at(), at -> new ArrayList<>())
          .add(ReplacedVersion.of(entry).orElseThrow());
    }
  }

  private static EntryPath at(String path) {
    return new EntryPath(0, path);
  }

  private static Manifest of(FileEntry... entries) {
    return Trees.tree(List.of(entries));
  }

  private static FileEntry file(String path, int content) {
    return file(path, content, 0644);
  }

  private static FileEntry file(String path, int content, int mode) {
    return Trees.entry(path, Kind.FILE, content, mode);
  }

  @Test
  @DisplayName(
      "R5.1 a replaced version that comes back is a conflict copy, and the newer one stays")
  void oldFiles() {
    replaced(file("x", 1), file("y", 1));
    Manifest current = of(file("x", 2), file("y", 2));
    Reconciliation.Outcome outcome = plan(current, current, of(file("x", 1), file("y", 2)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("x"));
    assertThat(outcome.returned().cameBack()).containsExactly(at("x"));
    assertThat(outcome.returned().cause(at("x"))).isEqualTo(ConflictCause.OLD_VERSION_CAME_BACK);
  }

  @Test
  @DisplayName("R5.1 an edit beside the old files is taken over, also one made from an old version")
  void editsBeside() {
    replaced(file("x", 1), file("y", 1));
    Manifest current = of(file("x", 3), file("y", 3), file("z", 3));
    Reconciliation.Outcome outcome =
        plan(current, current, of(file("x", 1), file("y", 9), file("z", 3), file("new", 5)));
    assertThat(outcome.adopt().sends())
        .extracting(FileEntry::at)
        .containsExactlyInAnyOrder(at("y"), at("new"));
    assertThat(outcome.conflicts()).containsExactly(at("x"));
    assertThat(outcome.returned().cause(at("y"))).isEqualTo(ConflictCause.CHANGED_ON_BOTH);
  }

  @Test
  @DisplayName("R5.1 a primary that lost its last notes still knows its own old versions as old")
  void behindAndBack() {
    replaced(file("x", 1), file("y", 1));
    behind = true;
    unbroken = false;
    Manifest both = of(file("x", 2), file("y", 2));
    Reconciliation.Outcome outcome = plan(both, of(file("x", 1), file("y", 2)), both);
    assertThat(outcome.conflicts()).as("the newer one is kept").containsExactly(at("x"));
    assertThat(outcome.returned().wentBack()).containsExactly(at("x"));
    Reconciliation.Outcome there = plan(both, both, of(file("x", 2), file("y", 1)));
    assertThat(there.adopt().sends())
        .as("what the other has may have become the current one since")
        .extracting(FileEntry::at)
        .containsExactly(at("y"));
  }

  @Test
  @DisplayName("R5.1 a version counts at its place only: the same content elsewhere is an edit")
  void elsewhere() {
    replaced(file("x", 1));
    Manifest current = of(file("x", 2), file("y", 2));
    Reconciliation.Outcome outcome = plan(current, current, of(file("x", 2), file("y", 1)));
    assertThat(outcome.adopt().sends()).extracting(FileEntry::at).containsExactly(at("y"));
  }

  @Test
  @DisplayName("R5.1 what the other node remembers of replaced versions counts too")
  void asTheOtherTells() {
    told = Set.of(at("x"));
    Manifest current = of(file("x", 2));
    Reconciliation.Outcome outcome = plan(current, current, of(file("x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("x"));
  }

  @Test
  @DisplayName(
      "R5.1 changed on the primary and gone back on the other: a conflict copy all the same")
  void changedHereToo() {
    replaced(file("x", 1));
    Reconciliation.Outcome outcome = plan(of(file("x", 2)), of(file("x", 3)), of(file("x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("x"));
    assertThat(outcome.returned().cause(at("x"))).isEqualTo(ConflictCause.OLD_VERSION_CAME_BACK);
  }

  @Test
  @DisplayName("R5.1 a deleted file that returns in an old version does not come back as new")
  void deletedFile() {
    replaced(file("x", 1));
    Manifest current = of(file("y", 1));
    Reconciliation.Outcome outcome = plan(current, current, of(file("y", 1), file("x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("x"));
    assertThat(plan(current, current, of(file("y", 1), file("x", 7))).adopt().sends())
        .as("another content is new")
        .hasSize(1);
  }

  @Test
  @DisplayName("R5.1 what a backup lacks, because it is older, is not deleted")
  void newerThanTheBackup() {
    replaced(file("x", 1));
    Manifest current = of(file("x", 2), file("d/new", 1));
    Reconciliation.Outcome outcome = plan(current, current, of(file("x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.returned().spared()).containsExactlyInAnyOrder(at("d"), at("d/new"));
    assertThat(plan(current, current, of(file("x", 2))).adopt().deletes())
        .as("nothing went back: this is a deletion")
        .hasSize(2);
  }

  @Test
  @DisplayName("R5.1 a renamed file keeps its new name when a backup has the old one")
  void renamed() {
    replaced(file("before", 1));
    Manifest current = of(file("after", 1));
    Reconciliation.Outcome outcome = plan(current, current, of(file("before", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("before"));
    assertThat(outcome.returned().spared()).containsExactly(at("after"));
  }

  @Test
  @DisplayName("R5.1 permissions that go back stay as they are; others are an edit")
  void permissions() {
    replaced(file("x", 1, 0644));
    Manifest current = of(file("x", 1, 0755));
    Reconciliation.Outcome back = plan(current, current, of(file("x", 1, 0644)));
    assertThat(back.adopt().isEmpty()).isTrue();
    assertThat(back.conflicts()).as("nothing is lost that needs a copy").isEmpty();
    assertThat(back.returned().cameBack()).containsExactly(at("x"));
    Reconciliation.Outcome edit = plan(current, current, of(file("x", 1, 0700)));
    assertThat(edit.adopt().touches()).hasSize(1);
    assertThat(edit.returned().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R5.1 an old content is old, whatever permissions the backup gave it")
  void oldContentWithOtherPermissions() {
    replaced(file("x", 1, 0755));
    Manifest current = of(file("x", 2, 0755));
    assertThat(plan(current, current, of(file("x", 1, 0640))).adopt().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R5.1 a link that leads where it led before goes back too")
  void link() {
    FileEntry before = FileEntry.link(at("l"), "one");
    FileEntry now = FileEntry.link(at("l"), "two");
    replaced(before);
    assertThat(plan(of(now), of(now), of(before)).adopt().isEmpty()).isTrue();
    assertThat(plan(of(now), of(now), of(before)).conflicts()).containsExactly(at("l"));
    FileEntry third = FileEntry.link(at("l"), "three");
    assertThat(plan(of(now), of(now), of(third)).adopt().links()).containsExactly(third);
  }

  @Test
  @DisplayName("R5.1 a folder that both had deleted returns with its files, and stays deleted")
  void deletedFolder() {
    replaced(file("d/x", 1), FileEntry.folder(at("d"), 0755));
    Manifest current = of(file("y", 1));
    Reconciliation.Outcome outcome = plan(current, current, of(file("y", 1), file("d/x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("d/x"));
    Reconciliation.Outcome withEdit =
        plan(current, current, of(file("y", 1), file("d/x", 1), file("d/new", 2)));
    assertThat(withEdit.adopt().folders()).extracting(FileEntry::at).containsExactly(at("d"));
    assertThat(withEdit.adopt().sends()).extracting(FileEntry::at).containsExactly(at("d/new"));
    Reconciliation.Outcome made =
        plan(current, current, of(file("y", 1), FileEntry.folder(at("d"), 0755)));
    assertThat(made.adopt().folders()).as("made anew by hand, it seems").hasSize(1);
  }

  @Test
  @DisplayName(
      "R5.1 a file that the pair made a folder returns, and the folder stays with its files")
  void fileBecameFolder() {
    replaced(file("d", 1));
    Manifest current = of(file("d/x", 2), file("d/y", 2));
    Reconciliation.Outcome outcome = plan(current, current, of(file("d", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("d"));
    assertThat(outcome.returned().spared()).containsExactlyInAnyOrder(at("d/x"), at("d/y"));
  }

  @Test
  @DisplayName("R5.1 a folder that the pair made a file returns, and the file stays")
  void folderBecameFile() {
    replaced(FileEntry.folder(at("d"), 0755), file("d/x", 1));
    Manifest current = of(file("d", 2));
    Reconciliation.Outcome outcome = plan(current, current, of(file("d/x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).containsExactly(at("d/x"));
    Reconciliation.Outcome empty = plan(current, current, of(FileEntry.folder(at("d"), 0755)));
    assertThat(empty.adopt().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R5.1 both nodes went back to the same: nothing differs, nothing is decided")
  void both() {
    replaced(file("x", 1));
    Reconciliation.Outcome outcome = plan(of(file("x", 2)), of(file("x", 1)), of(file("x", 1)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).isEmpty();
    assertThat(outcome.returned().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R5.1 the primary's own edit to an old content, made while it served, is an edit")
  void editedBackOnThePrimary() {
    replaced(file("x", 1));
    Reconciliation.Outcome outcome = plan(of(file("x", 2)), of(file("x", 1)), of(file("x", 2)));
    assertThat(outcome.adopt().isEmpty()).isTrue();
    assertThat(outcome.conflicts()).isEmpty();
    assertThat(outcome.returned().isEmpty()).isTrue();
  }

  @Test
  @DisplayName("R5.1 a primary whose files went back while it was down: the newer ones are kept")
  void restoredPrimary() {
    unbroken = false;
    replaced(file("x", 1), file("gone", 1));
    Manifest mergeBase = of(file("x", 2), file("later", 1), file("y", 1));
    Manifest mine = of(file("x", 1), file("gone", 1), file("y", 5));
    strict = true;
    Reconciliation.Outcome outcome = plan(mergeBase, mine, mergeBase);
    assertThat(outcome.adopt().isEmpty()).as("the primary's stay").isTrue();
    assertThat(outcome.conflicts()).containsExactlyInAnyOrder(at("x"), at("later"));
    assertThat(outcome.returned().wentBack()).containsExactlyInAnyOrder(at("x"), at("later"));
    assertThat(outcome.returned().cause(at("x"))).isEqualTo(ConflictCause.PRIMARY_WENT_BACK);
    strict = false;
    assertThat(plan(mergeBase, mine, mergeBase).conflicts())
        .as("without strict synchronisation the other node keeps it in its place")
        .containsExactly(at("x"));
    replaced.clear();
    assertThat(plan(mergeBase, mine, mergeBase).conflicts()).as("edits and deletions").isEmpty();
  }

  @Test
  @DisplayName("R5.1 of a primary that was down, the files that may have gone back are read")
  void read() {
    FileEntry unread = file("x", 1).withHash(ContentHash.NONE);
    Reconciliation.Sides sides =
        new Reconciliation.Sides(of(file("x", 2)), of(unread, file("y", 1)), of(file("x", 2)));
    replaced(file("x", 1));
    assertThat(Reconciliation.toBeRead(sides, past())).isEmpty();
    unbroken = false;
    assertThat(Reconciliation.toBeRead(sides, past())).containsExactly(unread);
    assertThat(Reconciliation.changed(sides)).containsExactlyInAnyOrder(at("x"), at("y"));
    assertThat(
            Reconciliation.changed(
                new Reconciliation.Sides(NOTHING, sides.theirs(), sides.theirs())))
        .isEmpty();
  }
}
