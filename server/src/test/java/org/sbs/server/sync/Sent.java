package org.sbs.server.sync;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import org.sbs.core.replica.ContentHash;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.server.link.wire.Base;
import org.sbs.server.link.wire.CopyFile;
import org.sbs.server.link.wire.FileBegin;
import org.sbs.server.link.wire.FileData;
import org.sbs.server.link.wire.FileEnd;
import org.sbs.server.link.wire.FileRange;
import org.sbs.server.link.wire.Frame;
import org.sbs.server.link.wire.Item;
import org.sbs.server.link.wire.Items;
import org.sbs.server.link.wire.SmallFile;
import org.sbs.server.sync.message.Wire;
import org.sbs.server.sync.scan.ContentReader;

/** Messages of a cycle, made by hand. */
final class Sent {
  private Sent() {}

  static FileEntry entry(int folder, String path, long size, ContentHash hash) {
    return FileEntry.file(new EntryPath(folder, path), size, 0, 0666, hash);
  }

  static Frame item(Item.Builder item) {
    return Frame.newBuilder().setItems(Items.newBuilder().addItem(item)).build();
  }

  static Frame small(String path, long size, ContentHash hash, byte[] content) {
    return item(
        Item.newBuilder()
            .setFile(
                SmallFile.newBuilder()
                    .setEntry(Wire.toWire(entry(0, path, size, hash)))
                    .setContent(ByteString.copyFrom(content))));
  }

  static Frame copy(String path, long size, ContentHash hash, int folder, String from) {
    return item(
        Item.newBuilder()
            .setCopy(
                CopyFile.newBuilder()
                    .setEntry(Wire.toWire(entry(0, path, size, hash)))
                    .setFolder(folder)
                    .setPath(from)));
  }

  static Frame begin(int folder, String path, long size) {
    return Frame.newBuilder()
        .setFileBegin(
            FileBegin.newBuilder()
                .setEntry(Wire.toWire(entry(folder, path, size, ContentHash.NONE))))
        .build();
  }

  static Frame begin(String path, long size, String base, ContentHash baseHash) {
    return Frame.newBuilder()
        .setFileBegin(
            FileBegin.newBuilder()
                .setEntry(Wire.toWire(entry(0, path, size, ContentHash.NONE)))
                .setBase(Base.newBuilder().setPath(base).setSha256(Wire.toWire(baseHash))))
        .build();
  }

  static Frame data(byte[] content, Integer... ends) {
    return Frame.newBuilder()
        .setFileData(
            FileData.newBuilder()
                .setContent(ByteString.copyFrom(content))
                .addAllEnd(Arrays.asList(ends)))
        .build();
  }

  static Frame range(long offset, long length) {
    return Frame.newBuilder()
        .setFileRange(FileRange.newBuilder().setOffset(offset).setLength(length))
        .build();
  }

  static Frame end(ContentHash hash) {
    return Frame.newBuilder().setFileEnd(FileEnd.newBuilder().setSha256(Wire.toWire(hash))).build();
  }

  /** A file of one chunk. */
  static List<Frame> large(int folder, String path, byte[] content) {
    return List.of(
        begin(folder, path, content.length),
        data(content, content.length),
        end(ContentReader.hash(content)));
  }
}
