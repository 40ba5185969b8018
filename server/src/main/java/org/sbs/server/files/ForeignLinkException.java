package org.sbs.server.files;

import java.io.IOException;
import java.nio.file.Path;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** A link on the way to a folder leads to what its owner does not own: it is not followed. */
public final class ForeignLinkException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  ForeignLinkException(Path link, int owner, Path target) {
    super(
        String.format(
            "%s is a symbolic link of the account with the number %d and leads to %s, which is not"
                + " that account's; SBS does not follow it: name %s itself as the folder of the"
                + " set, or let root own the link (chown -h root '%s')",
            link, owner, target, target, link));
    this.reason =
        Reason.of(ReasonCode.LINK_NOT_FOLLOWED)
            .with("link", link.toString())
            .with("owner", owner)
            .with("target", target.toString());
  }

  /** The same as a code with its values. */
  public Reason reason() {
    return reason;
  }
}
