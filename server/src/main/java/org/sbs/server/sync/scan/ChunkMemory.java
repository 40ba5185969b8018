package org.sbs.server.sync.scan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.ChunkList;
import org.sbs.core.replica.ContentHash;

/**
 * Remembers of which chunks contents are made, by their hash: on the primary of what the secondary
 * has, on the secondary of what it has itself. What is forgotten costs time, never correctness. Any
 * thread.
 */
public interface ChunkMemory {
  /** The chunks of that content; empty if they are not known, or if it is one chunk. */
  Optional<ChunkList> find(ContentHash content);

  /** Remembers a content; one of a single chunk says no more than its hash and is not kept. */
  void remember(ChunkList list);

  /** In memory: of the contents that were last used, so many chunks at most. */
  static ChunkMemory upTo(int maxChunks) {
    return new InMemory(maxChunks);
  }

  /** The contents that were used last come last. */
  final class InMemory implements ChunkMemory {
    private final int maxChunks;
    private final Map<ContentHash, ChunkList> lists = new LinkedHashMap<>(16, 0.75f, true);
    private int chunks;

    private InMemory(int maxChunks) {
      this.maxChunks = maxChunks;
    }

    @Override
    public synchronized Optional<ChunkList> find(ContentHash content) {
      return Optional.ofNullable(lists.get(content));
    }

    @Override
    public synchronized void remember(ChunkList list) {
      if (list.count() < 2 || list.count() > maxChunks) {
        return;
      }
      if (lists.put(list.content(), list) == null) {
        chunks += list.count();
      }
      var oldest = lists.values().iterator();
      while (chunks > maxChunks) {
        chunks -= oldest.next().count();
        oldest.remove();
      }
    }
  }
}
