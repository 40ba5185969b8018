package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.role.WitnessView;

/** A witness folder that SBS 0.1.0 made, whose claims anyone can write. */
class OlderWitnessTest {
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);
  private static final String ID = "c".repeat(32);

  @TempDir private Path folder;
  private Path pair;

  @BeforeEach
  void ofAnOlderNode() throws IOException {
    pair = Files.createDirectories(folder.resolve("share/sbs-witness-pair1"));
    Files.writeString(pair.resolve("id"), "sbs-witness 1 " + ID + "\n");
    Files.write(plain(4), new Claim(4, B, 3, true).bytes());
    Files.write(plain(5), new Claim(5, A, 17, false).bytes());
  }

  private Path plain(long epoch) {
    return pair.resolve(String.format("claim-%020d", epoch));
  }

  private ShareWitness node(String id) {
    return new ShareWitness(
        folder.resolve("share"),
        new Claimant("pair1", ShareWitnessTest.SEAL, id, () -> 5),
        folder.resolve("memory-" + id),
        List.of());
  }

  /** Whether SBS 0.1.0 takes the folder for its own. */
  private boolean isForOlder() throws IOException {
    return Pattern.matches("sbs-witness 1 [0-9a-f]{32}\n", Files.readString(pair.resolve("id")));
  }

  @Test
  @DisplayName("R6.2 R10.10 what an older claim says is not believed: its lease must end first")
  void lease() throws Exception {
    ShareWitness b = node(B);
    WitnessView held = b.read();
    assertThat(held.epoch()).isEqualTo(5);
    assertThat(held.holder()).isEmpty();
    assertThat(held.free()).isFalse();
    Files.write(plain(5), new Claim(5, A, 18, false).bytes());
    assertThat(b.read().mark()).as("a renewal is a sign of life").isNotEqualTo(held.mark());
    Files.write(plain(5), new Claim(5, A, 19, true).bytes());
    assertThat(b.read().free()).as("anyone can have written that").isFalse();
    Files.write(plain(5), new Claim(5, B, 19, false).bytes());
    assertThat(b.read().holder()).isEmpty();
  }

  @Test
  @DisplayName("R6.2 while the other node may be of 0.1.0, claims are made in its form")
  void mixed() throws Exception {
    ShareWitness b = node(B);
    assertThat(b.claim(6, b.read())).isTrue();
    assertThat(b.renew(6)).isTrue();
    assertThat(isForOlder()).isTrue();
    assertThat(Claim.parse(Files.readAllBytes(plain(6))).orElseThrow().node()).isEqualTo(B);
    // The older node claims a later epoch.
    Files.write(plain(7), new Claim(7, A, 1, false).bytes());
    assertThat(b.renew(6)).isFalse();
    assertThat(b.read().epoch()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claim-09223372036854775807",
        "claim-09999999999999999999",
        "claim-00000000000001000007",
        "claim-00000001000000000001"
      })
  @DisplayName("R10.10 an implausible claim is ignored in an older folder too")
  void implausible(String name) throws Exception {
    ShareWitness b = node(B);
    assertThat(b.claim(6, b.read())).isTrue();
    Files.createFile(pair.resolve(name));
    assertThat(b.renew(6)).isTrue();
    assertThat(node(A).read().epoch()).isEqualTo(6);
    assertThat(pair.resolve(name)).exists();
  }

  @Test
  @DisplayName(
      "R6.2 R10.10 when both nodes seal their claims, the claim that is held goes on sealed")
  void goesOn() throws Exception {
    ShareWitness b = node(B);
    assertThat(b.claim(6, b.read())).isTrue();
    ShareWitness a = node(A);
    WitnessView atFirst = a.read();
    assertThat(isForOlder()).as("SBS 0.1.0 does not go on there").isFalse();
    assertThat(atFirst.epoch()).isEqualTo(6);
    assertThat(atFirst.free()).isFalse();
    assertThat(b.renew(6)).isTrue();
    assertThat(a.read().holder()).isEqualTo(B);
    assertThat(a.claim(7, atFirst)).as("the holder gave a sign since").isFalse();
    Files.write(plain(7), new Claim(7, A, 1, false).bytes());
    assertThat(b.renew(6)).as("an older claim that comes now is none").isTrue();
    b.release(6);
    assertThat(a.read().free()).isTrue();
    assertThat(a.claim(7, a.read())).isTrue();
    assertThat(b.renew(6)).isFalse();
  }

  @Test
  @DisplayName("R6.2 a claim of the older time stands until somebody claims above it")
  void restarted() throws Exception {
    node(B).read();
    ShareWitness a = node(A);
    WitnessView left = a.read();
    assertThat(isForOlder()).isFalse();
    assertThat(left).isEqualTo(a.read()).isEqualTo(node(B).read());
    assertThat(left.epoch()).isEqualTo(5);
    assertThat(left.holder()).as("also where it is this node's own").isEmpty();
    assertThat(left.free()).isFalse();
    assertThat(a.renew(5)).isFalse();
    assertThat(a.claim(6, left)).isTrue();
    assertThat(node(B).read().holder()).isEqualTo(A);
  }

  @Test
  @DisplayName("R10.10 nobody without the key can say that a node seals its claims")
  void forgedWord() throws Exception {
    String forged = "sbs-node 2 " + B + " " + "0".repeat(32) + "\n";
    Files.write(pair.resolve("node-" + B), forged.getBytes(StandardCharsets.US_ASCII));
    ClaimSeal other = ClaimSeal.of(new byte[] {9}, List.of());
    new SealedNodes(pair, ID, new Claimant("pair1", other, "d".repeat(32), () -> 0)).join();
    new SealedNodes(pair, "0".repeat(32), claimant("e".repeat(32))).join();
    assertThat(node(A).read().epoch()).isEqualTo(5);
    assertThat(isForOlder()).isTrue();
  }

  private static Claimant claimant(String id) {
    return ShareWitnessTest.claimant("pair1", id);
  }

  @Test
  @DisplayName("R11.6 a memory that SBS 0.1.0 wrote is read, and one of now is not for it")
  void memory() throws Exception {
    Path memory = folder.resolve("memory-" + A);
    String older = "folder " + folder.resolve("share") + "\nid " + ID + "\nepoch 5\n";
    Files.writeString(memory, older);
    assertThat(node(A).read().epoch()).isEqualTo(5);
    assertThat(Files.readString(memory)).isEqualTo(older);
    node(B).read();
    node(A).read();
    assertThat(Files.readString(memory)).isEqualTo(older + "sealed\n");
    Files.writeString(pair.resolve("id"), "sbs-witness 1 " + ID + "\n");
    assertThatThrownBy(() -> node(A).read()).isInstanceOf(WitnessException.class);
  }
}
