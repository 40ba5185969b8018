package org.sbs.core.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Settings.MailEncryption;

/** What must hold in {@code [mail]}. */
public final class MailRules {
  private static final Pattern LOCAL_PART =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final int MOST_RECEIVERS = 50;
  private static final int LONGEST_ADDRESS = 254;

  private final ParsedSettings given;

  private MailRules(ParsedSettings given) {
    this.given = given;
  }

  /**
   * What came of a check of mail settings alone.
   *
   * @param mail present exactly if there is no problem
   */
  public record Checked(Optional<Settings.Mail> mail, Problems problems) {}

  /**
   * Checks mail settings that stand in no file yet, as if mails were to be sent by them.
   *
   * @param mail the table's values by their short names
   */
  public static Checked checkForUse(RawValue.Table mail, PathStyle style) {
    return check(mail, true, style);
  }

  /**
   * Checks mail settings that stand in no file.
   *
   * @param mail the table's values by their short names
   * @param enabled whether mails are to be sent by them
   */
  public static Checked check(RawValue.Table mail, boolean enabled, PathStyle style) {
    Map<String, RawValue> entries = new LinkedHashMap<>(mail.entries());
    entries.put(SettingKey.MAIL_ENABLED.shortName(), new RawValue.Flag(enabled, 0));
    RawValue.Table root = new RawValue.Table(Map.of("mail", new RawValue.Table(entries, 0)), 0);
    ParsedSettings given = new ParsedSettings(root, style);
    SchemaCheck.check(given);
    Settings.Mail checked = check(given);
    // Other tables are missing, and nobody asked for them.
    Problems problems =
        new Problems(
            given.problems().list().stream()
                .filter(problem -> problem.key().startsWith("mail"))
                .toList());
    return new Checked(problems.isEmpty() ? Optional.of(checked) : Optional.empty(), problems);
  }

  static Settings.Mail check(ParsedSettings given) {
    MailEncryption ssl = given.choice(SettingKey.MAIL_SSL, List.of(MailEncryption.values()));
    MailRules rules = new MailRules(given);
    rules.server();
    rules.sender();
    rules.receivers();
    rules.login(ssl);
    rules.authority(ssl);
    String caFile = given.text(SettingKey.MAIL_CA_FILE);
    return new Settings.Mail(
        given.flag(SettingKey.MAIL_ENABLED),
        given.text(SettingKey.MAIL_SMTP_SERVER),
        given.small(SettingKey.MAIL_PORT),
        given.flag(SettingKey.MAIL_SECURED),
        given.text(SettingKey.MAIL_ACCOUNT),
        given.text(SettingKey.MAIL_PASSWORD_FILE),
        ssl,
        caFile.isEmpty() ? Optional.empty() : Optional.of(caFile),
        given.text(SettingKey.MAIL_SENDER),
        given.texts(SettingKey.MAIL_RECEIVERS));
  }

  /** Mails are to be sent, and so this must be known. */
  private boolean needs(SettingKey key) {
    return given.flag(SettingKey.MAIL_ENABLED) && given.isSound(key);
  }

  private void server() {
    SettingKey key = SettingKey.MAIL_SMTP_SERVER;
    String server = given.text(key);
    if (server.isEmpty()) {
      if (needs(key)) {
        given.wrong(
            key,
            Reason.of(ReasonCode.MAIL_WITHOUT_SERVER),
            Reason.of(ReasonCode.DO_SET_SMTP_SERVER));
      }
    } else if (!HostSyntax.isNameOrIpv4(server) && !HostSyntax.isIpv6(server)) {
      given.wrong(
          key,
          Reason.of(ReasonCode.HOST_NOT_ONE).with("text", server),
          Reason.of(ReasonCode.DO_WRITE_HOST_ALONE));
    }
  }

  private void sender() {
    SettingKey key = SettingKey.MAIL_SENDER;
    String sender = given.text(key);
    if (sender.isEmpty()) {
      if (needs(key)) {
        given.wrong(
            key, Reason.of(ReasonCode.MAIL_WITHOUT_SENDER), Reason.of(ReasonCode.DO_SET_SENDER));
      }
    } else if (!isAddress(sender)) {
      wrongAddress(key, sender);
    }
  }

  private void receivers() {
    SettingKey key = SettingKey.MAIL_RECEIVERS;
    List<String> receivers = given.texts(key);
    if (receivers.isEmpty() && needs(key)) {
      given.wrong(
          key,
          Reason.of(ReasonCode.MAIL_WITHOUT_RECEIVERS),
          Reason.of(ReasonCode.DO_SET_RECEIVERS));
    } else if (receivers.size() > MOST_RECEIVERS) {
      given.wrong(
          key,
          Reason.of(ReasonCode.MAIL_TOO_MANY_RECEIVERS).with("most", MOST_RECEIVERS),
          Reason.of(ReasonCode.DO_USE_MAIL_LIST));
    }
    receivers.stream()
        .filter(receiver -> !isAddress(receiver))
        .findFirst()
        .ifPresent(receiver -> wrongAddress(key, receiver));
  }

  private void wrongAddress(SettingKey key, String address) {
    given.wrong(
        key,
        Reason.of(ReasonCode.MAIL_ADDRESS_IMPROPER).with("address", address),
        Reason.of(ReasonCode.DO_WRITE_ADDRESS_ALONE));
  }

  private void login(MailEncryption ssl) {
    if (!given.flag(SettingKey.MAIL_SECURED)) {
      return;
    }
    if (given.text(SettingKey.MAIL_ACCOUNT).isEmpty() && needs(SettingKey.MAIL_ACCOUNT)) {
      given.wrong(
          SettingKey.MAIL_ACCOUNT,
          Reason.of(ReasonCode.MAIL_WITHOUT_ACCOUNT),
          Reason.of(ReasonCode.DO_SET_ACCOUNT));
    }
    boolean local = HostSyntax.isLoopback(given.text(SettingKey.MAIL_SMTP_SERVER));
    if (ssl == MailEncryption.NONE && given.isSound(SettingKey.MAIL_SSL) && !local) {
      given.wrong(
          SettingKey.MAIL_SSL,
          Reason.of(ReasonCode.MAIL_PASSWORD_IN_CLEAR),
          Reason.of(ReasonCode.DO_ENCRYPT_MAIL));
    }
  }

  private void authority(MailEncryption ssl) {
    if (!given.text(SettingKey.MAIL_CA_FILE).isEmpty()
        && ssl == MailEncryption.NONE
        && given.isSound(SettingKey.MAIL_SSL)) {
      given.wrong(
          SettingKey.MAIL_CA_FILE,
          Reason.of(ReasonCode.MAIL_CERTIFICATES_UNUSED),
          Reason.of(ReasonCode.DO_ENCRYPT_OR_REMOVE));
    }
  }

  /** Whether that is one mail address, without a name, in ASCII. */
  public static boolean isAddress(String text) {
    int at = text.lastIndexOf('@');
    return at > 0
        && text.length() <= LONGEST_ADDRESS
        && LOCAL_PART.matcher(text.substring(0, at)).matches()
        && HostSyntax.isNameOrIpv4(text.substring(at + 1));
  }
}
