package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.WitnessView;

/** A witness folder while the pair key is changed (R10.8). */
class ChangedKeyTest {
  private static final byte[] OLD = {1};
  private static final byte[] NEW = {2};

  @TempDir private Path share;
  @TempDir private Path memory;

  private final Side a = new Side("a");
  private final Side b = new Side("b");

  /** A node whose keys a test sets. */
  private final class Side {
    private final String id;
    private volatile ClaimSeal.Keys keys = ClaimSeal.Keys.of(OLD, List.of(), true);
    private ShareWitness witness;

    Side(String name) {
      id = name.repeat(32);
    }

    Side starts() {
      witness =
          new ShareWitness(
              share,
              new Claimant("pair", ClaimSeal.of(() -> keys), id, () -> 0),
              memory.resolve(id),
              List.of());
      return this;
    }

    void has(byte[] sealing, boolean settled, byte[]... former) {
      keys = ClaimSeal.Keys.of(sealing, List.of(former), settled);
    }
  }

  @BeforeEach
  void primary() throws Exception {
    a.starts();
    b.starts();
    assertThat(a.witness.claim(7, a.witness.read())).isTrue();
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
  }

  @Test
  @DisplayName(
      "R10.8 a claim that was sealed before a change is verified at each step and after it")
  void routine() throws Exception {
    a.has(OLD, false, NEW);
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
    b.has(NEW, false, OLD);
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
    assertThat(a.witness.renew(7)).isTrue();
    a.has(NEW, true, OLD);
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
    b.has(NEW, true, OLD);
    WitnessView before = b.witness.read();
    assertThat(a.witness.renew(7)).isTrue();
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
    assertThat(b.witness.read()).isNotEqualTo(before);
    assertThat(b.witness.claim(8, before)).isFalse();
    a.witness.release(7);
    assertThat(b.witness.claim(8, b.witness.read())).isTrue();
    assertThat(a.witness.read().holder()).isEqualTo(b.id);
  }

  @Test
  @DisplayName("R10.8 a node that never had the old key reads what its holder has sealed anew")
  void newNode() throws Exception {
    a.has(NEW, true, OLD);
    Side fresh = new Side("c").starts();
    fresh.has(NEW, true);
    assertThatThrownBy(() -> fresh.witness.read()).isInstanceOf(WitnessException.class);
    assertThat(a.witness.renew(7)).isTrue();
    WitnessView seen = fresh.witness.read();
    assertThat(seen.epoch()).isEqualTo(7);
    assertThat(seen.holder()).isEqualTo(a.id);
    assertThat(a.witness.renew(7)).isTrue();
    assertThat(fresh.witness.claim(8, seen)).isFalse();
  }

  @Test
  @DisplayName(
      "R10.8 after a leak the holder's claim stands, and the old key reads and claims nothing")
  void leaked() throws Exception {
    WitnessView before = b.witness.read();
    a.has(NEW, true);
    assertThat(a.witness.renew(7)).isTrue();
    assertThat(a.witness.renew(7)).isTrue();
    assertThatThrownBy(() -> b.witness.read())
        .hasMessageContaining("sealed by another pair key")
        .hasMessageContaining("sbs pair join --force");
    assertThatThrownBy(() -> b.witness.claim(8, before)).isInstanceOf(WitnessException.class);
    // Somebody who knows the old key makes a later claim by it: it is none.
    Path pair = ShareFolder.pair(share, "pair");
    ClaimSeal old = ClaimSeal.of(OLD, List.of());
    String id = Files.readString(pair.resolve("id")).split(" ", -1)[2];
    Files.createFile(pair.resolve(new SealedClaims(id, old).name(9)));
    assertThat(a.witness.renew(7)).isTrue();
    assertThat(a.witness.read().epoch()).isEqualTo(7);
    // The other node gets the new key.
    b.has(NEW, true);
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
    WitnessView seen = b.witness.read();
    assertThat(a.witness.renew(7)).isTrue();
    assertThat(b.witness.claim(8, seen)).isFalse();
    a.witness.release(7);
    assertThat(b.witness.claim(8, b.witness.read())).isTrue();
    assertThat(a.witness.renew(7)).isFalse();
  }

  @Test
  @DisplayName("R10.8 after a leak only the holder may begin anew: the other node waits for it")
  void leakedOnSecondary() throws Exception {
    b.has(NEW, true);
    assertThatThrownBy(() -> b.witness.read()).isInstanceOf(WitnessException.class);
    assertThat(a.witness.renew(7)).isTrue();
    a.has(NEW, true);
    assertThat(a.witness.renew(7)).isTrue();
    assertThat(b.witness.read().holder()).isEqualTo(a.id);
    // Nobody takes another folder for the pair's by its id alone.
    Path idFile = ShareFolder.pair(share, "pair").resolve("id");
    WitnessId other = new WitnessId("f".repeat(32), OptionalLong.of(7));
    Files.write(idFile, other.bytes(ClaimSeal.of(OLD, List.of())));
    assertThatThrownBy(() -> a.witness.renew(7)).isInstanceOf(WitnessException.class);
  }
}
