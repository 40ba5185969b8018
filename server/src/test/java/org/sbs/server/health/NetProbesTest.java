package org.sbs.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.CheckOutcome.Result;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.ReasonCode;

/** Checks over TCP and HTTP, with real sockets: slow, silent and mad servers among them. */
class NetProbesTest {
  private static final HealthCheck.Pace PACE = new HealthCheck.Pace(1, 1, 1, 0);
  private static final long PATIENT = TimeUnit.SECONDS.toNanos(60);
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(700);

  private static HealthProbe tcp(String host, int port) {
    return new TcpProbe(new HealthCheck.Tcp(host, port, PACE));
  }

  private static HealthProbe http(int port) {
    return new HttpProbe(new HealthCheck.Http("http://127.0.0.1:" + port + "/health?a=b", PACE));
  }

  private static void assertOutcome(CheckOutcome outcome, Result result, ReasonCode code) {
    assertThat(outcome.result()).as(outcome.toString()).isEqualTo(result);
    assertThat(outcome.cause().code()).as(outcome.toString()).isEqualTo(code);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  // ---- tcp ----

  @Test
  @DisplayName("R7.3 tcp: a port that accepts is healthy, whatever it says; refused is not")
  void tcp() throws Exception {
    try (OneServer silent = new OneServer((in, out) -> OneServer.stay(in))) {
      assertThat(tcp("127.0.0.1", silent.port()).ask(PATIENT)).isEqualTo(CheckOutcome.PASSED);
      assertThat(tcp("localhost", silent.port()).ask(PATIENT))
          .as("one address of a name is enough")
          .isEqualTo(CheckOutcome.PASSED);
    }
    assertOutcome(
        tcp("127.0.0.1", freePort()).ask(PATIENT), Result.FAILED, ReasonCode.CHECK_NO_CONNECTION);
    assertOutcome(
        tcp("localhost", freePort()).ask(PATIENT), Result.FAILED, ReasonCode.CHECK_NO_CONNECTION);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("R7.3 tcp: one that accepts nothing any more fails at the time limit")
  void acceptsNothing() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The queue of those that nobody accepts is full after a few.
      boolean room = true;
      while (room && waiting.size() < 50) {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
          socket.connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 200);
        } catch (IOException e) {
          room = false;
        }
      }
      assertThat(room).isFalse();
      assertOutcome(
          tcp("127.0.0.1", full.getLocalPort()).ask(SOON),
          Result.FAILED,
          ReasonCode.CHECK_TIMED_OUT);
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-host.invalid", "no such host"})
  @DisplayName("R7.3 tcp and http: a name that is not found says nothing of the service")
  void unknownName(String host) throws Exception {
    assertOutcome(tcp(host, 9).ask(PATIENT), Result.NOT_ASKED, ReasonCode.CHECK_NAME_UNKNOWN);
    if (!host.contains(" ")) {
      HealthProbe http = new HttpProbe(new HealthCheck.Http("http://" + host + "/", PACE));
      assertOutcome(http.ask(PATIENT), Result.NOT_ASKED, ReasonCode.CHECK_NAME_UNKNOWN);
    }
  }

  @Test
  @DisplayName("R7.3 tcp: where this node has no way to the address the service is not asked")
  void noWay() throws Exception {
    // A link-local address without a zone: no system knows over which link it would be.
    CheckOutcome outcome = tcp("fe80::1", 9).ask(SOON);
    assertThat(outcome.result()).as(outcome.toString()).isEqualTo(Result.NOT_ASKED);
  }

