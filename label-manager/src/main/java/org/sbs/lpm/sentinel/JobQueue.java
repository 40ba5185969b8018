package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.lpm.capture.FileMask;
import org.sbs.lpm.claims.ClaimState;
import org.sbs.lpm.claims.LostClaimException;
import org.sbs.lpm.files.FaultText;
import org.sbs.lpm.state.JobEnd;
import org.sbs.lpm.state.Journal;
import org.sbs.lpm.state.Log;

/**
 * The jobs that a sentinel has in hand, from its first activation to the end of the process: those
 * to be printed, those that wait for an operator, and those that are over but not yet filed. Used
 * by the sentinel's thread; {@link #heldNow} by any.
 */
final class JobQueue {
  private final String sentinel;
  private final Journal journal;
  private final Log log;
  private final JobCounters counters;
  private final Activity activity;
  private final Deque<Job> backlog = new ArrayDeque<>();
  private final Deque<Ending> endings = new ArrayDeque<>();
  private final Map<String, Job> held = new LinkedHashMap<>();
  private volatile List<HeldJob> heldNow = List.of();
  private List<String> unfiled = List.of();

  JobQueue(String sentinel, Journal journal, Log log, JobCounters counters, Activity activity) {
    this.sentinel = sentinel;
    this.journal = journal;
    this.log = log;
    this.counters = counters;
    this.activity = activity;
  }

  /** The next claimed job, which stays at its place until it is removed or replaced. */
  Optional<Job> next() {
    return Optional.ofNullable(backlog.peekFirst());
  }

  Job removeNext() {
    return backlog.removeFirst();
  }

  void addFirst(Job job) {
    backlog.addFirst(job);
  }

  void addLast(Job job) {
    backlog.addLast(job);
  }

  int claimed() {
    return backlog.size();
  }

  /**
   * Gives the jobs back that were never sent, so that they do not wait for this node when another
   * one serves. Those whose new name the mask would not match stay claimed.
   */
  void giveBack(FileMask mask) throws IOException {
    for (Job job : List.copyOf(backlog)) {
      boolean neverSent = job.claim().state() == ClaimState.CLAIMED && job.unclear().isEmpty();
      // A new name would be a new job, of which what is done would be done once more.
      boolean isWhole = !job.store().notes().hasProgress(job.claim().name());
      if (neverSent && isWhole && mask.matches(job.claim().name().endName())) {
        try {
          job.store().giveBack(job.claim());
          job.store().notes().forgetAll(job.claim().name());
          backlog.remove(job);
        } catch (LostClaimException e) {
          backlog.remove(job);
          lost(job, "Nothing of it was sent here.");
        }
      }
    }
  }

  /** Whether the job is in hand in any way. */
  boolean knows(String jobId) {
    return held.containsKey(jobId)
        || backlog.stream().anyMatch(job -> job.id().equals(jobId))
        || endings.stream().anyMatch(ending -> ending.job().id().equals(jobId));
  }

  /**
   * Ends a job: its line in the journal first, then its file. What fails is tried again by {@link
   * #settle}; the job itself is never done again.
   *
   * @param durable whether the line must be on disk before the file moves
   */
  void end(Job job, JobEnd end, String printer, int labels, String detail, boolean durable)
      throws IOException {
    Journal.Entry entry =
        new Journal.Entry(job.id(), end, sentinel, job.file(), printer, labels, detail);
    endings.addLast(new Ending(job, entry, durable, false));
    settle();
  }

  /**
   * Files what is over; throws while that is not possible, and then nothing new may be begun. One
   * file that cannot be moved, where others can, waits and stops nobody.
   */
  void settle() throws IOException {
    List<Ending> later = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    while (!endings.isEmpty()) {
      Ending ending = endings.removeFirst();
      try {
        if (!ending.journaled()) {
          append(ending.job(), ending.entry(), ending.durable());
          ending = ending.afterJournal();
        }
        file(ending);
      } catch (IOException e) {
        if (!ending.journaled() || !ending.job().store().canEnd()) {
          endings.addFirst(ending);
          endings.addAll(later);
          throw e;
        }
        later.add(ending);
        notes.add(
            ending.job().file()
                + " has ended ("
                + ending.entry().end().name().toLowerCase(Locale.ROOT)
                + ") and does not leave "
                + ending.job().claim().path()
                + ": "
                + FaultText.of(e)
                + ". It is tried again; it is not printed again.");
      }
    }
    endings.addAll(later);
    unfiled = List.copyOf(notes);
  }

