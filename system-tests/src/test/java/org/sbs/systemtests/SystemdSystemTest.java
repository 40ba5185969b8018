package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.SystemdHost;
import org.sbs.systemtests.kit.SystemdNode;
import org.sbs.systemtests.kit.SystemdPair;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.testkit.Needs;

/** SBS as a service of systemd on two machines, which protects a unit and those of sentinels. */
@Needs(
    value = {"/usr/lib/polkit-1/polkitd", "setpriv"},
    of = SystemdHost.class)
final class SystemdSystemTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SERVICE = SystemdPair.SERVICE;
  private static final String OWN = "sbs.service";

  @RegisterExtension final SystemdPair pair = new SystemdPair();

  @Test
  @DisplayName(
      "R1.2 R2.7 R3.1 R7.1 R11.1 on two machines with systemd: installed, stopped, killed, without"
          + " power, shut down; one serves, and never two")
  void wholeLife() {
    installAndStart();
    stopHandsOver();
    killedSbsTakesItsUnitsAlong();
    restartHandsOverAndStartsNothing();
    powerCut();
    shutDownHandsOver();
    // From here on the units of A are their administrator's again, and start as they did before.
    assertThat(pair.overlaps()).as("times of two services").isEmpty();
    assertThat(pair.lives()).as("lives of the service").hasSizeGreaterThanOrEqualTo(6);
    givesUnitsBack();
  }

  private void installAndStart() {
    for (SystemdNode node : new SystemdNode[] {pair.a(), pair.b()}) {
      node.host().boot();
      SystemdPair.SENTINELS
          .values()
          .forEach(dock -> node.host().demand("systemctl", "enable", dock));
      // As it was before SBS came: started at boot, and it runs.
      if (node == pair.a()) {
        node.host().demand("systemctl", "enable", "--now", SERVICE);
      }
      // Its home is in /srv, and SBS is to run without root.
      assertThat(node.sbs("service", "install", "--auto"))
          .contains("starts by SBS only", "SBS starts with the machine")
          .contains("chown -R sbs: " + SystemdNode.FILES);
      node.host().demand("chown", "-R", "sbs:", SystemdNode.FILES);
    }
    assertThat(pair.a().host().run("systemctl", "is-enabled", SERVICE).out()).contains("disabled");
    assertThat(pair.a().sbs("start")).contains("The node runs");
    pair.a().awaitServing();
    assertThat(pair.b().sbs("start")).contains("The node runs");
    pair.awaitRoles(pair.a(), pair.b());
    pair.b().awaitFile("labels.txt", "of A\n");
    Outcome byHand = pair.b().host().run("systemctl", "start", SERVICE);
    assertThat(byHand.status()).as("a start by hand on the secondary").isNotZero();
    assertThat(byHand.err()).contains("Assertion failed");
    assertThat(pair.b().host().unit(SERVICE)).isEqualTo("inactive");
  }

  private void stopHandsOver() {
    pair.a().host().write(SystemdNode.FILES + "/labels.txt", "second edition\n");
    pair.a().host().demand("systemctl", "stop", OWN);
    pair.b().awaitServing();
    pair.b().awaitFile("labels.txt", "second edition\n");
    assertThat(pair.a().host().unit(SERVICE)).isEqualTo("inactive");
    assertThat(pair.b().reasons()).anyMatch(reason -> reason.contains("handed over"));
    assertThat(pair.a().sbs("start")).contains("it is secondary");
    pair.awaitRoles(pair.b(), pair.a());
  }

  /** SBS comes back by itself, as a secondary; its units do not. */
  private void killedSbsTakesItsUnitsAlong() {
    pair.b().host().demand("systemctl", "kill", "--signal=KILL", "--kill-who=main", OWN);
    pair.b().awaitUnit(SERVICE, "inactive");
    SystemdPair.SENTINELS.values().forEach(dock -> pair.b().awaitUnit(dock, "inactive"));
    pair.a().awaitServing();
    pair.awaitRoles(pair.a(), pair.b());
    assertThat(pair.b().host().unit(SERVICE)).isEqualTo("inactive");
  }

  /** systemd would start what it stopped for the restart, on the node that has just handed over. */
  private void restartHandsOverAndStartsNothing() {
    pair.a().host().demand("systemctl", "restart", OWN);
    pair.b().awaitServing();
    pair.awaitRoles(pair.b(), pair.a());
    assertThat(pair.a().host().unit(SERVICE)).isEqualTo("inactive");
  }

  private void powerCut() {
    pair.network().unplug(Host.B);
    pair.b().host().cutPower();
    pair.a().awaitServing();
    pair.a().host().write(SystemdNode.FILES + "/labels.txt", "third edition\n");
    pair.network().plug(Host.B);
    pair.b().host().boot();
    pair.awaitRoles(pair.a(), pair.b());
    pair.b().awaitFile("labels.txt", "third edition\n");
    assertThat(pair.b().host().unit(SERVICE)).isEqualTo("inactive");
  }

  private void shutDownHandsOver() {
    int before = pair.b().reasons().size();
    pair.a().host().shutDown();
    pair.b().awaitServing();
    assertThat(pair.b().reasons().subList(before, pair.b().reasons().size()))
        .anyMatch(reason -> reason.contains("handed over"));
    pair.a().host().boot();
    await("A has come back")
        .atMost(PATIENCE)
        .until(() -> pair.a().status().filter(s -> s.role().equals("secondary")).isPresent());
  }

  private void givesUnitsBack() {
    assertThat(pair.a().sbs("service", "uninstall")).contains("SBS was stopped", "Removed");
    assertThat(pair.a().host().run("systemctl", "cat", OWN).status()).isNotZero();
    assertThat(pair.a().host().demand("systemctl", "show", "-p", "DropInPaths", SERVICE))
        .isEqualTo("DropInPaths=");
  }
}
