package org.sbs.server.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.MailRules;
import org.sbs.core.settings.PathStyle;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.Settings;
import org.sbs.server.link.wire.FollowAccepted;
import org.sbs.server.link.wire.MailSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mail settings that a primary hands to its secondary, on the wire. */
final class MailWire {
  private static final Logger LOG = LoggerFactory.getLogger(MailWire.class);
  private static final int MOST_PASSWORD = 4096;
  private static final int MOST_AUTHORITY = 256 << 10;

  private MailWire() {}

  static MailSettings write(MailAccess access) {
    Settings.Mail mail = access.settings();
    return mail.enabled() ? writeAll(access) : MailSettings.getDefaultInstance();
  }

  /** All settings, also where no mails are to be sent. */
  static MailSettings writeAll(MailAccess access) {
    Settings.Mail mail = access.settings();
    return MailSettings.newBuilder()
        .setEnabled(mail.enabled())
        .setSmtpServer(mail.smtpServer())
        .setPort(mail.port())
        .setSecured(mail.secured())
        .setAccount(mail.account())
        .setPassword(access.password())
        .setSsl(word(mail.ssl()))
        .setAuthority(access.authority())
        .setSender(mail.sender())
        .addAllReceiver(mail.receivers())
        .build();
  }

  private static String word(Settings.MailEncryption ssl) {
    return ssl.name().toLowerCase(Locale.ROOT);
  }

  /** What was handed over; empty if nothing was, or nothing that could be used. */
  static Optional<MailAccess> read(FollowAccepted accepted) {
    if (!accepted.hasMail()) {
      return Optional.empty();
    }
    MailSettings handed = accepted.getMail();
    if (!handed.getEnabled()) {
      return Optional.of(MailAccess.NONE);
    }
    return readAll(handed);
  }

  /** All settings, also where no mails are to be sent; empty if they cannot be used. */
  static Optional<MailAccess> readAll(MailSettings handed) {
    MailRules.Checked checked =
        MailRules.check(table(handed), handed.getEnabled(), PathStyle.POSIX);
    boolean sound =
        checked.mail().isPresent()
            && handed.getPassword().length() <= MOST_PASSWORD
            && handed.getAuthority().length() <= MOST_AUTHORITY;
    if (!sound) {
      // Without their text: there is a password among them.
      LOG.warn("The mail settings of the other node cannot be used, and do not count.");
      return Optional.empty();
    }
    return Optional.of(
        new MailAccess(checked.mail().get(), handed.getPassword(), handed.getAuthority()));
  }

  private static RawValue.Table table(MailSettings handed) {
    Map<String, RawValue> values = new LinkedHashMap<>();
    values.put("smtp-server", text(handed.getSmtpServer()));
    values.put("port", new RawValue.Whole(handed.getPort(), 0));
    values.put("secured", new RawValue.Flag(handed.getSecured(), 0));
    values.put("account", text(handed.getAccount()));
    values.put("ssl", text(handed.getSsl()));
    values.put("sender", text(handed.getSender()));
    List<RawValue> receivers = new ArrayList<>();
    handed.getReceiverList().forEach(receiver -> receivers.add(text(receiver)));
    values.put("receivers", new RawValue.Many(receivers, 0));
    return new RawValue.Table(values, 0);
  }

  private static RawValue text(String value) {
    return new RawValue.Text(value, 0);
  }
}
