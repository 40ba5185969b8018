package org.sbs.server.licence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.sbs.core.licence.IssuerKey;
import org.sbs.core.licence.Licence;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Where a node keeps its licence: {@code licence.key} in its home. Read anew each time, so that one
 * that is installed counts at once. Immutable; any thread.
 *
 * @param issuer empty: licensing is off
 */
public record LicenceFile(Path file, Optional<IssuerKey> issuer, String nodeId) {
  /** Its name in the home. */
  public static final String NAME = "licence.key";

  /** As the settings name the issuer, which were checked. */
  public static LicenceFile of(Path file, Optional<String> issuer, String nodeId) {
    return new LicenceFile(file, issuer.map(IssuerKey::parse), nodeId);
  }

  /** What is there. */
  public LicenceFinding look(LocalDate today) {
    if (issuer.isEmpty()) {
      return LicenceFinding.off();
    }
    try {
      return LicenceFinding.of(check(text()), today);
    } catch (NoSuchFileException e) {
      return LicenceFinding.none(
          Reason.of(ReasonCode.LICENCE_NONE),
          Reason.of(ReasonCode.LICENCE_ASK_FOR).with("node", nodeId));
    } catch (IOException e) {
      return LicenceFinding.none(
          of(ReasonCode.LICENCE_UNREADABLE).with("why", e.toString()),
          Reason.of(ReasonCode.LICENCE_MAKE_READABLE));
    } catch (LicenceException e) {
      return LicenceFinding.none(of(ReasonCode.LICENCE_INVALID).with("why", e.wrong()), e.remedy());
    }
  }

  private Reason of(ReasonCode code) {
    return Reason.of(code).with("file", file.toString());
  }

  private String text() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LicenceText.MOST_CHARACTERS + 1);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * Checks a text as if it lay here.
   *
   * @throws LicenceException unless it is a genuine licence for this node; it may have expired
   */
  public Licence check(String text) throws LicenceException {
    if (issuer.isEmpty()) {
      throw new LicenceException(
          Reason.of(ReasonCode.LICENCE_NO_ISSUER), Reason.of(ReasonCode.LICENCE_SET_ISSUER));
    }
    Licence licence = LicenceText.read(text, issuer.get());
    if (!licence.nodeId().equals(nodeId)) {
      throw new LicenceException(
          Reason.of(ReasonCode.LICENCE_OTHER_NODE)
              .with("other", licence.nodeId())
              .with("node", nodeId),
          Reason.of(ReasonCode.LICENCE_INSTALL_THERE));
    }
    return licence;
  }
}
