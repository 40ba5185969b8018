package org.sbs.lpm.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sbs.lpm.files.Durable;
import org.sbs.lpm.files.OwnerOnly;

/**
 * The append-only journal: one JSON line for what became of each job. A file of 10 MB is set aside;
 * the newest twenty are kept. Thread safe.
 */
public final class Journal implements AutoCloseable {
  private static final String FILE = "journal.jsonl";
  private static final long LIMIT_BYTES = 10L << 20;
  private static final int KEPT_FILES = 20;
  private static final int REMEMBERED = 100_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final Path folder;
  private final Clock clock;
  private final Set<String> printed =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private FileChannel channel;

  private Journal(Path folder, Clock clock, FileChannel channel) {
    this.folder = folder;
    this.clock = clock;
    this.channel = channel;
  }

  /** Opens the journal in the state folder; a line that a crash cut off is ended. */
  public static Journal open(Path folder, Clock clock) throws IOException {
    Journal journal = new Journal(folder, clock, openFile(folder.resolve(FILE)));
    List<Path> files = journal.setAside();
    for (Path old : files) {
      OwnerOnly.close(old);
    }
    if (!files.isEmpty()) {
      journal.remember(files.get(files.size() - 1));
    }
    journal.remember(folder.resolve(FILE));
    return journal;
  }

  private static FileChannel openFile(Path file) throws IOException {
    OwnerOnly.close(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long size = channel.size();
    channel.position(size);
    ByteBuffer last = ByteBuffer.allocate(1);
    if (size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n') {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
    return channel;
  }

  private void remember(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      lines.forEach(this::remember);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A line that is no JSON was cut off by a crash and says nothing. */
  private void remember(String line) {
    String job = "";
    String end = "";
    try (JsonParser parser = JSON.createParser(line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          job = name.equals("job") ? parser.getText() : job;
          end = name.equals("end") ? parser.getText() : end;
        }
      }
    } catch (IOException e) {
      return;
    }
    String known = end;
    if (Stream.of(JobEnd.values()).anyMatch(e -> e.isPrinted() && key(e).equals(known))) {
      printed.add(job);
    }
  }

  /** Whether the job is known to have been printed by this node. */
  public synchronized boolean knowsAsPrinted(String jobId) {
    return printed.contains(jobId);
  }

  /**
   * Adds a line.
   *
   * @param durable whether the line must survive a power cut when this returns
   * @return the line, without its end
   * @throws IOException if it could not be written; then the job's end must be tried again
   */
  public synchronized String append(Entry entry, boolean durable) throws IOException {
    if (!channel.isOpen()) {
      // A disk that was full, or a thread that was interrupted, has closed it: not for ever.
      channel = openFile(folder.resolve(FILE));
    }
    if (channel.size() > LIMIT_BYTES) {
      rotate();
    }
    long before = channel.size();
    String line = json(entry);
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      channel.position(before);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(false);
      }
    } catch (IOException e) {
      channel.truncate(before);
      throw e;
    }
    if (entry.end().isPrinted()) {
      printed.add(entry.job());
    }
    return line;
  }

  /** Makes all lines durable. */
  public synchronized void force() throws IOException {
    channel.force(false);
  }

  private String json(Entry entry) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", clock.instant().toString());
      json.writeStringField("job", entry.job());
      json.writeStringField("end", key(entry.end()));
      json.writeStringField("sentinel", entry.sentinel());
      json.writeStringField("file", entry.file());
      json.writeStringField("printer", entry.printer());
      json.writeNumberField("labels", entry.labels());
      json.writeStringField("detail", entry.detail());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String key(JobEnd end) {
    return end.name().toLowerCase(Locale.ROOT);
  }

  private void rotate() throws IOException {
    channel.force(true);
    channel.close();
    String time = clock.instant().toString().replace(':', '-');
    Durable.rename(folder.resolve(FILE), folder.resolve("journal-" + time + ".jsonl"));
    channel = openFile(folder.resolve(FILE));
    List<Path> files = setAside();
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT_FILES))) {
      Files.delete(old);
    }
  }

  private List<Path> setAside() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "journal-*.jsonl")) {
      all.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  @Override
  public synchronized void close() throws IOException {
    channel.force(true);
    channel.close();
  }

  /**
   * One line.
   *
   * @param job the job's identity
   * @param labels how many were sent
   * @param detail a sentence; may be empty
   */
  public record Entry(
      String job,
      JobEnd end,
      String sentinel,
      String file,
      String printer,
      int labels,
      String detail) {}
}
