package org.sbs.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.mergebase.MergeBaseChanges;
import org.sbs.server.sync.mergebase.MergeBaseCodec;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.mergebase.MergeBaseStore;
import org.sbs.server.sync.mergebase.ReplacedFile;
import org.sbs.server.sync.record.MergeBaseRecord;

/** The memory of versions that both nodes had and replaced, on a disk that fails in every way. */
final class ReplacedMemoryTest {
  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private static FileEntry file(int folder, String path, int content) {
    return FileEntry.file(
        new EntryPath(folder, path), content, 1, 0644, new ContentHash(content, 0, 0, 1));
  }

  private static FolderSet set(String... paths) {
    List<Folder> folders = new ArrayList<>();
    folders.add(Folder.of(0, "/settings", FolderFilter.ALL));
    for (String path : paths) {
      folders.add(Folder.of(folders.size(), path, FolderFilter.ALL));
    }
    return new FolderSet(folders, false, false);
  }

  private MergeBaseStore store(Disk disk) {
    return new MergeBaseStore(disk, temp);
  }

  /** Notes a cycle that puts the files in the place of what was there. */
  private static void note(MergeBaseStore store, long cycle, FileEntry... put) throws IOException {
    Map<EntryPath, FileEntry> before = new HashMap<>();
    store.load().entries().forEach(entry -> before.put(entry.at(), entry));
    MergeBaseRecord head =
        MergeBaseRecord.newBuilder()
            .setName(MergeBaseCodec.name(new MergeBaseId(1, "a", cycle)))
            .build();
    MergeBaseDelta delta = MergeBaseDelta.of(List.of(put), List.of());
    store.append(
        MergeBaseChanges.of(
            head,
            delta,
            at ->
                Optional.ofNullable(before.get(at)).flatMap(ReplacedVersion::of).stream().toList()),
        delta.aboutBytes(),
        true);
  }

  private static boolean knows(MergeBaseStore store, FileEntry entry) throws IOException {
    return store.replaced(Set.of(entry.at())).isReplaced(Optional.empty(), entry);
  }

  @Test
  @DisplayName("R5.1 what a cycle replaces is remembered, over a rewriting and a restart")
  void remembered() throws Exception {
    MergeBaseStore store = store(new Disk());
    store.align(set("/one", "/two"));
    note(store, 1, file(1, "a", 1), file(2, "b", 1));
    note(store, 2, file(1, "a", 2));
    assertThat(knows(store, file(1, "a", 1))).isTrue();
    assertThat(knows(store, file(1, "a", 2))).as("this is the current one").isFalse();
    assertThat(knows(store, file(2, "b", 1))).isFalse();
    assertThat(Files.exists(temp.resolve("replaced"))).isFalse();
    // The folders get other numbers, and one goes.
    store.align(set("/one"));
    assertThat(Files.exists(temp.resolve("replaced"))).isTrue();
    assertThat(knows(store, file(1, "a", 1))).isTrue();
    store.align(set("/two", "/one"));
    note(store, 3, file(2, "a", 3));
    MergeBaseStore again = store(new Disk());
    assertThat(knows(again, file(2, "a", 1))).isTrue();
    assertThat(knows(again, file(2, "a", 2))).isTrue();
    assertThat(knows(again, file(1, "a", 1))).as("another folder").isFalse();
  }

  @Test
  @DisplayName("R5.1 an idle pair's memory does not grow, and nothing is written for it")
  void idle() throws Exception {
    List<String> done = new ArrayList<>();
    MergeBaseStore store = store(new Disk((label, path) -> done.add(label)));
    store.align(set());
    note(store, 1, file(0, "a", 1));
    note(store, 2, file(0, "a", 2));
    store.align(set("/more"));
    done.clear();
    long size = Files.size(temp.resolve("replaced"));
    for (int i = 3; i < 50; i++) {
      note(store, i);
      store.align(i % 2 == 0 ? set("/more") : set());
    }
    assertThat(done).isNotEmpty().noneMatch(label -> label.startsWith("REPLACED"));
    assertThat(Files.size(temp.resolve("replaced"))).isEqualTo(size);
  }

