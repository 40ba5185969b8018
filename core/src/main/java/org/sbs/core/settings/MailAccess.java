package org.sbs.core.settings;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is needed to send mails: settings with the contents of the files that they name. What it
 * prints of itself shows no password. Immutable.
 *
 * @param password of the account; "" if the settings ask for no login
 * @param authority PEM of the authority that vouches for the server; "" for those that Java knows
 */
public record MailAccess(Settings.Mail settings, String password, String authority) {
  /** Of a node that sends none. */
  public static final MailAccess NONE =
      new MailAccess(
          new Settings.Mail(
              false,
              "",
              25,
              false,
              "",
              "",
              Settings.MailEncryption.NONE,
              Optional.empty(),
              "",
              List.of()),
          "",
          "");

  /** Checks that nothing is missing. */
  public MailAccess {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(authority, "authority");
  }

  /** The same as it can hold on both nodes: without names of files, which are of one node. */
  public MailAccess shared() {
    Settings.Mail plain =
        new Settings.Mail(
            settings.enabled(),
            settings.smtpServer(),
            settings.port(),
            settings.secured(),
            settings.account(),
            "",
            settings.ssl(),
            Optional.empty(),
            settings.sender(),
            settings.receivers());
    return new MailAccess(plain, settings.secured() ? password : "", authority);
  }

  @Override
  public String toString() {
    return "MailAccess[" + settings + ", password " + (password.isEmpty() ? "none" : "***") + "]";
  }
}
