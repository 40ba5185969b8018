package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LpmControlTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path state;
  private final CountDownLatch end = new CountDownLatch(1);
  private Optional<ServerSocket> listener = Optional.empty();

  @AfterEach
  void close() throws IOException {
    end.countDown();
    if (listener.isPresent()) {
      listener.get().close();
    }
  }

  /** A Label Print Manager that answers one request so; completes with what it was asked. */
  private CompletableFuture<List<String>> answering(Optional<String> answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener = Optional.of(server);
    control(server.getLocalPort() + "\n" + TOKEN + "\n");
    return CompletableFuture.supplyAsync(() -> serve(server, answer));
  }

  private List<String> serve(ServerSocket server, Optional<String> answer) {
    List<String> request = new ArrayList<>();
    try (Socket socket = server.accept()) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
        request.add(line);
        line = lines.readLine();
      }
      if (answer.isPresent()) {
        socket.getOutputStream().write(answer.get().getBytes(StandardCharsets.UTF_8));
      } else {
        end.await();
      }
      return request;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void control(String content) throws IOException {
    Files.writeString(state.resolve("control"), content);
  }

  /** Whose programs leave a mark where they are run. */
  private SentinelPrograms programs(LpmControl running) {
    List<String> mark = List.of("/bin/sh", "-c", "printf 'by program\\tactive\\t\\n'");
    return new SentinelPrograms(
        mark, mark, Optional.of(mark), Optional.empty(), LONG, Optional.of(running));
  }

  @Test
  @DisplayName(
      "R7.2 a running Label Print Manager is asked and told by a message, without a program")
  void message() throws Exception {
    CompletableFuture<List<String>> asked =
        answering(Optional.of("O goods-in\tactive\t\nO Versand ü\tfailed\tno printer\nX 0\n"));
    List<Sentinel> found = programs(new LpmControl(state, LONG)).list(Map.of());
    assertThat(found).extracting(Sentinel::name).containsExactly("goods-in", "Versand ü");
    assertThat(asked.get()).containsExactly("LPM1 " + TOKEN + " list");
  }

  @Test
  @DisplayName("R7.2 activate sends the names, and a no is an error with its reason")
  void refused() throws Exception {
    CompletableFuture<List<String>> asked =
        answering(Optional.of("E No sentinel is called 'b'\nX 1\n"));
    SentinelPrograms programs = programs(new LpmControl(state, LONG));
    assertThatThrownBy(() -> programs.activate(Map.of(), List.of("a", "b")))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("No sentinel is called 'b'");
    assertThat(asked.get()).containsExactly("LPM1 " + TOKEN + " activate", "a", "b");
  }

  @Test
  @DisplayName("R7.2 where nobody answers who understands, the program is run")
  void program() throws Exception {
    SentinelPrograms programs = programs(new LpmControl(state, LONG));
    assertThat(programs.list(Map.of())).as("no file").hasSize(1);
    for (String content : List.of("", "99999\n" + TOKEN + "\n", "1\n" + TOKEN + "\n", "4\nx y\n")) {
      control(content);
      assertThat(programs.list(Map.of())).extracting(Sentinel::name).containsExactly("by program");
    }
    for (String answer : List.of("", "O goods-in\tactive\t\n", "HTTP/1.1 200\nX 0\n")) {
      Future<?> unused = answering(Optional.of(answer));
      assertThat(programs.list(Map.of())).extracting(Sentinel::name).containsExactly("by program");
      listener.orElseThrow().close();
    }
    Files.delete(state.resolve("control"));
    Files.createSymbolicLink(state.resolve("control"), Path.of("/dev/zero"));
    assertThat(programs.list(Map.of())).as("a link").hasSize(1);
  }

  @Test
  @DisplayName("R7.2 one that hangs is an error of its time limit, as its command would be")
  void hangs() throws Exception {
    Future<?> unused = answering(Optional.empty());
    SentinelPrograms programs = programs(new LpmControl(state, Duration.ofMillis(200)));
    assertThatThrownBy(() -> programs.list(Map.of()))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> assertThat(e.kind()).isEqualTo(ServiceException.Kind.TIME_LIMIT));
  }
}
