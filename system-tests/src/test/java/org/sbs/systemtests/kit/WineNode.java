package org.sbs.systemtests.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.view.status.NodeStatus;

/** A node on a Windows machine, as a Windows service, which protects another Windows service. */
public final class WineNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final WineHost host;

  WineNode(WineHost host, int port, int peerPort, Path pairKey) throws IOException {
    this.host = host;
    Files.createDirectories(host.disk().resolve("labels"));
    Files.createDirectories(home());
    Files.copy(pairKey, home().resolve("pair.key"));
    NodeSettings settings =
        new NodeSettings()
            .set("pair.local-address", "127.0.0.1")
            .set("pair.peer-address", "127.0.0.1:" + peerPort)
            .set("pair.port", port)
            .set("service.adapter", "windows-service")
            .set("service.service-name", WineLabelService.NAME)
            .set("service.settings-folder", "C:\\labels")
            .set("service.list", List.of("cmd.exe", "/c", "type C:\\list.txt"))
            .set(
                "service.activate",
                List.of("cmd.exe", "/c", "echo epoch%SBS_EPOCH%>C:\\activated.txt"))
            .set("admin.listen", "127.0.0.1:0");
    Files.writeString(home().resolve("sbs.toml"), settings.toml());
    write("list.txt", "Dock 1\tactive\t\n");
  }

  /** The machine. */
  public WineHost host() {
    return host;
  }

  /** Its home, as this machine sees it. */
  public Path home() {
    return host.disk().resolve("sbs");
  }

  /** Writes a file on its disk C. */
  public void write(String file, String text) {
    try {
      Files.writeString(host.disk().resolve(file), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Reads a file on its disk C; empty if there is none. */
  public String read(String file) {
    try {
      Path path = host.disk().resolve(file);
      return Files.exists(path) ? Files.readString(path).replace("\r\n", "\n") : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until a file on its disk C has that text. */
  public void awaitFile(String file, String text) {
    await(file + " is " + text)
        .atMost(PATIENCE)
        .pollInterval(LOOK_AGAIN)
        .until(() -> read(file).equals(text));
  }

  /** What the protected service has noted: a word for each start and each stop. */
  public List<String> serviceNotes() {
    return read("notes.txt").lines().toList();
  }

  /** The state of one of its services, as Windows calls it. */
  public String state(String service) {
    Outcome asked = host.windows("sc", "query", service);
    return List.of("STOPPED", "START_PENDING", "STOP_PENDING", "RUNNING").stream()
        .filter(asked.out()::contains)
        .findFirst()
        .orElse("unknown: " + asked);
  }

  /** Waits until a service is in that state. */
  public void awaitState(String service, String state) {
    await(service + " is " + state)
        .atMost(PATIENCE)
        .pollInterval(LOOK_AGAIN)
        .until(() -> state(service).equals(state));
  }

  /** What the node says of itself; empty if it does not answer. */
  public Optional<NodeStatus> status() {
    try {
      return Optional.of(AdminClient.find(home().resolve("state"), "C:\\sbs").status());
    } catch (AdminException e) {
      return Optional.empty();
    }
  }

  /** Waits until the node says something of itself. */
  public NodeStatus awaitStatus(String what, Predicate<NodeStatus> wanted) {
    return await(what)
        .atMost(PATIENCE)
        .pollInterval(LOOK_AGAIN)
        .until(this::status, status -> status.filter(wanted).isPresent())
        .orElseThrow();
  }

  /** Waits until it has that role, and its service runs if it is the primary. */
  public NodeStatus awaitRole(String role) {
    return awaitStatus(
        role,
        status ->
            status.role().equals(role) && status.service().running() == role.equals("primary"));
  }

  /** Kill -9 of the process of SBS. */
  public void kill() {
    Optional<ProcessHandle> sbs = host.process("org.sbs.server.WindowsMain");
    assertThat(sbs).as("the process of the service sbs").isPresent();
    assertThat(sbs.get().destroyForcibly()).isTrue();
  }

  /** For a system test that failed. */
  String report() {
    try {
      Path log = home().resolve("log/sbs.out");
      String said =
          Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "(no log)\n";
      return "---- " + home() + " ----\n" + said + "---- trace ----\n" + host.trace();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    host.close();
  }
}
