package org.sbs.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.server.node.TestPair.said;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.view.status.NodeStatus;

/** A folder that the primary names and the secondary's settings do not waits for one yes. */
class ConsentTest {
  @TempDir Path folder;

  private Path labels;

  @BeforeEach
  void makeLabels() throws Exception {
    // Both nodes are on one machine here: what the secondary would write is there already.
    labels = Files.createDirectories(folder.resolve("labels"));
    Files.writeString(labels.resolve("a.zpl"), "label");
  }

  private TestPair pair() throws Exception {
    TestPair pair = new TestPair(folder);
    pair.a.accepts = false;
    pair.b.accepts = false;
    pair.a.moreSettings = "[[sync.folder]]\npath = '" + labels + "'\n";
    return pair;
  }

  private static List<String> offers(NodeStatus status) {
    return status.sync().offers().stream()
        .map(offer -> offer.node() + " " + offer.state())
        .toList();
  }

  private static void awaitOffers(TestPair.Side side, String... offers) {
    side.await("offering", status -> offers(status).equals(List.of(offers)));
  }

  private static NodeControl.Answer consent(TestPair.Side side, Path path, boolean yes)
      throws Exception {
    return side.node.consent(path.toString(), yes).get(60, TimeUnit.SECONDS);
  }

  private static int foldersCopied(TestPair.Side side) {
    return side.replica.committed().map(c -> c.folderSet().folders().size()).orElse(0);
  }

  private static long rows(TestPair.Side side, String text) {
    return side.node.history(1000).stream()
        .filter(row -> said(row.reason()).contains(text))
        .count();
  }

  @Test
  @DisplayName("R10.5 R9.3 it waits, both nodes say so and are not ready, and the rest is copied")
  void waits() throws Exception {
    try (TestPair pair = pair()) {
      Files.writeString(pair.a.settings.resolve("x.toml"), "settings");
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      awaitOffers(pair.b, "this waits");
      awaitOffers(pair.a, "other waits");
      TestPair.awaitFile(pair.b.settings.resolve("x.toml"), "settings");
      assertThat(foldersCopied(pair.b)).isEqualTo(1);
      assertThat(labels.resolve(".sbs-staging")).doesNotExist();
      for (TestPair.Side side : List.of(pair.a, pair.b)) {
        NodeStatus.Readiness readiness = side.node.status().readiness();
        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.reasons())
            .anyMatch(why -> said(why).contains("sbs files accept " + labels));
      }
      assertThat(pair.a.node.sync().get(60, TimeUnit.SECONDS).done()).isTrue();
      assertThat(rows(pair.b, "until this node accepts it")).isEqualTo(1);
      assertThat(rows(pair.a, "until the other node accepts it")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("R10.5 one yes on the receiving node is enough, for ever, and can be taken back")
  void yes() throws Exception {
    try (TestPair pair = pair()) {
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      awaitOffers(pair.b, "this waits");
      awaitOffers(pair.a, "other waits");
      assertThat(consent(pair.a, labels, true).done())
          .as("the primary cannot say yes for the other")
          .isFalse();
      assertThat(consent(pair.b, folder.resolve("other"), true).done()).isFalse();
      assertThat(consent(pair.b, labels, true).done()).isTrue();
      awaitOffers(pair.b);
      awaitOffers(pair.a);
      pair.b.await("ready", status -> status.readiness().ready());
      pair.a.await("ready", status -> status.readiness().ready());
      assertThat(foldersCopied(pair.b)).isEqualTo(2);

      pair.b.close();
      pair.b.start().awaitRole("secondary");
      pair.b.await("ready again", status -> status.readiness().ready());
      assertThat(foldersCopied(pair.b)).isEqualTo(2);

      assertThat(consent(pair.b, labels, false).done()).isTrue();
      awaitOffers(pair.b, "this refused");
      awaitOffers(pair.a, "other refused");
      assertThat(pair.b.node.status().readiness().ready()).isFalse();
      pair.b.await("copying without it", status -> foldersCopied(pair.b) == 1);
      assertThat(labels.resolve("a.zpl")).as("what was copied stays").hasContent("label");
      assertThat(pair.b.node.status().role()).isEqualTo("secondary");
    }
  }

  @Test
  @DisplayName("R10.5 a node that takes over neither sends nor reads what it has not accepted")
  void takesOver() throws Exception {
    try (TestPair pair = pair()) {
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      awaitOffers(pair.b, "this waits");
      pair.b.await("copying", status -> status.sync().committedAt().isPresent());
      pair.a.close();
      pair.b.awaitServing();
      pair.a.start().awaitRole("secondary");
      pair.a.await("copying", status -> status.sync().committedAt().isPresent());
      awaitOffers(pair.b, "this waits");
      assertThat(foldersCopied(pair.a)).isEqualTo(1);
      assertThat(consent(pair.b, labels, true).done()).isTrue();
      pair.a.await("copying it too", status -> foldersCopied(pair.a) == 2);
      awaitOffers(pair.b);
    }
  }

  @Test
  @DisplayName("R10.5 no yes opens what belongs to the system, and the answer says why")
  void never() throws Exception {
    try (TestPair pair = pair()) {
      pair.a.moreSettings =
          "[[sync.folder]]\npath = '/etc/sbs-was-here'\n[[sync.folder]]\npath = '"
              + folder.resolve("home-b/state")
              + "'\n";
      pair.a.start().awaitServing();
      pair.b.start().awaitRole("secondary");
      awaitOffers(pair.b, "this never", "this never");
      awaitOffers(pair.a, "other never", "other never");
      NodeControl.Answer answer = consent(pair.b, Path.of("/etc/sbs-was-here"), true);
      assertThat(answer.done()).isFalse();
      assertThat(answer.sentence()).contains("operating system");
      assertThat(Path.of("/etc/sbs-was-here")).doesNotExist();
      assertThat(pair.b.node.status().readiness().ready()).isFalse();
    }
  }
}
