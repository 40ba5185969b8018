package org.sbs.server.cli;

import java.io.IOException;
import java.util.Optional;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.store.HomeLock;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;

/** The pair keys of a home, changed by its node if that runs, else in its files. */
final class PairHome {
  private PairHome() {}

  /** Makes the keys of a home out of those that are there. */
  interface Rule {
    /**
     * The keys.
     *
     * @param before those that are there; empty where there are none that can be read
     * @param met whether the node has met the other one of its pair
     */
    Keyring keys(Optional<Keyring> before, boolean met) throws Failure;
  }

  /** Asks a node. */
  interface Question<T> {
    T ask(AdminClient client) throws AdminException;
  }

  /** Where a home has its keys, even if other settings are still missing. */
  static KeyringFile file(HomeFolder home) {
    RawValue name = SettingsFile.load(home.settingsFile()).value(SettingKey.PAIR_KEY_FILE);
    return new KeyringFile(
        home.file(name instanceof RawValue.Text text ? text.value() : "pair.key"));
  }

  /** Whether a node runs in a home. */
  static boolean runs(HomeFolder home) throws Failure {
    try {
      return HomeLock.isHeld(home.state());
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED,
          "It cannot be found out whether a node runs in " + home + ": " + e + ".",
          e);
    }
  }

  /** Asks the node that runs in a home. */
  static <T> T ask(HomeFolder home, Question<T> question) throws Failure {
    try {
      return question.ask(AdminClient.reach(home.state(), home.toString()));
    } catch (AdminException e) {
      throw Failure.of(e);
    }
  }

  /** Changes the keys in the files of a home in which no node runs, and none starts meanwhile. */
  static Keyring change(HomeFolder home, Rule rule) throws Failure {
    KeyringFile file = file(home);
    try {
      if (NodeStore.knownId(home.state()).isEmpty()) {
        return save(file, rule, false);
      }
      try (NodeStore store = NodeStore.open(home.state())) {
        return save(file, rule, store.state().peerId().isPresent());
      }
    } catch (StoreException e) {
      throw new Failure(ExitStatus.FAILED, e.getMessage(), e);
    }
  }

  private static Keyring save(KeyringFile file, Rule rule, boolean met) throws Failure {
    Keyring ring = rule.keys(before(file), met);
    try {
      file.save(ring);
    } catch (IOException e) {
      throw new Failure(
          ExitStatus.FAILED, "The pair key cannot be stored in " + file.keyFile() + ": " + e, e);
    }
    return ring;
  }

  private static Optional<Keyring> before(KeyringFile file) {
    try {
      return file.exists() ? Optional.of(file.load()) : Optional.empty();
    } catch (IOException e) {
      // What cannot be read is replaced; storing it will say what is in the way.
      return Optional.empty();
    }
  }
}
