package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.settings.Settings;

class MailSettingsTest {
  private static final String SOUND =
      """
      enabled = true
      smtp-server = "mail.plant.test"
      sender = "sbs@plant.test"
      receivers = ["ann@plant.test", "o'hara+sbs@plant.test"]
      """;

  private static SettingsFile.Loaded load(String mail) {
    return SettingsFile.check("[pair]\npeer-address = \"b\"\n[mail]\n" + mail);
  }

  private static String problems(String mail) {
    SettingsFile.Loaded loaded = load(mail);
    assertThat(loaded.settings()).isEmpty();
    return loaded.problems().toString();
  }

  @Test
  @DisplayName("R8.1 mail needs a server, a sender and receivers; the rest has its usual value")
  void sound() {
    Settings.Mail mail = load(SOUND).settings().orElseThrow().mail();
    assertThat(mail.enabled()).isTrue();
    assertThat(mail.port()).isEqualTo(25);
    assertThat(mail.ssl()).isEqualTo(Settings.MailEncryption.STARTTLS);
    assertThat(mail.receivers()).hasSize(2);
    assertThat(load("enabled = false\nsmtp-server = \"m\"").settings()).isPresent();
  }

  @Test
  @DisplayName("R8.1 all that is missing is said at once, each with its remedy")
  void missing() {
    assertThat(problems("enabled = true\n"))
        .contains(
            "mail.smtp-server",
            "mail-without-server",
            "mail.sender",
            "mail-without-sender",
            "mail.receivers",
            "mail-without-receivers");
    assertThat(problems(SOUND + "secured = true\n"))
        .contains("mail.account", "mail-without-account", "do-set-account");
  }

  @Test
  @DisplayName("R8.1 what is no host and no mail address is refused, also while mail is off")
  void syntax() {
    assertThat(problems("smtp-server = \"mail.plant.test:25\""))
        .contains("host-not-one {text=mail.plant.test:25}");
    for (String address :
        new String[] {"ann", "Ann <a@b.c>", "a@b@c", "a b@c", "@b", "a@", "a@b\\nBcc: x"}) {
      assertThat(problems("sender = \"" + address + "\"")).contains("mail-address-improper");
      assertThat(problems("receivers = [\"a@b\", \"" + address + "\"]"))
          .contains("mail-address-improper");
    }
    assertThat(problems("receivers = [" + "\"a@b\", ".repeat(51) + "]"))
        .contains("mail-too-many-receivers {most=50}");
  }

  @Test
  @DisplayName(
      "R8.3 no password in the clear, but to this machine; no authority without encryption")
  void clear() {
    String login = "secured = true\naccount = \"sbs\"\nssl = \"none\"\n";
    assertThat(problems(SOUND + login)).contains("mail.ssl", "mail-password-in-clear");
    assertThat(load(SOUND.replace("mail.plant.test", "127.0.0.1") + login).settings()).isPresent();
    assertThat(problems(SOUND + "ssl = \"none\"\nca-file = \"ca.pem\""))
        .contains("mail.ca-file", "mail-certificates-unused");
  }
}
