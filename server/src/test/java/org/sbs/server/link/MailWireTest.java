package org.sbs.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.core.settings.Settings.MailEncryption;
import org.sbs.server.link.wire.FollowAccepted;
import org.sbs.server.link.wire.MailSettings;

class MailWireTest {
  private static MailAccess access() {
    Settings.Mail mail =
        new Settings.Mail(
            true,
            "mail.plant.test",
            587,
            true,
            "sbs",
            "mail.password",
            MailEncryption.STARTTLS,
            Optional.empty(),
            "sbs@plant.test",
            List.of("ann@plant.test", "bob@plant.test"));
    return new MailAccess(mail, "S3cret-Wort", "-----BEGIN CERTIFICATE-----");
  }

  private static Optional<MailAccess> read(MailSettings settings) {
    return MailWire.read(FollowAccepted.newBuilder().setMail(settings).build());
  }

  @Test
  @DisplayName("R8.1 mail settings arrive at the other node as they are, password included")
  void arrive() {
    assertThat(read(MailWire.write(access()))).contains(access());
    assertThat(read(MailWire.write(MailAccess.NONE))).contains(MailAccess.NONE);
    assertThat(MailWire.read(FollowAccepted.getDefaultInstance())).isEmpty();
  }

  @Test
  @DisplayName("R10.3 mail settings that no node would send by do not count")
  void garbage() {
    MailSettings sound = MailWire.write(access());
    assertThat(read(sound.toBuilder().setPort(70_000).build())).isEmpty();
    assertThat(read(sound.toBuilder().setSsl("tls").build())).isEmpty();
    assertThat(read(sound.toBuilder().setSmtpServer("a b").build())).isEmpty();
    assertThat(read(sound.toBuilder().addReceiver("bob@plant.test\r\nBcc: x").build())).isEmpty();
    assertThat(read(sound.toBuilder().clearReceiver().build())).isEmpty();
    assertThat(read(sound.toBuilder().setPassword("x".repeat(5_000)).build())).isEmpty();
    assertThat(read(sound.toBuilder().setAuthority("x".repeat(300_000)).build())).isEmpty();
  }
}
