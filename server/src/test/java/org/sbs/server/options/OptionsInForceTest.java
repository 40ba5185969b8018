package org.sbs.server.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.Origin;
import org.sbs.core.options.PairOptions;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.SettingsFile;

/** What a node remembers of the pair's options, on a real disk. */
class OptionsInForceTest {
  private static final String SECRET = "S3cret-Wort";
  private static final Origin A = new Origin("a".repeat(32), "host-a");
  private static final Origin B = new Origin("b".repeat(32), "host-b");

  @TempDir Path state;
  @TempDir Path other;

  private static FileOptions file(String text) {
    SettingsFile.Loaded loaded =
        SettingsFile.check("[pair]\npeer-address = \"node-b\"\n" + text + "\n");
    Settings settings = loaded.settings().orElseThrow(() -> new AssertionError(loaded.problems()));
    return FileOptions.of(settings, Optional.of(new MailAccess(settings.mail(), SECRET, "")));
  }

  private OptionsInForce a(String text) {
    return OptionsInForce.start(state, A, file(text));
  }

  private OptionsInForce b(String text) {
    return OptionsInForce.start(other, B, file(text));
  }

  private static final String MAIL =
      """
      [mail]
      enabled = true
      smtp-server = "mail.plant.test"
      secured = true
      account = "sbs"
      sender = "sbs@plant.test"
      receivers = ["ann@plant.test"]
      """;

  @Test
  @DisplayName("R4.4 R8.3 what was set is remembered over starts, for the owner alone")
  void remembers() throws IOException {
    a("[sync]\nstrict = true\n[[sync.folder]]\npath = \"/srv/labels\"\n" + MAIL);
    PairOptions now =
        a("[sync]\nstrict = true\n[[sync.folder]]\npath = \"/srv/labels\"\n" + MAIL).now();
    assertThat(now.strict().value()).isTrue();
    assertThat(now.strict().revision().number()).isEqualTo(1);
    assertThat(now.folders().value()).hasSize(1);
    assertThat(now.mail().value().password()).isEqualTo(SECRET);
    assertThat(Files.getPosixFilePermissions(state.resolve("options.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    PairOptions off = a("[sync]\nfolder = []\n").now();
    assertThat(off.folders().value()).isEmpty();
    assertThat(off.folders().revision().number()).isEqualTo(2);
    assertThat(off.strict().value()).isFalse();
    assertThat(off.mail().value().settings().enabled()).isFalse();
  }

  @Test
  @DisplayName("R4.4 the template's own defaults impose nothing")
  void template() throws IOException {
    FileOptions template =
        file(
            org.sbs.server.config.NewSettings.template()
                .replace("[pair]", "")
                .replaceAll(
                    "(?m)^(local-address|port|mode|period-seconds|heartbeat-ms|silence-limit-ms"
                        + "|start-wait-seconds|max-takeovers|takeover-window-seconds|key-file) = .*",
                    ""));
    PairOptions now = OptionsInForce.start(state, A, template).now();
    assertThat(now).isEqualTo(PairOptions.DEFAULTS);
  }

  @Test
  @DisplayName("R4.4 what a user set by a command counts once, though the file said it before")
  void asked() throws IOException {
    a("[sync]\nstrict = true\n");
    OptionsInForce b = b("[sync]\nstrict = false\n");
    b.follow(a("[sync]\nstrict = true\n").now());
    b.save();
    assertThat(b("[sync]\nstrict = false\n").now().strict().value()).isTrue();
    AskedOptions.note(other, EnumSet.of(PairOption.STRICT));
    assertThat(b("[sync]\nstrict = false\n").now().strict().value()).isFalse();
    assertThat(b("[sync]\nstrict = false\n").now().strict().revision().number()).isEqualTo(2);
    assertThat(AskedOptions.read(other)).isEmpty();
  }

  @Test
  @DisplayName("R4.4 what the primary decides, and what the secondary is told, survives a restart")
  void durable() throws IOException {
    OptionsInForce a = a("");
    OptionsInForce b = b("[sync]\nkeep-dates = true\n");
    assertThat(a.meet(b.now()).taken()).isEqualTo(Set.of(PairOption.KEEP_DATES));
    assertThat(a("").now().keepDates().value()).isTrue();
    b.follow(a.now());
    b.save();
    assertThat(b("[sync]\nkeep-dates = true\n").now()).isEqualTo(a("").now());
  }

  @Test
  @DisplayName("R11.3 garbage is put aside, and what the other node knows better holds")
  void garbage() throws IOException {
    a("[sync]\nstrict = true\n");
    OptionsInForce b = b("");
    b.follow(a("[sync]\nstrict = false\n").now());
    Files.writeString(state.resolve("options.json"), "{\"in-force\": {\"strict\": 7}}");
    OptionsInForce a = a("[sync]\nstrict = true\n");
    assertThat(state.resolve("options.json.damaged")).exists();
    assertThat(a.meet(b.now()).inForce().strict().value()).isFalse();
  }

  @Test
  @DisplayName("R2.10 R11.3 a disk that takes nothing: the node starts, and nothing is half done")
  void cannotWrite() throws IOException {
    OptionsInForce b = b("[sync]\nstrict = true\n");
    Files.createDirectories(state.resolve("options.json").resolve("in the way"));
    OptionsInForce a = a("[sync]\nkeep-dates = true\n");
    assertThat(a.now()).isEqualTo(PairOptions.DEFAULTS);
    assertThatThrownBy(() -> a.meet(b.now())).isInstanceOf(IOException.class);
    assertThat(a.now()).isEqualTo(PairOptions.DEFAULTS);
    assertThat(a.follow(b.now())).isEqualTo(List.of(PairOption.STRICT));
    assertThatThrownBy(a::save).isInstanceOf(IOException.class);
    assertThat(a.now().strict().value()).as("in force all the same").isTrue();
    Files.delete(state.resolve("options.json").resolve("in the way"));
    Files.delete(state.resolve("options.json"));
    a.save();
    assertThat(new OptionsFile(state).read().orElseThrow().inForce().strict().value()).isTrue();
  }

  @Test
  @DisplayName("R8.1 a password that is changed while the node runs is a new revision of its mail")
  void password() throws IOException {
    OptionsInForce a = a(MAIL);
    MailAccess old = a.now().mail().value();
    a.mailFilesSay(old);
    assertThat(a.now().mail().revision().number()).isEqualTo(1);
    a.mailFilesSay(new MailAccess(old.settings(), "another", ""));
    assertThat(a.now().mail().revision().number()).isEqualTo(2);
    assertThat(a.now().mail().value().password()).isEqualTo("another");
    OptionsInForce b = b("");
    b.follow(a.now());
    b.mailFilesSay(PairOptions.DEFAULTS.mail().value());
    assertThat(b.now().mail()).as("its own file has nothing to say").isEqualTo(a.now().mail());
  }
}
