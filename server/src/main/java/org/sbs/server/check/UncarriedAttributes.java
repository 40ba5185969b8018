package org.sbs.server.check;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.PathRules;
import org.sbs.core.text.Sanitizer;

/**
 * Finds files with access lists or attributes of their own, which are not carried over (R4.15). A
 * look costs about as much as listing the folder; it ends after some seconds, and what it found
 * counts for a hundred times as long as it took. Safe for any thread.
 */
final class UncarriedAttributes {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long REST = 100;
  private static final int MOST_NAMES = 3;

  private final Function<Path, List<String>> attributes;
  private final LongSupplier nanos;
  private final Map<Path, Result> known = new HashMap<>();

  private record Result(Optional<Reason> why, long untilNanos) {}

  /**
   * Nothing is known yet.
   *
   * @param attributes names those of a file
   * @param nanos of a clock that does not jump
   */
  UncarriedAttributes(Function<Path, List<String>> attributes, LongSupplier nanos) {
    this.attributes = attributes;
    this.nanos = nanos;
  }

  /** What is not carried over of that folder; empty if all is. */
  synchronized Optional<Reason> look(Path folder) throws IOException {
    long began = nanos.getAsLong();
    Result before = known.get(folder);
    if (before == null || began - before.untilNanos() >= 0) {
      Walk walk = new Walk(folder, began + LIMIT_NANOS);
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, walk);
      }
      long end = nanos.getAsLong();
      before = new Result(walk.why(), end + REST * (end - began));
      known.put(folder, before);
    }
    return before.why();
  }

  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final long endNanos;
    private final List<String> names = new ArrayList<>();
    private long lists;
    private long own;
    private long looked;
    private boolean cut;

    Walk(Path folder, long endNanos) {
      this.folder = folder;
      this.endNanos = endNanos;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes ignored) {
      if (!at.equals(folder) && PathRules.isReserved(at.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      return see(at);
    }

    @Override
    public FileVisitResult visitFile(Path at, BasicFileAttributes found) {
      return found.isRegularFile() ? see(at) : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path at, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult see(Path at) {
      looked++;
      boolean list = false;
      boolean some = false;
      for (String name : attributes.apply(at)) {
        list |= name.startsWith("system.posix_acl_");
        some |= name.startsWith("user.") || name.equals("security.capability");
      }
      lists += list ? 1 : 0;
      own += some ? 1 : 0;
      if ((list || some) && names.size() < MOST_NAMES) {
        names.add(
            Sanitizer.line(folder.equals(at) ? at.toString() : folder.relativize(at).toString()));
      }
      cut = nanos.getAsLong() - endNanos >= 0;
      return cut ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    Optional<Reason> why() {
      if (names.isEmpty()) {
        return Optional.empty();
      }
      Reason some =
          Reason.of(cut ? ReasonCode.PROBE_ATTRIBUTES_AMONG : ReasonCode.PROBE_ATTRIBUTES)
              .with("lists", lists)
              .with("attributes", own)
              .with("names", String.join(", ", names));
      return Optional.of(cut ? some.with("looked", looked) : some);
    }
  }
}
