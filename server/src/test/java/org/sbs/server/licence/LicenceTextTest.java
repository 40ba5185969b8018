package org.sbs.server.licence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.licence.Licence;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.LicenceFinding.State;
import org.sbs.core.licence.LicenceKind;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

class LicenceTextTest {
  private static final IssuerPair ISSUER = IssuerPair.generate();
  private static final String NODE = "ab".repeat(16);
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final String PREFIX = "SBS-LICENCE-1.";

  @TempDir Path folder;

  private static Licence licence(String node, String expires) {
    return new Licence(
        LicenceKind.BACKUP, node, "Müller & Söhne", Optional.of(LocalDate.parse(expires)));
  }

  private static String text() throws LicenceException {
    return LicenceText.write(licence(NODE, "2027-12-31"), ISSUER);
  }

  private LicenceFile file() {
    return new LicenceFile(folder.resolve("licence.key"), Optional.of(ISSUER.open()), NODE);
  }

  private LicenceFinding install(String text) throws Exception {
    Files.writeString(folder.resolve("licence.key"), text);
    return file().look(TODAY);
  }

  @Test
  @DisplayName("R7.5 a licence survives being written, wrapped by a mail program, and read")
  void roundTrip() throws Exception {
    String wrapped = text().replaceAll("(.{40})", "$1\r\n  ");
    assertThat(LicenceText.read(wrapped, ISSUER.open())).isEqualTo(licence(NODE, "2027-12-31"));
    assertThat(install(wrapped).state()).isEqualTo(State.BACKUP);
    assertThat(install(wrapped).what())
        .isEqualTo(
            Reason.of(ReasonCode.LICENCE_UNTIL)
                .with("kind", "backup")
                .with("holder", "Müller & Söhne")
                .with("day", "2027-12-31"));
  }

  @Test
  @DisplayName("R7.5 a licence of which any letter was changed does not count, and why is said")
  void tampered() throws Exception {
    String text = text();
    for (int i = PREFIX.length(); i < text.length(); i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThatThrownBy(() -> LicenceText.read(changed, ISSUER.open()))
          .isInstanceOf(LicenceException.class);
    }
    String better =
        new String(
                Base64.getUrlDecoder().decode(text.substring(PREFIX.length()).split("\\.", -1)[0]),
                StandardCharsets.UTF_8)
            .replace("kind=backup", "kind=main");
    String forged =
        PREFIX
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(better.getBytes(StandardCharsets.UTF_8))
            + text.substring(text.lastIndexOf('.'));
    LicenceFinding finding = install(forged);
    assertThat(finding.state()).isEqualTo(State.NONE);
    assertThat(finding.what().code()).isEqualTo(ReasonCode.LICENCE_INVALID);
    assertThat(finding.what().has(ReasonCode.LICENCE_OTHER_ISSUER)).isTrue();
    assertThat(finding.remedy()).isEqualTo(Reason.of(ReasonCode.LICENCE_COMPARE_ISSUER));
  }

  @Test
  @DisplayName("R7.5 a licence of another issuer does not count")
  void otherIssuer() throws Exception {
    String foreign = LicenceText.write(licence(NODE, "2027-12-31"), IssuerPair.generate());
    assertThat(install(foreign).state()).isEqualTo(State.NONE);
    assertThat(install(foreign).what().has(ReasonCode.LICENCE_OTHER_ISSUER)).isTrue();
  }

  @Test
  @DisplayName("R7.5 a licence of another node does not count, and both ids are named")
  void otherNode() throws Exception {
    String other = "cd".repeat(16);
    LicenceFinding finding = install(LicenceText.write(licence(other, "2027-12-31"), ISSUER));
    assertThat(finding.state()).isEqualTo(State.NONE);
    assertThat(finding.what().toString()).contains(other, NODE);
  }

  @Test
  @DisplayName("R7.5 an expired licence is told from none")
  void expired() throws Exception {
    assertThat(install(LicenceText.write(licence(NODE, "2026-02-28"), ISSUER)).state())
        .isEqualTo(State.EXPIRED);
  }

