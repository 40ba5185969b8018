package org.sbs.server.sync;

import java.io.IOException;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Manifest;
import org.sbs.server.link.BulkChannel;
import org.sbs.server.link.wire.Entry;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.ManifestEnd;
import org.sbs.server.link.wire.ManifestPart;

/** Sends a manifest in parts that fit into frames. */
final class ManifestSender {
  static final int MAX_ENTRIES = 1000;

  /** Well below the limit of a frame, whatever one more entry weighs. */
  private static final int MAX_BYTES = 512 * 1024;

  private ManifestSender() {}

  static void send(Manifest manifest, long cycle, BulkChannel channel) throws IOException {
    ManifestPart.Builder part = ManifestPart.newBuilder();
    int bytes = 0;
    for (FileEntry entry : manifest.entries()) {
      Entry wire = Wire.toWire(entry);
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
    channel.send(
        Frame.newBuilder()
            .setManifestEnd(
                ManifestEnd.newBuilder()
                    .setEntries(manifest.size())
                    .setCycle(cycle)
                    .setWindowsNames(Platform.WINDOWS))
            .build());
    channel.flush();
  }
}
