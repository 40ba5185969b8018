package org.sbs.server.sync;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.FileEntry;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderSet;
import org.sbs.core.replica.JointId;
import org.sbs.core.replica.Manifest;
import org.sbs.server.sync.record.JointFolder;
import org.sbs.server.sync.record.JointRecord;

/**
 * Remembers durably what both nodes had when they last committed a cycle together (R5.1), and what
 * this node kept that its primary had deleted (R5.4). One file: the whole set once, then what each
 * cycle changed; written anew when it has become long. What a crash cut off at its end is cut away.
 * Any thread.
 */
final class JointStore {
  private static final String FILE = "joint";
  private static final int DIGEST_BYTES = 8;
  private static final int HEAD_BYTES = Integer.BYTES;
  private static final int ENTRIES_A_RECORD = 1000;

  /** Written anew when it is so many times as long as when it was last written. */
  private static final long GROWTH = 4;

  private static final long LITTLE_BYTES = 1 << 20;

  private final Disk disk;
  private final Path file;
  private boolean opened;
  private long length;
  private long lengthAtFirst;
  private JointId.Memory memory = JointId.Memory.NONE;
  private final Map<EntryPath, FileEntry> left = new HashMap<>();
  private Map<Integer, String> folders = Map.of();

  JointStore(Disk disk, Path folder) {
    this.disk = disk;
    this.file = folder.resolve(FILE);
  }

  /** What this node knows of cycles that both nodes have. */
  synchronized JointId.Memory memory() throws IOException {
    open();
    return memory;
  }

  /** What this node kept that its primary had deleted, as it was then. */
  synchronized Map<EntryPath, FileEntry> left() throws IOException {
    open();
    return Map.copyOf(left);
  }

  /** What both nodes had in the joint cycle; empty if there was none. */
  synchronized Manifest load() throws IOException {
    Reader reader = new Reader();
    read(reader);
    return reader.manifest();
  }

  /** From now on entries refer to the folders of this set; those of others are forgotten. */
  synchronized void align(FolderSet set) throws IOException {
    open();
    Map<Integer, String> now = new HashMap<>();
    set.folders().forEach(folder -> now.put(folder.index(), name(folder)));
    if (folders.equals(now)) {
      return;
    }
    Map<String, Integer> indexes = new HashMap<>();
    now.forEach((index, path) -> indexes.put(path, index));
    Manifest aligned = Manifest.of(aligned(load().entries(), indexes));
    Map<EntryPath, FileEntry> kept = new HashMap<>();
    aligned(left.values(), indexes).forEach(entry -> kept.put(entry.at(), entry));
    rewrite(aligned, now, kept);
    left.clear();
    left.putAll(kept);
    folders = now;
  }

  private static String name(Folder folder) {
    return folder.index() == 0 ? "" : folder.path();
  }

  private List<FileEntry> aligned(Collection<FileEntry> entries, Map<String, Integer> indexes) {
    List<FileEntry> aligned = new ArrayList<>();
    for (FileEntry entry : entries) {
      Integer index = indexes.get(folders.getOrDefault(entry.at().folder(), "?"));
      if (index != null) {
        EntryPath at = new EntryPath(index, entry.at().path());
        aligned.add(
            new FileEntry(
                at,
                entry.kind(),
                entry.size(),
                entry.modifiedNanos(),
                entry.mode(),
                entry.hash(),
                entry.target()));
      }
    }
    return aligned;
  }

  /**
   * Notes what a cycle changed; one that is noted already is not noted again.
   *
   * @param durably whether it must survive a power cut
   */
  synchronized void append(JointRecord record, boolean durably) throws IOException {
    open();
    boolean known =
        record.hasName()
            && memory.joint().filter(JointWire.id(record.getName())::equals).isPresent();
    if (known) {
      return;
    }
    ByteBuffer bytes = frame(record);
    int size = bytes.remaining();
    try (FileChannel channel = disk.openToAppend("JOINT-OPEN", file, length)) {
      disk.write("JOINT-WRITE", file, channel, bytes);
    }
    // Without any note a node would not know after a power cut that it ever met the other.
    if (durably || memory.joint().isEmpty()) {
      disk.force("JOINT-SYNC", file);
    }
    length += size;
    learn(record);
    if (length > Math.max(LITTLE_BYTES, GROWTH * lengthAtFirst)) {
      rewrite(load(), folders, left);
    }
  }

  /** Notes that a cycle goes out: the other node may have it even if nothing is heard of it. */
  void offer(JointId id) throws IOException {
    append(JointRecord.newBuilder().setOffered(JointWire.name(id)).build(), false);
  }

  /** These are not what was left any more. */
  void forgetLeft(Collection<EntryPath> at) throws IOException {
    if (!at.isEmpty()) {
      append(JointRecord.newBuilder().addAllUnleft(JointWire.places(at)).build(), true);
    }
  }

  private void open() throws IOException {
    if (!opened) {
      Files.createDirectories(file.getParent());
      Reader reader = new Reader();
      long sound = read(reader);
      reader.records.forEach(this::learn);
      length = sound;
      lengthAtFirst = sound;
      opened = true;
    }
  }

