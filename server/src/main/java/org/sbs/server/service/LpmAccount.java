package org.sbs.server.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The account that the Label Print Manager runs as: the owner of its state folder. So an SBS that
 * is root, as the installed one is, does not print as root.
 */
final class LpmAccount {
  private static final String ROOT = "root";
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private LpmAccount() {}

  /** The words before a command by which it runs as the owner of that folder; often none. */
  static List<String> ownerOf(Path state) throws ServiceException {
    if (!Files.isExecutable(SETPRIV) || !Files.exists(state)) {
      return List.of(); // No Linux, or a folder that the LPM itself will make, as its own.
    }
    try {
      PosixFileAttributes found =
          Files.readAttributes(state, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return become(
          System.getProperty("user.name"), found.owner().getName(), found.group().getName());
    } catch (IOException e) {
      throw new ServiceException(
          Reason.of(ReasonCode.LPM_STATE_UNREADABLE).with("words", e.toString()), e);
    }
  }

  /** Only root can become another account; who is it already need not. */
  static List<String> become(String self, String owner, String group) {
    return self.equals(ROOT) && !owner.equals(ROOT)
        ? List.of(
            SETPRIV.toString(),
            "--reuid",
            owner,
            "--regid",
            group,
            "--init-groups",
            "--inh-caps=-all",
            "--ambient-caps=-all",
            "--no-new-privs",
            "--")
        : List.of();
  }
}
