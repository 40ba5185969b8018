package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.readiness.Finding;
import org.sbs.core.readiness.Level;
import org.sbs.core.readiness.Report;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminServer;
import org.sbs.server.admin.ControlJson;
import org.sbs.server.admin.FakeNode;
import org.sbs.server.admin.StatusJson;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.Differences;
import org.sbs.server.node.NodeControl.FileDifference;
import org.sbs.server.store.HistoryEntry;
import org.sbs.server.store.HistoryFile;
import org.sbs.server.store.HomeLock;

/** Commands that ask a running node. */
class NodeCommandsTest {
  @TempDir Path folder;
  private final FakeNode node = new FakeNode();
  private TestShell shell;
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    shell = new TestShell(folder);
    server = AdminServer.start(node, FakeNode.ANYWHERE, shell.home().resolve("state"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("R9.3 status shows both nodes and ends with the line that says whether all is ready")
  void status() {
    assertThat(shell.sbs("status")).isZero();
    assertThat(shell.out())
        .contains("This node  primary since ", "The peer fell silent for 2000 ms.")
        .contains("Peer       secondary, 192.0.2.2:4445")
        .contains("Service    running, 1 of 2 sentinels active")
        .contains("Dock 1  active", "Dock 3  inactive: capture folder not reachable")
        .contains("Copy       cycle 1312, committed ", "2000 files", "3 files still to be copied")
        .contains("Pair       symmetric, epoch 7")
        .endsWith("\nReady to fail over\n");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  @DisplayName("R10.8 what a command prints cannot command the terminal, as text and as JSON")
  void cleanOutput() {
    String said = "The file \u001b]0;x\u0007\u202egpj.exe\u0085 is left out";
    node.syncAnswer = CompletableFuture.completedFuture(new Answer(true, said));
    assertThat(shell.sbs("sync")).isZero();
    assertThat(shell.out()).contains("gpj.exe").matches(NodeCommandsTest::isClean);
    assertThat(shell.sbs("sync", "--json")).isZero();
    assertThat(shell.out()).contains("gpj.exe").matches(NodeCommandsTest::isClean);
    node.syncAnswer = CompletableFuture.completedFuture(new Answer(false, said));
    assertThat(shell.sbs("sync")).isEqualTo(1);
    assertThat(shell.err()).contains("gpj.exe").matches(NodeCommandsTest::isClean);
    assertThat(shell.sbs("--home", "no\u001b[2J\u202e", "status")).isEqualTo(69);
    assertThat(shell.err()).contains("No SBS node").matches(NodeCommandsTest::isClean);
  }

  @Test
  @DisplayName("R10.8 a file's name in a list begins no line of its own")
  void cleanNames() {
    node.differences =
        new Differences(
            Optional.empty(),
            List.of(
                new FileDifference(
                    "/srv/a\u202e\nnewer /srv/b", "newer", Reason.sentence("here alone"))));
    assertThat(shell.sbs("files", "diff")).isZero();
    assertThat(shell.out()).isEqualTo("newer     /srv/a\ufffd newer /srv/b: here alone\n");
  }

  private static boolean isClean(String text) {
    return text.lines().allMatch(Sanitizer::isClean);
  }

  @Test
  @DisplayName("R9.3 status of a node that is not ready says why, and what is absent")
  void statusNotReady() {
    assertThat(StatusText.of(FakeNode.lonelySecondary(), ZoneId.of("Europe/Berlin"), Paint.PLAIN))
        .isEqualTo(
            """
            Standby of 192.0.2.1:4445, NOT ready

            This node  secondary since 2026-03-01 10:00:01, node fedcba98
                       The peer is primary.
            Peer       not connected, 192.0.2.1:4445
                       counts as dead after 2900 ms of silence; \
            900 ms of it are allowed because the machines are busy
            Pair       symmetric, epoch 6
                       no takeover: paused until 2026-03-01 11:00:00
            Service    not running here
            Copy       no cycle yet, 0 files
            Licence    Licensing is off: no issuer is configured.
            To do      No cycle was committed yet. → sbs check
                       The peer is not connected. → sbs check

            Not ready: no cycle was committed yet, the peer is not connected\
            """);
  }

  @Test
  @DisplayName("R10.5 files accept lists what waits, says yes, and files refuse says no")
  void consent() {
    assertThat(shell.sbs("files", "accept", "--list")).isZero();
    assertThat(shell.out()).isEqualTo("All folders of the folder set are copied.\n");
    node.status = FakeNode.offering();
    assertThat(shell.sbs("files", "accept", "--list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            waits    /srv/labels
                     it lies at /data/labels
                     the folder waits
            never    /etc on the other node
                     it is the system's
            """);
    assertThat(shell.sbs("files", "accept", "--list", "--json")).isZero();
    assertThat(shell.out())
        .startsWith("[{\"folder\":\"/srv/labels\",\"place\":\"/data/labels\",\"node\":\"this\",");
    assertThat(shell.sbs("status")).isZero();
    assertThat(shell.out())
        .contains("           The folder waits.\n", "Not ready: the folder waits");

    assertThat(shell.sbs("files", "accept", "/srv/größer & mehr")).isZero();
    assertThat(shell.out()).isEqualTo("Yes to /srv/größer & mehr\n");
    assertThat(shell.sbs("files", "refuse", "/srv/labels")).isZero();
    assertThat(shell.out()).isEqualTo("No to /srv/labels\n");
    assertThat(shell.sbs("files", "accept", "/etc")).isEqualTo(1);
    assertThat(shell.err()).contains("Yes to /etc");
    assertThat(shell.sbs("files", "accept")).isEqualTo(2);
    assertThat(shell.sbs("files", "accept", "/srv/x", "--list")).isEqualTo(2);
    assertThat(shell.sbs("files", "refuse")).isEqualTo(2);
  }

  @Test
  @DisplayName("R7.6 check prints the verdict, each finding with its remedy, and ends with 0 or 1")
  void check() {
    assertThat(shell.sbs("check")).isZero();
    assertThat(shell.out()).startsWith("Ready to fail over.\n");
    node.report =
        new Report(
            List.of(
                new Finding(
                    Level.NOT_READY,
                    Topic.PRINTER,
                    Finding.Who.OTHER,
                    Reason.of(ReasonCode.CHECK_TROUBLE)
                        .with("topic", "printer")
                        .with("subject", "zebra")
                        .with("who", Finding.Who.OTHER.reason())
                        .with("why", Reason.of(ReasonCode.PROBE_HANGS).with("seconds", 7L))),
                new Finding(
                    Level.OK, Topic.CLOCK, Finding.Who.BOTH, Reason.of(ReasonCode.CLOCKS_AGREE))));
    assertThat(shell.sbs("check")).isEqualTo(1);
    assertThat(shell.out())
        .isEqualTo(
            """
            Not ready to fail over: 1 obstacle.

            not ready  The printer zebra on the other node: it does not answer within 7 s.
                       → Switch the printer on, and see that this node's network reaches it; or correct its definition in the settings folder.
            ok         The clocks of the nodes agree.
            """);
    assertThat(shell.sbs("check", "--json")).isEqualTo(1);
    assertThat(shell.out())
        .startsWith("{\"ready\":false,\"verdict\":\"Not ready to fail over: 1 obstacle.\"")
        .contains("{\"level\":\"not-ready\",\"topic\":\"printer\",\"node\":\"other\",")
        .contains(
            "\"sentence\":\"The printer zebra on the other node: it does not answer within 7 s.\",")
        .contains(
            "\"clause\":\"the printer zebra on the other node: it does not answer within 7 s\",")
        .contains("\"clauseDetail\":{\"code\":\"check-trouble\",\"values\":{\"topic\":\"printer\",")
        .contains("\"remedy\":null");
  }

  @Test
  @DisplayName("R7.6 check ends with 69 where its own node does not answer")
  void checkWithoutNode() {
    server.close();
    assertThat(shell.sbs("check")).isEqualTo(69);
    assertThat(shell.err()).contains("No SBS node runs");
  }

  @Test
  @DisplayName("R9.5 status --json is the node's own JSON, on one line")
  void statusJson() {
    assertThat(shell.sbs("status", "--json")).isZero();
    assertThat(shell.out()).isEqualTo(StatusJson.write(node.status) + "\n");
  }

  @Test
  @DisplayName(
      "R9.5 status --watch follows the node until it is interrupted, plain without terminal")
  void watch() throws Exception {
    Thread watching = new Thread(() -> shell.sbs("status", "--watch"));
    watching.start();
    await().until(() -> shell.out().contains("Ready to fail over"));
    node.status = FakeNode.lonelySecondary();
    await().until(() -> shell.out().contains("Not ready: "));
    server.close();
    await().until(() -> shell.out().contains("No SBS node runs"));
    watching.interrupt();
    watching.join();
    assertThat(shell.out()).doesNotContain("\u001b").containsOnlyOnce("Ready to fail over");
  }

  @Test
  @DisplayName("R9.5 status --watch on a terminal redraws in place")
  void watchOnTerminal() throws Exception {
    TestShell terminal = new TestShell(folder).onTerminal();
    Thread watching = new Thread(() -> terminal.sbs("status", "--watch"));
    watching.start();
    await().until(() -> terminal.out().contains("Ready to fail over"));
    watching.interrupt();
    watching.join();
    assertThat(terminal.out())
        .startsWith("\u001b[?1049h")
        .contains("\u001b[H", "Ctrl-C ends.", "\u001b[J")
        .endsWith("\u001b[?1049l");
  }

  @Test
  @DisplayName("R9.5 colours are for a terminal that wants them, and say nothing that words do not")
  void colours() {
    TestShell terminal = new TestShell(folder).onTerminal();
    assertThat(terminal.sbs("status")).isZero();
    assertThat(terminal.out()).contains("\u001b[32mReady to fail over\u001b[0m");
    String words = terminal.out().replaceAll("\u001b\\[[0-9]*m", "");
    for (String unwanted : List.of("NO_COLOR=1", "TERM=dumb")) {
      assertThat(terminal.with(unwanted).sbs("status")).isZero();
      assertThat(terminal.out()).isEqualTo(words);
    }
    shell.sbs("status");
    assertThat(shell.out()).isEqualTo(words);
  }

  @Test
  @DisplayName("R9.5 with --json answers are JSON: what was done, what failed, and why")
  void json() {
    assertThat(shell.sbs("sync", "--json")).isZero();
    assertThat(shell.out())
        .isEqualTo("{\"done\":true,\"sentence\":\"Cycle 1313 is committed.\"}\n");
    assertThat(shell.sbs("--json", "switchover")).isEqualTo(1);
    assertThat(shell.out())
        .isEqualTo(
            "{\"done\":false,\"status\":1,\"sentence\":"
                + "\"The roles are not swapped: no secondary is connected.\"}\n");
    assertThat(shell.err()).contains("The roles are not swapped");
    server.close();
    assertThat(shell.sbs("pause", "--json", "5m")).isEqualTo(69);
    assertThat(shell.out()).startsWith("{\"done\":false,\"status\":69,");
  }

  @Test
  @DisplayName("R9.5 sync waits for the cycle; exit 0 if it was committed, 1 if not")
  void sync() {
    assertThat(shell.sbs("sync")).isZero();
    assertThat(shell.out()).isEqualTo("Cycle 1313 is committed.\n");
    node.syncAnswer =
        CompletableFuture.completedFuture(new Answer(false, "No secondary is connected."));
    assertThat(shell.sbs("sync")).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("sbs: No secondary is connected.\n");
    node.syncAnswer = CompletableFuture.failedFuture(new IllegalStateException("broken"));
    assertThat(shell.sbs("sync")).isEqualTo(1);
    assertThat(shell.err()).contains("broken");
  }

  @Test
  @DisplayName("R4.10 sync --allow-deletes asks for just that; sync alone does not")
  void allowDeletes() {
    assertThat(shell.sbs("sync", "--allow-deletes")).isZero();
    assertThat(node.allowed).isTrue();
    assertThat(shell.sbs("sync")).isZero();
    assertThat(node.allowed).isFalse();
    assertThat(node.syncs).hasValue(2);
  }

  @Test
  @DisplayName("R4.13 R4.10 status shows a running cycle in one calm line, and what is held")
  void progress() {
    node.status = FakeNode.busyPrimary();
    assertThat(shell.sbs("status")).isZero();
    assertThat(shell.out())
        .contains(
            "cycle 1313: 41,200 of 100,000 files, 210 of 400 MB, 35.0 MB/s, about 5 s left\n",
            "45 deletes held back for safety\n",
            "Not ready: the folder /x is suddenly empty here")
        .doesNotContain("still to be copied");
  }

  @Test
  @DisplayName("R9.6 history lists events with reasons, oldest first, and as JSON")
  void history() {
    assertThat(shell.sbs("history")).isZero();
    assertThat(shell.out().lines())
        .containsExactly(
            "2026-03-01T10:00:00+01:00  secondary role     epoch 6    The peer is primary.",
            "2026-03-01T10:00:01+01:00  primary   role     epoch 7    The peer fell silent.");
    assertThat(shell.sbs("history", "--most", "1", "--json")).isZero();
    assertThat(shell.out()).isEqualTo(ControlJson.writeHistory(node.history(1)) + "\n");
    assertThat(shell.sbs("history", "--most", "0")).isEqualTo(2);
  }

  @Test
  @DisplayName("R3.1 stop asks the node to hand over, waits until it is gone, and says the outcome")
  void stopCommand() throws Exception {
    Thread end =
        new Thread(
            () -> {
              await().until(() -> node.stops.get() == 1);
              node.stopAnswer.complete(new Answer(true, "The peer took over."));
              server.close();
            });
    end.start();
    assertThat(shell.sbs("stop")).isZero();
    end.join();
    assertThat(shell.out()).startsWith("The node has stopped.");
    assertThat(shell.home().resolve("state/admin.address")).doesNotExist();
    assertThat(shell.sbs("stop")).isEqualTo(69);
  }

  @Test
  @DisplayName("R9.5 no node: exit 69, with the home and how to start one")
  void notRunning() {
    server.close();
    for (String command : new String[] {"status", "sync", "history", "stop"}) {
      assertThat(shell.sbs(command)).as(command).isEqualTo(69);
      assertThat(shell.err())
          .isEqualTo(
              "sbs: No SBS node runs in the home %s. Start it with \"sbs start --home %s\".%n"
                  .formatted(shell.home(), shell.home()));
    }
  }

  @Test
  @DisplayName("R9.5 sentinels lists, activates and deactivates")
  void sentinels() {
    assertThat(shell.sbs("sentinels", "list")).isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            Dock 1  active
            Dock 3  failed: capture folder not reachable
            """);
    assertThat(shell.sbs("sentinels", "list", "--json")).isZero();
    assertThat(shell.out()).contains("\"name\":\"Dock 3\",\"state\":\"failed\"");
    assertThat(shell.sbs("sentinels", "activate", "Dock 3")).isZero();
    assertThat(shell.out()).contains("on: [Dock 3]");
    assertThat(shell.sbs("sentinels", "deactivate", "--all")).isZero();
    assertThat(shell.out()).contains("off: [Dock 1, Dock 3]");
    assertThat(shell.sbs("sentinels", "activate", "Dock 9")).isEqualTo(1);
    assertThat(shell.sbs("sentinels", "activate")).isEqualTo(2);
    assertThat(shell.sbs("sentinels", "activate", "--all", "Dock 1")).isEqualTo(2);
    assertThat(shell.sbs("sentinels")).isEqualTo(2);
    node.status = FakeNode.lonelySecondary();
    assertThat(shell.sbs("sentinels", "list")).isEqualTo(1);
    assertThat(shell.err()).contains("does not run on this node");
  }

  @Test
  @DisplayName("R9.8 of a stopped node history and status show what it left")
  void stopped() throws IOException {
    server.close();
    Reason why = Reason.of(ReasonCode.PEER_IS_PRIMARY).with("peer", "PACK-1");
    new HistoryFile(shell.home().resolve("history"))
        .append(new HistoryEntry("2026-03-01T10:00:00+01:00", "role", 7, "stopped", "x", why));
    assertThat(shell.sbs("history")).isZero();
    assertThat(shell.out()).contains("2026-03-01T10:00:00+01:00", "PACK-1").hasLineCount(1);
    assertThat(shell.err()).contains("does not run");
    assertThat(shell.sbs("history", "--json")).isZero();
    assertThat(shell.out()).contains("\"code\":\"peer-is-primary\"");
    assertThat(shell.sbs("status")).isEqualTo(69);
    assertThat(shell.out()).startsWith("SBS is stopped on this node\n").contains("→ sbs start");
    assertThat(shell.sbs("status", "--json")).isEqualTo(69);
    assertThat(shell.out())
        .contains("\"role\":\"stopped\"", "\"code\":\"headline-stopped\"", "\"epoch\":7");
  }

  @Test
  @DisplayName("R9.5 a node that was killed leaves its files, and is still found not to run")
  void killed() throws IOException {
    Path state = shell.home().resolve("state");
    String address = Files.readString(state.resolve("admin.address"));
    server.close();
    Files.writeString(state.resolve("admin.address"), address);
    Files.writeString(state.resolve("admin.token"), "old");
    assertThat(shell.sbs("status")).isEqualTo(69);
  }

  @Test
  @DisplayName("R10.4 a token that is not the node's is refused, exit 1, with the remedy")
  void wrongToken() throws Exception {
    Path state = shell.home().resolve("state");
    Files.writeString(state.resolve("admin.token"), "another");
    try (HomeLock running = HomeLock.take(state)) {
      assertThat(running).as("a node that runs holds its home").isNotNull();
      assertThat(shell.sbs("status")).isEqualTo(1);
      assertThat(shell.err()).contains("refused (401)", "sbs start");
    }
  }

  @Test
  @DisplayName("R10.4 the token is never sent off the machine, whatever the address file says")
  void foreignAddress() throws IOException {
    Path address = shell.home().resolve("state/admin.address");
    for (String wrong : new String[] {"192.0.2.1:80", "evil.example:80", "", "127.0.0.1:x"}) {
      Files.writeString(address, wrong);
      assertThat(shell.sbs("status")).isEqualTo(69);
      assertThat(shell.err()).contains("does not hold a loopback address");
    }
  }

  @Test
  @DisplayName(
      "R9.4 R10.8 the browser gets the way in by a file of the owner's, not by an argument")
  @DisabledOnOs(OS.WINDOWS)
  void consolePage() throws IOException {
    assertThat(shell.sbs("console")).isZero();
    String address = shell.out().strip();
    Path state = shell.home().resolve("state");
    Path old = Files.writeString(state.resolve("console.html"), "of an older version");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
    Path page = ConsoleCommand.page(state, address);
    assertThat(page).content().contains("url=" + address + "\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    String code = address.substring(address.indexOf('#') + 1);
    assertThat(String.join(" ", ConsoleCommand.browser(page)))
        .contains(page.toString())
        .doesNotContain(code);
  }
}
