package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Files of the primary that are written all the time, in bursts with rests of random length, and a
 * reader of their copies on the secondary. A version is its number on each of its lines: one that
 * has two numbers, or another length than its number asks for, is torn.
 */
public final class BusyFiles implements AutoCloseable {
  private static final int LINE = 16;
  private static final int LINES = 4096;
  private static final int LONGEST_BURST_MS = 150;
  private static final int LONGEST_REST_MS = 700;

  /** Between two versions, so that others get a processor too. */
  private static final long BREATH_NANOS = 200_000;

  /** How a file is written. */
  private enum Way {
    /** From its beginning, by one call; always of the same length. */
    IN_PLACE("in place", true),
    /** Beside, and then renamed over; the length changes. */
    RENAMED("renamed", true),
    /** A line more at its end, by one call. */
    APPENDED("appended", true),
    /** From its beginning, by several calls. */
    IN_PARTS("in parts", false);

    private final String title;
    private final boolean neverTorn;

    Way(String title, boolean neverTorn) {
      this.title = title;
      this.neverTorn = neverTorn;
    }
  }

  private final TestNode primary;
  private final TestNode secondary;
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> torn = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Map<String, Set<Long>> seen = new ConcurrentHashMap<>();
  private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock(true);
  private volatile boolean over;

  private BusyFiles(TestNode primary, TestNode secondary) {
    this.primary = primary;
    this.secondary = secondary;
  }

  /** Begins to write and to read. */
  public static BusyFiles of(TestNode primary, TestNode secondary, long seed) {
    BusyFiles busy = new BusyFiles(primary, secondary);
    Random random = new Random(seed);
    for (Way way : Way.values()) {
      for (int i = 0; i < 2; i++) {
        String name = way.title + " " + i;
        Random own = new Random(random.nextLong());
        busy.seen.put(name, ConcurrentHashMap.newKeySet());
        busy.run(name, () -> busy.write(name, way, own));
      }
    }
    busy.run("reader", busy::read);
    return busy;
  }

  /** Something that goes on until it is over. */
  private interface Work {
    void run() throws IOException;
  }

  private void run(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(name + ": " + e);
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  // ---- writing ----

  private void write(String name, Way way, Random random) throws IOException {
    Path path = primary.files().resolve(name);
    long version = 1;
    while (!over) {
      long end = System.nanoTime() + millis(random.nextInt(LONGEST_BURST_MS));
      do {
        writing.readLock().lock();
        try {
          writeOnce(path, way, version++);
        } finally {
          writing.readLock().unlock();
        }
        LockSupport.parkNanos(BREATH_NANOS);
      } while (!over && System.nanoTime() < end);
      LockSupport.parkNanos(millis(random.nextInt(LONGEST_REST_MS)));
    }
  }

  private static long millis(int number) {
    return TimeUnit.MILLISECONDS.toNanos(number);
  }

  private void writeOnce(Path path, Way way, long version) throws IOException {
    switch (way) {
      case IN_PLACE -> {
        try (FileChannel channel = open(path)) {
          channel.write(version(version, LINES), 0);
        }
      }
      case RENAMED -> {
        Path beside = primary.home().resolve(path.getFileName() + ".fresh");
        Files.write(beside, version(version, lines(version)).array());
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
      }
      case APPENDED -> {
        try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
          channel.write(version(version, 1));
        }
      }
      case IN_PARTS -> {
        ByteBuffer whole = version(version, LINES);
        try (FileChannel channel = open(path)) {
          for (int part = 0; part < 8; part++) {
            channel.write(whole.slice(part * LINES * LINE / 8, LINES * LINE / 8));
          }
        }
      }
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static int lines(long version) {
    return 1 + (int) (version * 37 % LINES);
  }

  private static ByteBuffer version(long version, int lines) {
    String line = String.format("%0" + (LINE - 1) + "d%n", version);
    return ByteBuffer.wrap(line.repeat(lines).getBytes(StandardCharsets.US_ASCII));
  }

  // ---- reading ----

  private void read() throws IOException {
    while (!over) {
      LockSupport.parkNanos(BREATH_NANOS);
      for (Way way : Way.values()) {
        for (int i = 0; i < 2; i++) {
          String name = way.title + " " + i;
          Optional<String> text = text(secondary.files().resolve(name));
          if (text.isPresent() && way.neverTorn) {
            look(name, way, text.get());
          }
        }
      }
    }
  }

  private static Optional<String> text(Path path) throws IOException {
    try {
      return Optional.of(Files.readString(path, StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void look(String name, Way way, String text) {
    List<Long> numbers = text.lines().map(Long::parseLong).toList();
    long newest = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    int wanted =
        switch (way) {
          case RENAMED -> lines(newest);
          case APPENDED -> (int) newest;
          case IN_PLACE, IN_PARTS -> LINES;
        };
    boolean whole = text.length() == wanted * LINE && newest > 0;
    for (int i = 0; i < numbers.size() && whole; i++) {
      whole = numbers.get(i) == (way == Way.APPENDED ? i + 1 : newest);
    }
    if (!whole) {
      torn.add(
          name
              + ": "
              + text.length()
              + " bytes of "
              + new TreeSet<>(numbers).size()
              + " versions, the last "
              + newest);
    } else {
      seen.get(name).add(newest);
    }
  }

  /** Torn files that the reader found, in words; best empty. */
  public List<String> torn() {
    return torn;
  }

  /** What went wrong with writing and reading; best empty. */
  public List<String> failures() {
    return failures;
  }

  /** How many versions of each file the reader found. */
  public Map<String, Integer> versionsSeen() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    seen.forEach((name, versions) -> counts.put(name, versions.size()));
    return counts;
  }

  /** From now on nobody writes; the same thread must call {@link #goOn}. */
  public void rest() {
    writing.writeLock().lock();
  }

  /** Undoes {@link #rest}. */
  public void goOn() {
    writing.writeLock().unlock();
  }

  /** Ends writing and reading. */
  @Override
  public void close() {
    over = true;
    try {
      for (Thread thread : threads) {
        LockSupport.unpark(thread);
        thread.join(TimeUnit.SECONDS.toMillis(60));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