  @Test
  @DisplayName("R7.5 R10.3 nothing, garbage, no signature and too much are refused, each by name")
  void garbage() throws Exception {
    String text = text();
    assertThat(file().look(TODAY).what()).isEqualTo(Reason.of(ReasonCode.LICENCE_NONE));
    assertThat(file().look(TODAY).remedy())
        .isEqualTo(Reason.of(ReasonCode.LICENCE_ASK_FOR).with("node", NODE));
    assertThat(install("").what().has(ReasonCode.LICENCE_EMPTY)).isTrue();
    assertThat(install("main licence for everybody").what().has(ReasonCode.LICENCE_NOT_ONE))
        .isTrue();
    assertThat(install(text.substring(0, text.lastIndexOf('.'))).what().has(ReasonCode.LICENCE_CUT))
        .isTrue();
    assertThat(
            install(text.substring(0, text.lastIndexOf('.') + 1))
                .what()
                .has(ReasonCode.LICENCE_CUT))
        .isTrue();
    assertThat(install(text.substring(0, text.length() - 1)).what().has(ReasonCode.LICENCE_CUT))
        .isTrue();
    assertThat(install(PREFIX + "ä." + "ö".repeat(86)).what().has(ReasonCode.LICENCE_GARBLED))
        .isTrue();
    assertThat(install(text + "x".repeat(1 << 20)).what().has(ReasonCode.LICENCE_TOO_LONG))
        .isTrue();
    Files.write(folder.resolve("licence.key"), new byte[] {(byte) 0xff, 0, (byte) 0xfe});
    assertThat(file().look(TODAY).state()).isEqualTo(State.NONE);
  }

  @Test
  @DisplayName("R7.5 a genuine licence with a condition that is not known here does not count")
  void newer() throws Exception {
    byte[] content =
        ("node=" + NODE + "\nkind=main\nholder=x\nprinters=2\n").getBytes(StandardCharsets.UTF_8);
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    byte[] signed = new byte[prefix.length + content.length];
    System.arraycopy(prefix, 0, signed, 0, prefix.length);
    System.arraycopy(content, 0, signed, prefix.length, content.length);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String text =
        PREFIX + base64.encodeToString(content) + "." + base64.encodeToString(ISSUER.sign(signed));
    LicenceFinding finding = install(text);
    assertThat(finding.state()).isEqualTo(State.NONE);
    assertThat(finding.what().has(ReasonCode.LICENCE_NEWER)).isTrue();
  }

  @Test
  @DisplayName("R7.5 without an issuer licensing is off, whatever lies there")
  void off() throws Exception {
    install("garbage");
    LicenceFile off = new LicenceFile(folder.resolve("licence.key"), Optional.empty(), NODE);
    assertThat(off.look(TODAY).state()).isEqualTo(State.OFF);
  }

  @Test
  @DisplayName("R7.5 the issuer's key is its owner's alone, never overwritten, and signs when read")
  void issuerFile() throws Exception {
    Path key = folder.resolve("issuer.key");
    ISSUER.write(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> IssuerPair.generate().write(key))
        .isInstanceOf(LicenceException.class)
        .hasMessageContaining("already");
    String signed = LicenceText.write(licence(NODE, "2027-12-31"), IssuerPair.read(key));
    assertThat(LicenceText.read(signed, ISSUER.open()).nodeId()).isEqualTo(NODE);
    Files.writeString(key, "something else");
    assertThatThrownBy(() -> IssuerPair.read(key)).hasMessageContaining("no issuer's key");
  }

  @Test
  @DisplayName("R7.5 a holder with a line break could forge a line, and is refused")
  void forgedLine() {
    Licence licence = new Licence(LicenceKind.BACKUP, NODE, "x\nkind=main", Optional.empty());
    assertThatThrownBy(() -> LicenceText.write(licence, ISSUER)).hasMessageContaining("one line");
  }
}