  // ---- http ----

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 302, 399})
  @DisplayName("R7.3 http: a status from 200 to 399 is healthy; redirections are not followed")
  void goodStatus(int status) throws Exception {
    String head =
        "HTTP/1.1 "
            + status
            + " Any\r\nLocation: http://127.0.0.1:1/nowhere\r\nContent-Length: 0\r\n\r\n";
    try (OneServer server = OneServer.answering(head)) {
      assertThat(http(server.port()).ask(PATIENT)).isEqualTo(CheckOutcome.PASSED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 500, 503})
  @DisplayName("R7.3 http: any other status is a failure that names it")
  void badStatus(int status) throws Exception {
    String answer = "HTTP/1.1 " + status + " Any\r\nContent-Length: 3\r\n\r\nbad";
    try (OneServer server = OneServer.answering(answer)) {
      CheckOutcome outcome = http(server.port()).ask(PATIENT);
      assertOutcome(outcome, Result.FAILED, ReasonCode.CHECK_HTTP_STATUS);
      assertThat(outcome.cause().values()).containsEntry("status", status);
    }
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        arguments("nothing", ""),
        arguments("no HTTP", "220 mail.example ESMTP\r\n"),
        arguments("no status", "HTTP/1.1 yes\r\n\r\n"),
        arguments("noise", "\u0000\u0001\u00ff".repeat(2000)),
        arguments("cut off in the head", "HTTP/1.1 200 OK\r\nContent-Le"),
        arguments("cut off in the body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nonsense")
  @DisplayName("R7.3 http: what is no whole answer is a failure")
  void nonsense(String name, String answer) throws Exception {
    try (OneServer server = OneServer.answering(answer)) {
      assertOutcome(http(server.port()).ask(PATIENT), Result.FAILED, ReasonCode.CHECK_BROKEN);
    }
  }

  static Stream<Arguments> hanging() {
    OneServer.Manner silent = (in, out) -> OneServer.stay(in);
    OneServer.Manner head =
        (in, out) -> {
          OneServer.request(in);
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun"
                  .getBytes(StandardCharsets.US_ASCII));
          OneServer.stay(in);
        };
    OneServer.Manner drips =
        (in, out) -> {
          OneServer.request(in);
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
          }
        };
    return Stream.of(
        arguments("says nothing", silent),
        arguments("stops in the body", head),
        arguments("drips without end", drips));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hanging")
  @DisplayName("R7.3 http: a server that does not come to its end fails at the time limit")
  void hanging(String name, OneServer.Manner manner) throws Exception {
    try (OneServer server = new OneServer(manner)) {
      long began = System.nanoTime();
      assertOutcome(http(server.port()).ask(SOON), Result.FAILED, ReasonCode.CHECK_TIMED_OUT);
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SOON);
    }
  }

  @Test
  @DisplayName("R7.3 http: a long answer is not read to its end")
  void endless() throws Exception {
    OneServer.Manner endless =
        (in, out) -> {
          OneServer.request(in);
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          byte[] much = new byte[1 << 16];
          while (true) {
            out.write(much);
          }
        };
    try (OneServer server = new OneServer(endless)) {
      assertThat(http(server.port()).ask(PATIENT)).isEqualTo(CheckOutcome.PASSED);
    }
  }

  @Test
  @DisplayName("R7.3 http: refused is a failure, and so is a server that hangs up")
  void refused() throws Exception {
    assertOutcome(http(freePort()).ask(PATIENT), Result.FAILED, ReasonCode.CHECK_NO_CONNECTION);
    try (OneServer rude = new OneServer((in, out) -> {})) {
      assertOutcome(http(rude.port()).ask(PATIENT), Result.FAILED, ReasonCode.CHECK_BROKEN);
    }
  }

  @Test
  @DisplayName("R7.3 http: one that works again after it hung is healthy at the next check")
  void recovers() throws Exception {
    boolean[] hangs = {true};
    OneServer.Manner manner =
        (in, out) -> {
          OneServer.request(in);
          if (hangs[0]) {
            OneServer.stay(in);
          }
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        };
    try (OneServer server = new OneServer(manner)) {
      HealthProbe probe = http(server.port());
      assertThat(probe.ask(SOON).result()).isEqualTo(Result.FAILED);
      hangs[0] = false;
      for (int i = 0; i < 3; i++) {
        assertThat(probe.ask(PATIENT)).isEqualTo(CheckOutcome.PASSED);
      }
    }
  }
}
