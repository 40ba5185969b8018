package org.sbs.server.mail;

import java.util.List;
import java.util.Optional;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.core.settings.Settings.MailEncryption;

/** Settings for a mail server on this machine. */
record Access(
    String host,
    int port,
    MailEncryption ssl,
    String account,
    String password,
    String authority,
    List<String> receivers) {
  static Access plain(int port) {
    return new Access(
        "127.0.0.1",
        port,
        MailEncryption.NONE,
        "",
        "",
        "",
        List.of("ann@plant.test", "bob@plant.test"));
  }

  Access ssl(MailEncryption kind, String trusted) {
    return new Access(host, port, kind, account, password, trusted, receivers);
  }

  Access host(String name) {
    return new Access(name, port, ssl, account, password, authority, receivers);
  }

  Access login(String who, String secret) {
    return new Access(host, port, ssl, who, secret, authority, receivers);
  }

  Settings.Mail settings() {
    return new Settings.Mail(
        true,
        host,
        port,
        !account.isEmpty(),
        account,
        "mail.password",
        ssl,
        authority.isEmpty() ? Optional.empty() : Optional.of("ca.pem"),
        "sbs@plant.test",
        receivers);
  }

  MailAccess access() {
    return new MailAccess(settings(), password, authority);
  }
}
