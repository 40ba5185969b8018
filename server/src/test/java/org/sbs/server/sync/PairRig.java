package org.sbs.server.sync;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Lineage;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.FolderGate;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.message.ReturnedFiles;
import org.sbs.server.sync.scan.ContentSource;
import org.sbs.server.sync.scan.FolderScanner;
import org.sbs.server.sync.scan.FolderWatcher;
import org.sbs.server.sync.send.GuardedDeletes;
import org.sbs.view.text.ReasonText;

/**
 * A primary and a secondary over one connection, with one settings folder each. The period is an
 * hour and there are no events unless told otherwise: cycles come when asked for.
 */
public final class PairRig implements AutoCloseable {
  public Tree mine;
  public Tree theirs;
  public final Path home;
  public FolderScanner primaryScanner = new FolderScanner(Clock.systemUTC());
  public FolderScanner secondaryScanner = new FolderScanner(Clock.systemUTC());
  final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
  private final AtomicInteger running = new AtomicInteger();
  final List<CycleResult> committedOnSecondary = new ArrayList<>();
  final List<CycleResult> refusedOnSecondary = new CopyOnWriteArrayList<>();

  FolderFilter filter = FolderFilter.ALL;
  public List<Folder> more = List.of();
  public boolean strict;
  public boolean keepDates;
  boolean overSocket;
  boolean events;
  UpdatingScripts scripts = UpdatingScripts.none();
  Callable<Optional<List<String>>> sentinels = () -> Optional.of(List.of("Dock 1"));
  Optional<List<String>> knownSentinels = Optional.of(List.of("Known before"));
  public ContentSource source = ContentSource.DISK;
  Duration period = Duration.ofHours(1);
  Duration patience = Duration.ofSeconds(60);
  long lastCycle;
  Faults faults = Faults.none();
  public Optional<Disk.FaultPoint> hangs = Optional.empty();
  GuardedDeletes guard = new GuardedDeletes();
  public Duration history = Duration.ZERO;
  public Clock clock = Clock.systemUTC();

  boolean merge;
  public FolderRules rules;
  Optional<FolderGate> gate = Optional.empty();
  long epoch = 3;
  Lineage lineage = ScriptedCycle.LINEAGE;
  Faults primaryFaults = Faults.none();
  final List<Integer> adopted = new ArrayList<>();

  /** What was told of files that went back in time, on either side. */
  final List<ReturnedFiles> returned = new CopyOnWriteArrayList<>();

  public ReplicaStore store;
  ReplicaStore primaryStore;
  private Channels.Counted counted;
  public PrimaryReplication primary;
  public SecondaryReplication secondary;

  public PairRig(Path temp) {
    mine = Tree.at(temp.resolve("primary"));
    theirs = Tree.at(temp.resolve("secondary"));
    home = Tree.at(temp.resolve("home")).path("");
    rules = TestRules.accepting(home, temp);
  }

  /** Connects, and waits for the first cycle. */
  public CycleResult connect() throws Exception {
    Channels.Ends ends = overSocket ? Channels.overSocket() : Channels.inMemory();
    connectSecondary(ends.secondary());
    return firstCycle(ends.primary()).get(patience.toSeconds(), TimeUnit.SECONDS);
  }

  /** The secondary begins, on its end of a connection. */
  void connectSecondary(BulkChannel end) throws IOException {
    if (store == null) {
      store =
          new ReplicaStore(
              home.resolve("state"),
              secondaryScanner,
              new Disk(hangs.orElse(faults)),
              clock,
              history,
              "a".repeat(32));
      store.recover();
    }
    secondary =
        new SecondaryReplication(
            end, store, secondaryScanner, rules, theirs.path(""), new Listener(true));
    running.incrementAndGet();
    secondary.start();
  }

