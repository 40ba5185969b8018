package org.sbs.server.sync.send;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;
import org.sbs.core.replica.MergeBaseId;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.ManifestEnd;
import org.sbs.server.link.wire.ManifestPart;
import org.sbs.server.link.wire.MergeBasePart;
import org.sbs.server.sync.disk.Platform;
import org.sbs.server.sync.mergebase.MergeBaseCodec;
import org.sbs.server.sync.mergebase.MergeBaseDelta;
import org.sbs.server.sync.message.Wire;

/** Sends a manifest in parts that fit into frames. */
public final class ManifestSender {
  static final int MAX_ENTRIES = 1000;

  /** Well below the limit of a frame, whatever one more entry weighs. */
  private static final int MAX_BYTES = 512 * 1024;

  private ManifestSender() {}

  /**
   * What is told beside the manifest.
   *
   * @param cycle the last one that was committed
   * @param left what of the manifest the primary had deleted and this node kept
   * @param replaced where it is a version that both nodes had and replaced, as this one remembers
   * @param mergeBase what turns the rest into what both nodes had
   * @param memory what this node knows of that
   * @param nodeId of this node
   */
  public record Beside(
      long cycle,
      Set<EntryPath> left,
      Set<EntryPath> replaced,
      MergeBaseDelta mergeBase,
      MergeBaseId.Memory memory,
      String nodeId) {}

  public static void send(Manifest manifest, Beside beside, BulkChannel channel)
      throws IOException {
    ManifestPart.Builder part = ManifestPart.newBuilder();
    int bytes = 0;
    for (FileEntry entry : manifest.entries()) {
      Entry wire = Wire.toWire(entry);
      if (beside.left().contains(entry.at())) {
        wire = wire.toBuilder().setLeft(true).build();
      }
      if (beside.replaced().contains(entry.at())) {
        wire = wire.toBuilder().setReplaced(true).build();
      }
      if (part.getEntryCount() == MAX_ENTRIES || bytes > MAX_BYTES) {
        channel.send(Frame.newBuilder().setManifestPart(part).build());
        part = ManifestPart.newBuilder();
        bytes = 0;
      }
      part.addEntry(wire);
      bytes += wire.getSerializedSize();
    }
    if (part.getEntryCount() > 0) {
      channel.send(Frame.newBuilder().setManifestPart(part).build());
    }
    sendMergeBase(beside.mergeBase(), channel);
    channel.send(
        Frame.newBuilder()
            .setManifestEnd(
                ManifestEnd.newBuilder()
                    .setEntries(manifest.size())
                    .setCycle(beside.cycle())
                    .setMemory(MergeBaseCodec.toWire(beside.memory()))
                    .setNodeId(beside.nodeId())
                    .setWindowsNames(Platform.WINDOWS))
            .build());
    channel.flush();
  }

  private static void sendMergeBase(MergeBaseDelta mergeBase, BulkChannel channel)
      throws IOException {
    int most = MAX_ENTRIES / 10;
    for (int i = 0; i < mergeBase.put().size(); i += most) {
      MergeBasePart.Builder part = MergeBasePart.newBuilder();
      List<FileEntry> some = mergeBase.put().subList(i, Math.min(i + most, mergeBase.put().size()));
      some.forEach(entry -> part.addPut(Wire.toWire(entry)));
      channel.send(Frame.newBuilder().setMergeBasePart(part).build());
    }
    for (int i = 0; i < mergeBase.removed().size(); i += most) {
      List<EntryPath> some =
          mergeBase.removed().subList(i, Math.min(i + most, mergeBase.removed().size()));
      MergeBasePart part =
          MergeBasePart.newBuilder().addAllRemoved(MergeBaseCodec.places(some)).build();
      channel.send(Frame.newBuilder().setMergeBasePart(part).build());
    }
  }
}
