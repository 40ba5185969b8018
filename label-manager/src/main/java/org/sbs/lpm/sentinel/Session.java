package org.sbs.lpm.sentinel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sbs.lpm.capture.Candidate;
import org.sbs.lpm.capture.CaptureScanner;
import org.sbs.lpm.claims.Claim;
import org.sbs.lpm.claims.ClaimStore;
import org.sbs.lpm.claims.JobName;
import org.sbs.lpm.claims.LostClaimException;
import org.sbs.lpm.claims.Retention;
import org.sbs.lpm.printer.PrinterException;
import org.sbs.lpm.printer.PrinterGate;
import org.sbs.lpm.settings.SentinelDefinition;
import org.sbs.lpm.settings.SettingsFolder;
import org.sbs.lpm.state.JobEnd;

/**
 * A sentinel's work from one activation, or recovery, to the next failure or deactivation. Used by
 * the sentinel's thread.
 */
final class Session implements AutoCloseable {
  private static final long MAX_PASS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MIN_LOOK_MS = 25;

  private final SentinelContext context;
  private final SentinelDefinition definition;
  private final JobQueue queue;
  private final JobCounters counters;
  private final Wakeup wakeup;
  private final BooleanSupplier stopping;
  private final Activity activity;
  private final Path folder;
  private final ClaimStore store;
  private final Stations stations;
  private final JobWatch watching;
  private SettingsFolder.Stamp settings;
  private final Map<String, String> immovable = new TreeMap<>();
  private final JobRunner runner;
  private final FileIntake intake;
  private final CaptureScanner scanner;
  private final StrangeClaims strangeClaims;
  private AutoCloseable watch = () -> {};
  private Optional<PrinterException> trouble = Optional.empty();
  private long nextRetention = System.nanoTime();

  /**
   * Looks for the capture folder; it is never made, for it may be a share that is not mounted.
   *
   * @throws IOException with a sentence for users, if it is not there
   */
  Session(
      SentinelContext context,
      SentinelDefinition definition,
      JobQueue queue,
      JobCounters counters,
      Wakeup wakeup,
      BooleanSupplier stopping,
      Activity activity,
      JobWatch watching,
      SettingsFolder.Stamp settings)
      throws IOException {
    this.context = context;
    this.definition = definition;
    this.queue = queue;
    this.counters = counters;
    this.wakeup = wakeup;
    this.stopping = stopping;
    this.activity = activity;
    this.watching = watching;
    this.settings = settings;
    if (!Files.isDirectory(definition.captureFolder())) {
      throw new IOException(
          "The capture folder "
              + definition.captureFolder()
              + " is not there; create it, or mount its share.");
    }
    this.folder = definition.captureFolder().toRealPath();
    context.strays().takes(definition.name(), folder, definition.mask());
    this.store = new ClaimStore(folder, definition.name(), context.node());
    this.strangeClaims = new StrangeClaims(store);
    this.stations = Stations.of(definition, context.node().folder(), watching, context.gates());
    this.runner =
        new JobRunner(
            definition, stations, queue, counters, context.log(), activity, watching, stopping);
    this.intake =
        new FileIntake(
            definition, store, context.ids(), wakeup, activity, context.log(), context.openFiles());
    this.scanner =
        new CaptureScanner(
            folder,
            definition.mask(),
            definition.timing().stableMs(),
            definition.order(),
            context.openFiles());
  }

  /**
   * Makes the folder ours to work in: finds the claims that belong to this node, and takes over
   * those of dead ones.
   *
   * @param adopt whether claims of other instances are looked for: of this node's earlier ones
   *     always, of other nodes if the process was told so
   */
  void open(boolean adopt) throws IOException {
    if (!Files.isWritable(folder)) {
      throw new IOException(
          "The capture folder " + folder + " cannot be written to; check its rights.");
    }
    store.prepare();
    queue.settle();
    for (Claim claim : store.own()) {
      if (!queue.knows(claim.name().id())) {
        resume(claim, Optional.empty());
      }
    }
    if (adopt) {
      for (ClaimStore.Adopted adopted : store.adopt(context.adoptOthers())) {
        resume(adopted.claim(), Optional.of(adopted.from()));
      }
    }
    reportStrangers();
    watch = context.watcher().watch(folder, wakeup::hint);
  }

