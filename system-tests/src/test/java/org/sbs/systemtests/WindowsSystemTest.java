package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.InWords;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.WineHost;
import org.sbs.systemtests.kit.WineNode;
import org.sbs.systemtests.kit.WinePair;
import org.sbs.testkit.Needs;

/** Windows' own calls, by Wine: SBS as a service that protects a service, on two machines. */
@Needs(of = WineHost.class)
final class WindowsSystemTest {
  private static final String LABELS = "LabelPrintManager";

  @RegisterExtension final WinePair pair = new WinePair();

  @Test
  @DisplayName(
      "R1.2 R2.3 R2.7 R3.1 R7.1 R11.1 R11.5 two Windows services: installed, started, handed over,"
          + " killed")
  void wholeLife() {
    WineNode a = pair.a();
    WineNode b = pair.b();
    install(a);
    install(b);

    // A runs, and only SBS starts the protected service from now on.
    assertThat(a.host().windows("sc", "start", "sbs").status()).isZero();
    a.awaitRole("primary");
    a.awaitState(LABELS, "RUNNING");
    assertThat(a.host().windows("reg", "query", services(LABELS), "/v", "Start").out())
        .as("manual start")
        .contains("0x3");
    a.awaitStatus("lists its sentinel", status -> !status.service().sentinels().isEmpty());
    assertThat(a.host().disk().resolve("activated.txt"))
        .as("at the first start what the service has active stays as it is (R2.3)")
        .doesNotExist();

    // B follows, and gets the settings.
    a.write("labels/labels.txt", "first edition\n");
    assertThat(b.host().sbs("start", "--home", "C:\\sbs").out()).contains("secondary");
    b.awaitFile("labels/labels.txt", "first edition\n");
    a.awaitStatus("ready to fail over", status -> status.readiness().ready());

    // Windows stops A: a user's stop, with the last edit, and B takes over.
    a.write("labels/labels.txt", "last edition\n");
    a.host().windows("sc", "stop", "sbs");
    a.awaitState("sbs", "STOPPED");
    assertThat(a.state(LABELS)).isEqualTo("STOPPED");
    assertThat(a.serviceNotes()).endsWith("start", "stop");
    b.awaitRole("primary");
    b.awaitState(LABELS, "RUNNING");
    b.awaitFile("activated.txt", "epoch2\n");
    assertThat(b.read("labels/labels.txt")).isEqualTo("last edition\n");
    assertThat(InWords.of(b.status().orElseThrow().reason())).contains("handed over");
    assertThat(b.host().trace()).as("the event log").contains("primary");

    // SBS is killed on B: the protected service dies with it.
    b.kill();
    await("the service dies with SBS")
        .atMost(Duration.ofSeconds(20))
        .until(() -> b.host().process("WineLabelService").isEmpty());

    Outcome removed = a.host().sbs("service", "uninstall");
    assertThat(removed.status()).as("%s", removed).isZero();
    assertThat(a.host().windows("sc", "query", "sbs").status()).as("it is gone").isNotZero();
    assertThat(a.host().windows("reg", "query", services(LABELS), "/v", "Start").out())
        .as("given back: Windows starts it again")
        .contains("0x2");
  }

  @Test
  @DisplayName("R8.3 a stored password is encrypted by Windows, and comes back")
  void secret() {
    List<String> lines = pair.a().host().seal("label-4711").out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("dpapi:").doesNotContain("label-4711");
    assertThat(lines.get(1)).isEqualTo("label-4711");
  }

  private static void install(WineNode node) {
    Outcome installed = node.host().sbs("service", "install", "--home", "C:\\sbs");
    assertThat(installed.status()).as("%s", installed).isZero();
    assertThat(installed.out())
        .contains("Installed the Windows service sbs, which runs the node of C:\\sbs.")
        .contains("SBS starts on command only");
    assertThat(node.host().windows("reg", "query", services("sbs"), "/v", "Start").out())
        .contains("0x3");
  }

  private static String services(String name) {
    return "HKLM\\System\\CurrentControlSet\\Services\\" + name;
  }
}
