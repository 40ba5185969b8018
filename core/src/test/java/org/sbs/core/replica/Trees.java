package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.sbs.core.replica.FileEntry.Kind;

/** Random folder trees, and a disk on which plans are carried out. */
final class Trees {
  private Trees() {}

  /** Few names, so that the sides collide in every way. */
  static Arbitrary<Manifest> any() {
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
            .as(Trees::entry);
    return entry.list().ofMaxSize(8).map(Trees::tree);
  }

  static FileEntry entry(String path, Kind kind, int content, int mode) {
    EntryPath at = new EntryPath(0, path);
    return switch (kind) {
      case FILE ->
          FileEntry.file(at, content, content * 7L, mode, new ContentHash(content, 0, 0, 1));
      case FOLDER -> FileEntry.folder(at, mode);
      case SYMLINK -> FileEntry.link(at, "t" + content);
    };
  }

  /** A tree as a disk can have it: what is above something is a folder. */
  static Manifest tree(List<FileEntry> entries) {
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
  static Manifest carryOut(CyclePlan plan, Manifest on) {
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
}
