package org.sbs.core.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.FileEntry.Kind;

/**
 * What the primary has where its secondary has a link that is not copied, which took the place of
 * what both had when that node was primary (R4.18). Each goes on with what it has, and what both
 * had stays what both have in common, until one of them is edited. Immutable.
 *
 * @param links where they are, and why they are not copied
 * @param entries what this node has there and below
 */
public record Withheld(Map<EntryPath, Reason> links, List<FileEntry> entries) {
  /** Nothing is. */
  public static final Withheld NOTHING = new Withheld(Map.of(), List.of());

  /** Copies. */
  public Withheld {
    links = new TreeMap<>(links);
    entries = List.copyOf(entries);
  }

  /** What the nodes have at these places. */
  public static Withheld of(Set<EntryPath> places, Manifest mine, Manifest theirs) {
    return places.isEmpty() ? NOTHING : among(places, mine, theirs);
  }

  private static Withheld among(Set<EntryPath> places, Manifest mine, Manifest theirs) {
    Map<EntryPath, Reason> links = new TreeMap<>();
    for (EntryPath at : places) {
      theirs
          .find(at)
          .filter(link -> link.kind() == Kind.SYMLINK)
          .flatMap(link -> PathRules.linkObjection(at.path(), link.target(), PathRules.Names.POSIX))
          .ifPresent(why -> links.put(at, why));
    }
    return new Withheld(links, at(links.keySet(), mine));
  }

  private static List<FileEntry> at(Set<EntryPath> places, Manifest mine) {
    List<FileEntry> entries = new ArrayList<>();
    for (FileEntry entry : mine.entries()) {
      if (covers(places, entry.at())) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static boolean covers(Set<EntryPath> places, EntryPath at) {
    for (Optional<EntryPath> up = Optional.of(at); up.isPresent(); up = up.get().parent()) {
      if (places.contains(up.get())) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return links.isEmpty();
  }

  /** The same, as far as the secondary still has such links. */
  public Withheld stillThere(Manifest theirs) {
    if (isEmpty()) {
      return this;
    }
    Withheld now = among(links.keySet(), Manifest.of(entries), theirs);
    return now.equals(this) ? this : now;
  }

  /** What this node has, without it. */
  public Manifest without(Manifest mine, Set<EntryPath> unknown) {
    if (isEmpty()) {
      return mine;
    }
    unknown.addAll(links.keySet());
    Set<EntryPath> places = links.keySet();
    return Manifest.ofSorted(
        mine.entries().stream().filter(entry -> !covers(places, entry.at())).toList());
  }

  /** Whether this node has something else there by now: an edit, which goes before the link. */
  public boolean isEdited(Manifest mine) {
    if (isEmpty()) {
      return false;
    }
    List<FileEntry> now = at(links.keySet(), mine);
    if (now.size() != entries.size()) {
      return true;
    }
    for (int i = 0; i < now.size(); i++) {
      FileEntry is = now.get(i);
      FileEntry was = entries.get(i);
      // The content may not be read yet.
      if (!is.withHash(was.hash()).equals(was)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What users are told.
   *
   * @param shown a place as users know it
   */
  public List<Reason> problems(Function<EntryPath, String> shown) {
    List<Reason> problems = new ArrayList<>();
    links.forEach(
        (at, why) ->
            problems.add(
                Reason.of(ReasonCode.ON_SECONDARY)
                    .with("what", why.with("path", shown.apply(at)))
                    .and(Reason.of(ReasonCode.STAYS_THERE_APART))));
    return problems;
  }
}
