package org.sbs.server.options;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sbs.core.options.FileOption;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.Overridden;
import org.sbs.core.options.PairOptions;
import org.sbs.core.options.Revision;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.server.platform.SecretText;

/** The JSON of {@code options.json}. */
final class OptionsFormat {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final String FOLDERS = "folders";
  private static final String STRICT = "strict";
  private static final String KEEP_DATES = "keep-dates";
  private static final String MAIL = "mail";
  private static final String VALUE = "value";
  private static final String PASSWORD = "password";
  private static final String SEALED = "sealed-password";

  private OptionsFormat() {}

  /** Turns a value into JSON. */
  private interface Writer<T> {
    JsonNode write(T value) throws IOException;
  }

  /** Turns JSON into a value. */
  private interface Reader<T> {
    T read(JsonNode json) throws IOException;
  }

  // ---- writing ----

  static byte[] write(OptionsMemory memory) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    PairOptions options = memory.inForce();
    ObjectNode inForce = json.putObject("in-force");
    inForce.set(FOLDERS, state(options.folders(), OptionsFormat::folders));
    inForce.set(STRICT, state(options.strict(), NODES::booleanNode));
    inForce.set(KEEP_DATES, state(options.keepDates(), NODES::booleanNode));
    inForce.set(MAIL, state(options.mail(), OptionsFormat::mail));
    if (memory.said().isPresent()) {
      FileOptions said = memory.said().get();
      ObjectNode file = json.putObject("file");
      file.set(FOLDERS, said(said.folders(), OptionsFormat::folders));
      file.set(STRICT, said(said.strict(), NODES::booleanNode));
      file.set(KEEP_DATES, said(said.keepDates(), NODES::booleanNode));
      if (said.mail().isPresent()) {
        file.set(MAIL, said(said.mail().get(), OptionsFormat::mail));
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  private static <T> ObjectNode state(OptionState<T> state, Writer<T> writer) throws IOException {
    ObjectNode json = NODES.objectNode();
    json.set(VALUE, writer.write(state.value()));
    ObjectNode changes = json.putObject("changes");
    state.revision().counts().forEach(changes::put);
    state.setOn().ifPresent(origin -> json.set("set-on", origin(origin)));
    state
        .overridden()
        .ifPresent(
            other -> {
              ObjectNode overridden = json.putObject("overridden");
              overridden.put(VALUE, other.value());
              other.setOn().ifPresent(origin -> overridden.set("set-on", origin(origin)));
            });
    return json;
  }

  private static ObjectNode origin(Origin origin) {
    return NODES.objectNode().put("node", origin.nodeId()).put("host", origin.host());
  }

  private static <T> ObjectNode said(FileOption<T> said, Writer<T> writer) throws IOException {
    ObjectNode json = NODES.objectNode();
    json.set(VALUE, writer.write(said.value()));
    return json.put("given", said.given());
  }

  private static ArrayNode folders(List<Settings.Folder> folders) {
    ArrayNode json = NODES.arrayNode();
    for (Settings.Folder folder : folders) {
      ObjectNode one = json.addObject().put("path", folder.path());
      one.set("include", texts(folder.include()));
      one.set("exclude", texts(folder.exclude()));
    }
    return json;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode json = NODES.arrayNode();
    texts.forEach(json::add);
    return json;
  }

  private static ObjectNode mail(MailAccess access) throws IOException {
    Settings.Mail mail = access.settings();
    ObjectNode json = NODES.objectNode();
    json.put("enabled", mail.enabled());
    json.put("smtp-server", mail.smtpServer());
    json.put("port", mail.port());
    json.put("secured", mail.secured());
    json.put("account", mail.account());
    String sealed = SecretText.seal(access.password());
    json.put(sealed.equals(access.password()) ? PASSWORD : SEALED, sealed);
    json.put("ssl", mail.ssl().name().toLowerCase(Locale.ROOT));
    json.put("authority", access.authority());
    json.put("sender", mail.sender());
    json.set("receivers", texts(mail.receivers()));
    return json;
  }

  // ---- reading ----

  /**
   * What those bytes hold.
   *
   * @throws IOException if they hold something else; the message shows nothing of them
   */
  static OptionsMemory read(byte[] bytes) throws IOException {
    JsonNode json = parsed(bytes);
    JsonNode inForce = json.path("in-force");
    PairOptions options =
        new PairOptions(
            state(inForce.path(FOLDERS), OptionsFormat::folders),
            state(inForce.path(STRICT), OptionsFormat::flag),
            state(inForce.path(KEEP_DATES), OptionsFormat::flag),
            state(inForce.path(MAIL), OptionsFormat::mail));
    JsonNode file = json.path("file");
    if (file.isMissingNode()) {
      return new OptionsMemory(options, Optional.empty());
    }
    FileOptions said =
        new FileOptions(
            said(file.path(FOLDERS), OptionsFormat::folders),
            said(file.path(STRICT), OptionsFormat::flag),
            said(file.path(KEEP_DATES), OptionsFormat::flag),
            file.has(MAIL)
                ? Optional.of(said(file.path(MAIL), OptionsFormat::mail))
                : Optional.empty());
    return new OptionsMemory(options, Optional.of(said));
  }

  private static JsonNode parsed(byte[] bytes) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JacksonException e) {
      // Its message could show what stands in the file, and there is a password among it.
      throw new IOException("it is no JSON");
    }
    if (json == null || !json.isObject()) {
      throw new IOException("it is no JSON object");
    }
    return json;
  }