  @Test
  @DisplayName("R5.1 a crash at any operation forgets no version that was replaced")
  void crashAtEachOperation() throws Exception {
    for (int operation = 1; ; operation++) {
      for (String name : List.of("joint", "joint.tmp", "replaced", "replaced.tmp")) {
        Tree.deleteAll(temp.resolve(name));
      }
      MergeBaseStore sound = store(new Disk());
      sound.align(set("/one", "/two"));
      note(sound, 1, file(1, "a", 1), file(2, "b", 1));
      note(sound, 2, file(1, "a", 2));
      sound.align(set("/two", "/one"));
      note(sound, 3, file(2, "a", 3));
      Faults faults = Faults.crashAt(operation);
      MergeBaseStore store = store(new Disk(faults));
      try {
        store.align(set("/one", "/two"));
        note(store, 4, file(1, "a", 4));
        store.align(set("/one"));
      } catch (Faults.Crash crash) {
        assertThat(faults.happened()).isTrue();
      }
      MergeBaseStore again = store(new Disk());
      again.align(set("/one"));
      assertThat(knows(again, file(1, "a", 1))).as("in the file").isTrue();
      assertThat(knows(again, file(1, "a", 2))).as("noted, or moved").isTrue();
      boolean noted = again.memory().mergeBase().orElseThrow().cycle() == 4;
      assertThat(knows(again, file(1, "a", 3))).as("with its cycle").isEqualTo(noted);
      if (!faults.happened()) {
        assertThat(noted).isTrue();
        assertThat(faults.labels()).contains("REPLACED-PUBLISH", "REPLACED-SYNC");
        return;
      }
    }
  }

  @Test
  @DisplayName("R11.3 a memory that is cut short or damaged is none, and is begun anew")
  void damaged() throws Exception {
    MergeBaseStore sound = store(new Disk());
    sound.align(set());
    note(sound, 1, file(0, "a", 1), file(0, "b", 1));
    note(sound, 2, file(0, "a", 2), file(0, "b", 2));
    sound.align(set("/more"));
    byte[] whole = Files.readAllBytes(temp.resolve("replaced"));
    for (int i = 0; i < 2 * whole.length; i++) {
      byte[] bad = Arrays.copyOf(whole, Math.min(i, whole.length));
      if (i >= whole.length) {
        bad[i - whole.length] ^= 4;
      }
      Files.write(temp.resolve("replaced"), bad);
      assertThat(knows(store(new Disk()), file(0, "a", 1))).isFalse();
    }
    MergeBaseStore again = store(new Disk());
    note(again, 3, file(0, "a", 3));
    again.align(set());
    assertThat(knows(store(new Disk()), file(0, "a", 2))).isTrue();
    assertThat(knows(store(new Disk()), file(0, "b", 1))).isFalse();
  }

  private static List<ReplacedVersion> versions(int from, int to) {
    List<ReplacedVersion> versions = new ArrayList<>();
    for (int content = from; content < to; content++) {
      versions.add(ReplacedVersion.of(file(0, "x", content)).orElseThrow());
    }
    return versions;
  }

  private static void add(ReplacedFile file, String path, List<ReplacedVersion> versions)
      throws IOException {
    NavigableMap<ReplacedFile.Key, List<ReplacedVersion>> more = new TreeMap<>();
    more.put(new ReplacedFile.Key("", path), versions);
    file.add(more);
  }

  private static List<ReplacedVersion> of(ReplacedFile file, String path) {
    Map<EntryPath, List<ReplacedVersion>> found = new HashMap<>();
    EntryPath at = new EntryPath(0, path);
    file.addTo(found, Map.of("", 0), Set.of(at));
    return found.getOrDefault(at, List.of());
  }

  @Test
  @DisplayName("R5.1 a file that changes all the time makes nothing else be forgotten")
  void bounded() throws Exception {
    ReplacedFile file = new ReplacedFile(new Disk(), temp, 1000);
    add(file, "quiet", versions(1, 4));
    for (int round = 0; round < 40; round++) {
      add(file, "busy", versions(100 * round + 1, 100 * round + 101));
      assertThat(of(file, "busy").size()).isLessThanOrEqualTo(1000);
    }
    assertThat(of(file, "quiet")).isEqualTo(versions(1, 4));
    assertThat(of(file, "busy")).hasSizeGreaterThan(600).endsWith(versions(4000, 4001).get(0));
    assertThat(Files.size(temp.resolve("replaced"))).isLessThan(30_000);
  }

  @Test
  @DisplayName(
      "R5.1 of too many places those are forgotten at which nothing was replaced for longest")
  void manyPlaces() throws Exception {
    ReplacedFile file = new ReplacedFile(new Disk(), temp, 1000);
    for (int round = 0; round < 30; round++) {
      NavigableMap<ReplacedFile.Key, List<ReplacedVersion>> more = new TreeMap<>();
      for (int i = 0; i < 100; i++) {
        more.put(new ReplacedFile.Key("", "file-" + round + "-" + i), versions(1, 2));
      }
      more.put(new ReplacedFile.Key("", "again"), versions(round + 1, round + 2));
      file.add(more);
    }
    assertThat(of(file, "file-29-0")).hasSize(1);
    assertThat(of(file, "file-24-99")).hasSize(1);
    assertThat(of(file, "file-1-0")).isEmpty();
    assertThat(of(file, "again")).contains(versions(30, 31).get(0)).hasSizeGreaterThan(10);
    assertThat(Files.size(temp.resolve("replaced"))).isLessThan(60_000);
  }
}
