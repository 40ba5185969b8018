package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.EtcdHost;
import org.sbs.systemtests.kit.LabelStation;
import org.sbs.systemtests.kit.Rounds;
import org.sbs.systemtests.kit.TestNetwork;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;

/** Labels are printed all the time while a pair with a witness changes its primary. */
@ExtendWith(Rounds.class)
@Needs(of = {TestNetwork.class, EtcdHost.class})
final class WitnessLabelSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension final TestPair pair = new TestPair();

  private TestNetwork network;
  private LabelStation station;
  private final List<String> dropped = new ArrayList<>();

  @BeforeEach
  void onHosts() throws Exception {
    network = pair.network();
    pair.hasty();
    EtcdHost.witness(pair, network, 3);
    station = LabelStation.of(pair);
  }

  @TestTemplate
  @DisplayName("R6.2 R7.2 the primary is cut off while it prints: every label once, none is lost")
  void isolated() throws Exception {
    pair.startReady();
    dropUntil(() -> dropped.size() >= 5);
    network.isolate(Host.A);
    dropUntil(() -> serves(pair.b()));
    network.heal();
    dropUntil(() -> follows(pair.a()));
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    for (String job : dropped) {
      await(job + " is printed").atMost(PATIENCE).until(() -> station.isDone(job));
      assertThat(station.labels(job)).as("labels of %s", job).isEqualTo(2);
    }
  }

  private static boolean serves(TestNode node) {
    return node.status()
        .filter(status -> status.role().equals("primary") && status.service().running())
        .isPresent();
  }

  private static boolean follows(TestNode node) {
    return node.status().filter(status -> status.role().equals("secondary")).isPresent();
  }

  /** A job of two labels several times a second. */
  private void dropUntil(BooleanSupplier enough) {
    await("dropped " + dropped.size() + " jobs")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              String job = String.format(Locale.ROOT, "job-%04d", dropped.size());
              station.drop(job);
              dropped.add(job);
              return enough.getAsBoolean();
            });
  }
}