  /** What has ended and cannot be moved to where it belongs, in words. */
  List<String> unfiled() {
    return unfiled;
  }

  /** For people on both nodes; what cannot be written there is in this node's own journal. */
  private void tell(Job job, String line) {
    try {
      job.store().shareJournal().append(line);
    } catch (IOException e) {
      log.warn(sentinel + ": the journal beside the claims cannot be written: " + e);
    }
  }

  private void append(Job job, Journal.Entry entry, boolean durable) throws IOException {
    String line;
    activity.worksItself();
    try {
      line = journal.append(entry, durable);
    } finally {
      activity.isOutside();
    }
    tell(job, line);
  }

  private void file(Ending ending) throws IOException {
    Job job = ending.job();
    Journal.Entry entry = ending.entry();
    try {
      if (entry.end().isPrinted()) {
        job.store().done(job.claim());
      } else {
        Path moved = job.store().failed(job.claim(), entry.detail());
        log.warn(sentinel + ": " + job.file() + " went to " + moved + ": " + entry.detail());
      }
      job.store().notes().forgetAll(job.claim().name());
      counters.count(entry.end(), entry.labels());
    } catch (LostClaimException e) {
      lost(job, "It was at its end here: " + entry.end() + ". " + entry.detail());
    }
    if (entry.end() == JobEnd.PRINTED || entry.end() == JobEnd.REPRINTED) {
      counters.lastLabel(
          job.file()
              + ", "
              + entry.labels()
              + " labels, "
              + Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** Another node has the job now; nothing is moved. */
  void lost(Job job, String detail) throws IOException {
    String text = "Another node has taken " + job.file() + " over. " + detail;
    append(job, new Journal.Entry(job.id(), JobEnd.LOST, sentinel, job.file(), "", 0, text), true);
    counters.count(JobEnd.LOST, 0);
    counters.note(text);
    log.warn(sentinel + ": " + text);
  }

  /** Puts a job aside for an operator. */
  void hold(Job job, String reason) throws IOException, LostClaimException {
    Job moved = job.at(job.store().move(job.claim(), ClaimState.HELD)).unclear(reason);
    keepHeld(moved);
    append(
        job, new Journal.Entry(job.id(), JobEnd.HELD, sentinel, job.file(), "", 0, reason), true);
    log.warn(sentinel + ": " + job.file() + " is held for an operator: " + reason);
  }

  /** Takes a job over that is held already. */
  void keepHeld(Job job) {
    held.put(job.id(), job);
    publish();
  }

  /** An operator wants it printed, come what may. */
  void release(String jobId) throws IOException, LostClaimException {
    Job job = held.get(jobId);
    // What the printer says of the print before does not answer the operator's order.
    job.store().notes().nextPrint(job.claim().name(), true);
    append(
        job,
        new Journal.Entry(jobId, JobEnd.RELEASED, sentinel, job.file(), "", 0, "By the operator."),
        true);
    // It stays unclear: if this node dies now, the next one asks again or reprints with a note.
    Job moved = job.at(job.store().move(job.claim(), ClaimState.SENDING));
    held.remove(jobId);
    publish();
    backlog.addLast(moved);
    log.info(sentinel + ": " + job.file() + " was released by the operator.");
  }

  /** An operator wants it gone. */
  void discard(String jobId) throws IOException {
    Job job = held.remove(jobId);
    publish();
    end(
        job,
        JobEnd.DISCARDED,
        "",
        0,
        "Discarded by the operator. It had been held: " + job.unclear().orElse(""),
        true);
  }

  boolean isHeld(String jobId) {
    return held.containsKey(jobId);
  }

  private void publish() {
    Collection<Job> jobs = new ArrayList<>(held.values());
    heldNow =
        jobs.stream()
            .map(job -> new HeldJob(job.id(), sentinel, job.file(), job.unclear().orElse("")))
            .toList();
  }

  List<HeldJob> heldNow() {
    return heldNow;
  }

  private record Ending(Job job, Journal.Entry entry, boolean durable, boolean journaled) {
    Ending afterJournal() {
      return new Ending(job, entry, durable, true);
    }
  }
}
