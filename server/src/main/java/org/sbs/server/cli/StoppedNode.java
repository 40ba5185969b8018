package org.sbs.server.cli;

import java.util.List;
import java.util.Optional;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.store.HistoryFile;
import org.sbs.view.picture.Picture;
import org.sbs.view.status.HistoryRow;

/**
 * What a node that does not run has left in its home (R9.8): its history, and the state that it was
 * in last. Only reads.
 */
public final class StoppedNode {
  private final HistoryFile file;

  /** Of that home. */
  public StoppedNode(HomeFolder home) {
    file = new HistoryFile(home.history());
  }

  /** The newest events, oldest first. */
  public List<HistoryRow> history(int most) {
    return file.newest(most).entries().stream()
        .map(
            entry ->
                new HistoryRow(
                    entry.time(), entry.kind(), entry.epoch(), entry.role(), entry.why()))
        .toList();
  }

  /** The last event; empty where SBS never ran. */
  Optional<HistoryRow> last() {
    return history(1).stream().findFirst();
  }

  static Picture picture(Optional<HistoryRow> last) {
    return Picture.stopped(last.map(HistoryRow::reason).filter(reason -> !reason.isEmpty()));
  }
}
