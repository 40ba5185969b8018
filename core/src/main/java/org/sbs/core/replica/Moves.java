package org.sbs.core.replica;

import java.util.ArrayDeque;
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
    Map<Content, Sources> wanted = new HashMap<>();
    for (FileEntry send : plan.sends()) {
      if (send.size() >= MIN_BYTES && !send.hash().equals(ContentHash.NONE)) {
        wanted.computeIfAbsent(content(send), any -> new Sources());
      }
    }
    if (wanted.isEmpty()) {
      return Map.of();
    }
    collect(plan, secondary, wanted);
    Map<EntryPath, EntryPath> moves = new HashMap<>();
    for (FileEntry send : plan.sends()) {
      Sources sources = wanted.get(content(send));
      EntryPath source = sources == null ? null : sources.next();
      if (source != null) {
        moves.put(send.at(), source);
      }
    }
    return moves;
  }

  private static void collect(CyclePlan plan, Manifest secondary, Map<Content, Sources> wanted) {
    Set<EntryPath> replaced = new HashSet<>();
    plan.sends().forEach(send -> replaced.add(send.at()));
    List<FileEntry> deletes = plan.deletes();
    for (int i = deletes.size() - 1; i >= 0; i--) {
      offer(deletes.get(i), wanted, true);
    }
    for (FileEntry theirs : secondary.entries()) {
      offer(theirs, wanted, replaced.contains(theirs.at()));
    }
  }

  private static void offer(FileEntry theirs, Map<Content, Sources> wanted, boolean goes) {
    if (theirs.kind() == Kind.FILE) {
      Sources sources = wanted.get(content(theirs));
      if (sources != null) {
        sources.add(theirs.at(), goes);
      }
    }
  }

  private static Content content(FileEntry file) {
    return new Content(file.size(), file.hash());
  }
}
