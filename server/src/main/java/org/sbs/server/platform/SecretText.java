package org.sbs.server.platform;

import com.sun.jna.Platform;
import com.sun.jna.platform.win32.Crypt32Util;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A secret as it is kept in a file (R8.3). On Windows it is encrypted by the system's data
 * protection (DPAPI) for this machine: a copy of the file, or of the whole disk, tells nothing on
 * another one. It is bound to the machine and not to an account, for an administrator enters it and
 * the service's account reads it; who may read the file on this machine is for the file's rights.
 * Elsewhere the secret is kept as it is, and the file's rights are all that guards it.
 */
public final class SecretText {
  private static final String SEALED = "dpapi:";
  private static final int FLAGS =
      WinCrypt.CRYPTPROTECT_LOCAL_MACHINE | WinCrypt.CRYPTPROTECT_UI_FORBIDDEN;
  private static final byte[] FOR_SBS = "SBS".getBytes(StandardCharsets.US_ASCII);

  private SecretText() {}

  /**
   * The line to keep in a file.
   *
   * @throws IOException if Windows cannot encrypt it
   */
  public static String seal(String secret) throws IOException {
    if (!Platform.isWindows()) {
      return secret;
    }
    try {
      byte[] clear = secret.getBytes(StandardCharsets.UTF_8);
      byte[] sealed = Crypt32Util.cryptProtectData(clear, FOR_SBS, FLAGS, "SBS", null);
      return SEALED + Base64.getEncoder().encodeToString(sealed);
    } catch (Win32Exception e) {
      throw new IOException("Windows could not encrypt it: " + e.getMessage(), e);
    }
  }

  /**
   * The secret in such a line. One that was written by hand, not encrypted, is taken as it is.
   *
   * @throws IOException if it was encrypted on another machine, or is damaged; a sentence for users
   *     that does not hold the secret
   */
  public static String open(String line) throws IOException {
    if (!line.startsWith(SEALED)) {
      return line;
    }
    if (!Platform.isWindows()) {
      throw new IOException("It was stored on Windows and can be read only there; enter it anew.");
    }
    try {
      byte[] sealed = Base64.getDecoder().decode(line.substring(SEALED.length()));
      byte[] clear = Crypt32Util.cryptUnprotectData(sealed, FOR_SBS, FLAGS, null);
      return new String(clear, StandardCharsets.UTF_8);
    } catch (Win32Exception | IllegalArgumentException e) {
      throw new IOException("It was stored on another machine, or is damaged; enter it anew.", e);
    }
  }
}
