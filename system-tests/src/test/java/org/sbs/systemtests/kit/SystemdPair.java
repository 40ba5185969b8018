package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.sbs.systemtests.kit.TestNetwork.Host;

/**
 * Two machines with systemd, with a label service and its sentinels as units on each, and the
 * settings of a pair that protects them. All is cleaned up after a system test.
 */
public final class SystemdPair implements BeforeEachCallback, AfterEachCallback {
  /** The unit of the service. */
  public static final String SERVICE = "labels.service";

  /** The sentinels, and the units by which systemd knows them. */
  public static final Map<String, String> SENTINELS =
      Map.of("Dock 1", "dock@Dock\\x201.service", "Dock 2", "dock@Dock\\x202.service");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROGRAM = "/srv/labels/serve.sh";

  /** Says every 20 ms that it serves; the number of its life is no other's. */
  private static final String SERVES =
      """
      #!/bin/bash
      life=$(date +%s%N)
      while read -r up _ </proc/uptime; do
        printf '%s %s\\n' "$life" "${up/./}" >>"$1"
        read -r -t 0.02 _ <>/srv/labels/never
      done
      """;

  private Path folder;
  private TestNetwork network;
  private SystemdNode nodeA;
  private SystemdNode nodeB;
  private final Map<String, ServingLog> logs = new LinkedHashMap<>();

  /** One node. */
  public SystemdNode a() {
    return nodeA;
  }

  /** The other node. */
  public SystemdNode b() {
    return nodeB;
  }

  /** Between them. */
  public TestNetwork network() {
    return network;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    PairKeyMaker.Keys keys = PairKeyMaker.of(context);
    folder = Files.createTempDirectory("trial-systemd-").toRealPath();
    for (String log : List.of("service", "Dock-1", "Dock-2")) {
      logs.put(log, new ServingLog(folder.resolve("serving").resolve(log)));
    }
    network = new TestNetwork();
    nodeA = node("A", Host.A, Host.B, keys.made());
    nodeB = node("B", Host.B, Host.A, keys.joined());
  }

  private SystemdNode node(String name, Host own, Host other, Path key) throws IOException {
    SystemdHost host = new SystemdHost(folder.resolve(name), network.namespace(own));
    host.share(folder.resolve("serving"));
    Path serving = folder.resolve("serving");
    host.write(PROGRAM, SERVES);
    Shell.run("mkfifo", host.path("/srv/labels/never").toString());
    host.write(
        "/etc/systemd/system/" + SERVICE,
        "[Service]\nExecStart=/bin/bash "
            + (PROGRAM + " " + serving.resolve("service/" + name) + "\n")
            + "Restart=always\n[Install]\nWantedBy=multi-user.target\n");
    host.write(
        "/etc/systemd/system/dock@.service",
        ("[Unit]\nRequires=" + SERVICE + "\nAfter=" + SERVICE + "\n")
            + "[Service]\nExecStart=/bin/bash -c 'exec /bin/bash "
            + (PROGRAM + " \"" + serving + "/$${0// /-}/" + name + "\"' \"%I\"\n")
            + ("[Install]\nWantedBy=" + SERVICE + "\n"));
    NodeSettings settings =
        new NodeSettings()
            .set("pair.local-address", own.address())
            .set("pair.peer-address", other.address())
            .set("pair.period-seconds", 1)
            .set("pair.heartbeat-ms", 250)
            .set("pair.silence-limit-ms", 4000)
            .set("pair.start-wait-seconds", 2)
            .set("service.adapter", "systemd")
            .set("service.settings-folder", SystemdNode.FILES)
            .set("service.unit", SERVICE)
            .set("service.sentinel-unit", "dock@%s.service");
    host.write(SystemdNode.HOME + "/sbs.toml", settings.toml());
    host.write(SystemdNode.FILES + "/labels.txt", "of " + name + "\n");
    Files.copy(key, host.path(SystemdNode.HOME + "/pair.key"), StandardCopyOption.COPY_ATTRIBUTES);
    return new SystemdNode(name, host, network.namespace(own));
  }

  /** Waits until that node serves and the other follows it, both ready. */
  public void awaitRoles(SystemdNode primary, SystemdNode secondary) {
    await(primary.name() + " serves, " + secondary.name() + " is ready to take over")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                primary
                        .status()
                        .filter(status -> status.role().equals("primary"))
                        .filter(status -> status.service().running())
                        .filter(status -> status.readiness().ready())
                        .isPresent()
                    && secondary
                        .status()
                        .filter(status -> status.role().equals("secondary"))
                        .filter(status -> status.readiness().ready())
                        .isPresent());
  }

  /** In words each time in which the service, or a sentinel, ran on both nodes; best empty. */
  public List<String> overlaps() {
    return logs.entrySet().stream()
        .flatMap(
            log ->
                ServingLog.overlaps(log.getValue().lives()).stream()
                    .map(words -> log.getKey() + ": " + words))
        .toList();
  }

  /** When the service ran, by its own word. */
  public List<ServingLog.Span> lives() {
    return logs.get("service").lives();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (folder == null) {
      return;
    }
    if (context.getExecutionException().isPresent()) {
      System.out.println("==== " + context.getDisplayName() + " failed ====");
      for (SystemdNode node : List.of(nodeA, nodeB)) {
        System.out.println("---- " + node.name() + " ----\n" + node.report());
      }
      logs.forEach((log, lives) -> System.out.println(log + ": " + lives.lives()));
    }
    for (SystemdNode node : new SystemdNode[] {nodeA, nodeB}) {
      if (node != null) {
        node.host().close();
      }
    }
    if (network != null) {
      network.close();
    }
    Folders.delete(folder);
  }
}
