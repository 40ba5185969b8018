package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sbs.testkit.Needs;

/**
 * The whole name service of a node: a file in place of /etc/hosts that nobody else sees, in a mount
 * namespace of its own.
 */
@Needs(Needs.ROOT)
public final class HostsFile {
  private static final String MOUNT =
      "mount --bind '%s' /etc/hosts && mount --bind '%s' /etc/nsswitch.conf && exec \"$@\"";

  private final Path hosts;
  private final Path services;

  /** Empty, with its files in a folder. */
  public HostsFile(Path folder) {
    hosts = folder.resolve("hosts");
    services = folder.resolve("nsswitch.conf");
    try {
      Files.createDirectories(folder);
      Files.writeString(services, "passwd: files\ngroup: files\nhosts: files\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    names();
  }

  /** From now on it knows these lines, each an address and a name, and nothing else. */
  public HostsFile names(String... lines) {
    try {
      // Into the same file, which is mounted where nodes run.
      Files.writeString(hosts, "127.0.0.1 localhost\n" + String.join("\n", lines) + "\n");
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What starts a program that sees this file. */
  public List<String> launcher() {
    return List.of(
        "unshare",
        "--mount",
        // Or a disk that another test unmounts would stay mounted in here.
        "--propagation",
        "slave",
        "sh",
        "-c",
        MOUNT.formatted(hosts, services),
        "sh");
  }
}
