package org.sbs.core.replica;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sbs.core.replica.FileEntry.Kind;

/** Finds files that need not be sent, for the secondary has their content under another name. */
public final class Moves {
  /** Shorter contents cost no more to send than to name. */
  public static final int MIN_BYTES = 128;

  private static final Comparator<FileEntry> BY_CONTENT =
      Comparator.comparingLong(FileEntry::size)
          .thenComparingLong(file -> file.hash().first())
          .thenComparingLong(file -> file.hash().second())
          .thenComparingLong(file -> file.hash().third())
          .thenComparingLong(file -> file.hash().fourth());

  private record Content(long size, ContentHash hash) {}

  /** Where the secondary has one content. */
  private static final class Sources {
    private final Deque<EntryPath> going = new ArrayDeque<>();
    private EntryPath any;

    void add(EntryPath at, boolean goes) {
      if (goes) {
        going.add(at);
      } else if (any == null) {
        any = at;
      }
    }

    /** Each that goes is given once: who gets it can have the file itself instead of a copy. */
    EntryPath next() {
      EntryPath next = going.poll();
      if (next == null) {
        return any;
      }
      any = any == null ? next : any;
      return next;
    }
  }

  private Moves() {}

  /**
   * For each such file of the plan, by its place, where the secondary has the content before the
   * cycle. What the plan deletes comes first, then what it replaces, then what stays.
   */
  public static Map<EntryPath, EntryPath> find(CyclePlan plan, Manifest secondary) {
    FileEntry[] wanted =
        plan.sends().stream()
            .filter(send -> send.size() >= MIN_BYTES && !send.hash().equals(ContentHash.NONE))
            .sorted(BY_CONTENT)
            .toArray(FileEntry[]::new);
    if (wanted.length == 0 || secondary.size() == 0) {
      return Map.of();
    }
    Map<Content, Sources> there = collect(plan, secondary, wanted);
    if (there.isEmpty()) {
      return Map.of();
    }
    Map<EntryPath, EntryPath> moves = new HashMap<>();
    for (FileEntry send : plan.sends()) {
      Sources sources = there.get(content(send));
      EntryPath source = sources == null ? null : sources.next();
      if (source != null) {
        moves.put(send.at(), source);
      }
    }
    return moves;
  }

  /** Only of contents that are wanted and there: mostly these are few, however many are wanted. */
  private static Map<Content, Sources> collect(
      CyclePlan plan, Manifest secondary, FileEntry[] wanted) {
    Map<Content, Sources> there = new HashMap<>();
    List<FileEntry> deletes = plan.deletes();
    for (int i = deletes.size() - 1; i >= 0; i--) {
      offer(deletes.get(i), wanted, there, true);
    }
    Set<EntryPath> replaced = new HashSet<>();
    plan.sends().stream()
        .filter(send -> secondary.find(send.at()).isPresent())
        .forEach(send -> replaced.add(send.at()));
    for (FileEntry theirs : secondary.entries()) {
      offer(theirs, wanted, there, replaced.contains(theirs.at()));
    }
    return there;
  }

  private static void offer(
      FileEntry theirs, FileEntry[] wanted, Map<Content, Sources> there, boolean goes) {
    if (theirs.kind() == Kind.FILE && Arrays.binarySearch(wanted, theirs, BY_CONTENT) >= 0) {
      there.computeIfAbsent(content(theirs), any -> new Sources()).add(theirs.at(), goes);
    }
  }

  private static Content content(FileEntry file) {
    return new Content(file.size(), file.hash());
  }
}
