package org.sbs.server.sync.disk;

import java.io.IOException;
import org.sbs.core.reason.Reason;
import org.sbs.view.text.ReasonText;

/** Replication cannot do something, and not because of a disk. */
public class ReplicationException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public ReplicationException(Reason reason) {
    super(ReasonText.english().say(reason));
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
