package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.PairOptions;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Lineage;
import org.sbs.core.role.Cause;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.sync.consent.Consents;
import org.sbs.server.sync.message.CommittedCycle;
import org.sbs.server.sync.message.CycleHeader;

/** Which set a node replicates when it becomes primary, beside nodes of older versions. */
class SyncPlanTest {
  private static final Origin ME = new Origin("a".repeat(32), "host-a");

  @TempDir Path home;
  private PairOptions options = PairOptions.DEFAULTS;

  private SyncPlan plan() {
    SettingsFile.Loaded loaded =
        SettingsFile.check(
            "[pair]\npeer-address = \"b\"\n[service]\nsettings-folder = \"/srv/s\"\n");
    return new SyncPlan(
        loaded.settings().orElseThrow(),
        home,
        Consents.open(home, Optional.empty()),
        () -> options);
  }

  /** What a primary of any version handed over with its last cycle. */
  private static Optional<CommittedCycle> copy() {
    FolderSet set =
        new FolderSet(
            List.of(
                Folder.of(0, "/other/s", FolderFilter.ALL),
                Folder.of(1, "/srv/old", FolderFilter.ALL)),
            true,
            false);
    CycleHeader header = new CycleHeader(7, 3, Lineage.NONE, Optional.empty());
    return Optional.of(new CommittedCycle(header, set, Instant.EPOCH));
  }

  private static List<String> paths(SyncPlan plan) {
    return plan.inForce().folders().stream().map(Folder::path).toList();
  }

  private void someone(String path) {
    options =
        new PairOptions(
            options
                .folders()
                .changed(List.of(new Settings.Folder(path, List.of("**"), List.of())), ME),
            options.strict(),
            OptionState.ofDefault(false),
            options.mail());
  }

  @Test
  @DisplayName("R4.4 R11.2 after a primary of an older version its set goes on, as before")
  void olderPrimary() {
    SyncPlan plan = plan();
    plan.servedEpoch(Cause.TAKEOVER, copy(), false);
    assertThat(paths(plan)).containsExactly("/other/s", "/srv/old");
    assertThat(plan.inForce().strict()).isTrue();
    someone("/srv/mine");
    plan.servedEpoch(Cause.TAKEOVER, copy(), false);
    assertThat(paths(plan)).containsExactly("/other/s", "/srv/old");
    plan.agreed();
    assertThat(paths(plan)).as("a secondary told what it knows").contains("/srv/mine");
    plan.servedEpoch(Cause.START, copy(), false);
    assertThat(paths(plan)).containsExactly("/srv/s", "/srv/mine");
  }

  @Test
  @DisplayName("R4.4 R11.2 where nobody ever set anything, what was handed before goes on")
  void untouched() {
    SyncPlan plan = plan();
    plan.servedEpoch(Cause.START, copy(), true);
    assertThat(paths(plan)).containsExactly("/other/s", "/srv/old");
    plan.agreed();
    assertThat(paths(plan)).containsExactly("/other/s", "/srv/old");
    someone("/srv/new");
    plan.agreed();
    assertThat(paths(plan)).containsExactly("/srv/s", "/srv/new");
    plan.servedEpoch(Cause.START, Optional.empty(), true);
    assertThat(paths(plan)).containsExactly("/srv/s", "/srv/new");
  }

  @Test
  @DisplayName("R4.4 after a primary that told what is in force, that is in force, not its copy")
  void newPrimary() {
    someone("/srv/agreed");
    SyncPlan plan = plan();
    plan.servedEpoch(Cause.HANDOVER, copy(), true);
    assertThat(paths(plan)).containsExactly("/srv/s", "/srv/agreed");
    assertThat(plan.inForce().strict()).isFalse();
  }
}
