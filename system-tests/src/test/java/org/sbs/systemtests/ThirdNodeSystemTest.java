package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/** A third node with the pair's key, and a new PC in the place of a dead one (R1.10). */
final class ThirdNodeSystemTest {
  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName("R1.10 a third node is named once and never serves, also when the primary dies")
  void neverServes() throws IOException {
    pair.startReady();
    TestNode third = pair.third();
    third.start().awaitReason("has another partner, and a pair has two nodes");
    pair.a().kill();
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
    third.awaitStatus("asks again", status -> status.role().equals("starting"));
    third.terminate().awaitEnd();
    third.start().awaitReason("has another partner, and a pair has two nodes");
    assertThat(pair.journal().story()).noneMatch(line -> line.startsWith("C start"));
    pair.a().start().awaitRole("secondary");
    assertThat(pair.b().awaitServing().epoch()).isEqualTo(2);
  }

  @Test
  @DisplayName("R1.10 sbs pair replace lets a new PC take the place of a dead one, and not before")
  void replaced() throws IOException {
    pair.startReady();
    Outcome connected = pair.a().command("pair", "replace");
    assertThat(connected.status()).isEqualTo(1);
    pair.b().kill();
    pair.a().awaitReason("the secondary is gone");
    TestNode fresh = pair.third();
    fresh.start().awaitReason("has another partner");
    assertThat(pair.a().reasons()).anyMatch(reason -> reason.contains("sbs pair replace"));
    Outcome replaced = pair.a().command("pair", "replace");
    assertThat(replaced.status()).as(replaced.toString()).isZero();
    fresh.terminate().awaitEnd();
    fresh.start().awaitRole("secondary");
    // The dead PC comes back from the repair shop.
    pair.b().start().awaitReason("has another partner, and a pair has two nodes");
    assertThat(pair.a().awaitServing().epoch()).isEqualTo(1);
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  @Test
  @DisplayName(
      "R1.10 R10.8 R6.1 a new PC with the changed pair key finds the pair's witness and takes over")
  void replacedAfterKeyChange() throws IOException {
    Path share = Files.createDirectory(pair.folder().resolve("share"));
    pair.hasty();
    List.of(pair.a(), pair.b()).forEach(node -> witness(node, share));
    pair.startReady();
    Outcome changed = pair.a().command("pair", "change");
    assertThat(changed.status()).as(changed.toString()).isZero();
    pair.b().kill();
    pair.a().awaitReason("the secondary is gone");
    assertThat(pair.a().command("pair", "replace").status()).isZero();
    TestNode fresh = pair.third();
    witness(fresh, share);
    fresh.start().awaitRole("secondary");
    fresh.awaitStatus("ready", status -> status.readiness().ready());
    try (Stream<Path> witnesses = Files.list(share)) {
      assertThat(witnesses).hasSize(1);
    }
    pair.a().kill();
    fresh.awaitServing();
    assertThat(pair.journal().starts()).containsExactly("A start", "C start");
  }

  private static void witness(TestNode node, Path share) {
    node.settings()
        .set("witness.kind", "share")
        .set("witness.folder", share.toString())
        .set("witness.lease-seconds", 3);
  }
}
