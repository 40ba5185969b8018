package org.sbs.server.files;

import java.io.IOException;
import java.nio.file.Path;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** A folder that must be for SBS alone is not: nothing in it is read, changed or deleted. */
public final class ForeignFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  ForeignFolderException(Path folder, int owner, int self, int mode) {
    super(
        String.format(
            "%s is not SBS's own: it belongs to the account with the number %d and has the mode"
                + " %04o, and SBS uses it only if it belongs to its own account (%d) and has the"
                + " mode 0700; move it away, or where SBS has run under another account: chown -R"
                + " %d '%s' && chmod 700 '%s'",
            folder, owner, mode, self, self, folder, folder));
    this.reason =
        Reason.of(ReasonCode.FOLDER_NOT_OWN)
            .with("folder", folder.toString())
            .with("owner", owner)
            .with("mode", String.format("%04o", mode))
            .with("self", self);
  }

  /** The same as a code with its values. */
  public Reason reason() {
    return reason;
  }
}
