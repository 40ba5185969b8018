package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.systemtests.kit.StrangerClient;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;

/** Strangers call the ports of a running pair. */
final class AttackSystemTest {
  private static final int TIMES = 5;

  /** The program itself gives a handshake a minute. */
  private static final Duration KNOWN = Duration.ofMinutes(2);

  private static final List<String> COMPLAINTS =
      List.of(
          "connected and closed without a word, as a port scanner does.",
          "is a web client.",
          "does not speak TLS and is not the other node.",
          "did not finish the TLS handshake in time.");

  @RegisterExtension final TestPair pair = new TestPair();

  @Test
  @DisplayName(
      "R10.1 R10.3 scanner, web client, garbage, slow client: a line each, nothing changes")
  void strangersChangeNothing() throws IOException {
    pair.startReady();
    int events = pair.a().history().size() + pair.b().history().size();
    for (TestNode node : List.of(pair.a(), pair.b())) {
      bother(node.port());
    }
    for (TestNode node : List.of(pair.a(), pair.b())) {
      for (String complaint : COMPLAINTS) {
        await(complaint).atMost(KNOWN).until(() -> !node.logged(complaint).isEmpty());
        assertThat(node.logged(complaint)).hasSize(1);
      }
    }
    assertThat(pair.a().awaitReady().role()).isEqualTo("primary");
    assertThat(pair.b().awaitReady().role()).isEqualTo("secondary");
    assertThat(pair.a().history().size() + pair.b().history().size())
        .as("events in both histories")
        .isEqualTo(events);
    assertThat(pair.journal().story()).containsExactly("A start");
  }

  private void bother(int port) throws IOException {
    for (int time = 0; time < TIMES; time++) {
      StrangerClient.scan(port);
      StrangerClient.say(port, "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
      StrangerClient.say(port, "\u0007\u00ff garbage ".repeat(1_000));
    }
    pair.closing(StrangerClient.dawdle(port));
    pair.closing(StrangerClient.dawdle(port));
  }
}
