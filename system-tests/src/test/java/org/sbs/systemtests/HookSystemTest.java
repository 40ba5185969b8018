package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.TestNetwork;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.systemtests.kit.Tools;
import org.sbs.systemtests.kit.WhoIsThere;
import org.sbs.testkit.Needs;

/** The virtual address of docs/HOOKS.md, by its own script: a client follows the primary. */
@Needs(value = "arping", of = TestNetwork.class)
final class HookSystemTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("project.root"), "docs", "examples", "virtual-address.sh");
  private static final String ADDRESS = "10.214.8.100";

  @RegisterExtension final TestPair pair = new TestPair();

  private TestNetwork network;

  @BeforeEach
  void onHosts() {
    network = pair.network();
    pair.hasty();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("service.on-promote", hook("up")).set("service.on-demote", hook("down"));
    }
  }

  private static List<String> hook(String action) {
    return List.of(SCRIPT.toString(), action, ADDRESS + "/24", "net0");
  }

  @Test
  @DisplayName(
      "R7.4 R2.3 R3.2 a client of the virtual address reaches the new primary after a switchover, a"
          + " kill -9, a cut, and the old one's return")
  void clientFollows() {
    WhoIsThere hosts = pair.closing(new WhoIsThere(network, ADDRESS));
    pair.startReady();
    awaitReached(hosts, Host.A);

    assertThat(pair.a().command("switchover").status()).isZero();
    awaitReached(hosts, Host.B);
    // The hook runs beside the hand-over.
    await("the old primary has it no more")
        .atMost(Duration.ofSeconds(60))
        .until(() -> !has(Host.A));
    pair.awaitSettled();

    // SBS alone dies: nobody takes the address down there, and still the client finds the other.
    pair.b().kill();
    pair.a().awaitServing();
    awaitReached(hosts, Host.A);
    assertThat(has(Host.B)).as("the killed one could not take it down").isTrue();
    pair.b().start();
    pair.awaitSettled();
    await("its next start takes it down").atMost(Duration.ofSeconds(60)).until(() -> !has(Host.B));
    awaitReached(hosts, Host.A);

    network.isolate(Host.A);
    pair.b().awaitServing();
    awaitReached(hosts, Host.B);
    network.heal();
    assertThat(pair.awaitSettled()).isSameAs(pair.b());
    await("who steps aside takes it down").atMost(Duration.ofSeconds(60)).until(() -> !has(Host.A));
    awaitReached(hosts, Host.B);
    assertThat(pair.b().reasons()).noneMatch(reason -> reason.contains("failed"));
  }

  private static void awaitReached(WhoIsThere hosts, Host host) {
    await("the client reaches " + host)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> hosts.ask().filter(answer -> answer.equals(host.name())).isPresent());
  }

  private boolean has(Host host) {
    List<String> words = new ArrayList<>(network.on(host));
    words.addAll(List.of("ip", "-o", "address", "show", "dev", "net0"));
    return Tools.run(words.toArray(String[]::new)).contains(" " + ADDRESS + "/");
  }
}
