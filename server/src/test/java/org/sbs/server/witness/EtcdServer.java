package org.sbs.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.sbs.testkit.Signals;
import org.sbs.testkit.TestProcess;

/** A real etcd of one member, on loopback, with its data in a folder of the test. */
final class EtcdServer implements AutoCloseable {
  private final Path folder;
  private final boolean encrypted;
  private final boolean demanding;
  private final int clientPort = freePort();
  private final int peerPort = freePort();
  private Process process;

  private EtcdServer(Path folder, boolean encrypted, boolean demanding) {
    this.folder = folder;
    this.encrypted = encrypted;
    this.demanding = demanding;
  }

  /** Skips the test, by name, where etcd is not installed. */
  static EtcdServer start(Path folder) throws IOException {
    EtcdServer server = new EtcdServer(folder, false, false);
    server.start();
    return server;
  }

  /** With a certificate of an authority of its own. */
  static EtcdServer startEncrypted(Path folder) throws IOException {
    return startEncrypted(new EtcdServer(folder, true, false));
  }

  /** It asks for a certificate of the same authority. */
  static EtcdServer startDemanding(Path folder) throws IOException {
    return startEncrypted(new EtcdServer(folder, true, true));
  }

  private static EtcdServer startEncrypted(EtcdServer server) throws IOException {
    makeAuthority(server.folder, "ca");
    makeCertificate(server.folder, "server", "ca");
    server.start();
    return server;
  }

  /** Files NAME.pem and NAME.key, vouched for by an authority made before. */
  static void makeCertificate(Path folder, String name, String authority) throws IOException {
    run(
        folder,
        "openssl req -newkey rsa:2048 -nodes -subj /CN="
            + name
            + (" -keyout " + name + ".key -out " + name + ".csr"));
    Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1\n");
    run(
        folder,
        "openssl x509 -req -CAcreateserial -days 3650 -extfile names"
            + (" -CA " + authority + ".pem -CAkey " + authority + ".key")
            + (" -in " + name + ".csr -out " + name + ".pem"));
  }

  /** Files NAME.pem and NAME.key. */
  static void makeAuthority(Path folder, String name) {
    run(
        folder,
        "openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN="
            + name
            + " -keyout "
            + name
            + ".key -out "
            + name
            + ".pem");
  }

  /** Starts it, again with what it kept. */
  void start() throws IOException {
    String peer = "http://127.0.0.1:" + peerPort;
    List<String> words =
        new ArrayList<>(
            List.of("etcd", "--name", "w", "--data-dir", folder.resolve("data").toString()));
    words.addAll(List.of("--listen-client-urls", url(), "--advertise-client-urls", url()));
    words.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
    words.addAll(List.of("--initial-cluster", "w=" + peer, "--logger", "zap"));
    if (encrypted) {
      words.addAll(List.of("--cert-file", folder.resolve("server.pem").toString()));
      words.addAll(List.of("--key-file", folder.resolve("server.key").toString()));
    }
    if (demanding) {
      words.add("--client-cert-auth");
      words.addAll(List.of("--trusted-ca-file", folder.resolve("ca.pem").toString()));
    }
    process =
        TestProcess.builder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("etcd.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(60)).until(this::serves);
  }

  private boolean serves() throws IOException {
    try {
      new Socket(InetAddress.getLoopbackAddress(), clientPort).close();
      return Files.readString(folder.resolve("etcd.log")).contains("elected leader");
    } catch (IOException e) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("etcd.log"))).isTrue();
      return false;
    }
  }

  String url() {
    return (encrypted ? "https" : "http") + "://127.0.0.1:" + clientPort;
  }

  /** Runs etcdctl as an administrator would. */
  void control(String words) {
    run(folder, "etcdctl --endpoints " + url() + " " + words);
  }

  /** Freezes it, or lets it go on. */
  void signal(String name) {
    Signals.send(name, List.of(process.toHandle()));
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  private static void run(Path folder, String words) {
    run(folder, List.of(words.split(" ")));
  }

  private static void run(Path folder, List<String> words) {
    ProcessBuilder builder = TestProcess.builder(words).directory(folder.toFile());
    builder.environment().put("ETCDCTL_API", "3");
    Path log = folder.resolve("tools.log");
    try {
      Process tool =
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      assertThat(tool.waitFor(60, TimeUnit.SECONDS)).as("%s", words).isTrue();
      assertThat(tool.exitValue()).as("%s: %s", words, Files.readString(log)).isZero();
    } catch (IOException e) {
      throw new AssertionError(words.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(words.toString(), e);
    }
  }

  /** Below the range from which systems take ports for outgoing connections. */
  private static int freePort() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // Then another one.
      }
    }
    throw new AssertionError("no free port");
  }
}
