package org.sbs.server.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;

/** The JSON in which mails and mail settings lie in the state folder. */
final class MailFormat {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private MailFormat() {}

  static byte[] write(Mail mail, Collection<String> done) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", mail.id());
    json.put("written", mail.written().toString());
    json.put("language", mail.language());
    json.put("subject", mail.subject());
    json.put("body", mail.body());
    ArrayNode receivers = json.putArray("done");
    done.forEach(receivers::add);
    return bytes(json);
  }

  static Mail mail(byte[] bytes) throws IOException {
    JsonNode json = read(bytes);
    try {
      return new Mail(
          text(json, "id"),
          Instant.parse(text(json, "written")),
          text(json, "language"),
          text(json, "subject"),
          text(json, "body"));
    } catch (DateTimeException e) {
      throw new IOException("\"written\" is no time", e);
    }
  }

  /** The receivers of that mail who have it, or never will. */
  static List<String> done(byte[] bytes) throws IOException {
    return texts(read(bytes), "done");
  }

  static byte[] write(MailAccess access) {
    Settings.Mail mail = access.settings();
    ObjectNode json = JSON.createObjectNode();
    json.put("enabled", mail.enabled());
    json.put("smtp-server", mail.smtpServer());
    json.put("port", mail.port());
    json.put("secured", mail.secured());
    json.put("account", mail.account());
    json.put("password", access.password());
    json.put("ssl", mail.ssl().name().toLowerCase(Locale.ROOT));
    json.put("authority", access.authority());
    json.put("sender", mail.sender());
    ArrayNode receivers = json.putArray("receivers");
    mail.receivers().forEach(receivers::add);
    return bytes(json);
  }

  static MailAccess access(byte[] bytes) throws IOException {
    JsonNode json = read(bytes);
    try {
      Settings.Mail mail =
          new Settings.Mail(
              json.path("enabled").asBoolean(),
              text(json, "smtp-server"),
              json.path("port").asInt(),
              json.path("secured").asBoolean(),
              text(json, "account"),
              "",
              Settings.MailEncryption.valueOf(text(json, "ssl").toUpperCase(Locale.ROOT)),
              Optional.empty(),
              text(json, "sender"),
              texts(json, "receivers"));
      return new MailAccess(mail, text(json, "password"), text(json, "authority"));
    } catch (IllegalArgumentException e) {
      throw new IOException("\"ssl\" is no encryption", e);
    }
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private static JsonNode read(byte[] bytes) throws IOException {
    JsonNode json = JSON.readTree(bytes);
    if (json == null || !json.isObject()) {
      throw new IOException("it is no JSON object");
    }
    return json;
  }

  private static String text(JsonNode json, String name) throws IOException {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IOException("\"" + name + "\" is no text");
    }
    return value.textValue();
  }

  private static List<String> texts(JsonNode json, String name) throws IOException {
    JsonNode list = json.path(name);
    if (!list.isArray()) {
      throw new IOException("\"" + name + "\" is no list");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      texts.add(item.asText());
    }
    return texts;
  }
}
