package org.sbs.server.sync.versions;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.disk.Staging;
import org.sbs.server.sync.disk.VersionsFolder;
import org.sbs.server.sync.record.KeptEntry;
import org.sbs.server.sync.record.KeptList;

/**
 * Stages, in a cycle's staging folder, the list of what is kept of one folder of the set, entry by
 * entry, and the numbered folders where that will lie. One thread.
 */
public final class VersionListWriter implements Closeable {
  private final Staging staging;
  private final Path root;
  private final Path list;
  private final RecordFile.Writing writing;
  private int count;

  public VersionListWriter(Disk disk, Staging staging, Path root) throws IOException {
    this.staging = staging;
    this.root = root;
    this.list = VersionsFolder.list(VersionsFolder.stage(staging, root));
    this.writing = new RecordFile(disk.inSet(), list).beginNew("KEEP-LIST");
  }

  /** Adds an entry; answers with its number, counted from 1. */
  public int add(KeptEntry entry) throws IOException {
    if (count % VersionsFolder.PER_FOLDER == 0) {
      VersionsFolder.stagePart(staging, root, count);
    }
    KeptList.newBuilder().addEntry(entry).build().writeTo(writing);
    return ++count;
  }

  /**
   * The list is whole; it becomes durable with what else is staged.
   *
   * @param about all but the entries
   */
  public void end(KeptList about) throws IOException {
    about.writeTo(writing);
    writing.end();
    staging.addSideFile(list);
  }

  @Override
  public void close() throws IOException {
    writing.close();
  }
}