  private void learn(JointRecord record) {
    if (record.getReset()) {
      left.clear();
      Map<Integer, String> named = new HashMap<>();
      record.getFolderList().forEach(folder -> named.put(folder.getFolder(), folder.getPath()));
      folders = named;
    }
    Optional<JointId> joint =
        record.hasName() ? Optional.of(JointWire.id(record.getName())) : memory.joint();
    Optional<JointId> offered =
        record.hasOffered() ? Optional.of(JointWire.id(record.getOffered())) : memory.offered();
    memory = new JointId.Memory(joint, offered);
    record.getUnleftList().forEach(place -> left.remove(JointWire.at(place)));
    JointWire.entries(record.getLeftList()).forEach(entry -> left.put(entry.at(), entry));
  }

  /** Collects records until those are whole that belong together. */
  private static final class Reader {
    private final List<JointRecord> records = new ArrayList<>();
    private final List<JointRecord> waiting = new ArrayList<>();

    /** True if all that was read until here counts. */
    boolean take(JointRecord record) {
      waiting.add(record);
      if (record.getMore()) {
        return false;
      }
      records.addAll(waiting);
      waiting.clear();
      return true;
    }

    Manifest manifest() {
      int reset = 0;
      for (int i = 0; i < records.size(); i++) {
        reset = records.get(i).getReset() ? i : reset;
      }
      Map<EntryPath, FileEntry> put = new HashMap<>();
      for (JointRecord record : records.subList(reset, records.size())) {
        for (var place : record.getRemovedList()) {
          put.remove(JointWire.at(place));
        }
        JointWire.entries(record.getPutList()).forEach(entry -> put.put(entry.at(), entry));
      }
      return Manifest.of(put.values());
    }
  }

  /** Answers with how much of the file is sound. */
  private long read(Reader into) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    long sound = 0;
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    while (bytes.remaining() >= HEAD_BYTES + DIGEST_BYTES) {
      int start = bytes.position();
      int size = bytes.getInt();
      if (size < 0 || size > bytes.remaining() - DIGEST_BYTES) {
        break;
      }
      byte[] digest = digest(bytes.array(), start, HEAD_BYTES + size);
      int end = start + HEAD_BYTES + size;
      if (!Arrays.equals(digest, Arrays.copyOfRange(bytes.array(), end, end + DIGEST_BYTES))) {
        break;
      }
      try {
        JointRecord record =
            JointRecord.parseFrom(ByteBuffer.wrap(bytes.array(), start + HEAD_BYTES, size));
        bytes.position(end + DIGEST_BYTES);
        sound = into.take(record) ? bytes.position() : sound;
      } catch (InvalidProtocolBufferException e) {
        break;
      }
    }
    return sound;
  }

  private static byte[] digest(byte[] bytes, int from, int length) {
    MessageDigest digest = Hashing.sha256();
    digest.update(bytes, from, length);
    return Arrays.copyOf(digest.digest(), DIGEST_BYTES);
  }

  private static ByteBuffer frame(JointRecord record) {
    byte[] body = record.toByteArray();
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + body.length + DIGEST_BYTES);
    frame.putInt(body.length).put(body);
    frame.put(digest(frame.array(), 0, HEAD_BYTES + body.length));
    return frame.flip();
  }

  /** Writes it anew, in the place of the old one at once or not at all. */
  private void rewrite(Manifest whole, Map<Integer, String> named, Map<EntryPath, FileEntry> kept)
      throws IOException {
    Path temporary = file.resolveSibling(FILE + ".tmp");
    disk.delete("JOINT-CLEAR", temporary);
    long written = 0;
    try (FileChannel channel = disk.create("JOINT-CREATE", temporary)) {
      for (JointRecord record : records(whole, named, kept)) {
        ByteBuffer bytes = frame(record);
        written += bytes.remaining();
        disk.write("JOINT-REWRITE", temporary, channel, bytes);
      }
    }
    disk.force("JOINT-REWRITE-SYNC", temporary);
    disk.move("JOINT-REPLACE", temporary, file);
    disk.force("JOINT-FOLDER-SYNC", file.getParent());
    length = written;
    lengthAtFirst = written;
  }

  private List<JointRecord> records(
      Manifest whole, Map<Integer, String> named, Map<EntryPath, FileEntry> kept) {
    JointRecord.Builder first = JointRecord.newBuilder().setReset(true);
    memory.joint().ifPresent(id -> first.setName(JointWire.name(id)));
    memory.offered().ifPresent(id -> first.setOffered(JointWire.name(id)));
    named.forEach(
        (index, path) -> first.addFolder(JointFolder.newBuilder().setFolder(index).setPath(path)));
    kept.values().forEach(entry -> first.addLeft(Wire.toWire(entry)));
    List<JointRecord> records = new ArrayList<>();
    JointRecord.Builder next = first;
    for (FileEntry entry : whole.entries()) {
      if (next.getPutCount() == ENTRIES_A_RECORD) {
        records.add(next.setMore(true).build());
        next = JointRecord.newBuilder();
      }
      next.addPut(Wire.toWire(entry));
    }
    records.add(next.build());
    return records;
  }
}
