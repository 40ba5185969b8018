package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Sbs;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/** The commands, each as a process of its own. */
final class CommandSystemTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final TestPair pair = new TestPair();

  private static Outcome sbs(TestNode node, String... command) {
    return Sbs.run(node.home(), command);
  }

  @Test
  @DisplayName("R9.5 status, sync and history of a running pair, as text and as JSON")
  void runningPair() throws Exception {
    pair.startReady();
    Outcome status = sbs(pair.a(), "status", "--json");
    assertThat(status.status()).isZero();
    JsonNode json = JSON.readTree(status.out());
    assertThat(json.path("role").textValue()).isEqualTo("primary");
    assertThat(json.path("epoch").longValue()).isEqualTo(1);
    assertThat(json.path("readiness").path("ready").booleanValue()).isTrue();

    pair.a().write("new.txt", "new\n");
    Outcome sync = sbs(pair.a(), "sync");
    assertThat(sync.status()).as("%s", sync).isZero();
    assertThat(sync.out())
        .matches("(?s)Cycle \\d+ is committed: [01] files with [04] bytes sent\\..*");
    // Events may have brought the file before the command did.
    assertThat(pair.b().read("new.txt")).contains("new\n");

    Outcome onSecondary = sbs(pair.b(), "sync");
    assertThat(onSecondary.status()).isEqualTo(1);
    assertThat(onSecondary.err()).contains("This node is not primary").contains("on the primary");

    Outcome history = sbs(pair.b(), "history");
    assertThat(history.status()).isZero();
    assertThat(history.out()).contains("secondary of 127.0.0.1:" + pair.a().port() + " in epoch 1");
    assertThat(JSON.readTree(sbs(pair.b(), "history", "--json").out()).isArray()).isTrue();
  }

  @Test
  @DisplayName("R9.5 commands to a node that does not run end with 69 and say how to start it")
  void notRunning() {
    for (String command : new String[] {"status", "sync", "history", "stop"}) {
      Outcome outcome = sbs(pair.a(), command);
      assertThat(outcome.status()).as("sbs %s: %s", command, outcome).isEqualTo(69);
      assertThat(outcome.err())
          .contains("No SBS node runs in the home " + pair.a().home())
          .contains("sbs start --home " + pair.a().home());
    }
  }

  @Test
  @DisplayName("R9.5 config get, set, show and validate; a wrong value is 78 with line and remedy")
  void config() throws Exception {
    TestNode node = pair.a();
    node.writeSettings();
    assertThat(sbs(node, "config", "validate").status()).isZero();
    assertThat(sbs(node, "config", "get", "pair.port").out().strip())
        .isEqualTo(Integer.toString(node.port()));
    assertThat(sbs(node, "config", "set", "pair.period-seconds", "7").status()).isZero();
    assertThat(sbs(node, "config", "get", "pair.period-seconds").out().strip()).isEqualTo("7");
    assertThat(sbs(node, "config", "show").out()).contains("period-seconds");

    node.settings().set("pair.period-seconds", 0).set("pair.heartbeat-ms", "often");
    node.writeSettings();
    Outcome wrong = sbs(node, "config", "validate");
    assertThat(wrong.status()).isEqualTo(78);
    assertThat(wrong.out() + wrong.err())
        .contains("pair.period-seconds")
        .contains("pair.heartbeat-ms")
        .contains("line ");
  }

  @Test
  @DisplayName("R9.5 sbs start and sbs stop: a pair in the background, there and back")
  void startAndStop() throws Exception {
    pair.a().writeSettings();
    pair.b().writeSettings();
    Outcome first = sbs(pair.a(), "start");
    assertThat(first.status()).as("%s", first).isZero();
    assertThat(first.out()).startsWith("The node runs: it is primary. Primary in epoch 1");
    Outcome second = sbs(pair.b(), "start");
    assertThat(second.status()).as("%s", second).isZero();
    assertThat(second.out()).startsWith("The node runs: it is secondary. ");
    assertThat(sbs(pair.b(), "start").out()).contains("The node already runs: it is secondary.");
    pair.b().awaitReady();
    pair.a().awaitReady();

    Outcome stop = sbs(pair.a(), "stop");
    assertThat(stop.status()).as("%s", stop).isZero();
    assertThat(stop.out()).contains("took over in epoch 2");
    pair.b().awaitServing();
    assertThat(sbs(pair.b(), "stop").status()).isZero();
    assertThat(sbs(pair.b(), "status").status()).isEqualTo(69);
    assertThat(pair.journal().story()).containsExactly("A start", "A stop", "B start", "B stop");
  }
}
