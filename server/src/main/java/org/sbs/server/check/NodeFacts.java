package org.sbs.server.check;

import java.util.List;
import java.util.Optional;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.StartPermission;
import org.sbs.core.options.FileDifference;
import org.sbs.core.readiness.Facts;
import org.sbs.core.reason.Reason;

/** Finds out what a takeover needs of a node. */
public interface NodeFacts {
  /**
   * Looks at everything. Blocks for some seconds at most, whatever hangs; called by one thread at a
   * time.
   */
  Facts gather(Live live) throws InterruptedException;

  /**
   * What the running node knows.
   *
   * @param folders of the folder set in force, beside the settings folder
   * @param witness what tells the witness from others; empty if not known
   * @param permission whether the sentinels may work now
   * @param peerTrouble what came of calling the peer, and why if it failed; absent if not called
   * @param checks what is wrong by each health check of the service, in the order of the settings;
   *     nothing where nothing is known to be wrong
   * @param options where its settings file says something else than what is in force
   */
  record Live(
      List<String> folders,
      String witness,
      LicenceFinding licence,
      StartPermission permission,
      Optional<Optional<Reason>> peerTrouble,
      List<Reason> checks,
      List<FileDifference> options) {}
}
