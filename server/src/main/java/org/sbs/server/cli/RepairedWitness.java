package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.KeyringFile;
import org.sbs.server.witness.ClaimSeal;
import org.sbs.server.witness.Claimant;
import org.sbs.server.witness.ShareRepair;
import org.sbs.server.witness.WitnessException;

/** Looks at the witness folder that a home's settings name, for as long as a share may take. */
final class RepairedWitness {
  private static final int PATIENCE_SECONDS = 20;

  private RepairedWitness() {}

  /**
   * What was found there.
   *
   * @param found empty where there is no witness folder
   * @param trouble why it could not be looked at, a sentence
   */
  record Look(Optional<ShareRepair> found, Optional<String> trouble) {
    static final Look NOTHING = new Look(Optional.empty(), Optional.empty());

    static Look failed(String why) {
      return new Look(
          Optional.empty(), Optional.of("The witness folder was not looked at: " + why));
    }
  }

  /**
   * Looks.
   *
   * @param epoch the highest that this node knows of
   */
  static Look look(HomeFolder home, long epoch) {
    Optional<Settings> settings = SettingsFile.load(home.settingsFile()).settings();
    if (settings.isEmpty()) {
      return Look.failed("the settings have problems. sbs config validate names them.");
    }
    if (settings.get().witness().kind() != Settings.WitnessKind.SHARE) {
      return Look.NOTHING;
    }
    Keyring ring;
    try {
      ring = new KeyringFile(home.file(settings.get().pair().keyFile())).load();
    } catch (IOException e) {
      return Look.failed(e.getMessage());
    }
    Claimant me =
        new Claimant(
            ring.name(),
            ClaimSeal.of(ring.current().claimKey(), ring.verifying()),
            "0".repeat(32),
            () -> epoch);
    Path share = Path.of(settings.get().witness().folder());
    return within(() -> ShareRepair.look(share, me, home.state().resolve("witness-share")));
  }

  /** Looks at a share. */
  private interface ShareLook {
    ShareRepair look() throws WitnessException;
  }

  /** A share that hangs must not keep the command. */
  private static Look within(ShareLook share) {
    CompletableFuture<Look> answer = new CompletableFuture<>();
    Thread looking =
        new Thread(
            () -> {
              try {
                answer.complete(new Look(Optional.of(share.look()), Optional.empty()));
              } catch (WitnessException e) {
                answer.complete(Look.failed(e.getMessage()));
              }
            },
            "sbs-repair-witness");
    looking.setDaemon(true);
    looking.start();
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return Look.failed("it does not answer.");
    } catch (ExecutionException e) {
      return Look.failed(e.getCause() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Look.failed("this command was interrupted.");
    }
  }
}
