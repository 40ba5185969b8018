package org.sbs.server.cli;

import java.util.concurrent.Callable;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;
import picocli.CommandLine.Command;

/** Lets another node take the place of one that is dead for good (R1.10). */
@Command(
    name = "replace",
    description = {
      "Lets another PC take the place of the other node, which is dead for good.",
      "Run it on the node that is left. Then install SBS on the new PC and enter the pair key there"
          + " (sbs pair join). Should the old PC come back, it does not serve beside the pair."
    })
final class PairReplaceCommand implements Callable<Integer> {
  private final Sbs sbs;

  PairReplaceCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    return PairHome.runs(home) ? sbs.ask(AdminClient::replacePeer) : stopped(home);
  }

  /** The node does not run: its state is changed where it lies. */
  private int stopped(HomeFolder home) throws Failure {
    try {
      if (NodeStore.knownId(home.state()).isEmpty()) {
        throw new Failure(
            ExitStatus.FAILED,
            "No node ever ran in " + home + ". Run this on the node that is left of the pair.");
      }
      try (NodeStore store = NodeStore.open(home.state())) {
        store.save(store.state().withoutPeer());
      }
    } catch (StoreException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
    sbs.answer(
        "The other node of the pair is forgotten. The next node with the pair key may take its"
            + " place.");
    return ExitStatus.DONE;
  }
}
