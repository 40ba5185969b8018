package org.sbs.server.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings.MailEncryption;

/**
 * One connection to the mail server, logged in. Certificates are verified, the host's name
 * included; where encryption is set there is no connection without it. Blocks, each step within its
 * limit. For one thread.
 */
final class SmtpSession implements AutoCloseable {
  private final MailAccess access;
  private final Session session;
  private final SMTPTransport transport;

  /**
   * What became of a mail.
   *
   * @param accepted the receivers for whom the server took it; at least one
   * @param refused the others, each with the server's own answer
   * @param answer the server's own, to the whole mail
   */
  record Delivery(List<String> accepted, Map<String, String> refused, String answer) {
    /** Copies the collections. */
    Delivery {
      accepted = List.copyOf(accepted);
      refused = Map.copyOf(refused);
    }
  }

  private SmtpSession(MailAccess access, Session session, SMTPTransport transport) {
    this.access = access;
    this.session = session;
    this.transport = transport;
  }

  /**
   * Connects, encrypts and logs in.
   *
   * @param machine what this machine calls itself
   * @throws MailException with the server's own answer, if there was one
   */
  static SmtpSession open(MailAccess access, String machine, SmtpLimits limits)
      throws MailException {
    Session session = Session.getInstance(properties(access, machine, limits));
    boolean login = access.settings().secured();
    try {
      SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
      transport.connect(
          access.settings().smtpServer(),
          access.settings().port(),
          login ? access.settings().account() : null,
          login ? access.password() : null);
      return new SmtpSession(access, session, transport);
    } catch (MessagingException e) {
      throw SmtpFailure.connecting(access, limits, e);
    }
  }

  private static Properties properties(MailAccess access, String machine, SmtpLimits limits)
      throws MailException {
    Properties set = new Properties();
    boolean encrypted = access.settings().ssl() != MailEncryption.NONE;
    String answer = Long.toString(limits.answer().toMillis());
    set.put("mail.smtp.connectiontimeout", Long.toString(limits.connect().toMillis()));
    set.put("mail.smtp.timeout", answer);
    set.put("mail.smtp.writetimeout", answer);
    set.put("mail.smtp.localhost", machine);
    set.put("mail.smtp.from", access.settings().sender());
    set.put("mail.smtp.auth", Boolean.toString(access.settings().secured()));
    // One receiver that the server does not know must not keep the mail from the others.
    set.put("mail.smtp.sendpartial", "true");
    set.put("mail.smtp.quitwait", "false");
    if (encrypted) {
      boolean implicit = access.settings().ssl() == MailEncryption.IMPLICIT;
      set.put("mail.smtp.ssl.enable", Boolean.toString(implicit));
      set.put("mail.smtp.starttls.enable", Boolean.toString(!implicit));
      set.put("mail.smtp.starttls.required", Boolean.toString(!implicit));
      set.put("mail.smtp.ssl.checkserveridentity", "true");
      set.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
      if (!access.authority().isEmpty()) {
        set.put("mail.smtp.ssl.socketFactory", CompanyTrust.factory(access.authority()));
        // That authority and no other: what it does not vouch for is not tried with Java's.
        set.put("mail.smtp.socketFactory.fallback", "false");
      }
    }
    return set;
  }

  /**
   * Sends a mail to those.
   *
   * @throws MailException if the server took it for none of them
   */
  Delivery send(Mail mail, Collection<String> receivers) throws MailException {
    Map<String, String> refused = new LinkedHashMap<>();
    try {
      Address[] to = addresses(receivers);
      try {
        transport.sendMessage(message(mail, to), to);
      } catch (SendFailedException e) {
        refused.putAll(refused(e));
        if (texts(e.getValidSentAddresses()).isEmpty()) {
          throw e;
        }
      }
    } catch (MessagingException e) {
      boolean all = refused.keySet().containsAll(receivers);
      throw SmtpFailure.sending(
          access, transport.getLastServerResponse(), all ? refused : Map.of(), e);
    }
    List<String> accepted =
        receivers.stream().filter(receiver -> !refused.containsKey(receiver)).toList();
    return new Delivery(
        accepted, refused, SmtpFailure.shown(access, transport.getLastServerResponse()));
  }

  /** Each refused address with what the server said to it. */
  private Map<String, String> refused(SendFailedException e) {
    Map<String, String> refused = new LinkedHashMap<>();
    texts(e.getInvalidAddresses()).forEach(address -> refused.put(address, "not accepted"));
    Exception next = e.getNextException();
    while (next instanceof MessagingException inner) {
      if (inner instanceof SMTPAddressFailedException failed) {
        refused.put(
            failed.getAddress().getAddress(), SmtpFailure.shown(access, failed.getMessage()));
      }
      next = inner.getNextException();
    }
    return refused;
  }

  private static List<String> texts(Address[] addresses) {
    return addresses == null
        ? List.of()
        : Arrays.stream(addresses)
            .map(address -> ((InternetAddress) address).getAddress())
            .toList();
  }

  private static Address[] addresses(Collection<String> texts) throws MessagingException {
    Address[] addresses = new Address[texts.size()];
    int i = 0;
    for (String text : texts) {
      addresses[i++] = new InternetAddress(text, true);
    }
    return addresses;
  }

  private MimeMessage message(Mail mail, Address[] to) throws MessagingException {
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + mail.id() + ">");
          }
        };
    message.setFrom(new InternetAddress(access.settings().sender(), true));
    message.setRecipients(jakarta.mail.Message.RecipientType.TO, to);
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setText(mail.body(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(mail.written()));
    message.setHeader("Content-Language", mail.language());
    // No machine is to answer it (RFC 3834).
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    return message;
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (MessagingException e) {
      // What was sent is sent; the connection is gone either way.
    }
  }
}
