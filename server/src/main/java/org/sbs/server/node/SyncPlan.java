package org.sbs.server.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbs.core.options.PairOptions;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.role.Cause;
import org.sbs.core.role.DurableState;
import org.sbs.core.settings.Settings;
import org.sbs.server.sync.ReplicationSetup;
import org.sbs.server.sync.UpdatingScripts;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.consent.FolderGate;
import org.sbs.server.sync.consent.FolderRules;
import org.sbs.server.sync.message.CommittedCycle;

/**
 * What this node replicates when it is primary: the set that is in force on both nodes (R4.4).
 * Where a node of an older version is involved, which tells nothing of that, a node that takes over
 * goes on with the set that its primary handed to it. Safe for any thread.
 */
final class SyncPlan implements FolderGate {
  private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(30);

  private final Path home;
  private final String settingsFolder;
  private volatile InUse inUse;
  private final FolderRules rules;
  private final Supplier<PairOptions> options;

  /** The set of an older version's primary, while it counts. */
  private volatile Optional<FolderSet> handed = Optional.empty();

  /**
   * By these settings.
   *
   * @param answers what people on this node said to folders that the peer names
   */
  SyncPlan(Settings settings, Path home, Consents answers, Supplier<PairOptions> options) {
    this.home = home;
    this.settingsFolder = settings.service().settingsFolder();
    this.inUse = InUse.of(settings);
    this.options = options;
    this.rules = new FolderRules(named(settings.sync()), answers);
  }

  /** What a running node can change. */
  private record InUse(Settings.Sync sync, Duration period) {
    static InUse of(Settings settings) {
      return new InUse(settings.sync(), Duration.ofSeconds(settings.pair().periodSeconds()));
    }
  }

  private FolderRules.Named named(Settings.Sync sync) {
    List<Path> folders = new ArrayList<>(List.of(settingsFolder()));
    sync.folders().forEach(folder -> folders.add(Path.of(folder.path())));
    return new FolderRules.Named(home, folders, sync.accept().stream().map(Path::of).toList());
  }

  /** The settings were read again: what can change in a running node counts from the next link. */
  void use(Settings settings) {
    rules.name(named(settings.sync()));
    inUse = InUse.of(settings);
  }

  /** The time between two full cycles. */
  Duration period() {
    return inUse.period();
  }

  /**
   * This node becomes primary.
   *
   * @param copy what it committed last as a secondary
   * @param told whether the primary of that time told what is in force
   */
  void servedEpoch(Cause cause, Optional<CommittedCycle> copy, boolean told) {
    boolean goesOn = cause != Cause.START && !told;
    handed = goesOn || isUntouched() ? copy.map(CommittedCycle::folderSet) : Optional.empty();
  }

  /** A secondary told what is in force there: now both know. */
  void agreed() {
    if (!isUntouched()) {
      handed = Optional.empty();
    }
  }

  /** Nobody has ever set anything of it on purpose. */
  private boolean isUntouched() {
    PairOptions now = options.get();
    return now.folders().revision().isNone()
        && now.strict().revision().isNone()
        && now.keepDates().revision().isNone();
  }

  /** The set that belongs to this node's role. */
  FolderSet inForce() {
    return handed.orElseGet(() -> set(options.get()));
  }

  private FolderSet set(PairOptions now) {
    List<Folder> folders = new ArrayList<>();
    folders.add(Folder.of(0, settingsFolder, FolderFilter.ALL));
    for (Settings.Folder folder : now.folders().value()) {
      folders.add(
          Folder.of(
              folders.size(), folder.path(), new FolderFilter(folder.include(), folder.exclude())));
    }
    return new FolderSet(folders, now.strict().value(), now.keepDates().value());
  }

  FolderRules rules() {
    return rules;
  }

  Path settingsFolder() {
    return Path.of(settingsFolder);
  }

  @Override
  public FolderRules.Verdict sending(Folder folder) throws IOException {
    return rules.decideSending(folder.path(), settingsFolder());
  }

  @Override
  public boolean isNamedHere(Folder folder) {
    return folder.index() == 0
        || inUse.sync().folders().stream().anyMatch(mine -> mine.path().equals(folder.path()));
  }

  @Override
  public Folder guarded(Folder folder, Path place) throws IOException {
    return rules.guarded(folder, place);
  }

  ReplicationSetup setup(DurableState durable) {
    InUse now = inUse;
    return new ReplicationSetup(
        inForce(),
        settingsFolder(),
        this,
        new UpdatingScripts(now.sync().scripts().stream().map(Path::of).toList(), SCRIPT_LIMIT),
        now.period(),
        durable.lineage().lastEpoch(),
        durable.lineage(),
        durable.cycle(),
        durable.activeSentinels(),
        now.sync().reconciliation() == Settings.Reconciliation.MERGE);
  }
}
