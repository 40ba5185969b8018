package org.sbs.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.PairOptions;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.Settings;
import org.sbs.testkit.Needs;
import org.sbs.view.text.Texts;

class MailSourceTest {
  private static final String SECRET = "S3cret-Wort";
  private static final String ME = "me";

  @TempDir Path folder;

  private MailSource source(Settings.Mail own) {
    return new MailSource(own, folder::resolve, folder, MailSource.Agreed.NOTHING);
  }

  private static Settings.Mail none() {
    return MailAccess.NONE.settings();
  }

  @Test
  @DisplayName("R8.1 a node without settings sends by those it was handed, also after a restart")
  void handed() throws Exception {
    MailSource source = source(none());
    assertThat(source.enabled()).isFalse();
    assertThat(source.access()).isEmpty();
    MailAccess handed = Access.plain(25).login("sbs", SECRET).access();
    source.handed(handed);
    Path file = folder.resolve("mail-handed.json");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    MailAccess kept = source(none()).access().orElseThrow();
    assertThat(kept.settings().receivers()).isEqualTo(handed.settings().receivers());
    assertThat(kept.settings().smtpServer()).isEqualTo(handed.settings().smtpServer());
    assertThat(kept.password()).isEqualTo(SECRET);
    assertThat(source.toHand()).isEqualTo(Optional.of(kept));
    assertThat(kept.toString()).doesNotContain(SECRET);

    source.handed(MailAccess.NONE);
    assertThat(source(none()).enabled()).isFalse();
    assertThat(file).doesNotExist();
  }

  @Test
  @DisplayName("R8.1 a node with settings of its own keeps them, also where they send none")
  void own() throws Exception {
    MailPassword.write(folder.resolve("mail.password"), SECRET);
    Settings.Mail own = Access.plain(25).login("sbs", "").settings();
    MailSource source = source(own);
    source.handed(Access.plain(2525).access());
    assertThat(source.access().orElseThrow().settings().port()).isEqualTo(25);
    assertThat(source.access().orElseThrow().password()).isEqualTo(SECRET);
    assertThat(source.whose()).isEqualTo("own");
    assertThat(folder.resolve("mail-handed.json")).doesNotExist();

    Settings.Mail off =
        new Settings.Mail(
            false,
            own.smtpServer(),
            25,
            false,
            "",
            "mail.password",
            own.ssl(),
            Optional.empty(),
            "",
            List.of());
    assertThat(source(off).enabled()).isFalse();
    assertThat(source(off).toHand()).contains(MailAccess.NONE);
  }

  private MailSource source(Settings.Mail own, OptionState<MailAccess> inForce) {
    return new MailSource(own, folder::resolve, folder, new MailSource.Agreed(() -> inForce, ME));
  }

  private static OptionState<MailAccess> setOn(String node, MailAccess access) {
    return PairOptions.DEFAULTS.mail().changed(access.shared(), new Origin(node, node));
  }

  @Test
  @DisplayName("R4.4 R8.1 what was set on the other node holds, whatever this node's file says")
  void peers() throws Exception {
    MailAccess theirs = Access.plain(2525).login("sbs", SECRET).access();
    MailSource source = source(Access.plain(25).settings(), setOn("peer", theirs));
    assertThat(source.access().orElseThrow().settings().port()).isEqualTo(2525);
    assertThat(source.access().orElseThrow().password()).isEqualTo(SECRET);
    assertThat(source.whose()).isEqualTo("handed");
    MailAccess off = MailAccess.NONE;
    assertThat(source(Access.plain(25).settings(), setOn("peer", off)).access()).isEmpty();
    assertThat(source(Access.plain(25).settings(), setOn("peer", off)).enabled()).isFalse();
    source.handed(Access.plain(26).access());
    assertThat(folder.resolve("mail-handed.json")).doesNotExist();
  }

