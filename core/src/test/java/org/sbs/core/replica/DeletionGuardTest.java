package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.Examples;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.DeletionGuard.GuardMemory;
import org.sbs.core.replica.DeletionGuard.Limits;
import org.sbs.core.replica.DeletionGuard.Verdict;

/**
 * When deletes are held. What a side has is written as words: {@code a:0-40} is the files a/0 to
 * a/39, {@code b=a:0-40} the same contents below b, {@code 1!a:0-5} lies in folder 1 of the set,
 * {@code a/} is a folder, {@code a} a file, {@code a>x} a link.
 */
final class DeletionGuardTest {
  private static FolderSet set(boolean strict) {
    return new FolderSet(
        List.of(
            Folder.of(0, "/settings", FolderFilter.ALL), Folder.of(1, "/data", FolderFilter.ALL)),
        strict,
        false);
  }

  private static Manifest manifest(String words) {
    Map<EntryPath, FileEntry> all = new TreeMap<>();
    for (String word : words.split(" ", -1)) {
      if (!word.isEmpty()) {
        add(word, all);
      }
    }
    for (EntryPath at : List.copyOf(all.keySet())) {
      for (Optional<EntryPath> up = at.parent(); up.isPresent(); up = up.get().parent()) {
        all.putIfAbsent(up.get(), FileEntry.folder(up.get(), 0755));
      }
    }
    return Manifest.of(all.values());
  }

  private static void add(String word, Map<EntryPath, FileEntry> all) {
    int folder = word.startsWith("1!") ? 1 : 0;
    String rest = word.startsWith("1!") ? word.substring(2) : word;
    List<FileEntry> entries = new ArrayList<>();
    if (rest.endsWith("/")) {
      EntryPath at = new EntryPath(folder, rest.substring(0, rest.length() - 1));
      entries.add(FileEntry.folder(at, 0755));
    } else if (rest.contains(">")) {
      String[] link = rest.split(">", -1);
      entries.add(FileEntry.link(new EntryPath(folder, link[0]), link[1]));
    } else if (rest.contains(":")) {
      String[] names = rest.substring(0, rest.indexOf(':')).split("=", -1);
      String[] range = rest.substring(rest.indexOf(':') + 1).split("-", -1);
      for (int i = Integer.parseInt(range[0]); i < Integer.parseInt(range[1]); i++) {
        entries.add(file(folder, names[0] + "/" + i, names[names.length - 1] + "/" + i));
      }
    } else {
      entries.add(file(folder, rest, rest));
    }
    entries.forEach(entry -> all.put(entry.at(), entry));
  }

  private static FileEntry file(int folder, String path, String content) {
    ContentHash hash = new ContentHash(content.hashCode(), content.length(), 0, 1);
    return FileEntry.file(new EntryPath(folder, path), content.length(), 1, 0644, hash);
  }

  private static Verdict judge(Manifest mine, Manifest theirs, Set<EntryPath> unknown) {
    return judge(mine, theirs, unknown, Set.of());
  }

  private static Verdict judge(
      Manifest mine, Manifest theirs, Set<EntryPath> unknown, Set<EntryPath> heldBefore) {
    CyclePlan plan = Difference.between(mine, theirs, set(true), unknown);
    GuardMemory past = new GuardMemory(heldBefore, Map.of());
    return DeletionGuard.judge(Limits.DEFAULT, plan, mine, theirs, set(true), unknown, past);
  }