  /** A sentinel that was renamed or removed may have left jobs that nobody else would mention. */
  private void reportStrangers() throws IOException {
    Set<String> known = context.settings().names();
    for (String name : store.sentinelsWithClaims()) {
      if (!known.contains(name)) {
        String text =
            "In "
                + folder.resolve(ClaimStore.CLAIMS).resolve(name)
                + " lie jobs of a sentinel that the settings do not have; restore its definition,"
                + " or move the files back into the capture folder.";
        counters.note(text);
        context.log().warn(definition.name() + ": " + text);
      }
    }
  }

  private void resume(Claim claim, Optional<String> from) throws IOException {
    Job job = Job.found(store, claim);
    OptionalInt again = store.notes().reprintFrom(claim.name());
    if (again.isPresent()) {
      job = job.unclear("A reprint, by the operator.").again(again.getAsInt());
    }
    switch (claim.state()) {
      case CLAIMED -> runner.takeOver(job, from);
      case SENDING ->
          runner.resume(
              job,
              context.journal().knowsAsPrinted(claim.name().id()),
              from.orElse("This process"));
      case HELD ->
          queue.keepHeld(
              job.unclear(
                  from.map(node -> "Held by " + node + ", whose journal has the reason.")
                      .orElse("Held earlier; the journal has the reason.")));
    }
  }

  /** Asks the printer whether it works; of several one must. One that prints just now does. */
  void probe() throws PrinterException, InterruptedException {
    PrinterException trouble = null;
    for (Stations.Station station : stations.all()) {
      try {
        probe(station);
        return;
      } catch (PrinterException e) {
        trouble = e;
      }
    }
    throw trouble;
  }

  private void probe(Stations.Station station) throws PrinterException, InterruptedException {
    if (station.gate().isFree()) {
      try (PrinterGate.Turn turn = station.gate().queue(definition.name())) {
        if (turn.await(1)) {
          station.printer().probe();
        }
      } finally {
        watching.end();
      }
    }
  }

  /** The settings as they look now were tried and cannot be used: it goes on with those it has. */
  void keepSettings(SettingsFolder.Stamp seen) {
    settings = seen;
  }

  /** Whether the definition, its printer or its template were edited since they were read. */
  boolean isOutdated() {
    return !context.settings().stamp(definition.name(), definition).equals(settings);
  }

  /**
   * Prints what is there, for a second or so.
   *
   * @return for how long, in milliseconds, nothing is to be done unless something comes
   */
  long pass() throws IOException, PrinterException, InterruptedException {
    queue.settle();
    retain();
    long end = System.nanoTime() + MAX_PASS_NANOS;
    trouble = Optional.empty();
    printBacklog(end);
    CaptureScanner.Scan scan = scanner.scan(System.nanoTime());
    int left = scan.waiting();
    List<String> notes = new ArrayList<>(scan.notes());
    notes.addAll(context.strays().notes(folder, scan.strays()));
    immovable.keySet().retainAll(scan.ready().stream().map(Candidate::name).toList());
    notes.addAll(queue.unfiled());
    notes.addAll(immovable.values());
    notes.addAll(strangeClaims.notes(System.nanoTime()));
    counters.waiting(left + queue.claimed(), notes);
    boolean interrupted = isOver(end);
    for (Candidate candidate : scan.ready()) {
      if (isOver(end) || isOutdated()) {
        interrupted = true;
        break;
      }
      try {
        if (handle(candidate)) {
          left--;
          counters.waiting(left + queue.claimed(), notes);
        }
      } catch (PrinterException e) {
        goOnAfter(e);
      }
    }
    if (stations.all().stream().anyMatch(station -> station.printer().replacesReprints())) {
      activity.worksItself();
      context.journal().force();
      activity.isOutside();
    }
    if (interrupted || queue.next().isPresent()) {
      return 0;
    }
    return scan.unsettled()
        ? Math.min(
            definition.timing().pollMs(), Math.max(definition.timing().stableMs(), MIN_LOOK_MS))
        : definition.timing().pollMs();
  }

  /** Prints the jobs in hand. */
  private void printBacklog(long end) throws IOException, PrinterException {
    for (int left = queue.claimed(); left > 0 && !isOver(end) && !isOutdated(); left--) {
      if (queue.next().isEmpty()) {
        break;
      }
      try {
        runner.run(queue.removeNext());
      } catch (PrinterException e) {
        goOnAfter(e);
      }
    }
  }

