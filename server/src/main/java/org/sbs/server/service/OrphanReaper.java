package org.sbs.server.service;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what an SBS that was killed has left running. Two marks lead to it: a file that names the
 * program's process by number and birth, and, on Linux, a variable in the environment of the
 * program and of all that it starts, which finds those too whose parent is gone.
 *
 * <p>The file need only outlive SBS, not the machine, for with the machine end all processes;
 * forcing it only keeps it from being empty after a power cut.
 */
final class OrphanReaper {
  /** Names this node's service in the environment of its processes. */
  static final String VARIABLE = "SBS_SERVICE_MARK";

  private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);
  private static final Pattern RECORD =
      Pattern.compile("mark ([0-9a-f]{32})\n(?:process (\\d{1,18}) ([-\\w]+)\n)?\n*");
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  private final Path file;
  private String mark;
  private Optional<Recorded> recorded = Optional.empty();

  private record Recorded(long pid, String birth) {}

  /**
   * With the folder for the file {@code service.process}; the folder must exist before the first
   * call.
   */
  OrphanReaper(Path stateFolder) {
    file = stateFolder.resolve("service.process");
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    mark = HexFormat.of().formatHex(random);
  }

  /** The mark that each process of the service must carry in {@link #VARIABLE}. */
  String mark() {
    return mark;
  }

  /**
   * Remembers the program's process, for an SBS that comes after this one is killed. Between the
   * program's start and this call only the mark leads to it.
   */
  void remember(long pid) throws ServiceException {
    recorded = ProcessTable.birth(pid).map(birth -> new Recorded(pid, birth));
    try {
      write();
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /**
   * Forgets the process: it is known not to run. Where that cannot be written the file names a
   * process that is gone, which misleads nobody: a stop does not fail for want of space.
   */
  void forget() {
    recorded = Optional.empty();
    try {
      write();
    } catch (IOException e) {
      LOG.warn("{}", notWritten(e).getMessage());
    }
  }

  /** Processes of the service that can be found now, running or not. */
  Set<ProcessHandle> find() {
    Set<ProcessHandle> found = new LinkedHashSet<>();
    recorded.flatMap(OrphanReaper::same).map(ProcessTable::family).ifPresent(found::addAll);
    found.addAll(ProcessTable.withEnvironment(VARIABLE + "=" + mark));
    return found;
  }

  /**
   * Takes over the marks of a former SBS, gives its processes time to end by their lifeline, and
   * kills those that do not.
   *
   * @throws ServiceException if something may still run
   */
  void takeOver(Duration wait) throws ServiceException {
    read();
    Set<ProcessHandle> left = find();
    if (!ProcessTable.awaitEnd(() -> left, wait).isEmpty()) {
      kill(left);
    }
    forget();
  }

  /**
   * Kills these processes and all others of the service.
   *
   * @throws ServiceException if something may still run
   */
  void kill(Set<ProcessHandle> known) throws ServiceException {
    Set<ProcessHandle> running =
        ProcessTable.kill(
            () -> {
              Set<ProcessHandle> all = new LinkedHashSet<>(known);
              all.addAll(find());
              return all;
            },
            KILL_LIMIT);
    if (!running.isEmpty()) {
      List<Long> pids = running.stream().map(ProcessHandle::pid).toList();
      throw new ServiceException(
          Reason.of(ReasonCode.SERVICE_PROCESSES_REMAIN).with("names", pids.toString()));
    }
  }

  /** The recorded process, if the number still stands for it. */
  private static Optional<ProcessHandle> same(Recorded recorded) {
    return ProcessHandle.of(recorded.pid())
        .filter(
            process -> ProcessTable.birth(recorded.pid()).equals(Optional.of(recorded.birth())));
  }

  private void read() throws ServiceException {
    String text;
    try {
      if (!Files.exists(file)) {
        return;
      }
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.SERVICE_RECORD_UNREADABLE)
              .with("file", file.toString())
              .with("words", String.valueOf(e.getMessage())),
          e);
    }
    Matcher matcher = RECORD.matcher(text);
    if (!matcher.matches()) {
      throw new ServiceException(
          Reason.of(ReasonCode.SERVICE_RECORD_DAMAGED).with("file", file.toString()));
    }
    mark = matcher.group(1);
    if (matcher.group(2) != null) {
      recorded = Optional.of(new Recorded(Long.parseLong(matcher.group(2)), matcher.group(3)));
    }
  }

  private ServiceException notWritten(IOException cause) {
    return new ServiceException(
        Reason.of(ReasonCode.SERVICE_RECORD_NOT_WRITTEN)
            .with("file", file.toString())
            .with("words", cause.toString()),
        cause);
  }

  private void write() throws IOException {
    String line =
        recorded.map(known -> "process " + known.pid() + " " + known.birth() + "\n").orElse("");
    byte[] text = ("mark " + mark + "\n" + line).getBytes(StandardCharsets.ISO_8859_1);
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        out.write(text);
        out.getFD().sync();
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      overwrite(text, e);
    }
  }

  /** A full disk has no space for a second file, and the file itself has its own. */
  private void overwrite(byte[] text, IOException cause) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] padded = Arrays.copyOf(text, Math.max(text.length, (int) out.length()));
      Arrays.fill(padded, text.length, padded.length, (byte) '\n');
      out.write(padded);
      out.getFD().sync();
    } catch (IOException e) {
      cause.addSuppressed(e);
      throw cause;
    }
  }
}
