package org.sbs.server.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.config.SettingsWriter;
import org.sbs.server.config.TomlValue;
import org.sbs.server.mail.MailPassword;
import org.sbs.server.mail.OwnerFile;

/**
 * Writes what a user set into a home's settings file, as something that holds on both nodes. All of
 * {@code [mail]} counts together: where the file does not hold what is in force, as on the node on
 * which mail was not set, the rest of what is in force is written with the change.
 */
public final class SharedSettings {
  private static final String AUTHORITY = "mail-authority.pem";

  private SharedSettings() {}

  /** The values with what belongs to them, given what the file says and what is in force. */
  public static Map<SettingKey, RawValue> whole(
      Map<SettingKey, RawValue> values, SettingsFile.Loaded file, OptionsView view) {
    Map<SettingKey, RawValue> whole = new EnumMap<>(SettingKey.class);
    whole.putAll(values);
    if (touched(values.keySet()).contains(PairOption.MAIL)
        && view.note(PairOption.MAIL).filter(note -> !note.waiting()).isPresent()) {
      for (SettingKey key : SettingKey.in("mail")) {
        Optional<RawValue> inForce = view.value(key);
        if (inForce.isPresent()
            && !values.containsKey(key)
            && !TomlValue.toml(inForce.get()).equals(TomlValue.toml(file.value(key)))) {
          whole.put(key, inForce.get());
        }
      }
      authority(values, whole, view.mail(), file);
    }
    return whole;
  }

  /** The authority in force lies in a file of the other node. */
  private static void authority(
      Map<SettingKey, RawValue> values,
      Map<SettingKey, RawValue> whole,
      MailAccess inForce,
      SettingsFile.Loaded file) {
    boolean carried = whole.size() > values.size();
    if (carried && !values.containsKey(SettingKey.MAIL_CA_FILE)) {
      String name = inForce.authority().isEmpty() ? "" : AUTHORITY;
      if (!name.isEmpty() || !text(file.value(SettingKey.MAIL_CA_FILE)).isEmpty()) {
        whole.put(SettingKey.MAIL_CA_FILE, new RawValue.Text(name, 0));
      }
    }
  }

  private static String text(RawValue value) {
    return value instanceof RawValue.Text text ? text.value() : "";
  }

  private static Set<PairOption> touched(Set<SettingKey> keys) {
    Set<PairOption> touched = EnumSet.noneOf(PairOption.class);
    keys.forEach(key -> PairOption.of(key).ifPresent(touched::add));
    return touched;
  }

  /**
   * Writes it, all or nothing, and notes that it was set on purpose. Durable when this returns.
   *
   * @param home with a settings file
   * @throws IOException when something cannot be read or written
   */
  public static SettingsWriter.Outcome change(HomeFolder home, SettingsWriter.Change change)
      throws IOException {
    SettingsFile.Loaded file = SettingsFile.load(home.settingsFile());
    OptionsView view = OptionsView.of(home, file.settings());
    Map<SettingKey, RawValue> whole = whole(change.values(), file, view);
    if (whole.size() > change.values().size()) {
      files(home, whole, file, view.mail());
    }
    SettingsWriter.Outcome outcome =
        SettingsWriter.change(
            home.settingsFile(), new SettingsWriter.Change(whole, change.folders()));
    if (outcome.written()) {
      Set<PairOption> touched = touched(change.values().keySet());
      if (change.folders().isPresent()) {
        touched.add(PairOption.FOLDERS);
      }
      AskedOptions.note(home.state(), touched);
    }
    return outcome;
  }

  /**
   * A user sets the password for mails on this node: if the mail settings in force were set on the
   * other one, they are set here from now on.
   *
   * @return whether the settings file was changed
   */
  public static boolean claimMail(HomeFolder home) throws IOException {
    OptionsView view = OptionsView.of(home, SettingsFile.load(home.settingsFile()).settings());
    Optional<RawValue> account = view.value(SettingKey.MAIL_ACCOUNT);
    if (account.isEmpty() || view.note(PairOption.MAIL).filter(note -> !note.here()).isEmpty()) {
      return false;
    }
    Map<SettingKey, RawValue> values = Map.of(SettingKey.MAIL_ACCOUNT, account.get());
    return change(home, new SettingsWriter.Change(values, Optional.empty())).written();
  }

  /** The password and the authority in force, in files of this node. */
  private static void files(
      HomeFolder home,
      Map<SettingKey, RawValue> whole,
      SettingsFile.Loaded file,
      MailAccess inForce)
      throws IOException {
    if (!inForce.password().isEmpty() && !whole.containsKey(SettingKey.MAIL_PASSWORD_FILE)) {
      Path password = home.file(text(file.value(SettingKey.MAIL_PASSWORD_FILE)));
      MailPassword.write(password, inForce.password());
    }
    RawValue authority = whole.get(SettingKey.MAIL_CA_FILE);
    if (authority != null && text(authority).equals(AUTHORITY)) {
      OwnerFile.replace(
          home.file(AUTHORITY), inForce.authority().getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
