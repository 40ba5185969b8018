package org.sbs.server.node;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.sbs.core.reason.Reason;
import org.sbs.server.sync.consent.FolderNotCopied;

/**
 * Which folders of the set are not copied now, by either node. Tells of each once, as long as it
 * stays so. Any thread.
 */
final class FolderNews {
  /** A peer that names more than this is shown the door by the rest of the status. */
  private static final int MOST = 1000;

  private static final int MOST_TOLD = 20;

  private final Consumer<Reason> tell;
  private final Set<Reason> told = new HashSet<>();
  private List<FolderNotCopied> list = List.of();

  /** Tells those reasons for the history. */
  FolderNews(Consumer<Reason> tell) {
    this.tell = tell;
  }

  synchronized List<FolderNotCopied> list() {
    return list;
  }

  /** That is how it is now. */
  synchronized void now(List<FolderNotCopied> folders) {
    list = folders.stream().limit(MOST).toList();
    Set<Reason> reasons = new HashSet<>();
    list.forEach(folder -> reasons.add(folder.reason()));
    told.retainAll(reasons);
    list.stream()
        .map(FolderNotCopied::reason)
        .filter(reason -> told.size() < MOST_TOLD && told.add(reason))
        .forEach(tell);
  }

  /** What the other node said counts no more: it is the primary no more, or the secondary. */
  synchronized void forgetOther() {
    now(list.stream().filter(FolderNotCopied::here).toList());
  }
}
