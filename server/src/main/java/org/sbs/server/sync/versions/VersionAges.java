package org.sbs.server.sync.versions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.record.Happened;
import org.sbs.server.sync.record.HistoryClock;
import org.sbs.server.sync.record.KeptList;

/**
 * Tells how old a version of a file is. It is too old only when it is so by the clock of this node
 * and also by the time that SBS has seen pass, in which no gap counts more than a day: a clock that
 * jumps ahead by a year makes nothing older than a day older. Any thread.
 */
public final class VersionAges {
  private static final Duration MOST_COUNTED = Duration.ofDays(1);

  /** Conflict copies are kept so long where nothing else is. */
  private static final Duration CONFLICTS = Duration.ofDays(30);

  private final RecordFile file;
  private final Clock clock;
  private final Duration limit;
  private long countedMillis;

  public VersionAges(Disk disk, Path folder, Clock clock, Duration limit) {
    this.file = new RecordFile(disk, folder.resolve("history-clock"));
    this.clock = clock;
    this.limit = limit;
  }

  /** Whether anything is kept at all. */
  public boolean keepsAnything() {
    return !limit.isZero();
  }

  /** How long conflict copies are kept. */
  public long limitMillis() {
    return (limit.isZero() ? CONFLICTS : limit).toMillis();
  }

  public synchronized long countedMillis() {
    return countedMillis;
  }

  /** Takes up what was counted before; a damaged file is told, and counting begins anew. */
  public synchronized Optional<Reason> load() {
    try {
      file.read(HistoryClock.parser())
          .ifPresent(known -> countedMillis = Math.max(0, known.getCountedMillis()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          Reason.of(ReasonCode.VERSION_AGES_DAMAGED).with("file", file.path().toString()));
    }
  }

  /** Counts the time since this was called last, and remembers it durably. */
  synchronized void advance() throws IOException {
    long now = clock.millis();
    long last = now;
    try {
      last = file.read(HistoryClock.parser()).map(HistoryClock::getWallMillis).orElse(now);
    } catch (IOException e) {
      // It is written anew; this one gap is not counted.
    }
    countedMillis += Math.min(Math.max(0, now - last), MOST_COUNTED.toMillis());
    file.prepare(
        "HISTORY-CLOCK",
        HistoryClock.newBuilder().setWallMillis(now).setCountedMillis(countedMillis).build());
    file.publish("HISTORY-CLOCK");
  }

  /** Whether it could be too old, going by the time stamp of its folder. */
  boolean mayBeTooOld(long folderMillis) {
    return clock.millis() - folderMillis >= limit.toMillis();
  }

  /** Whether it is older than versions are kept for. */
  synchronized boolean isTooOld(KeptList list) {
    boolean conflict =
        list.getEntryList().stream().anyMatch(e -> e.getHappened() == Happened.CONFLICT_COPY);
    long most = conflict ? limitMillis() : limit.toMillis();
    // Counting may have begun anew since.
    long since = Math.min(list.getCountedMillis(), countedMillis);
    return clock.millis() - list.getKeptMillis() >= most && countedMillis - since >= most;
  }
}
