package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.role.WitnessView;

/** Somebody without the pair key, who may write to the share, makes claims there. */
class ForgedClaimsTest {
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);
  private static final ClaimSeal OTHER = ClaimSeal.of(new byte[] {9}, List.of());

  @TempDir private Path folder;
  private Path share;
  private ShareWitness a;
  private ShareWitness b;

  @BeforeEach
  void heldByA() throws Exception {
    share = Files.createDirectory(folder.resolve("share"));
    a = node(A);
    b = node(B);
    assertThat(a.claim(7, a.read())).isTrue();
  }

  private ShareWitness node(String id) {
    return new ShareWitness(
        share, ShareWitnessTest.claimant("pair1", id), folder.resolve("memory-" + id), List.of());
  }

  private Path pair() {
    return share.resolve("sbs-witness-pair1");
  }

  private WitnessId id() throws IOException {
    return WitnessId.parse(Files.readAllBytes(pair().resolve("id")), ShareWitnessTest.SEAL)
        .orElseThrow();
  }

  private ClaimForm form() throws IOException {
    return id().form(ShareWitnessTest.SEAL);
  }

  static Stream<String> names() {
    Random random = new Random(88);
    Stream<String> plain =
        Stream.of(
            "claim-09223372036854775807",
            "claim-09999999999999999999",
            "claim-99999999999999999999",
            "claim-00000000000000000008",
            "claim-00000000000000000006",
            "claim-",
            "claim-x",
            "claim-00000000000000000008-" + "0".repeat(32),
            "claim-09223372036854775807-" + "0".repeat(32),
            "claim-09999999999999999999-" + "f".repeat(32));
    Stream<String> seeded =
        random
            .longs(20)
            .mapToObj(
                value ->
                    String.format(
                        "claim-%020d%s",
                        value >>> 1,
                        (value & 1) == 0 ? "" : String.format("-%016x%016x", value, ~value)));
    return Stream.concat(plain, seeded);
  }

  @ParameterizedTest
  @MethodSource("names")
  @DisplayName("R10.10 R6.2 a file that others name like a claim is ignored, and never deleted")
  void names(String name) throws Exception {
    WitnessView before = b.read();
    byte[] content = new Claim(8, B, 1, true).bytes();
    Files.write(pair().resolve(name), content);
    assertThat(a.renew(7)).isTrue();
    assertThat(b.read().epoch()).isEqualTo(7);
    assertThat(b.read().holder()).isEqualTo(A);
    assertThat(b.read().free()).isFalse();
    assertThat(b.read().mark()).isNotEqualTo(before.mark());
    assertThat(node(A).read().epoch()).as("after a restart").isEqualTo(7);
    assertThat(b.claim(8, b.read())).as("the next claim is not taken from it").isTrue();
    assertThat(a.renew(7)).isFalse();
    assertThat(Files.readAllBytes(pair().resolve(name))).isEqualTo(content);
  }

  @Test
  @DisplayName(
      "R10.10 claims of another pair, of another folder, or of another epoch are none here")
  void replayed() throws Exception {
    ClaimForm theirs = new SealedClaims(id().id(), OTHER);
    ClaimForm elsewhere = new SealedClaims("0".repeat(32), ShareWitnessTest.SEAL);
    String eight = form().name(8);
    for (String name : List.of(theirs.name(8), elsewhere.name(8), eight.replace("8-", "9-"))) {
      Files.write(pair().resolve(name), theirs.bytes(new Claim(8, B, 1, false)));
    }
    assertThat(b.read().epoch()).isEqualTo(7);
    assertThat(a.renew(7)).isTrue();
  }

  @Test
  @DisplayName("R10.10 R6.2 nobody else can say that a claim is given up, or whose it is")
  void contents() throws Exception {
    Path file = pair().resolve(form().name(7));
    byte[] whole = Files.readAllBytes(file);
    ClaimForm theirs = new SealedClaims(id().id(), OTHER);
    for (byte[] content :
        List.of(
            new Claim(7, A, 99, true).bytes(),
            new Claim(7, B, 99, false).bytes(),
            theirs.bytes(new Claim(7, A, 99, true)),
            form().bytes(new Claim(8, A, 99, true)),
            "x".repeat(5000).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            new String(whole, java.nio.charset.StandardCharsets.US_ASCII)
                .replace("held", "free")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
      Files.write(file, content);
      assertThat(b.read().free()).isFalse();
      assertThat(b.read().holder()).isEmpty();
      assertThat(a.renew(7)).as("the holder puts it right").isTrue();
      assertThat(b.read().holder()).isEqualTo(A);
    }
  }

  @Test
  @DisplayName("R10.10 a folder that is put back to the form in which anyone can claim is told")
  void putBack() throws Exception {
    Path file = pair().resolve("id");
    WitnessId id = id();
    Files.writeString(file, "sbs-witness 1 " + id.id() + "\n");
    for (ShareWitness node : List.of(a, node(A))) {
      assertThatThrownBy(node::read).hasMessageContaining("put back to the form of an older SBS");
    }
    Files.write(file, id.bytes(OTHER));
    assertThatThrownBy(a::read).hasMessageContaining("not of this pair");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "9999999999999999999", "1000000000001"})
  @DisplayName("R10.10 a memory with an absurd epoch is told with its remedy")
  void memory(String epoch) throws Exception {
    Path memory = folder.resolve("memory-" + A);
    String text = Files.readString(memory);
    Files.writeString(memory, text.replace("epoch 7", "epoch " + epoch));
    assertThatThrownBy(() -> node(A).read())
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("absurd epoch " + epoch)
        .hasMessageContaining("sbs repair");
  }

  @Test
  @DisplayName("R10.8 claims that were sealed by a former key still hold")
  void formerKey() throws Exception {
    ClaimSeal both = ClaimSeal.of(new byte[] {4}, List.of(new byte[] {1, 2, 3}));
    ShareWitness changed =
        new ShareWitness(
            share, new Claimant("pair1", both, B, () -> 0), folder.resolve("memory"), List.of());
    assertThat(changed.read().holder()).isEqualTo(A);
    a.release(7);
    assertThat(changed.claim(8, changed.read())).isTrue();
    assertThat(changed.renew(8)).isTrue();
  }

  @Test
  @DisplayName("R10.8 R6.2 two claims of one epoch by two keys are nobody's")
  void twoKeys() throws Exception {
    ClaimSeal both = ClaimSeal.of(new byte[] {4}, List.of(new byte[] {1, 2, 3}));
    ShareWitness changed =
        new ShareWitness(
            share, new Claimant("pair1", both, B, () -> 0), folder.resolve("memory"), List.of());
    a.release(7);
    WitnessView free = changed.read();
    // The other node claims by the former key at the same time.
    Files.createFile(pair().resolve(form().name(8)));
    assertThat(changed.claim(8, free)).isFalse();
    Files.createFile(pair().resolve(new SealedClaims(id().id(), both).name(8)));
    assertThat(changed.read().epoch()).isEqualTo(8);
    assertThat(changed.read().holder()).isEmpty();
    assertThat(changed.read().free()).isFalse();
    assertThat(changed.claim(9, changed.read())).isTrue();
  }
}
