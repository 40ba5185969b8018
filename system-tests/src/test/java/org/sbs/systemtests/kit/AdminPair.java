package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sbs.systemtests.kit.TestNetwork.Host;

/** Two fresh machines with systemd, with the addresses that the documents give as examples. */
public final class AdminPair implements AutoCloseable {
  private final Path folder;
  private final TestNetwork network = new TestNetwork();
  private final Deque<SystemdHost> made = new ArrayDeque<>();
  private final AdminHost first;
  private final AdminHost second;

  /**
   * Boots both.
   *
   * @param packages a folder that both see; commands are typed in it
   */
  public AdminPair(Path packages) throws IOException {
    folder = Files.createTempDirectory("admin-pair-").toRealPath();
    try {
      first = host(Host.A, "first", "192.0.2.1/24", packages);
      second = host(Host.B, "second", "192.0.2.2/24", packages);
    } catch (AssertionError | IOException e) {
      close();
      throw e;
    }
  }

  private AdminHost host(Host host, String name, String address, Path packages) throws IOException {
    Namespace namespace = network.namespace(host);
    Shell.run("ip", "-n", namespace.name(), "address", "add", address, "dev", "net0");
    SystemdHost machine = new SystemdHost(folder.resolve(name), namespace);
    made.push(machine);
    // An index of all manual pages after each installation is of no use to a system test.
    Files.deleteIfExists(machine.path("/var/lib/man-db/auto-update"));
    machine.write("/etc/hostname", name + "\n").share(packages).boot();
    return new AdminHost(machine, namespace, packages);
  }

  /** At 192.0.2.1. */
  public AdminHost first() {
    return first;
  }

  /** At 192.0.2.2. */
  public AdminHost second() {
    return second;
  }

  @Override
  public void close() throws IOException {
    try {
      while (!made.isEmpty()) {
        made.pop().close();
      }
      Folders.delete(folder);
    } finally {
      network.close();
    }
  }
}
