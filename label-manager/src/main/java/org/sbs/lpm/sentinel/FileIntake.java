package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sbs.lpm.capture.Candidate;
import org.sbs.lpm.capture.OpenFiles;
import org.sbs.lpm.capture.Stamp;
import org.sbs.lpm.claims.Claim;
import org.sbs.lpm.claims.ClaimStore;
import org.sbs.lpm.claims.JobIds;
import org.sbs.lpm.claims.JobName;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.files.FaultText;
import org.sbs.lpm.files.RegularFile;
import org.sbs.lpm.settings.SentinelDefinition;
import org.sbs.lpm.state.Log;

/**
 * From a file that has settled to a job: reads it where it lies, lets it lie while it looks cut
 * off, and claims it when it is whole, or hopeless.
 */
final class FileIntake {
  private final SentinelDefinition definition;
  private final ClaimStore store;
  private final JobIds ids;
  private final Wakeup wakeup;
  private final Activity activity;
  private final Log log;
  private final OpenFiles openFiles;
  private final Map<String, Stamp> cutOff = new HashMap<>();

  FileIntake(
      SentinelDefinition definition,
      ClaimStore store,
      JobIds ids,
      Wakeup wakeup,
      Activity activity,
      Log log,
      OpenFiles openFiles) {
    this.definition = definition;
    this.store = store;
    this.ids = ids;
    this.wakeup = wakeup;
    this.activity = activity;
    this.log = log;
    this.openFiles = openFiles;
  }

  /**
   * Takes the file if it may be taken.
   *
   * @return the job, which is claimed; nothing if the file must wait or another node has it
   */
  Optional<Taken> take(Candidate candidate) throws IOException, InterruptedException {
    boolean patient =
        candidate.stableNanos()
            < TimeUnit.SECONDS.toNanos(definition.timing().completeWaitSeconds());
    if (patient && candidate.stamp().equals(cutOff.get(candidate.name()))) {
      return Optional.empty();
    }
    Reading reading;
    try {
      reading = read(candidate);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (reading.cutOff && patient) {
      cutOff.put(candidate.name(), candidate.stamp());
      return Optional.empty();
    }
    cutOff.remove(candidate.name());
    Optional<Claim> claim = claim(candidate);
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    if (Stamp.of(claim.get().path()).equals(candidate.stamp())) {
      return Optional.of(new Taken(job(claim.get(), reading), reading.problem));
    }
    settle(claim.get().path());
    return Optional.of(new Taken(Job.found(store, claim.get()), Optional.empty()));
  }

  private Optional<Claim> claim(Candidate candidate) throws IOException {
    try {
      return store.take(candidate.path(), JobName.of(ids.next(), candidate.name()));
    } catch (FileSystemException e) {
      throw new UntakenException(e);
    }
  }

  /** A file stays where it is, because it cannot be moved. */
  static final class UntakenException extends IOException {
    private static final long serialVersionUID = 1L;

    UntakenException(FileSystemException cause) {
      super(FaultText.of(cause), cause);
    }
  }

  private Job job(Claim claim, Reading reading) {
    return reading.checked.isPresent()
        ? Job.fresh(store, claim, reading.checked.get())
        : Job.found(store, claim);
  }

  private Reading read(Candidate candidate) throws NoSuchFileException {
    long limit = definition.limits().fileBytes();
    if (candidate.stamp().size() > limit) {
      return Reading.bad(
          "The file has "
              + candidate.stamp().size()
              + " bytes; at most "
              + limit
              + " are taken (file-limit-mb in the sentinel).");
    }
    try (RegularFile file = RegularFile.open(candidate.path())) {
      activity.worksItself();
      return new Reading(
          Optional.of(FileCheck.check(definition.labels(), candidate.name(), file, 0, activity)),
          Optional.empty(),
          false);
    } catch (IncompleteDataException e) {
      return new Reading(
          Optional.empty(),
          Optional.of(
              e.getMessage()
                  + " It stayed so for "
                  + definition.timing().completeWaitSeconds()
                  + " seconds."),
          true);
    } catch (BadDataException e) {
      return Reading.bad(e.getMessage());
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return new Reading(
          Optional.empty(), Optional.of("The file cannot be read: " + e + "."), true);
    } catch (RuntimeException | Error e) {
      log.warn(definition.name() + ": " + candidate.name() + ": " + Traces.of(e));
      return Reading.bad("An error in the program while the file was read: " + e);
    } finally {
      activity.isOutside();
    }
  }

  /**
   * The file changed between our look and our claim, so its writer still has it: waits, within
   * limits, until it has settled again. Nobody else can take it meanwhile.
   */
  private void settle(Path claimed) throws IOException, InterruptedException {
    long deadline =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(definition.timing().completeWaitSeconds());
    int stableMs = Math.max(definition.timing().stableMs(), 20);
    Stamp last = Stamp.of(claimed);
    while (System.nanoTime() < deadline) {
      wakeup.await(stableMs, stableMs);
      Stamp now = Stamp.of(claimed);
      if (now.equals(last) && openFiles.writers(java.util.Set.of(claimed)).isEmpty()) {
        return;
      }
      last = now;
    }
  }

  private record Reading(Optional<Job.Checked> checked, Optional<String> problem, boolean cutOff) {
    static Reading bad(String problem) {
      return new Reading(Optional.empty(), Optional.of(problem), false);
    }
  }

  /**
   * A claimed job.
   *
   * @param problem why it can never be printed, if so
   */
  record Taken(Job job, Optional<String> problem) {}
}
