package org.sbs.server.sync.mergebase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import org.sbs.server.sync.Faults;
import org.sbs.server.sync.MemoryFolder;
import org.sbs.server.sync.Tree;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.record.MergeBaseRecord;

/** The memory of what both nodes have, on a disk that fails in every way. */
final class MergeBaseStoreTest {
  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private static FileEntry file(int folder, String path, int content) {
    return FileEntry.file(
        new EntryPath(folder, path), content, 1, 0644, new ContentHash(content, 0, 0, 1));
  }

  private static MergeBaseRecord cycle(long number, FileEntry... put) {
    MergeBaseRecord.Builder record =
        MergeBaseRecord.newBuilder().setName(MergeBaseCodec.name(new MergeBaseId(1, "a", number)));
    for (FileEntry entry : put) {
      record.addPut(Wire.toWire(entry));
    }
    return record.build();
  }

  private static FolderSet set(String... paths) {
    java.util.ArrayList<Folder> folders = new java.util.ArrayList<>();
    folders.add(Folder.of(0, "/settings", FolderFilter.ALL));
    for (String path : paths) {
      folders.add(Folder.of(folders.size(), path, FolderFilter.ALL));
    }
    return new FolderSet(folders, false, false);
  }

  private MergeBaseStore store(Disk disk) {
    return new MergeBaseStore(disk, temp);
  }

  private static long last(MergeBaseStore store) throws IOException {
    return store.memory().mergeBase().map(MergeBaseId::cycle).orElse(0L);
  }

  @Test
  @DisplayName(
      "R5.1 a torn tail of the store of the merge base is cut off: what was whole before it counts")
  void tornTail() throws Exception {
    MergeBaseStore store = store(new Disk());
    store.align(set());
    for (int i = 1; i <= 4; i++) {
      store.append(cycle(i, file(0, "f" + i, i)), true);
    }
    byte[] whole = Files.readAllBytes(temp.resolve("joint"));
    long before = 4;
    for (int length = whole.length; length >= 0; length--) {
      Files.write(temp.resolve("joint"), Arrays.copyOf(whole, length));
      MergeBaseStore torn = store(new Disk());
      long last = last(torn);
      assertThat(last).isLessThanOrEqualTo(before);
      assertThat(torn.load().size()).isEqualTo((int) last);
      torn.append(cycle(9, file(0, "later", 9)), true);
      MergeBaseStore again = store(new Disk());
      assertThat(last(again)).isEqualTo(9);
      assertThat(again.load().size()).isEqualTo((int) last + 1);
      before = last;
    }
    assertThat(before).isZero();
  }

  @Test
  @DisplayName("R5.1 a damaged record and all after it do not count")
  void damaged() throws Exception {
    MergeBaseStore store = store(new Disk());
    store.append(cycle(1, file(0, "a", 1)), true);
    long first = Files.size(temp.resolve("joint"));
    store.append(cycle(2, file(0, "b", 2)), true);
    byte[] bytes = Files.readAllBytes(temp.resolve("joint"));
    bytes[(int) first + 9] ^= 1;
    Files.write(temp.resolve("joint"), bytes);
    assertThat(last(store(new Disk()))).isEqualTo(1);
  }

  @Test
  @DisplayName("R5.1 a crash at any operation of writing or rewriting leaves the old or the new")
  void crashAtEachOperation() throws Exception {
    for (int operation = 1; ; operation++) {
      Tree.deleteAll(temp.resolve("joint"));
      Tree.deleteAll(temp.resolve("joint.tmp"));
      MergeBaseStore sound = store(new Disk());
      sound.align(set("/one", "/two"));
      sound.append(cycle(1, file(1, "a", 1), file(2, "b", 2)), true);
      Faults faults = Faults.crashAt(operation);
      MergeBaseStore store = store(new Disk(faults));
      try {
        store.align(set("/two", "/three"));
        store.append(cycle(2, file(0, "c", 3)), true);
      } catch (Faults.Crash crash) {
        // The process is gone.
      }
      MergeBaseStore again = store(new Disk());
      assertThat(last(again)).isIn(1L, 2L);
      again.align(set("/two", "/three"));
      assertThat(again.load().find(new EntryPath(1, "b"))).as("renumbered").isPresent();
      assertThat(again.load().find(new EntryPath(1, "a"))).as("not of the set").isEmpty();
      if (!faults.happened()) {
        assertThat(last(again)).isEqualTo(2);
        assertThat(operation).isGreaterThan(7);
        return;
      }
    }
  }

  @Test
  @DisplayName("R5.1 the first notes survive a power cut: a node knows that it met the other")
  void firstNotesAreDurable() throws Exception {
    List<String> done = new ArrayList<>();
    MergeBaseStore store = store(new Disk((label, path) -> done.add(label)));
    store.offer(new MergeBaseId(1, "a", 1));
    assertThat(done).endsWith("JOINT-WRITE", "JOINT-SYNC");
    store.append(cycle(1, file(0, "a", 1)), false);
    assertThat(done).endsWith("JOINT-WRITE", "JOINT-SYNC");
    store.offer(new MergeBaseId(1, "a", 2));
    store.append(cycle(2, file(0, "b", 2)), false);
    assertThat(done).endsWith("JOINT-OPEN", "JOINT-WRITE", "JOINT-OPEN", "JOINT-WRITE");
  }

