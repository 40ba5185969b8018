package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.role.WitnessView;

class ShareWitnessTest {
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);

  /** That of all pairs here. */
  static final ClaimSeal SEAL = ClaimSeal.of(new byte[] {1, 2, 3}, List.of());

  @TempDir private Path folder;
  private Path share;
  private ShareWitness a;
  private ShareWitness b;

  @BeforeEach
  void twoNodes() throws IOException {
    share = Files.createDirectory(folder.resolve("share"));
    a = node(A);
    b = node(B);
  }

  /** As the node is after a start. */
  private ShareWitness node(String id) {
    return new ShareWitness(share, claimant("pair1", id), memory(id), List.of());
  }

  /** A node of a pair of that name that knows of no epoch. */
  static Claimant claimant(String pair, String id) {
    return new Claimant(pair, SEAL, id, () -> 0);
  }

  private Path memory(String id) {
    return folder.resolve(id).resolve("witness-share");
  }

  private Path claimFile(long epoch) {
    return pair().resolve(form().name(epoch));
  }

  private Path pair() {
    return share.resolve("sbs-witness-pair1");
  }

  /** As the folder's own id has it. */
  private ClaimForm form() {
    try {
      return WitnessId.parse(Files.readAllBytes(pair().resolve("id")), SEAL)
          .orElseThrow()
          .form(SEAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("R6.1 a claim is seen by both, renewed by its holder alone, and free when released")
  void life() throws Exception {
    assertThat(a.read()).isEqualTo(WitnessView.UNCLAIMED);
    assertThat(a.claim(3, a.read())).isTrue();
    WitnessView seen = b.read();
    assertThat(seen.epoch()).isEqualTo(3);
    assertThat(seen.holder()).isEqualTo(A);
    assertThat(seen.free()).isFalse();
    assertThat(b.renew(3)).isFalse();
    assertThat(a.renew(3)).isTrue();
    assertThat(b.read().mark()).isNotEqualTo(seen.mark());
    a.release(3);
    assertThat(b.read().free()).isTrue();
    assertThat(b.read().epoch()).isEqualTo(3);
    assertThat(a.renew(3)).isFalse();
    assertThat(b.claim(4, b.read())).isTrue();
    assertThat(a.identity()).isEqualTo(b.identity());
  }

  @Test
  @DisplayName("R6.2 a claim on an old view fails: renewed, released or claimed since")
  void oldView() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    WitnessView held = b.read();
    assertThat(a.renew(1)).isTrue();
    assertThat(b.claim(2, held)).isFalse();
    assertThat(b.claim(2, b.read())).isTrue();
    assertThat(a.claim(3, held)).isFalse();
    assertThat(a.claim(2, a.read())).isFalse();
  }

  @Test
  @DisplayName("R6.2 renew looks after its write: a claim made meanwhile makes it fail")
  void laterEpoch() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    assertThat(b.claim(2, b.read())).isTrue();
    assertThat(a.renew(1)).isFalse();
    a.release(1);
    assertThat(b.read().free()).isFalse();
    assertThat(b.renew(2)).isTrue();
  }

  @Test
  @DisplayName("R6.2 who wants a later epoch contends for the next one too")
  void differentEpochs() throws Exception {
    WitnessView seen = a.read();
    assertThat(b.read()).isEqualTo(seen);
    assertThat(b.claim(1, seen)).isTrue();
    assertThat(a.claim(8, seen)).isFalse();
    assertThat(a.read().epoch()).isEqualTo(1);
    assertThat(a.claim(8, a.read())).isTrue();
    assertThat(b.renew(1)).isFalse();
  }

  @Test
  @DisplayName("R6.2 a claim whose node died before writing is nobody's, and the newest epoch")
  void emptyClaim() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    Files.createFile(claimFile(2));
    WitnessView seen = b.read();
    assertThat(seen.epoch()).isEqualTo(2);
    assertThat(seen.holder()).isEmpty();
    assertThat(seen.free()).isFalse();
    assertThat(b.read()).isEqualTo(seen);
    assertThat(a.renew(1)).isFalse();
    assertThat(a.renew(2)).isFalse();
    assertThat(b.claim(2, seen)).isFalse();
    assertThat(b.claim(3, seen)).isTrue();
  }

  @Test
  @DisplayName("R6.2 R11.3 half a renewal is not taken for a whole one, and its node mends it")
  void torn() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    assertThat(a.renew(1)).isTrue();
    byte[] whole = Files.readAllBytes(claimFile(1));
    for (int length = 0; length < whole.length; length++) {
      byte[] half = Arrays.copyOf(whole, length);
      Files.write(claimFile(1), half);
      assertThat(form().read(half)).isEmpty();
    }
    byte[] mixed = form().bytes(new Claim(1, A, 99, true));
    System.arraycopy(whole, 0, mixed, 0, whole.length - 15);
    Files.write(claimFile(1), mixed);
    WitnessView seen = b.read();
    assertThat(seen.holder()).isEmpty();
    assertThat(seen.free()).isFalse();
    assertThat(node(A).renew(1)).as("not by a node that did not claim it").isFalse();
    assertThat(a.renew(1)).isTrue();
    assertThat(b.read().holder()).isEqualTo(A);
    assertThat(b.claim(2, seen)).isFalse();
  }

  @Test
  @DisplayName("R11.3 whatever a claim's file holds, it is no claim")
  void garbage() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    for (String content : List.of("x", "sbs-claim 1 \n", "\0".repeat(4000), "é".repeat(60))) {
      Files.writeString(claimFile(1), content);
      assertThat(b.read().holder()).isEmpty();
      assertThat(b.renew(1)).isFalse();
    }
    Files.write(claimFile(1), form().bytes(new Claim(2, B, 1, true)));
    assertThat(b.read().free()).as("the line of another epoch").isFalse();
    Files.createFile(claimFile(1).resolveSibling("claim-x"));
    Files.createFile(claimFile(1).resolveSibling("claim-99999999999999999999"));
    assertThat(b.read().epoch()).isEqualTo(1);
  }

  @Test
  @DisplayName("R6.2 the counter only rises, also where a cache shows an old content")
  void counter() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    byte[] old = Files.readAllBytes(claimFile(1));
    long last = form().read(old).orElseThrow().counter();
    for (int i = 0; i < 20; i++) {
      assertThat(a.renew(1)).isTrue();
      long now = form().read(Files.readAllBytes(claimFile(1))).orElseThrow().counter();
      assertThat(now).isGreaterThan(last);
      last = now;
      if (i % 3 == 0) {
        Files.write(claimFile(1), old);
      }
    }
  }

  @Test
  @DisplayName("R6.2 old claims are tidied away, the newest epoch never is")
  void tidy() throws Exception {
    for (long epoch = 1; epoch <= 30; epoch++) {
      assertThat((epoch % 2 == 0 ? a : b).claim(epoch, a.read())).isTrue();
    }
    assertThat(a.read().epoch()).isEqualTo(30);
    assertThat(claimFile(30)).exists();
    try (Stream<Path> claims = Files.list(pair())) {
      assertThat(claims).hasSizeBetween(3, 12);
    }
    Files.createFile(claimFile(1));
    assertThat(a.read().epoch()).as("made by one who slept").isEqualTo(30);
  }

  // ---- the folder itself ----

  @Test
  @DisplayName("R6.2 an emptied, lost or exchanged folder is told, and never taken for a new one")
  void emptied() throws Exception {
    assertThat(a.claim(1, a.read())).isTrue();
    Path pair = pair();
    Path aside = folder.resolve("aside");

    Files.move(pair, aside);
    assertTold("is gone, and this pair used it before");
    Files.move(aside, pair);
    assertThat(a.renew(1)).isTrue();

    Path claim = Files.move(claimFile(1), aside);
    assertTold("has forgotten epoch 1");
    Files.move(claim, claimFile(1));

    Files.move(pair.resolve("id"), aside);
    assertTold("was emptied");
    Files.writeString(pair.resolve("id"), "rubbish");
    assertTold("has a file named id that is damaged");
    Files.writeString(pair.resolve("id"), "sbs-witness 1 " + "0".repeat(32) + "\n");
    assertTold("the share was replaced");
    Files.delete(pair.resolve("id"));
    Files.move(aside, pair.resolve("id"));

    Files.move(share, folder.resolve("unmounted"));
    assertTold("is gone");
    Files.createDirectory(share);
    assertTold("is gone");
  }

  /** By the holder and by a node that starts; and nothing was made. */
  private void assertTold(String words) {
    for (ShareWitness node : List.of(a, node(A))) {
      assertThatThrownBy(() -> node.renew(1))
          .isInstanceOf(WitnessException.class)
          .hasMessageContaining(words)
          .hasMessageContaining(memory(A).toString());
      assertThatThrownBy(node::read).hasMessageContaining(words);
    }
  }

  @Test
  @DisplayName("R6.2 R1.8 a share that is not mounted is not made up, and is waited for")
  void notMounted() throws Exception {
    Files.delete(share);
    assertThatThrownBy(a::read).hasMessageContaining("is the share mounted?");
    assertThatThrownBy(a::objection)
        .as("it may be, in a moment: no reason to end the start")
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("is the share mounted?");
    assertThat(share).doesNotExist();
  }

  @Test
  @DisplayName("R6.1 a share that worked before and is not there at a start is waited for")
  void comesUpLast() throws Exception {
    assertThat(a.objection()).isEmpty();
    Path unmounted = Files.move(share, folder.resolve("unmounted"));
    ShareWitness later = node(A);
    assertThatThrownBy(later::objection)
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("is the share mounted?");
    Files.move(unmounted, share);
    assertThat(later.objection()).isEmpty();
  }

  @Test
  @DisplayName("R6.1 pairs share a folder without disturbing one another")
  void manyPairs() throws Exception {
    ShareWitness other =
        new ShareWitness(share, claimant("pair2", B), folder.resolve("m"), List.of());
    assertThat(a.claim(5, a.read())).isTrue();
    assertThat(other.read()).isEqualTo(WitnessView.UNCLAIMED);
    assertThat(other.identity()).isNotEqualTo(a.identity());
  }

  @Test
  @DisplayName("R11.3 a damaged memory is told with its remedy")
  void damagedMemory() throws Exception {
    assertThat(a.read()).isEqualTo(WitnessView.UNCLAIMED);
    Files.writeString(memory(A), "rubbish");
    assertThatThrownBy(() -> node(A).read())
        .hasMessageContaining("is damaged")
        .hasMessageContaining("sbs repair");
  }

  // ---- fitness ----

  @Test
  @DisplayName("R6.1 a good folder is accepted and left clean")
  void fit() throws Exception {
    Files.createDirectories(share.resolve(".sbs-trial-" + A).resolve("race-3"));
    assertThat(a.objection()).isEmpty();
    try (Stream<Path> left = Files.list(share)) {
      assertThat(left).containsExactly(pair());
    }
  }

  @Test
  @DisplayName("R6.1 a folder that each node has its own copy of is refused")
  void copied() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), share);
    Path inside = Files.createDirectory(share.resolve("inside"));
    ShareWitness wrong =
        new ShareWitness(
            inside, claimant("p", A), memory(A), List.of(folder.resolve("none"), link));
    assertThat(wrong.objection().orElseThrow())
        .contains("lies in " + link, "each node has its own");
  }

  @Test
  @DisplayName("R6.1 a folder where creation is not exclusive is refused")
  void notExclusive() throws Exception {
    List<ShareProbe.Creation> faulty = new ArrayList<>();
    faulty.add(
        file -> {
          Files.write(file, new byte[0]);
          return true;
        });
    // Looks before it creates, as a careless file server may: two at once both win.
    CyclicBarrier both = new CyclicBarrier(2);
    faulty.add(
        file -> {
          boolean there = Files.exists(file);
          if (file.getFileName().toString().startsWith("race-")) {
            meet(both);
          }
          Files.write(file, new byte[0]);
          return !there;
        });
    // Knows names as they were opened, not where they lead.
    faulty.add(file -> file.toString().contains("..") || ShareFolder.create(file));
    for (ShareProbe.Creation creation : faulty) {
      ShareProbe trial = new ShareProbe(share, A, List.of(), creation);
      assertThat(trial.objection().orElseThrow()).contains("lets the same new file be made twice");
    }
  }

  private static void meet(CyclicBarrier both) throws IOException {
    try {
      both.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException(e);
    }
  }

  @Test
  @DisplayName("R6.1 R1.8 a folder that cannot be written is named, and waited for")
  void notWritable() throws Exception {
    // A file where the system test needs a folder: also root meets this.
    Files.createFile(share.resolve(".sbs-trial-" + A));
    assertThatThrownBy(a::objection)
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("make, write and delete");
  }
}
