package org.sbs.server.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.server.json.JsonText;
import org.sbs.server.json.JsonValue;

/** The JSON in which mails and mail settings lie in the state folder. */
final class MailFormat {
  private MailFormat() {}

  static byte[] write(Mail mail, Collection<String> done) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", mail.id());
    json.put("written", mail.written().toString());
    json.put("language", mail.language());
    json.put("subject", mail.subject());
    json.put("body", mail.body());
    json.put("done", done);
    return bytes(json);
  }

  static Mail mail(byte[] bytes) throws IOException {
    JsonValue json = read(bytes);
    try {
      return new Mail(
          json.text("id"),
          Instant.parse(json.text("written")),
          json.text("language"),
          json.text("subject"),
          json.text("body"));
    } catch (DateTimeException e) {
      throw new IOException("\"written\" is no time", e);
    }
  }

  /** The receivers of that mail who have it, or never will. */
  static List<String> done(byte[] bytes) throws IOException {
    return read(bytes).texts("done");
  }

  static byte[] write(MailAccess access) {
    Settings.Mail mail = access.settings();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("enabled", mail.enabled());
    json.put("smtp-server", mail.smtpServer());
    json.put("port", mail.port());
    json.put("secured", mail.secured());
    json.put("account", mail.account());
    json.put("password", access.password());
    json.put("ssl", mail.ssl().name().toLowerCase(Locale.ROOT));
    json.put("authority", access.authority());
    json.put("sender", mail.sender());
    json.put("receivers", mail.receivers());
    return bytes(json);
  }

  static MailAccess access(byte[] bytes) throws IOException {
    JsonValue json = read(bytes);
    try {
      Settings.Mail mail =
          new Settings.Mail(
              json.flag("enabled"),
              json.text("smtp-server"),
              Math.toIntExact(json.whole("port")),
              json.flag("secured"),
              json.text("account"),
              "",
              Settings.MailEncryption.valueOf(json.text("ssl").toUpperCase(Locale.ROOT)),
              Optional.empty(),
              json.text("sender"),
              json.texts("receivers"));
      return new MailAccess(mail, json.text("password"), json.text("authority"));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("\"ssl\" is no encryption, or \"port\" no port", e);
    }
  }

  private static byte[] bytes(Map<String, Object> json) {
    return JsonText.line(json).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonValue read(byte[] bytes) throws IOException {
    JsonValue json = JsonValue.read(bytes);
    if (!(json.value() instanceof Map<?, ?>)) {
      throw new IOException("it is no JSON object");
    }
    return json;
  }
}
