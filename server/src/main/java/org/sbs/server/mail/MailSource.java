package org.sbs.server.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.PairOptions;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which settings this node sends: those that are in force on both nodes (R4.4, R8.1). While
 * nobody has set any on purpose, those that a primary of an older version handed over count, which
 * are kept in the state folder for its owner alone. Safe for any thread.
 */
public final class MailSource {
  private static final Logger LOG = LoggerFactory.getLogger(MailSource.class);
  private static final int MOST_CA_BYTES = 256 << 10;

  private Settings.Mail own;
  private final Function<String, Path> files;
  private final Path handedFile;
  private final Agreed agreed;
  private String complaint = "";

  /**
   * What the pair has agreed on.
   *
   * @param state what is in force now
   * @param nodeId of this node
   */
  public record Agreed(Supplier<OptionState<MailAccess>> state, String nodeId) {
    /** Nobody has ever set anything on purpose. */
    public static final Agreed NOTHING = new Agreed(PairOptions.DEFAULTS::mail, "");
  }

  /**
   * Of a node.
   *
   * @param files where a file lies that a setting names
   * @param state the node's state folder
   */
  public MailSource(Settings.Mail own, Function<String, Path> files, Path state, Agreed agreed) {
    this.own = own;
    this.files = files;
    this.handedFile = state.resolve("mail-handed.json");
    this.agreed = agreed;
  }

  /** The node's settings were read again. */
  public synchronized void use(Settings.Mail settings) {
    own = settings;
  }

  /** Whose settings count. */
  private enum Whose {
    /** What this node's file says, with its files as they are at this moment. */
    OWN,
    /** What was set on the other node. */
    PEERS,
    /** What a primary of an older version handed over, if anything. */
    HANDED
  }

  private Whose source() {
    OptionState<MailAccess> state = agreed.state().get();
    if (state.revision().isNone()) {
      return own.smtpServer().isEmpty() ? Whose.HANDED : Whose.OWN;
    }
    Settings.Mail mine = new MailAccess(own, "", "").shared().settings();
    boolean isMine = state.isSetOn(agreed.nodeId()) && state.value().settings().equals(mine);
    return isMine ? Whose.OWN : Whose.PEERS;
  }

  /** The other node's, or those that were handed over. */
  private Optional<MailAccess> others(Whose whose) {
    return whose == Whose.PEERS ? Optional.of(agreed.state().get().value()) : readHanded();
  }

  /** Whether mails are to be sent at all. */
  public synchronized boolean enabled() {
    Whose whose = source();
    return whose == Whose.OWN
        ? own.enabled()
        : others(whose).filter(access -> access.settings().enabled()).isPresent();
  }

  /** Whose settings count: {@code own}, {@code handed} or {@code none}. */
  public synchronized String whose() {
    return switch (source()) {
      case OWN -> "own";
      case PEERS -> "handed";
      case HANDED -> readHanded().isPresent() ? "handed" : "none";
    };
  }

  /**
   * What mails are sent by, with the files as they are now; empty if none are to be sent.
   *
   * @throws MailException if a file cannot be used
   */
  public synchronized Optional<MailAccess> access() throws MailException {
    Whose whose = source();
    if (whose != Whose.OWN) {
      return others(whose).filter(access -> access.settings().enabled());
    }
    return own.enabled() ? Optional.of(ownAccess()) : Optional.empty();
  }

  /** The settings as they stand, whether or not mails are to be sent; for a test. */
  public synchronized Optional<MailAccess> accessForTest() throws MailException {
    Whose whose = source();
    return whose == Whose.OWN ? Optional.of(ownAccess()) : others(whose);
  }

  /**
   * What this node's own settings say, whether or not they count, with the files as they are now;
   * empty if one of these cannot be read.
   */
  public synchronized Optional<MailAccess> said() {
    try {
      return Optional.of(ownAccess());
    } catch (MailException e) {
      return own.enabled() ? Optional.empty() : Optional.of(new MailAccess(own, "", ""));
    }
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
        throw new MailException(
            Reason.of(ReasonCode.MAIL_AUTHORITY_LONG).with("file", file.toString()));
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new MailException(
          Reason.of(ReasonCode.MAIL_AUTHORITY_UNREADABLE)
              .with("file", file.toString())
              .with("words", e.toString()),
          e);
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

  /** Keeps what a primary handed over; counts while nobody has set anything on purpose. */
  public synchronized void handed(MailAccess access) {
    try {
      if (source() != Whose.HANDED || !access.settings().enabled()) {
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
