package org.sbs.server.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.platform.SecretText;

/**
 * How the password of the mail account lies on disk: one line, readable by its owner alone, and
 * encrypted where the system does that. Nothing here shows it.
 */
public final class MailPassword {
  private static final int MOST_BYTES = 4096;

  private MailPassword() {}

  /**
   * Reads it.
   *
   * @throws MailException if it is not there, is empty, or may be read by others
   */
  public static String read(Path file) throws MailException {
    try {
      if (OwnerFile.isOpenToOthers(file)) {
        throw new MailException(of(ReasonCode.MAIL_PASSWORD_OPEN, file));
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new MailException(of(ReasonCode.MAIL_PASSWORD_LONG, file));
      }
      String password = SecretText.open(Files.readString(file, StandardCharsets.UTF_8).strip());
      if (password.isEmpty()) {
        throw new MailException(of(ReasonCode.MAIL_PASSWORD_EMPTY, file));
      }
      return password;
    } catch (NoSuchFileException e) {
      throw new MailException(of(ReasonCode.MAIL_PASSWORD_MISSING, file), e);
    } catch (IOException e) {
      throw new MailException(
          of(ReasonCode.MAIL_PASSWORD_UNREADABLE, file).with("words", e.toString()), e);
    }
  }

  private static Reason of(ReasonCode code, Path file) {
    return Reason.of(code).with("file", file.toString());
  }

  /** Stores it durably, for the account alone that does this. */
  public static void write(Path file, String password) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    OwnerFile.replace(file, (SecretText.seal(password) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
