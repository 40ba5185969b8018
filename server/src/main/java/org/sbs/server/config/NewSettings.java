package org.sbs.server.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;

/** Makes the settings file of a new home. */
public final class NewSettings {
  private static final String TEMPLATE = "sbs.toml";

  private NewSettings() {}

  /** The template: every setting that can be given, with its default, explained. */
  public static String template() throws IOException {
    try (InputStream in = NewSettings.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new FileNotFoundException("the program lacks its own file " + TEMPLATE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Writes the template into the home, with the peer's address if it is known.
   *
   * @throws FileAlreadyExistsException if there is a settings file already
   */
  public static void write(HomeFolder home, Optional<String> peer) throws IOException {
    Path file = home.settingsFile();
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    String text = template();
    if (peer.isPresent()) {
      SettingKey key = SettingKey.PAIR_PEER_ADDRESS;
      String value = TomlValue.toml(new RawValue.Text(peer.get(), 0));
      text = new TomlEdit(text).set(key.table(), key.shortName(), value);
    }
    Files.createDirectories(home.settings());
    DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
