package org.sbs.server.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.ManifestEnd;
import org.sbs.server.link.wire.ManifestPart;
import org.sbs.server.sync.Channels;
import org.sbs.server.sync.ScriptedCycle;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.send.ManifestSender;

/** What the secondary tells of its files, in order and out of order. */
final class ManifestReceiverTest {
  private static final FolderSet SET =
      ScriptedCycle.set(false, false, List.of(Path.of("/settings")));

  private static FileEntry entry(int folder, String path) {
    return FileEntry.file(new EntryPath(folder, path), 1, 2, 0644, new ContentHash(1, 2, 3, 4));
  }

  private static final ManifestSender.Beside BESIDE =
      new ManifestSender.Beside(
          9,
          Set.of(),
          Set.of(),
          new MergeBaseDelta(List.of(), List.of()),
          MergeBaseId.Memory.NONE,
          "");

  private static ManifestReceiver.Answer receive(List<FileEntry> entries, long count)
      throws Exception {
    Channels.Ends ends = Channels.inMemory();
    ManifestPart.Builder part = ManifestPart.newBuilder();
    entries.forEach(entry -> part.addEntry(Wire.toWire(entry)));
    ends.secondary().send(Frame.newBuilder().setManifestPart(part).build());
    ends.secondary()
        .send(
            Frame.newBuilder()
                .setManifestEnd(ManifestEnd.newBuilder().setEntries(count).setCycle(9))
                .build());
    return ManifestReceiver.receive(ends.primary(), SET, Manifest.EMPTY);
  }

  @Test
  @DisplayName("R4.2 a manifest of any length arrives whole, in frames of bounded size")
  void wholeInParts() throws Exception {
    List<FileEntry> entries = new ArrayList<>();
    for (int i = 0; i < 2500; i++) {
      entries.add(entry(0, "n".repeat(200) + "/" + "m".repeat(200) + "/" + i));
    }
    Channels.Ends ends = Channels.overSocket();
    Manifest manifest = Manifest.of(entries);
    Thread sender =
        new Thread(
            () -> {
              try {
                ManifestSender.send(manifest, BESIDE, ends.secondary());
              } catch (java.io.IOException e) {
                ends.secondary().close();
              }
            });
    sender.start();
    ManifestReceiver.Answer answer = ManifestReceiver.receive(ends.primary(), SET, Manifest.EMPTY);
    sender.join();
    assertThat(answer.manifest()).isEqualTo(manifest);
    assertThat(answer.cycle()).isEqualTo(9);
    ends.primary().close();
    ends.secondary().close();
  }

  @Test
  @DisplayName("R10.3 a manifest out of order, with a wrong count or a wrong path is refused")
  void outOfOrder() {
    assertThatThrownBy(() -> receive(List.of(entry(0, "b"), entry(0, "a")), 2))
        .hasMessageContaining("not sorted");
    assertThatThrownBy(() -> receive(List.of(entry(0, "a"), entry(0, "a")), 2))
        .hasMessageContaining("not sorted");
    assertThatThrownBy(() -> receive(List.of(entry(0, "a")), 2))
        .hasMessageContaining("number of entries");
    assertThatThrownBy(() -> receive(List.of(entry(0, "../a")), 1)).hasMessageContaining("'..'");
    assertThatThrownBy(() -> receive(List.of(entry(3, "a")), 1)).hasMessageContaining("no folder");
  }
}
