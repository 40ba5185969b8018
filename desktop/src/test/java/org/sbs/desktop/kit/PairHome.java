package org.sbs.desktop.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.Origin;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.options.OptionsInForce;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;

/** The home of a node that was secondary of another one, {@code label-pc-2}. */
public final class PairHome {
  private static final Origin PEER = new Origin("f".repeat(32), "label-pc-2");

  private PairHome() {}

  /**
   * Makes the node remember what it did with those files.
   *
   * @param mine what its own file says
   * @param theirs what the other one's says
   */
  public static void make(Path home, String mine, String theirs) throws IOException {
    Path state = Files.createDirectories(home.resolve("state"));
    Files.writeString(home.resolve("sbs.toml"), mine);
    try (NodeStore store = NodeStore.open(state)) {
      OptionsInForce node =
          OptionsInForce.start(state, new Origin(store.state().nodeId(), "here"), said(mine));
      OptionsInForce peer =
          OptionsInForce.start(
              Files.createDirectories(home.resolve("the other one")), PEER, said(theirs));
      peer.meet(node.now());
      node.follow(peer.now());
      node.save();
    } catch (StoreException e) {
      throw new IOException(e);
    }
  }

  private static FileOptions said(String toml) {
    Settings settings = SettingsFile.check(toml).settings().orElseThrow();
    return FileOptions.of(settings, Optional.of(new MailAccess(settings.mail(), "S3cret", "")));
  }
}
