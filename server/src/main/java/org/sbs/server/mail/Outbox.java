package org.sbs.server.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mails that wait, a file each, in the order in which they were written: what is in when {@link
 * #add} returns survives the end of the process and a power cut. It never holds more than {@value
 * #MOST}: the oldest make room. Safe for any thread.
 */
final class Outbox {
  static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final String SUFFIX = ".mail";
  private static final long LONGEST_BYTES = 1 << 20;

  private final Path folder;
  private long serial;

  /**
   * A mail that waits.
   *
   * @param done receivers who have it, or never will
   */
  record Waiting(Path file, Mail mail, Set<String> done) {
    /** Copies the set. */
    Waiting {
      done = Set.copyOf(done);
    }
  }

  /** In that folder, which is made if it is not there. */
  Outbox(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    for (Path file : files()) {
      serial = Math.max(serial, number(file));
    }
  }

  /** Takes a mail. Durable when this returns. */
  synchronized void add(Mail mail) throws IOException {
    List<Path> before = files();
    for (int i = 0; i <= before.size() - MOST; i++) {
      LOG.warn("A mail that could not be sent is dropped: {} newer ones wait", MOST);
      Files.deleteIfExists(before.get(i));
    }
    serial++;
    OwnerFile.replace(
        folder.resolve(String.format(Locale.ROOT, "%012d%s", serial, SUFFIX)),
        MailFormat.write(mail, List.of()));
  }

  /** Those that wait, oldest first. What cannot be read is put aside, and the log says so. */
  synchronized List<Waiting> waiting() throws IOException {
    List<Waiting> waiting = new ArrayList<>();
    for (Path file : files()) {
      try {
        if (Files.size(file) > LONGEST_BYTES) {
          throw new IOException("it is too long");
        }
        byte[] bytes = Files.readAllBytes(file);
        waiting.add(
            new Waiting(file, MailFormat.mail(bytes), new TreeSet<>(MailFormat.done(bytes))));
      } catch (IOException e) {
        LOG.warn("{} is no mail of SBS and is not sent: {}", file, e.getMessage());
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".unreadable"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return waiting;
  }

  /** How many wait. */
  synchronized int size() throws IOException {
    return files().size();
  }

  /** Notes which receivers have it by now. Durable when this returns. */
  synchronized void update(Waiting mail, Set<String> done) throws IOException {
    if (Files.exists(mail.file())) {
      OwnerFile.replace(mail.file(), MailFormat.write(mail.mail(), new TreeSet<>(done)));
    }
  }

  /** Forgets a mail that is delivered. */
  synchronized void remove(Waiting mail) throws IOException {
    Files.deleteIfExists(mail.file());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> number(file) > 0).sorted().toList();
    }
  }

  /** The number that a mail's file is called by; 0 for other files. */
  private static long number(Path file) {
    String name = file.getFileName().toString();
    return name.matches("[0-9]{12}\\" + SUFFIX) ? Long.parseLong(name.substring(0, 12)) : 0;
  }
}
