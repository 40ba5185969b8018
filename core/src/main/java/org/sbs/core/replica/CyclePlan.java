package org.sbs.core.replica;

import java.util.List;

/**
 * What must be done on the secondary in one cycle, in the order of the components: what is deleted
 * makes place for what is created. Immutable.
 *
 * @param deletes what lies in a folder before the folder; as the secondary has it
 * @param folders folders to be made, or to get other permissions; the outer before the inner
 * @param sends files whose content is sent
 * @param links symbolic links to be made
 * @param touches files with the right content that get another time or other permissions
 */
public record CyclePlan(
    List<FileEntry> deletes,
    List<FileEntry> folders,
    List<FileEntry> sends,
    List<FileEntry> links,
    List<FileEntry> touches) {
  /** Nothing differs. */
  public static final CyclePlan EMPTY =
      new CyclePlan(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public CyclePlan {
    deletes = List.copyOf(deletes);
    folders = List.copyOf(folders);
    sends = List.copyOf(sends);
    links = List.copyOf(links);
    touches = List.copyOf(touches);
  }

  /** The same with other deletes. */
  public CyclePlan withDeletes(List<FileEntry> others) {
    return new CyclePlan(others, folders, sends, links, touches);
  }

  /** All of them, in their order. */
  public List<List<FileEntry>> parts() {
    return List.of(deletes, folders, sends, links, touches);
  }

  /** True if the secondary has everything already. */
  public boolean isEmpty() {
    return deletes.isEmpty()
        && folders.isEmpty()
        && sends.isEmpty()
        && links.isEmpty()
        && touches.isEmpty();
  }

  /** The bytes of all files to be sent. */
  public long bytes() {
    return sends.stream().mapToLong(FileEntry::size).sum();
  }
}