  /** The primary begins, on its end of a connection; its first cycle is asked for. */
  CompletableFuture<CycleResult> firstCycle(BulkChannel end) throws IOException {
    if (primaryStore == null) {
      primaryStore =
          new ReplicaStore(
              home.resolve("primary-state"),
              primaryScanner,
              new Disk(primaryFaults),
              clock,
              history,
              "b".repeat(32));
      primaryStore.recover();
    }
    counted = new Channels.Counted(end);
    primary =
        new PrimaryReplication(
            counted,
            new PrimaryReplication.Sight(primaryScanner, source, this::watcher),
            setup(),
            sentinels,
            new Listener(false),
            Clock.systemUTC(),
            guard,
            primaryStore);
    CompletableFuture<CycleResult> firstCycle = primary.requestCycle();
    running.incrementAndGet();
    primary.start();
    return firstCycle;
  }

  private ReplicationSetup setup() {
    List<Folder> folders = new ArrayList<>();
    folders.add(Folder.of(0, mine.path("").toString(), filter));
    folders.addAll(more);
    return new ReplicationSetup(
        new FolderSet(folders, strict, keepDates),
        mine.path(""),
        gate.orElseGet(() -> TestRules.gate(rules)),
        scripts,
        period,
        epoch,
        lineage,
        lastCycle,
        knownSentinels,
        merge);
  }

  /** The secondary becomes primary, in the next epoch, and the primary its secondary. */
  void swap() {
    Tree tree = mine;
    mine = theirs;
    theirs = tree;
    ReplicaStore other = primaryStore;
    primaryStore = store;
    store = other;
    FolderScanner scanner = primaryScanner;
    primaryScanner = secondaryScanner;
    secondaryScanner = scanner;
    epoch++;
    lineage = lineage.with(epoch, primaryStore.nodeId());
    lastCycle = primaryStore.committed().map(c -> c.header().cycle()).orElse(lastCycle);
    guard = new GuardedDeletes();
  }

  /** How many bytes the primary has sent over this connection. */
  long bytesOnWire() {
    return counted == null ? 0 : counted.bytes();
  }

  private FolderWatcher watcher(Runnable onChange) {
    if (events) {
      return new FolderWatcher(onChange);
    }
    return new FolderWatcher(
        onChange,
        (folder, service) -> {
          throw new IOException("cycles of this test come when asked for");
        });
  }

  public CycleResult cycle() throws Exception {
    return primary.requestCycle().get(patience.toSeconds(), TimeUnit.SECONDS);
  }

  /** As after a restart: what it had read is forgotten. */
  public void restartSecondary() {
    secondaryScanner = new FolderScanner(Clock.systemUTC());
    store = null;
  }

  public void disconnect() throws Exception {
    primary.close();
    secondary.settle();
    awaitEnd();
    awaitEnd();
  }

  public String awaitEnd() throws InterruptedException {
    String reason = ended.poll(20, TimeUnit.SECONDS);
    if (reason == null) {
      throw new AssertionError("replication did not end");
    }
    return reason;
  }

  /** Both sides have ended when this returns: nothing is written to their folders any more. */
  @Override
  public void close() throws IOException {
    if (primary != null) {
      primary.close();
    }
    if (secondary != null) {
      secondary.close();
    }
    await().atMost(20, TimeUnit.SECONDS).until(() -> running.get() == 0);
  }

  private final class Listener implements SyncListener {
    private final boolean onSecondary;

    Listener(boolean onSecondary) {
      this.onSecondary = onSecondary;
    }

    @Override
    public void cycleCommitted(CycleResult result) {
      if (onSecondary) {
        committedOnSecondary.add(result);
      }
    }

    @Override
    public void filesAdopted(int entries) {
      adopted.add(entries);
    }

    @Override
    public void filesReturned(ReturnedFiles files) {
      returned.add(files);
    }

    @Override
    public void cycleFailed(CycleResult result) {
      if (onSecondary) {
        refusedOnSecondary.add(result);
      }
    }

    @Override
    public void ended(Reason reason) {
      ended.add(ReasonText.english().say(reason));
      running.decrementAndGet();
    }
  }
}
