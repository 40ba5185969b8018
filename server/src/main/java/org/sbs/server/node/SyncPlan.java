package org.sbs.server.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.role.Cause;
import org.sbs.core.role.DurableState;
import org.sbs.core.settings.Settings;
import org.sbs.server.sync.CommittedCycle;
import org.sbs.server.sync.FolderRules;
import org.sbs.server.sync.ReplicationSetup;
import org.sbs.server.sync.UpdatingScripts;

/**
 * What this node replicates when it is primary. The folder set is typed on one node only (R4.4): a
 * node that takes over goes on with the set that its primary handed to it; one that starts directly
 * takes its own settings, unless they name no folder and a set was handed to it before.
 */
final class SyncPlan {
  private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(30);

  private final Settings settings;
  private final FolderRules rules;
  private final FolderSet own;
  private volatile FolderSet inForce;

  SyncPlan(Settings settings, Path home) {
    this.settings = settings;
    List<Path> accept = settings.sync().accept().stream().map(Path::of).toList();
    this.rules = new FolderRules(home, accept);
    this.own = own(settings);
    this.inForce = own;
  }

  private static FolderSet own(Settings settings) {
    Settings.Sync sync = settings.sync();
    List<Folder> folders = new ArrayList<>();
    folders.add(Folder.of(0, settings.service().settingsFolder(), FolderFilter.ALL));
    for (Settings.Folder folder : sync.folders()) {
      folders.add(
          Folder.of(
              folders.size(), folder.path(), new FolderFilter(folder.include(), folder.exclude())));
    }
    return new FolderSet(folders, sync.strict(), sync.keepDates());
  }

  void reign(Cause cause, Optional<CommittedCycle> copy) {
    boolean ownCounts = cause == Cause.START && !settings.sync().folders().isEmpty();
    inForce = ownCounts || copy.isEmpty() ? own : copy.get().folderSet();
  }

  /** The set that belongs to this node's role. */
  FolderSet inForce() {
    return inForce;
  }

  FolderRules rules() {
    return rules;
  }

  Path settingsFolder() {
    return Path.of(settings.service().settingsFolder());
  }

  ReplicationSetup setup(DurableState durable) {
    return new ReplicationSetup(
        inForce,
        settingsFolder(),
        new UpdatingScripts(
            settings.sync().scripts().stream().map(Path::of).toList(), SCRIPT_LIMIT),
        Duration.ofSeconds(settings.pair().periodSeconds()),
        durable.lineage().lastEpoch(),
        durable.lineage(),
        durable.cycle(),
        durable.activeSentinels(),
        settings.sync().reunion() == Settings.Reunion.MERGE);
  }
}
