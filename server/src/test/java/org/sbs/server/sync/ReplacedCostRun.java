package org.sbs.server.sync;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.sbs.server.sync.record.MergeBaseRecord;

/**
 * Measures what the memory of replaced versions adds to the notes of a pair with 100,000 files; run
 * by hand. The first argument is the folder to work in.
 */
public final class ReplacedCostRun {
  private static final int FILES = 100_000;

  private ReplacedCostRun() {}

  /** Prints milliseconds of CPU a note, without and with the memory, and for looking into it. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    Path work = Files.createTempDirectory(Path.of(arguments[0]), "replaced-cost-");
    try {
      for (int repetition = 0; repetition < 4; repetition++) {
        measure(out, work.resolve("without" + repetition), false);
        measure(out, work.resolve("with" + repetition), true);
      }
    } finally {
      Tree.deleteAll(work);
    }
  }

  private static FileEntry file(int number, int content) {
    String path = String.format("labels/group-%03d/label number %06d.zpl", number / 500, number);
    return FileEntry.file(
        new EntryPath(0, path), content, 1, 0644, new ContentHash(content, number, 0, 1));
  }

  private static List<FileEntry> files(int count, int content) {
    List<FileEntry> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(i, content));
    }
    return files;
  }

  private static void measure(PrintStream out, Path folder, boolean remember) throws Exception {
    Files.createDirectories(folder);
    MergeBaseStore store = new MergeBaseStore(new Disk(), folder);
    store.align(new FolderSet(List.of(Folder.of(0, "/s", FolderFilter.ALL)), false, false));
    long first = note(store, 1, files(FILES, 1), MergeBaseChanges.Before.NOTHING);
    long one = 0;
    for (int cycle = 2; cycle < 22; cycle++) {
      one += note(store, cycle, files(1, cycle), before(remember, cycle - 1));
    }
    long percent = note(store, 30, files(FILES / 100, 30), before(remember, 21));
    long all = note(store, 31, files(FILES, 31), before(remember, 30));
    Set<EntryPath> asked = Set.of(file(1, 1).at(), file(FILES - 1, 1).at());
    long began = cpuNanos();
    store.replaced(asked);
    long look = cpuNanos() - began;
    Path memory = folder.resolve("replaced");
    out.printf(
        "%-8s first copy %.1f, one file %.2f, 1 %% %.1f, all %.1f, a look %.1f ms; %,d bytes%n",
        remember ? "with" : "without",
        first / 1e6,
        one / 20e6,
        percent / 1e6,
        all / 1e6,
        look / 1e6,
        Files.exists(memory) ? Files.size(memory) : 0);
  }

  private static MergeBaseChanges.Before before(boolean remember, int content) {
    return remember
        ? at -> List.of(new ReplacedVersion(FileEntry.Kind.FILE, 0644, content, at.hashCode()))
        : MergeBaseChanges.Before.NOTHING;
  }

  private static long note(
      MergeBaseStore store, long cycle, List<FileEntry> put, MergeBaseChanges.Before before)
      throws Exception {
    MergeBaseRecord head =
        MergeBaseRecord.newBuilder()
            .setName(MergeBaseCodec.name(new MergeBaseId(1, "a", cycle)))
            .build();
    MergeBaseDelta delta = MergeBaseDelta.of(put, List.of());
    long began = cpuNanos();
    store.append(MergeBaseChanges.of(head, delta, before), delta.aboutBytes(), true);
    return cpuNanos() - began;
  }

  /** Another load on the machine does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