  @Test
  @DisplayName("R5.1 the store of the merge base does not grow without end")
  void bounded() throws Exception {
    MergeBaseStore store = store(new Disk());
    FileEntry[] many = new FileEntry[3000];
    for (int i = 0; i < many.length; i++) {
      many[i] = file(0, "file number " + i, i + 1);
    }
    for (int i = 1; i <= 30; i++) {
      store.append(cycle(i, many), false);
      assertThat(Files.size(temp.resolve("joint"))).isLessThan(3 << 20);
    }
    MergeBaseStore again = store(new Disk());
    assertThat(again.load().size()).isEqualTo(many.length);
    assertThat(last(again)).isEqualTo(30);
  }

  @Test
  @DisplayName("R5.1 a cycle that is noted twice, as after a crash, is noted once")
  void twice() throws Exception {
    MergeBaseStore store = store(new Disk());
    store.append(cycle(1, file(0, "a", 1)), true);
    long size = Files.size(temp.resolve("joint"));
    store.append(cycle(1, file(0, "a", 1)), true);
    assertThat(Files.size(temp.resolve("joint"))).isEqualTo(size);
    store.offer(new MergeBaseId(2, "b", 7));
    assertThat(store(new Disk()).memory())
        .isEqualTo(
            new MergeBaseId.Memory(
                Optional.of(new MergeBaseId(1, "a", 1)), Optional.of(new MergeBaseId(2, "b", 7))));
    assertThat(store.load().entries()).isEqualTo(List.of(file(0, "a", 1)));
  }

  /** Every third of so many files, from the first on. */
  private static MergeBaseChanges longNote(long cycle, int first, int files, boolean removes) {
    List<FileEntry> put = new ArrayList<>();
    List<EntryPath> removed = new ArrayList<>();
    for (int i = first; i < files; i += 3) {
      FileEntry entry = file(0, String.format("folder/file number %06d", i), i + 1);
      put.add(entry);
      removed.add(entry.at());
    }
    MergeBaseRecord head =
        MergeBaseRecord.newBuilder()
            .setName(MergeBaseCodec.name(new MergeBaseId(1, "a", cycle)))
            .build();
    return MergeBaseChanges.of(
        head,
        removes ? new MergeBaseDelta(List.of(), removed) : new MergeBaseDelta(put, List.of()));
  }

  @Test
  @DisplayName("R5.1 a crash at any operation of a long note leaves all of it or nothing")
  void longNotes() throws Exception {
    int files = 9_000;
    long bytes = 2 << 20;
    for (int operation = 1; ; operation++) {
      Tree.deleteAll(temp.resolve("joint"));
      Tree.deleteAll(temp.resolve("joint.tmp"));
      MergeBaseStore sound = store(new Disk());
      sound.align(set());
      sound.append(longNote(1, 0, files, false), bytes, true);
      sound.append(cycle(2, file(0, "zzz", 5), file(0, "a", 6)), true);
      sound.append(longNote(3, 1, files, false), bytes, true);
      Faults faults = Faults.crashAt(operation);
      try {
        store(new Disk(faults)).append(longNote(4, 0, files, true), bytes, true);
      } catch (Faults.Crash crash) {
        assertThat(faults.happened()).isTrue();
      }
      MergeBaseStore again = store(new Disk());
      boolean noted = last(again) == 4;
      assertThat(again.load().size()).isEqualTo((noted ? files / 3 : files / 3 * 2) + 2);
      List<FileEntry> entries = again.load().entries();
      assertThat(entries).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
      assertThat(again.load().find(new EntryPath(0, "folder/file number 000001"))).isPresent();
      if (!faults.happened()) {
        assertThat(noted).isTrue();
        assertThat(operation).isGreaterThan(8);
        return;
      }
    }
  }

  @Test
  @DisplayName("R5.1 a part of a long note that was written before a crash does not count")
  void partsOfOneNote() throws Exception {
    MergeBaseStore store = store(new Disk());
    store.align(set());
    store.append(cycle(1, file(0, "a", 1)), true);
    Faults faults = Faults.crashAt("JOINT-WRITE", 2);
    try {
      store(new Disk(faults)).append(longNote(2, 0, 9_000, false), 1, true);
    } catch (Faults.Crash crash) {
      assertThat(faults.happened()).isTrue();
    }
    assertThat(faults.happened()).isTrue();
    MergeBaseStore again = store(new Disk());
    assertThat(last(again)).isEqualTo(1);
    assertThat(again.load().size()).isEqualTo(1);
    again.append(longNote(2, 0, 9_000, false), 1, true);
    assertThat(store(new Disk()).load().size()).isEqualTo(3_001);
  }
}
