package org.sbs.server.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which settings this node sends: its own if it has any (it names a server), else those that its
 * primary handed to it (R8.1), which are kept in the state folder for its owner alone. Safe for any
 * thread.
 */
public final class MailSource {
  private static final Logger LOG = LoggerFactory.getLogger(MailSource.class);
  private static final int MOST_CA_BYTES = 256 << 10;

  private final Settings.Mail own;
  private final Function<String, Path> files;
  private final Path handedFile;
  private String complaint = "";

  /**
   * Of a node.
   *
   * @param files where a file lies that a setting names
   * @param state the node's state folder
   */
  public MailSource(Settings.Mail own, Function<String, Path> files, Path state) {
    this.own = own;
    this.files = files;
    this.handedFile = state.resolve("mail-handed.json");
  }

  private boolean hasOwn() {
    return !own.smtpServer().isEmpty();
  }

  /** Whether mails are to be sent at all. */
  public synchronized boolean enabled() {
    return hasOwn()
        ? own.enabled()
        : readHanded().filter(handed -> handed.settings().enabled()).isPresent();
  }

  /** Whose settings count: {@code own}, {@code handed} or {@code none}. */
  public synchronized String whose() {
    if (hasOwn()) {
      return "own";
    }
    return readHanded().isPresent() ? "handed" : "none";
  }

  /**
   * What mails are sent by, with the files as they are now; empty if none are to be sent.
   *
   * @throws MailException if a file cannot be used
   */
  public synchronized Optional<MailAccess> access() throws MailException {
    if (!hasOwn()) {
      return readHanded().filter(handed -> handed.settings().enabled());
    }
    return own.enabled() ? Optional.of(ownAccess()) : Optional.empty();
  }

  /** The settings as they stand, whether or not mails are to be sent; for a test. */
  public synchronized Optional<MailAccess> accessForTest() throws MailException {
    return hasOwn() ? Optional.of(ownAccess()) : readHanded();
  }

  private MailAccess ownAccess() throws MailException {
    String password = own.secured() ? MailPassword.read(files.apply(own.passwordFile())) : "";
    String authority = own.caFile().isPresent() ? authority(own.caFile().get()) : "";
    return new MailAccess(own, password, authority);
  }

  /**
   * The content of a file with certificates.
   *
   * @throws MailException if it cannot be read
   */
  String authority(String named) throws MailException {
    Path file = files.apply(named);
    try {
      if (Files.size(file) > MOST_CA_BYTES) {
        throw new MailException(file + " (ca-file) is too long.");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new MailException("The file " + file + " (ca-file) cannot be read: " + e + ".", e);
    }
  }

  /**
   * What a secondary is handed: without {@code enabled} if it is to send none; empty if that cannot
   * be said now.
   */
  public synchronized Optional<MailAccess> toHand() {
    try {
      return Optional.of(access().orElse(MailAccess.NONE));
    } catch (MailException e) {
      complain("The mail settings are not handed to the secondary: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps what the primary handed over, unless this node has settings of its own. */
  public synchronized void handed(MailAccess access) {
    try {
      if (hasOwn() || !access.settings().enabled()) {
        Files.deleteIfExists(handedFile);
      } else if (!readHanded().equals(Optional.of(access))) {
        OwnerFile.replace(handedFile, MailFormat.write(access));
      }
    } catch (IOException e) {
      LOG.warn("The mail settings of the primary cannot be kept: {}", e.toString());
    }
  }

  /** Once in the log, however often it is found. */
  private void complain(String sentence) {
    if (!sentence.equals(complaint)) {
      complaint = sentence;
      LOG.warn(sentence);
    }
  }

  private Optional<MailAccess> readHanded() {
    try {
      return Optional.of(MailFormat.access(Files.readAllBytes(handedFile)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // Not its message: that could show what stands in the file.
      complain(handedFile + " cannot be read and does not count");
      return Optional.empty();
    }
  }
}
