package org.sbs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.WitnessView;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.link.Keyring;
import org.sbs.server.link.PairKey;
import org.sbs.server.witness.TimedWitness;
import org.sbs.server.witness.WitnessException;

@DisabledOnOs(OS.WINDOWS)
class WitnessWiringTest {
  private static final String NODE = "0".repeat(32);

  @TempDir private Path folder;

  private WitnessWiring wiring(String witness) {
    String text = "[pair]\npeer-address = \"192.0.2.2\"\n[witness]\n" + witness + "\n";
    SettingsFile.Loaded loaded = SettingsFile.check(text);
    assertThat(loaded.problems().list()).isEmpty();
    return new WitnessWiring(
        loaded.settings().orElseThrow(), HomeFolder.at(folder.resolve("home")));
  }

  @Test
  @DisplayName("R6.1 the kind none has no witness")
  void none() throws Exception {
    assertThat(
            wiring("kind = \"none\"")
                .witness(() -> Keyring.of(PairKey.generate()), NODE, () -> 0, System::nanoTime))
        .isEmpty();
  }

  @Test
  @DisplayName("R6.1 the kind share works in the folder of the settings, under the pair's name")
  void share() throws Exception {
    Path share = Files.createDirectory(folder.resolve("share"));
    WitnessWiring wiring = wiring("kind = \"share\"\nfolder = \"" + share + "\"");
    assertThat(wiring.lease()).isEqualTo(Duration.ofSeconds(8));
    assertThat(wiring.deadline()).isEqualTo(Duration.ofSeconds(3));
    PairKey key = PairKey.generate();
    try (TimedWitness witness =
        wiring.witness(() -> Keyring.of(key), NODE, () -> 0, System::nanoTime).orElseThrow()) {
      assertThat(witness.objection().get(1, TimeUnit.MINUTES).value()).contains("");
      assertThat(witness.read().get(1, TimeUnit.MINUTES).value()).contains(WitnessView.UNCLAIMED);
    }
    assertThat(share.resolve("sbs-witness-" + key.pairName())).isDirectory();
    assertThat(folder.resolve("home/state/witness-share")).isRegularFile();
  }

  @Test
  @DisplayName("R10.8 R6.1 what the other node tells of the pair's name holds without a restart")
  void renamed() throws Exception {
    Path share = Files.createDirectory(folder.resolve("share"));
    WitnessWiring wiring = wiring("kind = \"share\"\nfolder = \"" + share + "\"");
    Keyring changed = Keyring.made(PairKey.generate()).leaked(PairKey.generate());
    AtomicReference<Keyring> fresh = new AtomicReference<>(Keyring.of(changed.current()));
    try (TimedWitness witness =
        wiring.witness(fresh::get, NODE, () -> 0, System::nanoTime).orElseThrow()) {
      assertThat(witness.identity().get(1, TimeUnit.MINUTES).value()).isPresent();
      fresh.set(fresh.get().hear(changed.note(), 0).ring());
      assertThat(witness.identity().get(1, TimeUnit.MINUTES).value()).isPresent();
    }
    assertThat(share.resolve("sbs-witness-" + changed.name())).isDirectory();
  }

  @Test
  @DisplayName("R6.1 a share within the node's own home is objected to")
  void ownHome() throws Exception {
    Path inside = Files.createDirectories(folder.resolve("home").resolve("witness"));
    WitnessWiring wiring = wiring("kind = \"share\"\nfolder = \"" + inside + "\"");
    try (TimedWitness witness =
        wiring
            .witness(() -> Keyring.of(PairKey.generate()), NODE, () -> 0, System::nanoTime)
            .orElseThrow()) {
      assertThat(witness.objection().get(1, TimeUnit.MINUTES).value().orElseThrow())
          .contains("each node has its own");
    }
  }

  @Test
  @DisplayName("R6.1 the kind etcd names the file that it cannot read")
  void etcd() {
    WitnessWiring wiring =
        wiring(
            """
            kind = "etcd"
            endpoints = ["https://127.0.0.1:1"]
            user = "u"
            password-file = "etcd.password"
            """);
    assertThatThrownBy(
            () ->
                wiring.witness(
                    () -> Keyring.of(PairKey.generate()), NODE, () -> 0, System::nanoTime))
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining(folder.resolve("home/etcd.password").toString());
  }
}
