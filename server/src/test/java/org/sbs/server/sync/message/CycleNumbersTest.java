package org.sbs.server.sync.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.link.wire.MergeBaseName;
import org.sbs.server.sync.commit.ReplicaRepair;
import org.sbs.server.sync.commit.ReplicaStore;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.record.CycleRecord;
import org.sbs.server.sync.record.MergeBaseRecord;
import org.sbs.server.sync.scan.FolderScanner;

/** Numbers of cycles that cannot be, from the secondary and from the disk. */
class CycleNumbersTest {
  private static final String ID = "a".repeat(32);

  @TempDir private Path state;

  private static MergeBaseId.Memory memory(long epoch, long cycle) {
    return new MergeBaseId.Memory(Optional.of(new MergeBaseId(epoch, ID, cycle)), Optional.empty());
  }

  private static MergeBaseId.Memory offered(long epoch, long cycle) {
    return new MergeBaseId.Memory(Optional.empty(), Optional.of(new MergeBaseId(epoch, ID, cycle)));
  }

  @Test
  @DisplayName("R10.10 what a secondary says of its copy is believed within the limits")
  void secondary() {
    assertThatCode(() -> CycleNumbers.check(1_000_000_009, memory(1_000_005, 12), 5, 9))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> CycleNumbers.check(1_000_000_010, MergeBaseId.Memory.NONE, 5, 9))
        .hasMessageContaining("ManifestEnd.cycle of 1000000010");
    assertThatThrownBy(() -> CycleNumbers.check(-1, MergeBaseId.Memory.NONE, 5, 9))
        .hasMessageContaining("ManifestEnd.cycle of 18446744073709551615");
    assertThatThrownBy(() -> CycleNumbers.check(9, memory(1_000_006, 9), 5, 9))
        .hasMessageContaining("ManifestEnd.memory.joint.epoch of 1000006");
    assertThatThrownBy(() -> CycleNumbers.check(9, memory(5, Long.MAX_VALUE), 5, 9))
        .hasMessageContaining("ManifestEnd.memory.joint.cycle");
    assertThatThrownBy(() -> CycleNumbers.check(9, offered(Long.MAX_VALUE, 9), 5, 9))
        .hasMessageContaining("ManifestEnd.memory.offered.epoch");
  }

  private ReplicaStore store() throws IOException {
    return new ReplicaStore(
        state, new FolderScanner(Clock.systemUTC()), new Disk(), Clock.systemUTC());
  }

  private void record(String name, CycleRecord record) throws IOException {
    Path folder = Files.createDirectories(state.resolve("replica"));
    RecordFile file = new RecordFile(new Disk(), folder.resolve(name));
    file.prepare("TEST", record);
    file.publish("TEST");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000_000_000_001L, Long.MAX_VALUE})
  @DisplayName("R10.10 a record with an absurd epoch is not gone on with, and the command is named")
  void record(long epoch) throws Exception {
    for (String name : new String[] {"cycle.committed", "cycle.pending"}) {
      record(name, CycleRecord.newBuilder().setCycle(4).setEpoch(epoch).build());
      assertThatThrownBy(() -> store().recover())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("sbs repair");
      ReplicaRepair repair = ReplicaRepair.look(state);
      assertThat(repair.wrong())
          .extracting(wrong -> wrong.file().getFileName().toString())
          .containsExactly(name);
      Files.delete(repair.wrong().get(0).file());
    }
    store().recover();
  }

  @Test
  @DisplayName("R10.10 what both nodes have is not gone on with under an absurd name")
  void mergeBase() throws Exception {
    ReplicaStore sound = store();
    sound.mergeBase().offer(new MergeBaseId(3, ID, 4));
    assertThat(ReplicaRepair.look(state)).isEqualTo(new ReplicaRepair(java.util.List.of(), 3, 0));
    store().recover();
    sound
        .mergeBase()
        .append(
            MergeBaseRecord.newBuilder()
                .setOffered(
                    MergeBaseName.newBuilder().setEpoch(Long.MAX_VALUE).setPrimary(ID).setCycle(5))
                .build(),
            true);
    assertThatThrownBy(() -> store().recover()).hasMessageContaining("sbs repair");
    assertThat(ReplicaRepair.look(state).wrong()).hasSize(1);
  }
}
