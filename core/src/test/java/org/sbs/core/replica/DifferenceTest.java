package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.sbs.core.replica.FileEntry.Kind;

/** What a plan must do, whatever both sides have. */
final class DifferenceTest {
  private static final FolderSet STRICT =
      new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), true, true);
  private static final FolderSet LAX =
      new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), false, true);

  /** Few names, so that both sides collide in every way. */
  @Provide
  Arbitrary<Manifest> manifests() {
    Arbitrary<String> path =
        Arbitraries.of("a", "b", "a.b")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(n -> String.join("/", n));
    Arbitrary<FileEntry> entry =
        Combinators.combine(
                path,
                Arbitraries.of(Kind.values()),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(0700, 0755))
            .as(DifferenceTest::entry);
    return entry.list().ofMaxSize(8).map(DifferenceTest::tree);
  }

  private static FileEntry entry(String path, Kind kind, int content, int mode) {
    EntryPath at = new EntryPath(0, path);
    return switch (kind) {
      case FILE ->
          FileEntry.file(at, content, content * 7L, mode, new ContentHash(content, 0, 0, 1));
      case FOLDER -> FileEntry.folder(at, mode);
      case SYMLINK -> FileEntry.link(at, "t" + content);
    };
  }

  /** A tree as a disk can have it: what is above something is a folder. */
  private static Manifest tree(List<FileEntry> entries) {
    Map<EntryPath, FileEntry> all = new TreeMap<>();
    for (FileEntry entry : entries) {
      all.keySet().removeIf(other -> other.isBelow(entry.at()));
      all.put(entry.at(), entry);
      for (Optional<EntryPath> up = entry.at().parent(); up.isPresent(); up = up.get().parent()) {
        EntryPath above = up.get();
        if (!all.containsKey(above) || all.get(above).kind() != Kind.FOLDER) {
          all.put(above, FileEntry.folder(above, 0755));
        }
      }
    }
    return Manifest.of(all.values());
  }

  /** Carries a plan out as a disk would, step by step. */
  private static Manifest carryOut(CyclePlan plan, Manifest on) {
    Map<EntryPath, FileEntry> disk = new TreeMap<>();
    on.entries().forEach(entry -> disk.put(entry.at(), entry));
    for (FileEntry entry : plan.deletes()) {
      assertThat(disk.keySet()).as("empty before deleted").noneMatch(o -> o.isBelow(entry.at()));
      assertThat(disk.remove(entry.at())).isEqualTo(entry);
    }
    List<FileEntry> made = new ArrayList<>(plan.folders());
    made.addAll(plan.sends());
    made.addAll(plan.links());
    made.addAll(plan.touches());
    for (FileEntry entry : made) {
      entry
          .at()
          .parent()
          .ifPresent(up -> assertThat(disk.get(up).kind()).as("parent").isEqualTo(Kind.FOLDER));
      FileEntry was = disk.put(entry.at(), entry);
      if (was != null) {
        assertThat(was.kind() == Kind.FOLDER).isEqualTo(entry.kind() == Kind.FOLDER);
      }
    }
    return Manifest.of(disk.values());
  }

  @Property(tries = 3000)
  @Label("R4.5 a strict plan turns the secondary's set into the primary's")
  void strict(@ForAll("manifests") Manifest primary, @ForAll("manifests") Manifest secondary) {
    CyclePlan plan = Difference.between(primary, secondary, STRICT, Set.of());
    assertThat(carryOut(plan, secondary)).isEqualTo(primary);
    assertThat(secondary.after(plan, Set.of())).isEqualTo(primary);
  }

  @Property(tries = 3000)
  @Label("R4.5 another plan keeps all that the primary does not have, but what stands in the way")
  void lax(@ForAll("manifests") Manifest primary, @ForAll("manifests") Manifest secondary) {
    CyclePlan plan = Difference.between(primary, secondary, LAX, Set.of());
    Manifest after = carryOut(plan, secondary);
    primary.entries().forEach(entry -> assertThat(after.find(entry.at())).contains(entry));
    for (FileEntry theirs : secondary.entries()) {
      boolean inTheWay = primary.find(theirs.at()).isPresent();
      for (Optional<EntryPath> up = theirs.at().parent(); up.isPresent(); up = up.get().parent()) {
        inTheWay |= primary.find(up.get()).map(e -> e.kind() != Kind.FOLDER).orElse(false);
      }
      if (!inTheWay) {
        assertThat(after.find(theirs.at())).contains(theirs);
      }
    }
  }

  @Property(tries = 1000)
  @Label("R4.2 once equal, nothing is left to do")
  void nothingTwice(
      @ForAll("manifests") Manifest primary, @ForAll("manifests") Manifest secondary) {
    CyclePlan plan = Difference.between(primary, secondary, LAX, Set.of());
    Manifest after = secondary.after(plan, Set.of());
    assertThat(Difference.between(primary, after, LAX, Set.of()).isEmpty()).isTrue();
  }

  @Property(tries = 1000)
  @Label("R4.12 nothing that the primary could not read is deleted, nor what lies in it")
  void unknown(
      @ForAll("manifests") Manifest primary,
      @ForAll("manifests") Manifest secondary,
      @ForAll boolean wholeFolder) {
    EntryPath lost = new EntryPath(0, wholeFolder ? "" : "a");
    List<FileEntry> rest =
        primary.entries().stream()
            .filter(e -> !wholeFolder && !e.at().equals(lost) && !e.at().isBelow(lost))
            .toList();
    CyclePlan plan = Difference.between(Manifest.of(rest), secondary, STRICT, Set.of(lost));
    assertThat(plan.deletes())
        .noneMatch(e -> wholeFolder || e.at().equals(lost) || e.at().isBelow(lost));
  }

  @Property(tries = 1000)
  @Label("R4.5 nothing outside the filters is deleted, and no folder that holds such a thing")
  void filters(@ForAll("manifests") Manifest secondary) {
    Folder folder = Folder.of(0, "/s", new FolderFilter(List.of(), List.of("a.b")));
    FolderSet set = new FolderSet(List.of(folder), true, false);
    CyclePlan plan = Difference.between(Manifest.EMPTY, secondary, set, Set.of());
    List<FileEntry> kept =
        secondary.entries().stream().filter(e -> !plan.deletes().contains(e)).toList();
    assertThat(plan.deletes()).allMatch(e -> !e.at().path().contains("a.b"));
    for (FileEntry entry : kept) {
      assertThat(
              entry.at().path().contains("a.b")
                  || kept.stream().anyMatch(o -> o.at().isBelow(entry.at())))
          .isTrue();
    }
  }
}
