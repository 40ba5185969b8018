package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.WitnessView;

/** A new PC in a pair whose key was changed: it does not know the pair's name at first (R10.8). */
class NamedWitnessTest {
  private static final String A = "a".repeat(32);
  private static final String C = "c".repeat(32);
  private static final ClaimSeal SEAL = ShareWitnessTest.SEAL;

  @TempDir private Path folder;
  private Path share;
  private ShareWitness a;

  private volatile String name = "derived";
  private volatile boolean named;
  private NamedWitness fresh;

  @BeforeEach
  void nodes() throws Exception {
    share = Files.createDirectory(folder.resolve("share"));
    a = new ShareWitness(share, new Claimant("pair", SEAL, A, () -> 0), memory(A), List.of());
    fresh = new NamedWitness(() -> name, new Shares());
  }

  private Path memory(String id) {
    return folder.resolve(id).resolve("witness-share");
  }

  private final class Shares implements NamedWitness.Maker {
    @Override
    public Witness make(String pairName) {
      Claimant me = new Claimant(pairName, () -> named, SEAL, C, () -> 0);
      return new ShareWitness(share, me, memory(C), List.of());
    }

    @Override
    public Witness renamed(String pairName) throws WitnessException {
      ShareWitness.forget(memory(C));
      return make(pairName);
    }
  }

  private List<String> pairs() throws IOException {
    try (var folders = Files.list(share)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void assertWaitsForName() {
    assertThatThrownBy(fresh::identity)
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("does not know the name of its pair");
    assertThatThrownBy(fresh::read).isInstanceOf(WitnessException.class);
    assertThatThrownBy(() -> fresh.claim(1, WitnessView.UNCLAIMED))
        .isInstanceOf(WitnessException.class);
  }

  @Test
  @DisplayName("R10.8 R6.1 it claims nothing beside the pair, and uses the pair's folder once told")
  void beside() throws Exception {
    assertThat(a.claim(7, a.read())).isTrue();
    assertWaitsForName();
    assertThat(pairs()).containsExactly("sbs-witness-pair");
    name = "pair";
    named = true;
    assertThat(fresh.identity()).isEqualTo(a.identity());
    assertThat(fresh.read().holder()).isEqualTo(A);
    a.release(7);
    assertThat(fresh.claim(8, fresh.read())).isTrue();
  }

  @Test
  @DisplayName("R10.8 R6.1 alone on the share it makes a folder, and leaves it when another comes")
  void alone() throws Exception {
    assertThat(fresh.claim(3, fresh.read())).isTrue();
    fresh.release(3);
    assertThat(a.read()).isEqualTo(WitnessView.UNCLAIMED);
    assertWaitsForName();
    name = "pair";
    named = true;
    // What it remembers of the folder that it has made says nothing of the pair's.
    assertThat(fresh.identity()).isEqualTo(a.identity());
    assertThat(a.claim(4, a.read())).isTrue();
    assertThat(fresh.read().holder()).isEqualTo(A);
  }

  @Test
  @DisplayName("R10.8 R6.2 a claim that is held stays where it was made until it is given up")
  void held() throws Exception {
    assertThat(fresh.claim(3, fresh.read())).isTrue();
    name = "pair";
    named = true;
    assertThat(fresh.renew(3)).isTrue();
    assertThat(fresh.read().holder()).isEqualTo(C);
    fresh.release(3);
    assertThat(fresh.read()).isEqualTo(WitnessView.UNCLAIMED);
    assertThat(pairs()).contains("sbs-witness-derived", "sbs-witness-pair");
  }
}
