package org.sbs.server.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sbs.core.reason.Reason;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.AnnouncedRole;
import org.sbs.core.role.Membership;
import org.sbs.core.role.Mode;
import org.sbs.core.role.Pause;
import org.sbs.core.role.PeerView;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.DialResult;
import org.sbs.server.link.Known;
import org.sbs.server.link.LinkEvents;
import org.sbs.server.link.LinkTimes;
import org.sbs.server.link.PairIdentity;
import org.sbs.server.link.PeerDialer;
import org.sbs.server.link.PeerLink;
import org.sbs.server.sync.CycleResult;
import org.sbs.server.sync.SecondaryReplication;
import org.sbs.server.sync.SyncListener;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.scan.FolderScanner;

/** A secondary that takes each step of its joining when a test wants it. */
final class HandSecondary implements LinkEvents, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BEAT_MS = 200;

  private final Path home;
  private final PeerDialer dialer;
  private final CompletableFuture<String> session = new CompletableFuture<>();
  private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
  private volatile PeerLink link;
  private Optional<SecondaryReplication> replication = Optional.empty();

  HandSecondary(Path home, PairIdentity identity, int port) {
    this.home = home;
    dialer =
        new PeerDialer(
            TestPair.peerAt(port, 0), identity, this, LinkTimes.DEFAULT, () -> new Known(0, 0));
  }

  /** Asks the primary what it is, and no more. */
  DialResult ask() {
    return dialer.ask(view(AnnouncedRole.STARTING), PATIENCE);
  }

  /** Is accepted, and lives on; its connection for data is not open yet. */
  HandSecondary join() throws Exception {
    if (!(dialer.ask(view(AnnouncedRole.STARTING), PATIENCE)
        instanceof DialResult.Answered answered)) {
      throw new AssertionError("the primary does not answer");
    }
    link = answered.link();
    link.follow();
    session.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    var unused =
        beats.scheduleAtFixedRate(
            () -> link.heartbeat(view(AnnouncedRole.SECONDARY), 1, 0),
            0,
            BEAT_MS,
            TimeUnit.MILLISECONDS);
    return this;
  }

  /** Its connection for data is open, and it takes what comes. */
  void receive() throws Exception {
    BulkChannel channel = dialer.openBulk(view(AnnouncedRole.SECONDARY), session.get(), PATIENCE);
    FolderScanner scanner = new FolderScanner(Clock.systemUTC());
    ReplicaStore store =
        new ReplicaStore(
            Files.createDirectories(home.resolve("state")),
            scanner,
            new Disk(),
            Clock.systemUTC(),
            Duration.ZERO,
            view(AnnouncedRole.SECONDARY).nodeId());
    store.recover();
    Path settings = Files.createDirectories(home.resolve("settings"));
    SecondaryReplication receiving =
        new SecondaryReplication(channel, store, scanner, rules(), settings, QUIET);
    replication = Optional.of(receiving);
    receiving.start();
  }

  private FolderRules rules() {
    return new FolderRules(
        new FolderRules.Named(home.resolve("state"), List.of(), List.of()),
        Consents.open(home.resolve("state"), Optional.empty()));
  }

  /** Closes the link, as a process that ends does. */
  void leave() {
    beats.shutdownNow();
    link.close(Reason.sentence("the test is over"));
  }

  /** Says that it has seen that epoch. */
  void says(long epoch) {
    link.heartbeat(view(AnnouncedRole.SECONDARY, epoch), 1, 0);
  }

  /** Says nothing any more; the link stays open. */
  void fallSilent() {
    beats.shutdownNow();
  }

  private static PeerView view(AnnouncedRole announcedRole) {
    return view(announcedRole, 0);
  }

  private static PeerView view(AnnouncedRole announcedRole, long epoch) {
    return new PeerView(
        "c".repeat(32),
        Mode.SYMMETRIC,
        announcedRole,
        epoch,
        Lineage.NONE,
        false,
        0,
        Pause.NONE,
        true,
        "none",
        false,
        Optional.empty(),
        false,
        Membership.UNKNOWN);
  }

  private static final SyncListener QUIET =
      new SyncListener() {
        @Override
        public void cycleCommitted(CycleResult result) {}

        @Override
        public void cycleFailed(CycleResult result) {}

        @Override
        public void ended(Reason reason) {}
      };

  @Override
  public void followAccepted(PeerLink accepted, long epoch, String bulkSession) {
    session.complete(bulkSession);
  }

  @Override
  public void followRefused(PeerLink refused, Reason reason) {
    session.completeExceptionally(new IOException(reason.toString()));
  }

  @Override
  public void asked(PeerLink asking, PeerView peer) {}

  @Override
  public void followAsked(PeerLink asking) {}

  @Override
  public void heartbeat(PeerLink beating, PeerView peer, long stampNanos, long echoNanos) {}

  @Override
  public void switchoverWanted(PeerLink wanting) {}

  @Override
  public void switchoverRefused(PeerLink refusing, Reason why) {}

  @Override
  public void handOver(PeerLink giving, long epoch) {}

  @Override
  public void handOverTaken(PeerLink taking, long epoch) {}

  @Override
  public void goodbye(PeerLink ending, Reason reason) {}

  @Override
  public void closed(PeerLink ended, Reason why) {}

  @Override
  public void bulkOpened(PeerLink control, BulkChannel channel) {}

  @Override
  public void close() throws IOException {
    if (link != null) {
      leave();
    }
    beats.shutdownNow();
    try {
      if (replication.isPresent()) {
        // Nothing is written any more when the folder is deleted.
        replication.get().settle();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
