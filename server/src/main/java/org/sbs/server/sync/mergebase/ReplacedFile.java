package org.sbs.server.sync.mergebase;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sbs.core.replica.EntryPath;
import org.sbs.core.replica.ReplacedVersion;
import org.sbs.server.sync.disk.Disk;
import org.sbs.server.sync.disk.RecordFile;
import org.sbs.server.sync.message.ReplacedWire;
import org.sbs.server.sync.record.ReplacedChain;
import org.sbs.server.sync.record.ReplacedList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable memory of versions that both nodes had and replaced, longer than any of them is kept
 * (R5.1). It is bounded: where it gets too long, the places with the most versions lose their
 * oldest ones, and then the places are forgotten at which nothing was replaced for longest. A file
 * that is damaged is no memory: that is said once, and the next writing begins anew. It goes
 * through memory as a stream. Not for several threads at once.
 */
public final class ReplacedFile {
  private static final Logger LOG = LoggerFactory.getLogger(ReplacedFile.class);
  private static final ExtensionRegistryLite NO_EXTENSIONS =
      ExtensionRegistryLite.getEmptyRegistry();

  /** So many versions are remembered, about 30 bytes each. */
  static final int MOST = 500_000;

  /** So many of one place stay while other places are forgotten. */
  private static final int FEW = 16;