  private static <T> OptionState<T> state(JsonNode json, Reader<T> reader) throws IOException {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (var entry : json.path("changes").properties()) {
      counts.put(entry.getKey(), entry.getValue().asLong());
    }
    try {
      JsonNode other = json.path("overridden");
      return new OptionState<>(
          reader.read(json.path(VALUE)),
          Revision.of(counts),
          origin(json.path("set-on")),
          other.isObject()
              ? Optional.of(new Overridden(text(other, VALUE), origin(other.path("set-on"))))
              : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new IOException("a count of changes is absurd", e);
    }
  }

  private static Optional<Origin> origin(JsonNode json) throws IOException {
    return json.isObject()
        ? Optional.of(new Origin(text(json, "node"), text(json, "host")))
        : Optional.empty();
  }

  private static <T> FileOption<T> said(JsonNode json, Reader<T> reader) throws IOException {
    return new FileOption<>(reader.read(json.path(VALUE)), flag(json.path("given")));
  }

  private static boolean flag(JsonNode json) throws IOException {
    if (!json.isBoolean()) {
      throw new IOException("a value is neither true nor false");
    }
    return json.booleanValue();
  }

  private static List<Settings.Folder> folders(JsonNode json) throws IOException {
    if (!json.isArray()) {
      throw new IOException("the folders are no list");
    }
    List<Settings.Folder> folders = new ArrayList<>();
    for (JsonNode folder : json) {
      folders.add(
          new Settings.Folder(
              text(folder, "path"), texts(folder, "include"), texts(folder, "exclude")));
    }
    return List.copyOf(folders);
  }

  private static MailAccess mail(JsonNode json) throws IOException {
    try {
      Settings.Mail mail =
          new Settings.Mail(
              flag(json.path("enabled")),
              text(json, "smtp-server"),
              json.path("port").asInt(),
              flag(json.path("secured")),
              text(json, "account"),
              "",
              Settings.MailEncryption.valueOf(text(json, "ssl").toUpperCase(Locale.ROOT)),
              Optional.empty(),
              text(json, "sender"),
              texts(json, "receivers"));
      String password =
          json.has(SEALED) ? SecretText.open(text(json, SEALED)) : text(json, PASSWORD);
      return new MailAccess(mail, password, text(json, "authority"));
    } catch (IllegalArgumentException e) {
      throw new IOException("\"ssl\" is no encryption", e);
    }
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
    return List.copyOf(texts);
  }
}