  @Test
  @DisplayName("R8.1 what was set here is used with the password as it is at this moment")
  void ownPassword() throws Exception {
    Settings.Mail own = Access.plain(25).login("sbs", "").settings();
    MailPassword.write(folder.resolve("mail.password"), "old");
    MailSource source = source(own, setOn(ME, new MailAccess(own, "old", "")));
    MailPassword.write(folder.resolve("mail.password"), SECRET);
    assertThat(source.access().orElseThrow().password()).isEqualTo(SECRET);
    assertThat(source.whose()).isEqualTo("own");
    assertThat(source.said().orElseThrow().password()).isEqualTo(SECRET);
    Files.delete(folder.resolve("mail.password"));
    assertThat(source.said()).isEmpty();
    assertThatThrownBy(source::access).hasMessageContaining("sbs mail password");
  }

  @Test
  @DisplayName("R11.3 garbage in place of handed settings does not count, and shows nothing")
  void garbage() throws Exception {
    Files.writeString(folder.resolve("mail-handed.json"), "{\"password\": \"" + SECRET);
    assertThat(source(none()).access()).isEmpty();
  }

  @Test
  @DisplayName("R8.3 a missing or empty password is said with its remedy")
  void password() throws IOException {
    Path file = folder.resolve("mail.password");
    assertThatThrownBy(() -> MailPassword.read(file)).hasMessageContaining("sbs mail password");
    MailPassword.write(file, " ");
    assertThatThrownBy(() -> MailPassword.read(file)).hasMessageContaining("is empty");
  }

  private Mailer mailer(Settings.Mail own) throws IOException {
    return new Mailer(
        new Mailer.Setup(
            own,
            folder::resolve,
            folder,
            "mill",
            Texts.of(Locale.ENGLISH),
            Clock.systemUTC(),
            MailSource.Agreed.NOTHING));
  }

  private static RawValue.Table unsaved(int port, String account) {
    Map<String, RawValue> values = new LinkedHashMap<>();
    values.put("smtp-server", new RawValue.Text("127.0.0.1", 0));
    values.put("port", new RawValue.Whole(port, 0));
    values.put("ssl", new RawValue.Text("none", 0));
    values.put("secured", new RawValue.Flag(!account.isEmpty(), 0));
    values.put("account", new RawValue.Text(account, 0));
    values.put("sender", new RawValue.Text("sbs@plant.test", 0));
    values.put("receivers", new RawValue.Many(List.of(new RawValue.Text("a@plant.test", 0)), 0));
    return new RawValue.Table(values, 0);
  }

  @Test
  @Needs(of = SmtpServer.class)
  @DisplayName("R8.1 R8.3 unsaved settings are tried; the stored password goes to its server only")
  void test() throws Exception {
    MailPassword.write(folder.resolve("mail.password"), SECRET);
    try (SmtpServer server = SmtpServer.start(folder.resolve("in"), "--login", "sbs:" + SECRET);
        Mailer mailer = mailer(Access.plain(server.port()).login("sbs", "").settings());
        Mailer other = mailer(none())) {
      Optional<RawValue.Table> same = Optional.of(unsaved(server.port(), "sbs"));
      assertThat(mailer.test(List.of(), same, Optional.empty()).reason().toString())
          .contains("smtp-test-taken", "receivers=a@plant.test");
      assertThat(mailer.test(List.of("b@plant.test"), Optional.empty(), Optional.empty()).sent())
          .isTrue();
      assertThat(other.test(List.of(), same, Optional.empty()).reason().toString())
          .isEqualTo("mail-password-of-other");
      assertThat(other.test(List.of(), same, Optional.of(SECRET)).sent()).isTrue();
      assertThat(server.mails()).hasSize(3);

      assertThat(other.test(List.of(), Optional.empty(), Optional.empty()).reason().toString())
          .isEqualTo("mail-settings-missing");
      assertThat(
              other
                  .test(List.of(), Optional.of(new RawValue.Table(Map.of(), 0)), Optional.empty())
                  .reason()
                  .toString())
          .contains("mail-setting-wrong {key=mail.smtp-server", "mail-without-server");
    }
  }
}
