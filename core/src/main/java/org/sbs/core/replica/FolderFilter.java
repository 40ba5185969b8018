package org.sbs.core.replica;

import java.util.List;

/**
 * Which files of a folder belong to the set. Immutable.
 *
 * <p>A pattern is relative to the folder. In it, {@code *} stands for any characters of one name,
 * {@code ?} for one character of a name, and {@code **} as a whole name for any number of names.
 *
 * <ul>
 *   <li>A pattern without {@code /} is meant at every depth: {@code *.tmp}.
 *   <li>A pattern with {@code /} in it or before it is meant from the top: {@code labels/*.zpl},
 *       {@code /top.txt}.
 *   <li>A pattern that matches a folder holds for all that lies in it: {@code cache}. One that ends
 *       with {@code /} matches folders only.
 *   <li>{@code labels/**} is all that lies in {@code labels}, at any depth.
 *   <li>No include pattern means everything. What an exclude pattern matches is out, whatever is
 *       included.
 *   <li>Upper and lower case are different.
 * </ul>
 *
 * @param include patterns of what belongs to the set; empty: everything
 * @param exclude patterns of what does not
 */
public record FolderFilter(List<String> include, List<String> exclude) {
  /** Everything. */
  public static final FolderFilter ALL = new FolderFilter(List.of(), List.of());

  /**
   * Copies and checks the patterns.
   *
   * @throws org.sbs.core.reason.ReasonException for a pattern that can match nothing
   */
  public FolderFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    include.forEach(Glob::of);
    exclude.forEach(Glob::of);
  }

  /** The filter, ready for use on many paths. */
  Matcher matcher() {
    return new Matcher(
        include.stream().map(Glob::of).toList(), exclude.stream().map(Glob::of).toList());
  }

  /** Compiled patterns. */
  record Matcher(List<Glob> include, List<Glob> exclude) {
    boolean accepts(String path, boolean folder) {
      String[] names = path.split("/", -1);
      return !excludes(names, folder)
          && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(names, folder)));
    }

    /** Whether something in this folder can be accepted. */
    boolean mayAcceptBelow(String folderPath) {
      String[] names = folderPath.split("/", -1);
      return !excludes(names, true)
          && (include.isEmpty()
              || include.stream()
                  .anyMatch(glob -> glob.matches(names, true) || glob.mayMatchBelow(names)));
    }

    private boolean excludes(String[] names, boolean folder) {
      return exclude.stream().anyMatch(glob -> glob.matches(names, folder));
    }
  }
}