  @Test
  @DisplayName("R4.10 R4.18 what the primary has and cannot look at does not count as lost")
  void unseen() {
    Manifest theirs = manifest("a:0-40 b:0-6");
    Verdict verdict =
        judge(manifest("b:1-6"), theirs, Set.of(new EntryPath(0, "a"), new EntryPath(0, "b/x")));
    assertThat(verdict.held()).isEmpty();
    assertThat(verdict.allowed().deletes())
        .extracting(FileEntry::at)
        .containsExactly(new EntryPath(0, "b/0"));
    // What is seen to be gone is most of it all the same.
    assertThat(judge(manifest("b:6-7"), theirs, Set.of(new EntryPath(0, "b"))).held()).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // case, the secondary has, the primary has, files held, files that may be deleted
    "nothing gone, a:0-40, a:0-40, 0, 0",
    "a few of many, a:0-40, a:5-40, 0, 5",
    "exactly half, a:0-40, a:20-40, 0, 20",
    "more than half, a:0-40, a:21-40, 21, 0",
    "more than half of a small folder, a:0-19, a:18-19, 0, 18",
    "more than half of the smallest large one, a:0-20, a:11-20, 11, 0",
    "a small folder emptied, a:0-3, '', 3, 0",
    "a single file gone and nothing left, a, '', 1, 0",
    "only links left and all gone, a>x b>y, '', 2, 0",
    "emptied but for folders, a:0-3, a/, 3, 0",
    "most renamed, a:0-40, b=a:0-40, 0, 40",
    "most renamed and some lost, a:0-40, b=a:10-40, 0, 40",
    "some renamed and most lost, a:0-40, b=a:30-40, 40, 0",
    "moved to another folder of the set, a:0-40 1!x, 1!a:0-40 1!x, 0, 40",
    "one folder emptied and the other not, a:0-40 1!b:0-40, 1!b:0-40, 40, 0",
    "both emptied, a:0-40 1!b:0-30, '', 70, 0",
    "one emptied and single deletes in the other, a:0-30 1!b:0-30, 1!b:2-30, 30, 2",
    "inner folder emptied, in/a:0-20 b:0-90, in/a/ b:0-90, 20, 0",
    "outer of inner folders emptied, in/a:0-10 in/c:0-10 b:0-90, in/ b:0-90, 20, 0",
    "inner folder too small, in/a:0-19 b:0-90, in/a/ b:0-90, 0, 19",
    "inner folder deleted with its content, in/a:0-20 b:0-90, b:0-90, 0, 20",
    "inner folder emptied by renaming, in/a:0-20 b:0-90, in/a/ c=in/a:0-20 b:0-90, 0, 20",
    "inner folder emptied and other deletes, in/a:0-20 b:0-90, in/a/ b:1-90, 20, 1",
    "a folder becomes a file, a:0-40 b, a b, 0, 40",
    "equal contents do not hide a loss, a:0-1 b=a:0-1 c=a:0-1, '', 3, 0",
  })
  @DisplayName("R4.10 which deletes are held and which are not")
  void table(String what, String secondary, String primary, long held, long allowed) {
    Manifest theirs = manifest(secondary);
    Verdict verdict = judge(manifest(primary), theirs, Set.of());
    assertThat(verdict.files()).as(what).isEqualTo(held);
    assertThat(files(verdict.allowed().deletes())).as(what).isEqualTo(allowed);
    assertThat(verdict.reasons().isEmpty()).isEqualTo(held == 0);
  }

  private static long files(List<FileEntry> entries) {
    return entries.stream().filter(entry -> entry.kind() != FileEntry.Kind.FOLDER).count();
  }

  @Test
  @DisplayName("R4.10 each held folder is told with its numbers and what to do")
  void reasons() {
    Verdict verdict =
        judge(manifest("in/ b:0-90"), manifest("in/a:0-20 b:0-90 1!c:0-1500"), Set.of());
    assertThat(verdict.reasons())
        .extracting(Reason::toString)
        .containsExactly(
            "held-empty {folder=/data, lost=1500, had=1500}; held-remedy",
            "held-empty {folder=/settings/in, lost=20, had=20}; held-remedy");
  }

  @Test
  @DisplayName("R4.10 a folder that is not there or cannot be read deletes nothing and is reported")
  void unknownFolders() {
    Set<EntryPath> unknown = Set.of(new EntryPath(1, ""), new EntryPath(0, "in/a"));
    Verdict verdict =
        judge(manifest("in/a/ b:0-9"), manifest("in/a/x:0-4 b:0-9 1!c:0-30"), unknown);
    assertThat(verdict.allowed().deletes()).isEmpty();
    assertThat(verdict.files()).isEqualTo(34);
    assertThat(verdict.reasons())
        .extracting(Reason::toString)
        .containsExactly(
            "held-unread {folder=/settings/in/a, files=4}; held-unread-remedy",
            "held-unread {folder=/data, files=30}; held-unread-remedy");
  }

  @Test
  @DisplayName("R4.10 R4.5 without strict synchronisation there is nothing to hold")
  void notStrict() {
    Manifest theirs = manifest("a:0-40");
    CyclePlan plan = Difference.between(Manifest.EMPTY, theirs, set(false), Set.of());
    Verdict verdict =
        DeletionGuard.judge(
            Limits.DEFAULT,
            plan,
            Manifest.EMPTY,
            theirs,
            set(false),
            Set.of(new EntryPath(1, "")),
            GuardMemory.NONE);
    assertThat(verdict.files()).isZero();
    assertThat(verdict.allowed()).isSameAs(plan);
  }

  @Test
  @DisplayName("R4.10 what is held stays held when many new files make it a small part")
  void heldThoughManyCame() {
    Manifest mine = manifest("a:30-40 new:0-200");
    Verdict first = judge(mine, manifest("a:0-40"), Set.of());
    assertThat(first.files()).isEqualTo(30);
    Manifest theirs = manifest("a:0-40 new:0-200 gone/later");
    Verdict later = judge(mine, theirs, Set.of(), first.held());
    assertThat(later.held()).isEqualTo(first.held());
    assertThat(files(later.allowed().deletes())).isEqualTo(1);
    assertThat(later.reasons()).hasSize(1);
    Verdict restored = judge(theirs, theirs, Set.of(), first.held());
    assertThat(restored.files()).isZero();
  }

  /** Any choice of some files of two folders, some of them renamed. */
  private static List<String> files(Random random) {
    List<String> words = new ArrayList<>();
    int count = random.nextInt(121);
    for (int n = 0; n < count; n++) {
      int i = random.nextInt(25);
      words.add(Examples.of(random, "a/in/", "a/", "1!b/", "1!", "a/in/more/", "a/") + i);
    }
    return words;
  }

  private static Manifest of(List<String> words) {
    return manifest(String.join(" ", new TreeSet<>(words)));
  }

  @Test
  @DisplayName(
      "R4.10 every delete is either held or allowed, and the rest of the plan is untouched")
  void nothingVanishes() {
    Examples.each(
        300,
        random -> {
          List<String> mine = files(random);
          List<String> theirs = files(random);
          Manifest primary = of(mine);
          Manifest secondary = of(theirs);
          CyclePlan plan = Difference.between(primary, secondary, set(true), Set.of());
          Verdict verdict =
              DeletionGuard.judge(
                  Limits.DEFAULT, plan, primary, secondary, set(true), Set.of(), GuardMemory.NONE);
          Set<EntryPath> all = new HashSet<>(verdict.held());
          verdict.allowed().deletes().forEach(entry -> assertThat(all.add(entry.at())).isTrue());
          assertThat(all).hasSameSizeAs(plan.deletes());
          assertThat(verdict.allowed().sends()).isEqualTo(plan.sends());
          assertThat(verdict.allowed().folders()).isEqualTo(plan.folders());
          for (FileEntry delete : verdict.allowed().deletes()) {
            assertThat(verdict.held())
                .as("a deleted folder")
                .noneMatch(at -> at.isBelow(delete.at()));
          }
        });
  }

  @Test
  @DisplayName("R4.10 what is held is held again in the next cycle: it follows from comparing")
  void heldAgain() {
    Examples.each(
        300,
        random -> {
          List<String> mine = files(random);
          List<String> theirs = files(random);
          Manifest primary = of(mine);
          Manifest secondary = of(theirs);
          Verdict first = judge(primary, secondary, Set.of());
          Manifest after = secondary.after(first.allowed(), Set.of());
          Verdict again = judge(primary, after, Set.of(), first.held());
          assertThat(again.held()).isEqualTo(first.held());
          assertThat(again.allowed().deletes()).isEmpty();
        });
  }

  @Test
  @DisplayName("R4.10 with half of a large folder there, whatever is gone may be deleted")
  void halfIsEnough() {
    Examples.each(
        300,
        random -> {
          List<String> some = files(random);
          List<String> theirs = new ArrayList<>(new TreeSet<>(some));
          Collections.shuffle(theirs, random);
          List<String> mine = new ArrayList<>();
          for (int folder = 0; folder < 2; folder++) {
            boolean second = folder == 1;
            List<String> here = theirs.stream().filter(w -> w.startsWith("1!") == second).toList();
            mine.addAll(here.subList(0, (here.size() + 1) / 2));
          }
          Set<String> inner = new HashSet<>(mine);
          inner.removeIf(word -> !word.startsWith("a/in/"));
          Verdict verdict = judge(of(mine), of(theirs), Set.of());
          if (!inner.isEmpty()) {
            assertThat(verdict.held()).allMatch(at -> at.path().startsWith("a/in/more/"));
          }
        });
  }
}
