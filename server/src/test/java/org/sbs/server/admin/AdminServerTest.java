package org.sbs.server.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.settings.HostPort;
import org.sbs.core.settings.Settings;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.store.HomeLock;
import org.sbs.view.status.NodeStatus;

class AdminServerTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path state;
  private final FakeNode node = new FakeNode();
  private AdminServer server;
  private String token;

  @BeforeEach
  void start() throws IOException {
    start(5_000);
  }

  private void start(long requestLimitMs) throws IOException {
    server = AdminServer.start(node, FakeNode.ANYWHERE, state, requestLimitMs);
    token = Files.readString(state.resolve("admin.token")).strip();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String ask(String line, String... headers) throws IOException {
    String host = "Host: " + server.address().text();
    return RawHttp.send(
        server.address(),
        line + " HTTP/1.1\r\n" + host + "\r\n" + String.join("", headers) + "\r\n");
  }

  private String bearer() {
    return "Authorization: Bearer " + token + "\r\n";
  }

  @Test
  @DisplayName("R10.4 the token is 256 random bits in a file that its owner alone can read")
  void tokenFile() throws IOException {
    assertThat(Files.getPosixFilePermissions(state.resolve("admin.token")))
        .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
    String first = token;
    server.close();
    assertThat(state).isEmptyDirectory();
    start();
    assertThat(token).isNotEqualTo(first);
  }

  @Test
  @DisplayName("R10.4 with the token, and only with it, the node answers")
  void token() throws IOException {
    assertThat(ask("GET /api/status", bearer())).contains("200 OK", StatusJson.write(node.status));
    String flipped = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
    for (String wrong :
        List.of(
            "",
            "Authorization: Bearer \r\n",
            "Authorization: Bearer " + flipped + "\r\n",
            "Authorization: Bearer " + token.substring(1) + "\r\n",
            "Authorization: Basic " + token + "\r\n",
            "Cookie: token=" + token + "\r\n")) {
      for (String line :
          List.of("GET /api/status", "POST /api/stop", "GET /nothing", "TRACE /nothing")) {
        String answer = ask(line, wrong);
        assertThat(RawHttp.status(answer)).as(line + wrong).isEqualTo(401);
        assertThat(answer).doesNotContain("primary");
      }
    }
    assertThat(node.stops).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"https://evil.example", "http://127.0.0.1:4446", "null"})
  @DisplayName("R10.4 a request that a web page sent is refused, even with the token")
  void origin(String origin) throws IOException {
    String answer = ask("POST /api/stop", bearer(), "Origin: " + origin + "\r\n");
    assertThat(RawHttp.status(answer)).isEqualTo(403);
    assertThat(node.stops).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "192.0.2.1:PORT"})
  @DisplayName("R10.4 a page whose name was pointed at this machine is refused by its host name")
  void rebinding(String host) throws IOException {
    String name = host.replace("PORT", String.valueOf(server.address().port()));
    String answer =
        RawHttp.send(
            server.address(),
            "POST /api/stop HTTP/1.1\r\nHost: " + name + "\r\n" + bearer() + "\r\n");
    assertThat(RawHttp.status(answer)).isEqualTo(403);
    assertThat(node.stops).hasValue(0);
  }

  @Test
  @DisplayName("R10.4 the name localhost is good as well, no host at all is not")
  void hosts() throws IOException {
    String localhost = "Host: localhost:" + server.address().port() + "\r\n";
    String line = "GET /api/status HTTP/1.1\r\n";
    assertThat(RawHttp.send(server.address(), line + localhost + bearer() + "\r\n"))
        .contains("200 OK");
    String old = "GET /api/status HTTP/1.0\r\n" + bearer() + "\r\n";
    assertThat(RawHttp.status(RawHttp.send(server.address(), old))).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, Content-Length: 16385, 413",
    "POST, Content-Length: 99999999999, 413",
    "POST, Transfer-Encoding: chunked, 411",
    "GET, Content-Length: 16385, 413"
  })
  @DisplayName("R10.3 a request with much content is refused before it is read")
  void content(String method, String header, int status) throws IOException {
    String answer = ask(method + " /api/sync", bearer(), header + "\r\n");
    assertThat(RawHttp.status(answer)).isEqualTo(status);
    assertThat(node.syncs).hasValue(0);
  }

  @Test
  @DisplayName("R10.3 headers and addresses that never end are refused")
  void longHeaders() throws IOException {
    String pad = "x".repeat(AdminServer.MOST_HEADER_BYTES);
    assertThat(RawHttp.status(ask("GET /api/status", bearer(), "X: " + pad + "\r\n")))
        .isEqualTo(431);
    assertThat(RawHttp.status(ask("GET /" + pad, bearer()))).isEqualTo(414);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/nothing, 404",
    "DELETE /api/status, 404",
    "GET /api/history?most=0, 400",
    "GET /api/history?most=many, 400",
    "GET /api/history?most=99999999999, 400",
    "GET /api/history?most=%zz, 400",
    "GET /api/status/, 404",
    "OPTIONS /api/status, 404",
    "POST /api/files/accept?folder=, 400",
    "POST /api/files/restore, 400",
    "POST /api/pause?seconds=-1, 400"
  })
  @DisplayName("R10.3 a request that makes no sense is answered so")
  void nonsense(String line, int status) throws IOException {
    assertThat(RawHttp.status(ask(line, bearer()))).isEqualTo(status);
  }

  @Test
  @DisplayName("R10.3 bytes that are no HTTP close the connection and nothing else")
  void garbage() throws IOException {
    RawHttp.send(server.address(), "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n");
    RawHttp.send(server.address(), "SSH-2.0-OpenSSH_9.2\r\n\r\n");
    assertThat(ask("GET /api/status", bearer())).contains("200 OK");
  }

  @Test
  @DisplayName("R10.3 a client that sends a byte now and then is cut off at the deadline")
  void slowClient() throws IOException {
    server.close();
    start(300);
    try (Socket socket = RawHttp.open(server.address())) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /api/status HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
      // Each byte keeps the connection from being idle; only the deadline can end it.
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(Duration.ofSeconds(10))
          .until(() -> !canWrite(out));
    }
  }

  private static boolean canWrite(OutputStream out) {
    try {
      out.write('x');
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  @DisplayName(
      "R10.3 500 connections with half a request do not keep the owner out: status and stop answer"
          + " long before any of them has to go")
  void manyClients() throws Exception {
    server.close();
    start(3_600_000);
    List<Socket> halfOpen = new ArrayList<>();
    node.stopAnswer.complete(new Answer(true, "Stopped."));
    try {
      for (int i = 0; i < 500; i++) {
        Socket socket = RawHttp.open(server.address());
        if (i % 2 == 0) {
          socket.getOutputStream().write("GET /api/status HTTP/1.1\r\nX: ".getBytes(ISO_8859_1));
        }
        halfOpen.add(socket);
      }
      AdminClient client = AdminClient.find(state, "home");
      assertThat(client.status()).isEqualTo(node.status);
      assertThat(client.stop(Duration.ofSeconds(20)).done()).isTrue();
    } finally {
      for (Socket socket : halfOpen) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/stop, POST, 404",
    "GET /api/status, POST, 200",
    "POST /api/status, GET, 404",
    "GET /metrics, DELETE, 200"
  })
  @DisplayName("R10.4 a header cannot make another method of a request")
  void methodOverride(String line, String method, int status) throws IOException {
    for (String name : List.of("X-HTTP-Method-Override", "x-http-method-override")) {
      String answer = ask(line, bearer(), name + ": " + method + "\r\n");
      assertThat(RawHttp.status(answer)).as(name).isEqualTo(status);
    }
    assertThat(node.stops).hasValue(0);
  }

  @Test
  @DisplayName("R9.5 a command that holds the token of the node before asks with the new one")
  void newToken() throws Exception {
    AdminClient client = AdminClient.find(state, "home");
    server.close();
    start(5_000);
    assertThat(client.status()).isEqualTo(node.status);
  }

  @Test
  @DisplayName("R9.5 a command waits for a node that is starting, whatever the one before has left")
  void starting() throws Exception {
    String address = server.address().text();
    String old = token;
    server.close();
    try (HomeLock lock = HomeLock.take(state)) {
      assertThat(lock).as("a node that starts holds its home").isNotNull();
      FutureTask<NodeStatus> asked =
          new FutureTask<>(() -> AdminClient.reach(state, "home", AMPLE).status());
      new Thread(asked, "test-asking").start();
      assertThatThrownBy(() -> asked.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      Files.writeString(state.resolve("admin.token"), old);
      Files.writeString(state.resolve("admin.address"), address); // where nobody listens now
      assertThatThrownBy(() -> asked.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      start(5_000);
      assertThat(asked.get()).isEqualTo(node.status);
    }
  }

  @Test
  @DisplayName("R9.5 one that goes on starting is said to be, with its process")
  void startingForLong() throws Exception {
    Path other = Files.createDirectory(state.resolve("other"));
    try (HomeLock lock = HomeLock.take(other)) {
      assertThat(lock).as("a node that starts holds its home").isNotNull();
      assertThatThrownBy(() -> AdminClient.reach(other, "home", Duration.ofMillis(100)).status())
          .isInstanceOf(AdminException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .extracting(e -> ((AdminException) e).why())
          .isEqualTo(AdminException.Cause.NO_ANSWER);
    }
  }

  @Test
  @DisplayName("R9.5 where no node runs, that is said, although another home's answers there")
  void othersPort() throws Exception {
    Path other = Files.createDirectory(state.resolve("other"));
    Files.writeString(other.resolve("admin.token"), "old");
    Files.writeString(other.resolve("admin.address"), server.address().text());
    for (AdminClient client :
        List.of(AdminClient.find(other, "home"), AdminClient.reach(other, "home"))) {
      assertThatThrownBy(client::status)
          .isInstanceOf(AdminException.class)
          .hasMessageContaining("No SBS node runs in the home home")
          .extracting(e -> ((AdminException) e).why())
          .isEqualTo(AdminException.Cause.NOT_RUNNING);
    }
  }

  @Test
  @DisplayName(
      "R10.3 a question whose connection had to go in a crowd is asked again, an order not")
  void cutOff() throws Exception {
    Path other = Files.createDirectory(state.resolve("other"));
    AtomicInteger calls = new AtomicInteger();
    String json = StatusJson.write(node.status);
    try (ServerSocket crowded = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread door =
          new Thread(
              () -> {
                while (!crowded.isClosed()) {
                  try (Socket socket = crowded.accept()) {
                    if (calls.incrementAndGet() % 4 == 0) {
                      socket.getInputStream().read(new byte[4096]);
                      socket
                          .getOutputStream()
                          .write(("HTTP/1.1 200 OK\r\n\r\n" + json).getBytes(UTF_8));
                    }
                  } catch (IOException e) {
                    // The test is over, or this connection is.
                  }
                }
              });
      door.setDaemon(true);
      door.start();
      Files.writeString(other.resolve("admin.token"), "t");
      Files.writeString(other.resolve("admin.address"), "127.0.0.1:" + crowded.getLocalPort());
      AdminClient client = AdminClient.find(other, "home");
      assertThat(client.status()).isEqualTo(node.status);
      assertThat(calls).hasValue(4);
      assertThatThrownBy(client::sync)
          .isInstanceOf(AdminException.class)
          .extracting(e -> ((AdminException) e).why())
          .isEqualTo(AdminException.Cause.NO_ANSWER);
      assertThat(calls).hasValue(5);
    }
  }

  @Test
  @DisplayName("R9.5 what a node that was killed has left is gone before the next one listens")
  void forgetOld() throws IOException {
    Path other = Files.createDirectory(state.resolve("other"));
    Files.writeString(other.resolve("admin.token"), "old");
    Files.writeString(other.resolve("admin.address"), "127.0.0.1:1");
    AdminServer.forgetOld(other);
    AdminServer.forgetOld(other);
    assertThat(other).isEmptyDirectory();
  }

  @Test
  @DisplayName("R9.5 a cycle that takes longer than the deadline for requests is waited for")
  void longCycle() throws Exception {
    server.close();
    start(200);
    CompletableFuture<Answer> cycle = new CompletableFuture<>();
    node.syncAnswer = cycle;
    AdminClient client = AdminClient.find(state, "home");
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> sync(client));
    await().until(() -> node.syncs.get() == 1);
    try (Socket later = RawHttp.open(server.address())) {
      // This one came after the cycle was asked for, and its deadline has passed: so has the
      // other's.
      assertThat(later.getInputStream().read()).isEqualTo(-1);
    }
    cycle.complete(new Answer(true, "Done."));
    assertThat(answer.get()).isEqualTo(new Answer(true, "Done."));
  }

  private static Answer sync(AdminClient client) {
    try {
      return client.sync();
    } catch (AdminException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("R9.5 the answer to a stop arrives although the server ends right behind it")
  void stopAnswer() throws Exception {
    Thread end =
        new Thread(
            () -> {
              await().until(() -> node.stops.get() == 1);
              node.stopAnswer.complete(new Answer(true, "Handed over."));
              server.close();
            });
    end.start();
    AdminClient client = AdminClient.find(state, "home");
    assertThat(client.stop(Duration.ofSeconds(20))).isEqualTo(new Answer(true, "Handed over."));
    end.join();
    assertThat(state).isEmptyDirectory();
    assertThatThrownBy(client::status)
        .isInstanceOf(AdminException.class)
        .extracting(e -> ((AdminException) e).why())
        .isEqualTo(AdminException.Cause.NOT_RUNNING);
  }

  @Test
  @DisplayName("R9.5 a port that is taken is named with the remedy, and nobody's files are touched")
  void portTaken() throws IOException {
    Path other = Files.createDirectory(state.resolve("other"));
    Files.writeString(other.resolve("admin.token"), "of another node");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HostPort listen = new HostPort("127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(
              () -> AdminServer.start(node, new Settings.Admin(listen, Optional.empty()), other))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(listen.text())
          .hasMessageContaining("sbs config set admin.listen");
    }
    assertThat(other.resolve("admin.token")).hasContent("of another node");
  }

  @Test
  @DisplayName("R9.6 history gives as many of the newest events as asked for")
  void history() throws Exception {
    AdminClient client = AdminClient.find(state, "home");
    assertThat(client.history(1)).isEqualTo(node.history(1)).hasSize(1);
    assertThat(client.history(10)).isEqualTo(node.history(10)).hasSize(2);
  }
}
