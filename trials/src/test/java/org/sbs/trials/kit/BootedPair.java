package org.sbs.trials.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sbs.trials.kit.TrialNetwork.Host;

/** Two hosts that boot, with the addresses that the documents give as examples. */
public final class BootedPair implements AutoCloseable {
  private final Path folder;
  private final TrialNetwork network = new TrialNetwork();
  private BootedHost first;
  private BootedHost second;

  private BootedPair(Path folder) {
    this.folder = folder;
  }

  /**
   * Boots both.
   *
   * @param packages a folder that both see; commands are run in it
   */
  public static BootedPair boot(Path packages) throws IOException {
    BootedPair pair = new BootedPair(Files.createTempDirectory("booted-").toRealPath());
    try {
      pair.first = pair.host(Host.A, "first", "192.0.2.1/24", packages);
      pair.second = pair.host(Host.B, "second", "192.0.2.2/24", packages);
      pair.first.awaitUp();
      pair.second.awaitUp();
      return pair;
    } catch (AssertionError | RuntimeException e) {
      pair.close();
      throw e;
    }
  }

  private BootedHost host(Host host, String name, String address, Path packages) {
    Namespace namespace = network.namespace(host);
    Shell.run("ip", "-n", namespace.name(), "address", "add", address, "dev", "net0");
    return BootedHost.boot(namespace, folder.resolve(name), packages);
  }

  /** At 192.0.2.1. */
  public BootedHost first() {
    return first;
  }

  /** At 192.0.2.2. */
  public BootedHost second() {
    return second;
  }

  @Override
  public void close() {
    try {
      if (first != null) {
        first.close();
      }
      if (second != null) {
        second.close();
      }
    } finally {
      network.close();
      Shell.run("rm", "-rf", folder.toString());
    }
  }
}
