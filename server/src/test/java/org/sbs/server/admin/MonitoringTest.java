package org.sbs.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.settings.HostPort;
import org.sbs.core.settings.Settings;
import org.sbs.view.status.NodeStatus;

class MonitoringTest {
  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

  @TempDir Path state;
  private final FakeNode node = new FakeNode();

  private AdminServer serve(Optional<HostPort> metrics) throws IOException {
    return AdminServer.start(node, new Settings.Admin(ANY_PORT, metrics), state);
  }

  private static String get(HostPort at, String path, String... headers) throws IOException {
    return RawHttp.send(
        at,
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + at.text()
            + "\r\n"
            + String.join("", headers)
            + "\r\n");
  }

  @Test
  @DisplayName("R9.6 metrics tell role, epoch, cycle, sentinels and what was counted")
  void metrics() {
    String text =
        Metrics.of(node.status(), node.totals(), Instant.parse("2026-03-01T09:05:07.500Z"));
    assertThat(text.lines())
        .contains(
            "sbs_node{mode=\"symmetric\",node=\"0123456789abcdef0123456789abcdef\"} 1.0",
            "sbs_role{role=\"primary\"} 1.0",
            "sbs_role{role=\"secondary\"} 0.0",
            "sbs_epoch 7.0",
            "sbs_peer_connected 1.0",
            "sbs_ready 1.0",
            "sbs_paused 0.0",
            "sbs_service_running 1.0",
            "sbs_sentinel_active{sentinel=\"Dock 1\"} 1.0",
            "sbs_sentinel_failed{sentinel=\"Dock 1\"} 0.0",
            "sbs_sentinel_failed{sentinel=\"Dock 3\"} 1.0",
            "sbs_cycle 1312.0",
            "sbs_cycle_age_seconds 7.5",
            "sbs_files 2000.0",
            "sbs_pending_files 3.0",
            "sbs_held_deletes 0.0",
            "sbs_conflicts 0.0",
            "sbs_promotions_total{cause=\"takeover\"} 2.0",
            "sbs_cycles_total{result=\"refused\"} 4.0",
            "sbs_copied_files_total 2100.0",
            "sbs_copied_bytes_total 5000.0")
        .noneMatch(line -> line.startsWith("sbs_witness"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MONITORING.md", "monitoring/alerts.yml", "monitoring/dashboard.json"})
  @DisplayName("R9.6 the documents, alert rules and dashboard name numbers that there are")
  void documents(String document) throws IOException {
    Path docs = Path.of(System.getProperty("project.root"), "docs");
    Set<String> named =
        Pattern.compile("sbs_[a-z_]+")
            .matcher(Files.readString(docs.resolve(document)))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    String told = Metrics.of(withAll().with(withTroubles()), node.totals(), Instant.now());
    assertThat(named).hasSizeGreaterThan(6);
    assertThat(named).allSatisfy(name -> assertThat(told).contains("# TYPE " + name + " "));
    if (document.endsWith(".md")) {
      assertThat(told.lines().filter(line -> line.startsWith("# TYPE ")))
          .allSatisfy(line -> assertThat(named).contains(line.substring(7, line.lastIndexOf(' '))));
    }
  }

  /** With a witness, and mail that cannot be sent. */
  private static NodeStatus withAll() {
    NodeStatus plain = FakeNode.primary();
    return new NodeStatus(
        plain.node(),
        plain.host(),
        plain.role(),
        plain.since(),
        plain.epoch(),
        plain.mode(),
        plain.reason(),
        plain.peer(),
        plain.service(),
        plain.sync(),
        new NodeStatus.Witness("share", true),
        plain.pause(),
        plain.licence(),
        plain.readiness(),
        new NodeStatus.Mail(
            true, "own", 2, Optional.of(Reason.sentence("The mail server does not answer."))),
        Optional.empty(),
        plain.account());
  }

  @Test
  @DisplayName("R9.6 metrics tell how many mails wait and that sending fails; nothing without mail")
  void mail() {
    assertThat(Metrics.of(withAll(), node.totals(), Instant.now()).lines())
        .contains("sbs_mail_queue 2.0", "sbs_mail_failing 1.0");
    assertThat(Metrics.of(node.status(), node.totals(), Instant.now())).doesNotContain("sbs_mail");
  }

  private static NodeStatus.Service withTroubles() {
    return new NodeStatus.Service(
        true,
        List.of(
            new NodeStatus.SentinelStatus("Dock 1", true, Optional.empty(), Optional.of("busy")),
            new NodeStatus.SentinelStatus(
                "Dock 2",
                false,
                Optional.of(Reason.sentence("paper-out: …")),
                Optional.of("paper-out")),
            new NodeStatus.SentinelStatus("Dock 3", true, Optional.empty())));
  }

  @Test
  @DisplayName("R12.6 R9.6 metrics tell why printers do not print, by code, while they do not")
  void printers() {
    assertThat(
            Metrics.of(FakeNode.primary().with(withTroubles()), node.totals(), Instant.now())
                .lines()
                .filter(line -> line.startsWith("sbs_sentinel_printer")))
        .containsExactly(
            "sbs_sentinel_printer{sentinel=\"Dock 1\",state=\"busy\"} 1.0",
            "sbs_sentinel_printer{sentinel=\"Dock 2\",state=\"paper-out\"} 1.0");
    assertThat(Metrics.of(node.status(), node.totals(), Instant.now()))
        .doesNotContain("sbs_sentinel_printer");
  }

  @Test
  @DisplayName("R9.6 what is not known is not told as a number")
  void absent() {
    String text = Metrics.of(FakeNode.lonelySecondary(), node.totals(), Instant.now());
    assertThat(text).contains("sbs_role{role=\"secondary\"} 1.0", "sbs_peer_connected 0.0");
    assertThat(text).doesNotContain("sbs_cycle_age_seconds", "sbs_sentinel");
  }

  @Test
  @DisplayName("R9.6 health is 200 for a primary that serves, and 503 for a node that does not")
  void health() throws IOException {
    try (AdminServer server = serve(Optional.empty())) {
      String good = get(server.address(), "/health");
      assertThat(RawHttp.status(good)).isEqualTo(200);
      assertThat(good).endsWith("{\"healthy\":true,\"role\":\"primary\",\"ready\":true}");
      node.status = FakeNode.lonelySecondary();
      String bad = get(server.address(), "/health");
      assertThat(RawHttp.status(bad)).isEqualTo(503);
      assertThat(bad).contains("\"healthy\":false,\"role\":\"secondary\"");
    }
  }

  @Test
  @DisplayName("R9.6 a health check by HEAD gets the same status without content")
  void head() throws IOException {
    try (AdminServer server = serve(Optional.empty())) {
      String request = "HEAD /health HTTP/1.1\r\nHost: " + server.address().text() + "\r\n\r\n";
      String good = RawHttp.send(server.address(), request);
      assertThat(RawHttp.status(good)).isEqualTo(200);
      assertThat(good).endsWith("\r\n\r\n").doesNotContain("healthy");
      node.status = FakeNode.lonelySecondary();
      assertThat(RawHttp.status(RawHttp.send(server.address(), request))).isEqualTo(503);
    }
  }

  @Test
  @DisplayName(
      "R10.4 without a token the numbers are told, but not to a web page, and nothing else")
  void withoutToken() throws IOException {
    try (AdminServer server = serve(Optional.empty())) {
      HostPort at = server.address();
      assertThat(get(at, "/metrics")).contains("200 OK", "text/plain", "sbs_epoch 7.0");
      assertThat(RawHttp.status(get(at, "/metrics", "Origin: https://evil.example\r\n")))
          .isEqualTo(403);
      assertThat(RawHttp.status(RawHttp.send(at, "GET /metrics HTTP/1.1\r\nHost: evil\r\n\r\n")))
          .isEqualTo(403);
      for (String path : List.of("/api/status", "/metrics/", "//metrics", "/health/x", "/x")) {
        assertThat(RawHttp.status(get(at, path))).as(path).isNotEqualTo(200);
      }
      assertThat(get(at, "/"))
          .as("the page of the console tells nothing of the node")
          .contains("200 OK")
          .doesNotContain(node.status.node());
      assertThat(server.metricsAddress()).isEmpty();
    }
  }

  @Test
  @DisplayName("R10.4 the door for other machines serves numbers and health only, token or not")
  void ownDoor() throws Exception {
    try (AdminServer server = serve(Optional.of(ANY_PORT))) {
      HostPort door = server.metricsAddress().orElseThrow();
      String token = Files.readString(state.resolve("admin.token")).strip();
      String bearer = "Authorization: Bearer " + token + "\r\n";
      assertThat(get(door, "/metrics")).contains("200 OK", "sbs_epoch 7.0");
      assertThat(RawHttp.status(get(door, "/health"))).isEqualTo(200);
      for (String path : List.of("/api/status", "/api/history", "/", "/metrics/../api/status")) {
        assertThat(RawHttp.status(get(door, path, bearer))).as(path).isIn(400, 404);
      }
      String stop = "POST /api/stop HTTP/1.1\r\nHost: " + door.text() + "\r\n" + bearer + "\r\n";
      assertThat(RawHttp.status(RawHttp.send(door, stop))).isEqualTo(404);
      assertThat(node.stops).hasValue(0);
    }
  }

  @Test
  @DisplayName(
      "R9.6 a taken port for the numbers keeps nobody from starting, and is taken when free")
  void takenPort() throws Exception {
    ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    HostPort taken = new HostPort("127.0.0.1", other.getLocalPort());
    try (AdminServer server = serve(Optional.of(taken))) {
      assertThat(server.metricsAddress()).isEmpty();
      assertThat(RawHttp.status(get(server.address(), "/health"))).isEqualTo(200);
      other.close();
      await().atMost(Duration.ofMinutes(1)).until(() -> server.metricsAddress().isPresent());
      assertThat(RawHttp.status(get(taken, "/health"))).isEqualTo(200);
    } finally {
      other.close();
    }
  }
}
