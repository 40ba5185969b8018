package org.sbs.server.sync.send;

import com.google.protobuf.ByteString;
import java.io.IOException;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.link.wire.CopyFile;
import org.sbs.server.link.wire.Delete;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Item;
import org.sbs.server.link.wire.Items;
import org.sbs.server.link.wire.Mark;
import org.sbs.server.link.wire.SmallFile;
import org.sbs.server.sync.message.Wire;

/** Puts many entries into one message. One thread. */
final class ItemBatch {
  /** A message goes out when it has so many bytes. */
  private static final int FULL_BYTES = 256 * 1024;

  private final ReadAhead.Sink out;
  private Items.Builder items = Items.newBuilder();
  private int bytes;
  private long count;

  ItemBatch(ReadAhead.Sink out) {
    this.out = out;
  }

  void delete(FileEntry entry) throws IOException {
    add(
        Item.newBuilder()
            .setDelete(
                Delete.newBuilder()
                    .setFolder(entry.at().folder())
                    .setPath(entry.at().path())
                    .setKind(Wire.toWire(entry.kind()))));
  }

  void folder(FileEntry entry) throws IOException {
    add(Item.newBuilder().setFolder(Wire.toWire(entry)));
  }

  void link(FileEntry entry) throws IOException {
    add(Item.newBuilder().setLink(Wire.toWire(entry)));
  }

  void touch(FileEntry entry) throws IOException {
    add(Item.newBuilder().setTouch(Wire.toWire(entry)));
  }

  void mark(Mark mark) throws IOException {
    add(Item.newBuilder().setMark(mark));
  }

  void copy(FileEntry entry, EntryPath from) throws IOException {
    add(
        Item.newBuilder()
            .setCopy(
                CopyFile.newBuilder()
                    .setEntry(Wire.toWire(entry))
                    .setFolder(from.folder())
                    .setPath(from.path())));
  }

  void file(FileEntry entry, ByteString content) throws IOException {
    add(
        Item.newBuilder()
            .setFile(SmallFile.newBuilder().setEntry(Wire.toWire(entry)).setContent(content)));
  }

  void torn(FileEntry entry) throws IOException {
    add(
        Item.newBuilder()
            .setFile(SmallFile.newBuilder().setEntry(Wire.toWire(entry)).setTorn(true)));
  }

  /** Sends what waits. */
  void flush() throws IOException {
    if (bytes > 0) {
      out.send(Frame.newBuilder().setItems(items).build());
      items = Items.newBuilder();
      bytes = 0;
    }
  }

  /** How many entries there were. */
  long count() {
    return count;
  }

  private void add(Item.Builder builder) throws IOException {
    Item item = builder.build();
    int size = item.getSerializedSize();
    if (bytes + size > FULL_BYTES) {
      flush();
    }
    items.addItem(item);
    bytes += size;
    count++;
  }
}
