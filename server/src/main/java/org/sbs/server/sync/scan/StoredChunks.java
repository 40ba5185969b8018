package org.sbs.server.sync.scan;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;

/**
 * The chunk lists of the content index. A content that no file has any more is kept for a while:
 * the secondary may still have it, and the next version is told as what differs from it. Any
 * thread.
 */
final class StoredChunks implements ChunkMemory {
  /** So many contents that no file has any more are kept. */
  private static final int MOST_SUPERSEDED = 64;

  private final MVMap<String, byte[]> lists;
  private final Consumer<MVStoreException> complain;
  private final Queue<ContentHash> superseded = new ArrayDeque<>();

  StoredChunks(MVStore store, Consumer<MVStoreException> complain) {
    this.complain = complain;
    this.lists =
        store.openMap(
            "chunks",
            new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  /** The contents whose chunks are known. */
  Set<ContentHash> contents() {
    Set<ContentHash> contents = new HashSet<>();
    lists
        .keyIterator(null)
        .forEachRemaining(name -> contents.add(ContentHash.of(HexFormat.of().parseHex(name))));
    return contents;
  }

  void forget(ContentHash content) {
    lists.remove(content.toString());
  }

  @Override
  public Optional<ChunkList> find(ContentHash content) {
    try {
      return Optional.ofNullable(lists.get(content.toString())).map(StoredChunks::list);
    } catch (MVStoreException e) {
      complain.accept(e);
      return Optional.empty();
    }
  }

  @Override
  public void remember(ChunkList list) {
    if (list.count() < 2) {
      return;
    }
    try {
      lists.put(list.content().toString(), bytes(list));
    } catch (MVStoreException e) {
      complain.accept(e);
    }
  }

  /** A file has another content now, or is gone. */
  synchronized void supersede(ContentHash content) {
    if (!lists.containsKey(content.toString())) {
      return;
    }
    superseded.remove(content);
    superseded.add(content);
    if (superseded.size() > MOST_SUPERSEDED) {
      // Another file may have this content: then its next change costs more time.
      lists.remove(superseded.remove().toString());
    }
  }

  private static byte[] bytes(ChunkList list) {
    ByteBuffer bytes = ByteBuffer.allocate(list.count() * (Integer.BYTES + ContentHash.BYTES));
    for (int length : list.lengths()) {
      bytes.putInt(length);
    }
    return bytes.put(list.hashes()).array();
  }

  private static ChunkList list(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int[] lengths = new int[bytes.length / (Integer.BYTES + ContentHash.BYTES)];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = from.getInt();
    }
    byte[] hashes = new byte[from.remaining()];
    from.get(hashes);
    return ChunkList.of(lengths, hashes);
  }
}