  /** What one of several printers said in the last pass, if it could not take its job. */
  Optional<PrinterException> trouble() {
    return trouble;
  }

  /**
   * Where a sentinel has several printers, one that is away holds up its own jobs only: they come
   * after the others.
   */
  private void goOnAfter(PrinterException e) throws PrinterException {
    if (!stations.areSeveral()) {
      throw e;
    }
    queue.next().ifPresent(job -> queue.addLast(queue.removeNext()));
    trouble = Optional.of(e);
  }

  private void retain() {
    int days = definition.limits().retentionDays();
    if (days == 0 || System.nanoTime() - nextRetention < 0) {
      return;
    }
    nextRetention = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    try {
      int removed = Retention.apply(folder, Duration.ofDays(days), Instant.now());
      if (removed > 0) {
        context
            .log()
            .info(
                definition.name()
                    + ": "
                    + removed
                    + " files of jobs that ended more than "
                    + days
                    + " days ago were removed.");
      }
    } catch (IOException e) {
      context.log().warn(definition.name() + ": old files were not removed: " + e);
    }
  }

  private boolean handle(Candidate candidate)
      throws IOException, PrinterException, InterruptedException {
    Optional<FileIntake.Taken> taken;
    try {
      taken = intake.take(candidate);
      immovable.remove(candidate.name());
    } catch (FileIntake.UntakenException e) {
      if (!Files.isDirectory(folder) || !Files.isWritable(folder) || !store.isPrepared()) {
        throw e;
      }
      leave(candidate, e);
      return false;
    }
    if (taken.isEmpty()) {
      return false;
    }
    if (taken.get().problem().isPresent()) {
      queue.end(
          taken.get().job(),
          JobEnd.FAILED,
          definition.printer().name(),
          0,
          taken.get().problem().get(),
          true);
    } else {
      runner.run(taken.get().job());
    }
    return true;
  }

  /** One file that cannot be moved stops nobody else. */
  private void leave(Candidate candidate, FileIntake.UntakenException e) {
    String text =
        candidate.name()
            + " cannot be taken ("
            + e.getMessage()
            + "); check its rights. The others go on.";
    if (!text.equals(immovable.put(candidate.name(), text))) {
      context.log().warn(definition.name() + ": " + text);
    }
  }

  private boolean isOver(long end) {
    return stopping.getAsBoolean() || System.nanoTime() - end > 0;
  }

  /** Carries out an operator's order. */
  void order(Order order) throws IOException {
    if (order.what() == What.REPRINT) {
      reprint(order);
      return;
    }
    if (!queue.isHeld(order.jobId())) {
      return;
    }
    if (order.what() == What.RELEASE) {
      try {
        queue.release(order.jobId());
      } catch (LostClaimException e) {
        throw new IOException(e.getMessage(), e);
      }
    } else {
      queue.discard(order.jobId());
    }
  }

  /** An ended job's file becomes a new job, which says of itself that it is a reprint. */
  private void reprint(Order order) throws IOException {
    JobName name = JobName.of(context.ids().next(), order.file());
    Claim claim =
        store
            .takeBack(order.jobId(), name)
            .orElseThrow(
                () ->
                    new IOException(
                        "Its file lies neither in done nor in failed any more; it cannot be"
                            + " printed again."));
    store.notes().isReprint(name, order.from());
    queue.addLast(
        Job.found(store, claim)
            .unclear("A reprint of job " + order.jobId() + ", by the operator.")
            .again(order.from()));
    context
        .log()
        .info(definition.name() + ": " + order.file() + " is printed again, by the operator.");
  }

  /** How soon after the last look a hint may cause the next. */
  long leastMs() {
    return MIN_LOOK_MS;
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (Exception e) {
      context.log().warn(definition.name() + ": the folder watch did not close: " + e);
    }
  }

  /** What an operator may want. */
  enum What {
    /** A held job is to be printed. */
    RELEASE,
    /** A held job is to be thrown away. */
    DISCARD,
    /** A job that has ended is to be printed again. */
    REPRINT
  }

  /**
   * What an operator wants with a job.
   *
   * @param file the job's data file, for a reprint
   * @param from the first label of a reprint
   */
  record Order(String jobId, What what, String file, int from) {}
}
