package org.sbs.server.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.sbs.core.alert.Notice;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.MailRules;
import org.sbs.core.settings.PathStyle;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.Settings;
import org.sbs.view.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a running node has of mail: takes notices into the durable outbox, and sends them on a
 * thread of its own, so that a mail server can keep nothing waiting. Safe for any thread.
 */
public final class Mailer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

  private final Setup setup;
  private final MailSource source;
  private final Outbox outbox;
  private final MailSender postman;
  private final MailText text;
  private final Semaphore news = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "sbs-mail");
  private volatile boolean closed;

  /**
   * What it is made of.
   *
   * @param own the node's settings
   * @param files where a file lies that a setting names
   * @param state the node's state folder
   * @param machine what users call this machine
   * @param agreed what is in force on both nodes
   */
  public record Setup(
      Settings.Mail own,
      Function<String, Path> files,
      Path state,
      String machine,
      Texts texts,
      Clock wall,
      MailSource.Agreed agreed) {}

  /**
   * How mail stands.
   *
   * @param whose settings count: {@code own}, {@code handed} by the primary, or {@code none}
   * @param enabled whether mails are sent
   * @param waiting how many mails wait
   * @param problem why, or whom the server refused
   */
  public record State(String whose, boolean enabled, int waiting, Optional<Reason> problem) {}

  /** Makes the outbox in the state folder; {@link #start} begins to send. */
  public Mailer(Setup setup) throws IOException {
    this.setup = setup;
    this.source = new MailSource(setup.own(), setup.files(), setup.state(), setup.agreed());
    this.outbox = new Outbox(setup.state().resolve("mail"));
    this.postman =
        new MailSender(outbox, source, setup.machine(), SmtpLimits.DEFAULT, setup.wall());
    this.text = new MailText(setup.texts(), setup.machine(), ZoneId.systemDefault());
    thread.setDaemon(true);
  }

  /** The node's settings were read again. */
  public void use(Settings.Mail settings) {
    source.use(settings);
    news.release();
  }

  /** Begins to send what waits, and what comes. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        Optional<Long> next = postman.work(System.nanoTime());
        boolean woken;
        if (next.isPresent()) {
          woken = news.tryAcquire(next.get(), TimeUnit.NANOSECONDS);
        } else {
          news.acquire();
          woken = true;
        }
        if (woken) {
          news.drainPermits();
          postman.hurry();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Without mails the node is still a node.
      LOG.error("SBS sends no more mails until it is started again", e);
    }
  }

  /** Takes a notice, if mails are sent at all. It is durable when this returns. */
  public void post(Notice notice, MailContext scene) {
    if (!source.enabled()) {
      return;
    }
    try {
      outbox.add(text.of(notice, scene, setup.wall().instant()));
      news.release();
    } catch (IOException e) {
      LOG.error("A mail about \"{}\" could not be kept: {}", notice.alert().word(), e.toString());
    }
  }

  /** How mail stands; reads the state folder. */
  public State state() {
    int waiting = 0;
    Optional<Reason> problem = postman.problem();
    try {
      waiting = outbox.size();
    } catch (IOException e) {
      problem =
          Optional.of(Reason.of(ReasonCode.MAIL_OUTBOX_UNREADABLE).with("words", e.toString()));
    }
    return new State(source.whose(), source.enabled(), waiting, problem);
  }

  /** What this node's own settings say now; empty if a file that they name cannot be read. */
  public Optional<MailAccess> said() {
    return source.said();
  }

  /** Keeps what the primary handed to this node; counts if it has no settings of its own. */
  public void handed(MailAccess access) {
    source.handed(access);
    news.release();
  }

  /** What a secondary is handed; empty if that cannot be said now. */
  public Optional<MailAccess> toHand() {
    return source.toHand();
  }

  /**
   * Sends a test mail and waits for what the server says.
   *
   * @param to whom; those of the settings if empty
   * @param given settings that are not saved yet, by their short names; the node's if empty
   * @param password for those; the stored one if empty, which goes to its own server only
   */
  public MailTester.Outcome test(
      List<String> to, Optional<RawValue.Table> given, Optional<String> password) {
    for (String address : to) {
      if (!MailRules.isAddress(address)) {
        return new MailTester.Outcome(
            false, Reason.of(ReasonCode.MAIL_ADDRESS_IMPROPER).with("address", address));
      }
    }
    try {
      Optional<MailAccess> access =
          given.isPresent() ? Optional.of(unsaved(given.get(), password)) : source.accessForTest();
      if (access.isEmpty()) {
        return new MailTester.Outcome(false, Reason.of(ReasonCode.MAIL_SETTINGS_MISSING));
      }
      List<String> receivers = to.isEmpty() ? access.get().settings().receivers() : to;
      if (receivers.isEmpty()) {
        return new MailTester.Outcome(false, Reason.of(ReasonCode.MAIL_RECEIVERS_MISSING));
      }
      MailTester.Outcome outcome =
          new MailTester(text, setup.machine())
              .test(access.get(), receivers, Instant.now(setup.wall()));
      if (outcome.sent()) {
        // A server that takes this one takes those that wait.
        news.release();
      }
      return outcome;
    } catch (MailException e) {
      return new MailTester.Outcome(false, e.reason());
    }
  }

  private MailAccess unsaved(RawValue.Table given, Optional<String> password) throws MailException {
    MailRules.Checked checked = MailRules.checkForUse(given, PathStyle.POSIX);
    if (checked.mail().isEmpty()) {
      Problem first = checked.problems().list().get(0);
      throw new MailException(
          Reason.of(ReasonCode.MAIL_SETTING_WRONG)
              .with("key", first.key())
              .with("why", first.wrong())
              .with("remedy", first.remedy()));
    }
    Settings.Mail mail = checked.mail().get();
    String authority = mail.caFile().isPresent() ? source.authority(mail.caFile().get()) : "";
    if (!mail.secured()) {
      return new MailAccess(mail, "", authority);
    }
    return new MailAccess(mail, password.isPresent() ? password.get() : stored(mail), authority);
  }

  /** The stored password must not be lured to another server by a test. */
  private String stored(Settings.Mail mail) throws MailException {
    Optional<MailAccess> known = source.accessForTest();
    boolean same =
        known
            .map(MailAccess::settings)
            .filter(
                own ->
                    own.secured()
                        && own.smtpServer().equals(mail.smtpServer())
                        && own.port() == mail.port()
                        && own.ssl() == mail.ssl()
                        && own.caFile().equals(mail.caFile())
                        && own.account().equals(mail.account()))
            .isPresent();
    if (!same) {
      throw new MailException(Reason.of(ReasonCode.MAIL_PASSWORD_OF_OTHER));
    }
    return known.get().password();
  }

  /** Ends; what waits is sent when SBS runs again. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
