package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.server.store.HistoryEntry;
import org.sbs.server.store.HistoryFile;
import org.sbs.systemtests.bench.FailoverNetwork.Host;

/** Two SBS nodes. The history of B tells when it became primary; its new epoch is durable then. */
final class SbsPair implements FailoverPair {
  private static final int PORT = 4445;
  private static final int ALL = 1_000;
  private static final String READY = "\"ready\":true";

  private final String name;
  private final List<SbsNode> nodes;
  private final FailoverNetwork network;

  /**
   * A pair that does not run yet.
   *
   * @param heartbeatMs 0 for the default of it and of the silence limit
   */
  SbsPair(Path folder, FailoverNetwork network, int heartbeatMs, int silenceLimitMs)
      throws IOException {
    this.network = network;
    boolean asIs = heartbeatMs == 0;
    name =
        asIs
            ? "SBS, default settings"
            : "SBS, heartbeat " + heartbeatMs + " ms, silence limit " + silenceLimitMs + " ms";
    String timing =
        asIs
            ? ""
            : String.format(
                Locale.ROOT,
                "heartbeat-ms = %d\nsilence-limit-ms = %d",
                heartbeatMs,
                silenceLimitMs);
    nodes = List.of(node(folder, Host.A, Host.B, timing), node(folder, Host.B, Host.A, timing));
    SbsNode.share(nodes.get(0), nodes.get(1));
  }

  private SbsNode node(Path folder, Host host, Host peer, String timing) throws IOException {
    SbsNode node = new SbsNode(folder.resolve(host + "-home"), network.on(host, List.of("env")));
    Path files = Files.createDirectories(folder.resolve(host + "-files"));
    node.configure(
        FailoverNetwork.address(host), PORT, FailoverNetwork.address(peer), PORT, files, timing);
    return node;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() throws IOException {
    start(nodes.get(0), "\"role\":\"primary\"");
    start(nodes.get(1), READY);
    Ready.await(name + ": A is ready", () -> nodes.get(0).says(READY));
  }

  private void start(SbsNode node, String wanted) throws IOException {
    node.forget();
    node.start();
    Ready.await(name + " has " + wanted, () -> node.says(wanted));
  }

  @Override
  public void killA() {
    nodes.get(0).stop();
  }

  @Override
  public Instant promotedB() throws IOException {
    Ready.await(name + ": B is primary", () -> promoted().isPresent());
    return promoted().orElseThrow();
  }

  private Optional<Instant> promoted() {
    return new HistoryFile(nodes.get(1).home().resolve("history"))
        .newest(ALL).entries().stream()
            .filter(entry -> entry.reason().startsWith("primary in epoch "))
            .map(HistoryEntry::time)
            .map(time -> OffsetDateTime.parse(time).toInstant())
            .findFirst();
  }

  @Override
  public void close() {
    nodes.get(1).stop();
    nodes.get(0).stop();
  }
}
