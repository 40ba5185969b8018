package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sbs.systemtests.kit.TestNetwork.Host;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/** A real etcd of one member on the third host of a network. */
@Needs(value = "etcd", of = TestNetwork.class)
public final class EtcdHost implements AutoCloseable {
  private static final String URL = "http://" + Host.W.address() + ":2379";
  private static final String PEER_URL = "http://127.0.0.1:2380";

  private final Path folder;
  private final Process process;

  private EtcdHost(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts it, and makes it the witness of both nodes. */
  public static EtcdHost witness(TestPair pair, TestNetwork network, long leaseSeconds)
      throws IOException {
    Path folder = Files.createTempDirectory("trial-etcd-");
    List<String> words = new ArrayList<>(network.on(Host.W));
    words.addAll(List.of("etcd", "--name", "w", "--data-dir", folder.resolve("data").toString()));
    words.addAll(List.of("--listen-client-urls", URL, "--advertise-client-urls", URL));
    words.addAll(List.of("--listen-peer-urls", PEER_URL));
    words.addAll(List.of("--initial-advertise-peer-urls", PEER_URL));
    words.addAll(List.of("--initial-cluster", "w=" + PEER_URL, "--logger", "zap"));
    EtcdHost host =
        new EtcdHost(
            folder,
            TestProcess.builder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
    pair.closing(host);
    await("etcd serves").atMost(Duration.ofSeconds(60)).until(host::serves);
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings()
          .set("witness.kind", "etcd")
          .set("witness.endpoints", List.of(URL))
          .set("witness.lease-seconds", leaseSeconds);
    }
    return host;
  }

  private boolean serves() throws IOException {
    String log = Files.readString(folder.resolve("log"));
    if (!process.isAlive()) {
      throw new AssertionError("etcd ended: " + log);
    }
    return log.contains("serving client traffic");
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    Folders.delete(folder);
  }
}
