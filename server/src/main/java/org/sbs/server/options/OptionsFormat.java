package org.sbs.server.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.sbs.server.json.JsonText;
import org.sbs.server.json.JsonValue;
import org.sbs.server.json.NotJsonException;
import org.sbs.server.platform.SecretText;

/** The JSON of {@code options.json}. */
final class OptionsFormat {
  private static final String FOLDERS = "folders";
  private static final String STRICT = "strict";
  private static final String KEEP_DATES = "keep-dates";
  private static final String MAIL = "mail";
  private static final String VALUE = "value";
  private static final String PASSWORD = "password";
  private static final String SEALED = "sealed-password";
  private static final String SET_ON = "set-on";
  private static final String OVERRIDDEN = "overridden";

  private OptionsFormat() {}

  /** Turns a value into JSON. */
  private interface Writer<T> {
    Object write(T value) throws IOException;
  }

  /** Turns JSON into a value. */
  private interface Reader<T> {
    T read(JsonValue json) throws IOException;
  }

  // ---- writing ----

  static byte[] write(OptionsMemory memory) throws IOException {
    PairOptions options = memory.inForce();
    Map<String, Object> inForce = new LinkedHashMap<>();
    inForce.put(FOLDERS, state(options.folders(), OptionsFormat::folders));
    inForce.put(STRICT, state(options.strict(), flag -> flag));
    inForce.put(KEEP_DATES, state(options.keepDates(), flag -> flag));
    inForce.put(MAIL, state(options.mail(), OptionsFormat::mail));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("in-force", inForce);
    if (memory.said().isPresent()) {
      FileOptions said = memory.said().get();
      Map<String, Object> file = new LinkedHashMap<>();
      file.put(FOLDERS, said(said.folders(), OptionsFormat::folders));
      file.put(STRICT, said(said.strict(), flag -> flag));
      file.put(KEEP_DATES, said(said.keepDates(), flag -> flag));
      if (said.mail().isPresent()) {
        file.put(MAIL, said(said.mail().get(), OptionsFormat::mail));
      }
      json.put("file", file);
    }
    return JsonText.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  private static <T> Map<String, Object> state(OptionState<T> state, Writer<T> writer)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(VALUE, writer.write(state.value()));
    json.put("changes", state.revision().counts());
    state.setOn().ifPresent(origin -> json.put(SET_ON, origin(origin)));
    state
        .overridden()
        .ifPresent(
            other -> {
              Map<String, Object> overridden = new LinkedHashMap<>();
              overridden.put(VALUE, other.value());
              other.setOn().ifPresent(origin -> overridden.put(SET_ON, origin(origin)));
              json.put(OVERRIDDEN, overridden);
            });
    return json;
  }

  private static Map<String, Object> origin(Origin origin) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", origin.nodeId());
    json.put("host", origin.host());
    return json;
  }

  private static <T> Map<String, Object> said(FileOption<T> said, Writer<T> writer)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(VALUE, writer.write(said.value()));
    json.put("given", said.given());
    return json;
  }

  private static List<Object> folders(List<Settings.Folder> folders) {
    List<Object> json = new ArrayList<>();
    for (Settings.Folder folder : folders) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", folder.path());
      one.put("include", folder.include());
      one.put("exclude", folder.exclude());
      json.add(one);
    }
    return json;
  }

  private static Map<String, Object> mail(MailAccess access) throws IOException {
    Settings.Mail mail = access.settings();
    Map<String, Object> json = new LinkedHashMap<>();
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
    json.put("receivers", mail.receivers());
    return json;
  }

  // ---- reading ----

  /**
   * What those bytes hold.
   *
   * @throws IOException if they hold something else; the message shows nothing of them
   */
  static OptionsMemory read(byte[] bytes) throws IOException {
    JsonValue json = parsed(bytes);
    JsonValue inForce = json.at("in-force");
    PairOptions options =
        new PairOptions(
            state(inForce.at(FOLDERS), OptionsFormat::folders),
            state(inForce.at(STRICT), OptionsFormat::flag),
            state(inForce.at(KEEP_DATES), OptionsFormat::flag),
            state(inForce.at(MAIL), OptionsFormat::mail));
    if (json.find("file").isEmpty()) {
      return new OptionsMemory(options, Optional.empty());
    }
    JsonValue file = json.at("file");
    FileOptions said =
        new FileOptions(
            said(file.at(FOLDERS), OptionsFormat::folders),
            said(file.at(STRICT), OptionsFormat::flag),
            said(file.at(KEEP_DATES), OptionsFormat::flag),
            file.find(MAIL).isPresent()
                ? Optional.of(said(file.at(MAIL), OptionsFormat::mail))
                : Optional.empty());
    return new OptionsMemory(options, Optional.of(said));
  }

  private static JsonValue parsed(byte[] bytes) throws IOException {
    JsonValue json;
    try {
      json = JsonValue.read(bytes);
    } catch (NotJsonException e) {
      // Its message could show what stands in the file, and there is a password among it.
      throw new IOException("it is no JSON");
    }
    if (!(json.value() instanceof Map<?, ?>)) {
      throw new IOException("it is no JSON object");
    }
    return json;
  }

  private static <T> OptionState<T> state(JsonValue json, Reader<T> reader) throws IOException {
    SortedMap<String, Long> counts = new TreeMap<>();
    if (json.present("changes") && json.at("changes").value() instanceof Map<?, ?> changes) {
      for (Map.Entry<?, ?> entry : changes.entrySet()) {
        if (!(entry.getValue() instanceof Long count)) {
          throw new IOException("a count of changes is no whole number");
        }
        counts.put((String) entry.getKey(), count);
      }
    }
    try {
      return new OptionState<>(
          reader.read(json.at(VALUE)),
          Revision.of(counts),
          origin(json),
          json.present(OVERRIDDEN)
              ? Optional.of(overridden(json.at(OVERRIDDEN)))
              : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new IOException("a count of changes is absurd", e);
    }
  }

  private static Overridden overridden(JsonValue json) throws IOException {
    return new Overridden(json.text(VALUE), origin(json));
  }

  /** Where it was set; empty where the file does not say. */
  private static Optional<Origin> origin(JsonValue json) throws IOException {
    if (!json.present(SET_ON)) {
      return Optional.empty();
    }
    JsonValue origin = json.at(SET_ON);
    return Optional.of(new Origin(origin.text("node"), origin.text("host")));
  }

  private static <T> FileOption<T> said(JsonValue json, Reader<T> reader) throws IOException {
    return new FileOption<>(reader.read(json.at(VALUE)), json.flag("given"));
  }

  private static boolean flag(JsonValue json) throws IOException {
    if (json.value() instanceof Boolean flag) {
      return flag;
    }
    throw new IOException("a value is neither true nor false");
  }

  private static List<Settings.Folder> folders(JsonValue json) throws IOException {
    List<Settings.Folder> folders = new ArrayList<>();
    for (JsonValue folder : json.items()) {
      folders.add(
          new Settings.Folder(
              folder.text("path"), folder.texts("include"), folder.texts("exclude")));
    }
    return List.copyOf(folders);
  }

  private static MailAccess mail(JsonValue json) throws IOException {
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
      String password =
          json.find(SEALED).isPresent() ? SecretText.open(json.text(SEALED)) : json.text(PASSWORD);
      return new MailAccess(mail, password, json.text("authority"));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("\"ssl\" is no encryption, or \"port\" no port", e);
    }
  }
}
