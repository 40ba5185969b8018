package org.sbs.core.replica;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is replicated, and how (R4.4 to R4.6). Set on the primary, handed to the secondary.
 * Immutable.
 *
 * @param folders in the order of their indexes, which are different; index 0 is the service's
 *     settings folder
 * @param strict whether entries that the primary does not have are deleted on the secondary
 * @param keepDates whether a copied file gets its source's modification time
 */
public record FolderSet(List<Folder> folders, boolean strict, boolean keepDates) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if two folders have one index
   */
  public FolderSet {
    folders = List.copyOf(folders);
    Set<Integer> indexes = new HashSet<>();
    for (Folder folder : folders) {
      if (!indexes.add(folder.index())) {
        throw new IllegalArgumentException("two folders have the index " + folder.index());
      }
    }
  }

  /** The folder with that index. */
  public Optional<Folder> folder(int index) {
    return folders.stream().filter(folder -> folder.index() == index).findFirst();
  }

  /** The same set without some of its folders. */
  public FolderSet without(Set<Integer> indexes) {
    return new FolderSet(
        folders.stream().filter(folder -> !indexes.contains(folder.index())).toList(),
        strict,
        keepDates);
  }

  /** The same set with each folder changed. */
  public FolderSet map(UnaryOperator<Folder> change) {
    return new FolderSet(folders.stream().map(change).toList(), strict, keepDates);
  }
}
