package org.sbs.server.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonForm;
import org.sbs.server.json.JsonText;
import org.sbs.server.json.JsonValue;
import org.sbs.server.json.NotJsonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of events: a JSON object a line in {@code events.jsonl}. When that file is full it
 * becomes {@code events.1.jsonl}, in the place of an older one, so the history never takes more
 * than twice the limit. When {@link #append} returns, the entry survives a power cut. Safe for any
 * thread.
 *
 * <p>The history serves people: nothing that goes wrong with it stops the node. Lines that are no
 * entries are skipped and counted; an entry that cannot be written is lost, and the log says so.
 */
public final class HistoryFile {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
  private static final int DEFAULT_LIMIT_BYTES = 4 << 20;

  private final Path folder;
  private final Path file;
  private final Path older;
  private final int limitBytes;
  private long lost;

  // Whether the folder is there and its owner's alone: looked at with the first entry.
  private boolean closed;

  /**
   * What a reading brought.
   *
   * @param entries oldest first
   * @param skippedLines that were read and are no entries
   */
  public record Newest(List<HistoryEntry> entries, long skippedLines) {}

  /** In that folder, which is made when the first entry is written. */
  public HistoryFile(Path folder) {
    this(folder, DEFAULT_LIMIT_BYTES);
  }

  HistoryFile(Path folder, int limitBytes) {
    this.folder = folder;
    this.file = folder.resolve("events.jsonl");
    this.older = folder.resolve("events.1.jsonl");
    this.limitBytes = limitBytes;
  }

  /** Adds an entry. Does not throw. */
  public synchronized void append(HistoryEntry entry) {
    try {
      byte[] line = (JsonText.line(row(entry)) + "\n").getBytes(StandardCharsets.UTF_8);
      if (!closed) {
        OwnerOnly.folder(folder);
        closed = true;
      }
      rotateBefore(line.length);
      write(line);
    } catch (IOException e) {
      if (lost == 0) {
        LOG.error(
            "The history in {} cannot be written, and its entries are lost until it can: {}",
            file,
            e.toString());
      }
      lost++;
      return;
    }
    if (lost > 0) {
      LOG.warn("The history in {} is written again; {} entries were lost.", file, lost);
      lost = 0;
    }
  }

  private static Map<String, Object> row(HistoryEntry entry) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", entry.time());
    row.put("kind", entry.kind());
    row.put("epoch", entry.epoch());
    row.put("role", entry.role());
    row.put("reason", entry.reason());
    row.put(ReasonForm.CODE, entry.why().code().word());
    row.put(ReasonForm.VALUES, ReasonForm.values(entry.why()));
    return row;
  }

  private void rotateBefore(int bytes) throws IOException {
    if (Files.exists(file) && Files.size(file) + bytes > limitBytes) {
      Files.move(file, older, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void write(byte[] line) throws IOException {
    OwnerOnly.file(file);
    // Opened anew each time: a file that an administrator moved away, or a full disk, is no lasting
    // trouble then.
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      long end = opened.length();
      boolean torn = end > 0 && lastByte(opened, end) != '\n';
      opened.seek(end);
      if (torn) {
        // A crash or a full disk tore the last line; it must not swallow this one.
        opened.write('\n');
      }
      opened.write(line);
      opened.getFD().sync();
    }
  }

  private static int lastByte(RandomAccessFile opened, long end) throws IOException {
    opened.seek(end - 1);
    return opened.read();
  }

  /** Forgets what happened before that. Does not throw. */
  public synchronized void prune(Instant oldest) {
    for (Path part : List.of(older, file)) {
      List<String> lines = lines(part);
      List<String> staying = lines.stream().filter(line -> !isBefore(line, oldest)).toList();
      if (staying.size() < lines.size()) {
        replace(part, staying);
      }
    }
  }

  private static boolean isBefore(String line, Instant oldest) {
    try {
      return parse(line)
          .map(entry -> OffsetDateTime.parse(entry.time()).toInstant().isBefore(oldest))
          .orElse(false);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private void replace(Path part, List<String> lines) {
    Path temporary = folder.resolve(part.getFileName() + ".tmp");
    try {
      OwnerOnly.file(temporary);
      Files.write(temporary, lines, StandardCharsets.UTF_8);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(temporary, part, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("Old events in {} cannot be removed: {}", part, e.toString());
    }
  }

  /** The newest entries, at most so many. What cannot be read counts as not there. */
  public synchronized Newest newest(int most) {
    Deque<HistoryEntry> entries = new ArrayDeque<>();
    long skipped = 0;
    for (Path part : List.of(older, file)) {
      for (String line : lines(part)) {
        Optional<HistoryEntry> entry = parse(line);
        if (entry.isEmpty()) {
          skipped++;
        } else {
          entries.addLast(entry.get());
          if (entries.size() > most) {
            entries.removeFirst();
          }
        }
      }
    }
    return new Newest(List.copyOf(entries), skipped);
  }

  /** The lines at the end of the file, as far back as a file of this class can reach. */
  private List<String> lines(Path part) {
    if (!Files.exists(part)) {
      return List.of();
    }
    try (RandomAccessFile opened = new RandomAccessFile(part.toFile(), "r")) {
      long from = Math.max(0, opened.length() - limitBytes);
      byte[] bytes = new byte[(int) (opened.length() - from)];
      opened.seek(from);
      opened.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      int start = from == 0 ? 0 : text.indexOf('\n') + 1;
      return text.substring(start).lines().toList();
    } catch (IOException e) {
      LOG.warn("The history in {} cannot be read: {}", part, e.toString());
      return List.of();
    }
  }

  private static Optional<HistoryEntry> parse(String line) {
    JsonValue json;
    try {
      json = JsonValue.read(line);
    } catch (NotJsonException e) {
      return Optional.empty();
    }
    boolean whole =
        value(json, "time") instanceof String
            && value(json, "kind") instanceof String
            && value(json, "epoch") instanceof Long
            && value(json, "role") instanceof String
            && value(json, "reason") instanceof String;
    return whole
        ? Optional.of(
            new HistoryEntry(
                (String) value(json, "time"),
                (String) value(json, "kind"),
                (Long) value(json, "epoch"),
                (String) value(json, "role"),
                (String) value(json, "reason"),
                why(json)))
        : Optional.empty();
  }

  /** By its code, or in the words of a version that wrote none, or one that is not known here. */
  private static Reason why(JsonValue json) {
    return ReasonForm.read(value(json, ReasonForm.CODE), value(json, ReasonForm.VALUES))
        .orElse(Reason.sentence((String) value(json, "reason")));
  }

  /** Null where it is missing. */
  private static Object value(JsonValue json, String name) {
    return json.value() instanceof Map<?, ?> object ? object.get(name) : null;
  }
}
