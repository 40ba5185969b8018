package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.sbs.core.Examples;
import org.sbs.core.replica.FileEntry.Kind;

/** Random folder trees, and a disk on which plans are carried out. */
final class Trees {
  private Trees() {}

  /** Few names, so that the sides collide in every way. */
  static Manifest any(Random random) {
    List<FileEntry> entries = new ArrayList<>();
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      StringJoiner path = new StringJoiner("/");
      int depth = random.nextInt(1, 4);
      for (int name = 0; name < depth; name++) {
        path.add(Examples.of(random, "a", "b", "a.b"));
      }
      Kind kind = Examples.of(random, Kind.values());
      int mode = Examples.of(random, 0700, 0755);
      entries.add(entry(path.toString(), kind, random.nextInt(1, 4), mode));
    }
    return tree(entries);
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