  /**
   * Names a place for longer than the numbers of folders hold.
   *
   * @param folder as configured on the primary; empty for the settings folder
   */
  public record Key(String folder, String path) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::folder).thenComparing(Key::path);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  private final RecordFile file;
  private final int most;
  private boolean complained;

  public ReplacedFile(Disk disk, Path folder) {
    this(disk, folder, MOST);
  }

  public ReplacedFile(Disk disk, Path folder, int most) {
    this.file = new RecordFile(disk, folder.resolve("replaced"));
    this.most = most;
  }

  // ---- reading ----

  /**
   * Adds what is remembered of some places.
   *
   * @param folders the numbers of the folders, by their names
   */
  public void addTo(
      Map<EntryPath, List<ReplacedVersion>> found,
      Map<String, Integer> folders,
      Set<EntryPath> wanted) {
    Optional<RecordFile.Body> body = body();
    if (body.isEmpty()) {
      return;
    }
    Map<EntryPath, List<ReplacedVersion>> read = new HashMap<>();
    try {
      each(
          body.get(),
          (key, chain) -> {
            Integer index = folders.get(key.folder());
            EntryPath at = index == null ? null : new EntryPath(index, key.path());
            if (at != null && wanted.contains(at)) {
              read.put(at, versions(chain.getVersion()));
            }
          });
    } catch (IOException e) {
      complain(e);
      return;
    }
    read.forEach((at, some) -> found.computeIfAbsent(at, any -> new ArrayList<>()).addAll(some));
  }

  private static List<ReplacedVersion> versions(ByteString bytes) {
    List<ReplacedVersion> versions = new ArrayList<>();
    for (int from = 0; from < bytes.size(); from += ReplacedWire.BYTES) {
      ReplacedWire.version(bytes, from).ifPresent(versions::add);
    }
    return versions;
  }

  /** What is remembered, if it is whole. */
  private Optional<RecordFile.Body> body() {
    try {
      return file.check();
    } catch (IOException e) {
      complain(e);
      return Optional.empty();
    }
  }

  @FunctionalInterface
  private interface ChainWork {
    void of(Key key, ReplacedChain chain) throws IOException;
  }

  private static void each(RecordFile.Body body, ChainWork work) throws IOException {
    boolean unused =
        body.read(
            in -> {
              each(in, work);
              return true;
            });
  }

  private static void each(CodedInputStream in, ChainWork work) throws IOException {
    String folder = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == ReplacedList.CHAIN_FIELD_NUMBER) {
        ReplacedChain chain = in.readMessage(ReplacedChain.parser(), NO_EXTENSIONS);
        folder = chain.hasFolder() ? chain.getFolder() : folder;
        work.of(new Key(folder, chain.getPath()), chain);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void complain(Exception why) {
    if (!complained) {
      complained = true;
      LOG.warn(
          "{} cannot be read: {}. Which versions of files the pair replaced before is forgotten:"
              + " if a backup with such files is put back on a node while it is down, they count"
              + " as edits. The file is written anew.",
          file.path(),
          why.getMessage());
    }
  }

  // ---- writing ----

  /**
   * Adds versions durably, the oldest of a place first; what is there already is not added again.
   *
   * @throws IOException if it cannot be written; then it is as it was
   */
  public void add(NavigableMap<Key, List<ReplacedVersion>> more) throws IOException {
    if (more.isEmpty()) {
      return;
    }
    Optional<RecordFile.Body> before = body();
    Census census = new Census();
    if (before.isPresent()) {
      try {
        each(before.get(), census::count);
      } catch (IOException e) {
        complain(e);
        before = Optional.empty();
        census = new Census();
      }
    }
    long round = census.newest + 1;
    more.values().forEach(census::add);
    Bounds bounds = census.bounds(most);
    try (RecordFile.Writing out = file.begin("REPLACED")) {
      Writer writer = new Writer(out, more, bounds, round);
      if (before.isPresent()) {
        each(before.get(), writer::take);
      }
      writer.end();
      out.end();
    }
    file.force("REPLACED");
    file.publish("REPLACED-PUBLISH");
    file.forceFolder("REPLACED");
  }

  /**
   * What stays.
   *
   * @param perPlace so many versions of a place, the newest
   * @param oldest places at which nothing was replaced since that round are forgotten
   */
  private record Bounds(int perPlace, long oldest) {}

  /** Counts how many versions the places have. */
  private static final class Census {
    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();
    private final TreeMap<Long, Long> rounds = new TreeMap<>();
    private long newest;

    void count(Key key, ReplacedChain chain) {
      int length = chain.getVersion().size() / ReplacedWire.BYTES;
      lengths.merge(length, 1, Integer::sum);
      rounds.merge(chain.getRound(), (long) Math.min(FEW, length), Long::sum);
      newest = Math.max(newest, chain.getRound());
    }

    /** As if none of these were known yet: there may be fewer. */
    void add(List<ReplacedVersion> versions) {
      lengths.merge(versions.size(), 1, Integer::sum);
      rounds.merge(newest + 1, (long) Math.min(FEW, versions.size()), Long::sum);
    }

    private long total(int perPlace) {
      return lengths.entrySet().stream()
          .mapToLong(length -> (long) Math.min(perPlace, length.getKey()) * length.getValue())
          .sum();
    }

    /** If there are too many, as many stay as leave room for a while. */
    Bounds bounds(int most) {
      if (total(Integer.MAX_VALUE) <= most) {
        return new Bounds(Integer.MAX_VALUE, 0);
      }
      long room = most / 4L * 3;
      int low = FEW;
      int high = Math.max(FEW, lengths.lastKey());
      while (low < high) {
        int middle = low + (high - low + 1) / 2;
        low = total(middle) <= room ? middle : low;
        high = total(middle) <= room ? high : middle - 1;
      }
      long over = total(low) - room;
      long oldest = 0;
      Iterator<Map.Entry<Long, Long>> all = rounds.entrySet().iterator();
      while (over > 0 && all.hasNext()) {
        Map.Entry<Long, Long> round = all.next();
        over -= round.getValue();
        oldest = round.getKey() + 1;
      }
      return new Bounds(low, Math.min(oldest, newest + 1));
    }
  }

  /** Brings what was there and what is new into one order, and writes it. */
  private static final class Writer {
    private final RecordFile.Writing out;
    private final Iterator<Map.Entry<Key, List<ReplacedVersion>>> added;
    private final Bounds bounds;
    private final long round;
    private Map.Entry<Key, List<ReplacedVersion>> next;
    private String folder = "";
    private long versions;

    Writer(
        RecordFile.Writing out,
        NavigableMap<Key, List<ReplacedVersion>> more,
        Bounds bounds,
        long round) {
      this.out = out;
      this.added = more.entrySet().iterator();
      this.bounds = bounds;
      this.round = round;
      advance();
    }

    private void advance() {
      next = added.hasNext() ? added.next() : null;
    }

    void take(Key key, ReplacedChain chain) throws IOException {
      int order = writeBefore(key);
      if (order == 0) {
        write(key, join(versions(chain.getVersion()), next.getValue()), round);
        advance();
      } else {
        write(key, versions(chain.getVersion()), chain.getRound());
      }
    }

    /** Answers with 0 if what comes next is of that place. */
    private int writeBefore(Key key) throws IOException {
      while (next != null) {
        int order = next.getKey().compareTo(key);
        if (order >= 0) {
          return order;
        }
        write(next.getKey(), join(List.of(), next.getValue()), round);
        advance();
      }
      return 1;
    }

    private static List<ReplacedVersion> join(
        List<ReplacedVersion> before, List<ReplacedVersion> after) {
      Set<ReplacedVersion> all = new LinkedHashSet<>(before);
      for (ReplacedVersion version : after) {
        // What was replaced again is the newest again.
        all.remove(version);
        all.add(version);
      }
      return List.copyOf(all);
    }

    private void write(Key key, List<ReplacedVersion> all, long newest) throws IOException {
      if (newest < bounds.oldest()) {
        return;
      }
      List<ReplacedVersion> staying =
          all.subList(Math.max(0, all.size() - bounds.perPlace()), all.size());
      ReplacedChain.Builder chain = ReplacedChain.newBuilder().setPath(key.path()).setRound(newest);
      if (!key.folder().equals(folder)) {
        folder = key.folder();
        chain.setFolder(folder);
      }
      ByteString.Output bytes = ByteString.newOutput(staying.size() * ReplacedWire.BYTES);
      for (ReplacedVersion version : staying) {
        ReplacedWire.bytes(version).writeTo(bytes);
      }
      versions += staying.size();
      ReplacedList.newBuilder()
          .addChain(chain.setVersion(bytes.toByteString()))
          .build()
          .writeTo(out);
    }

    void end() throws IOException {
      while (next != null) {
        write(next.getKey(), join(List.of(), next.getValue()), round);
        advance();
      }
      ReplacedList.newBuilder().setRound(round).setVersions(versions).build().writeTo(out);
    }
  }
}
