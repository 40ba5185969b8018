package org.sbs.systemtests.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * One machine's mount of a folder on a file server, by sshfs; it can hang, break, and be absent.
 */
@Needs({Needs.ROOT, Needs.FUSE, "sshfs", "/usr/lib/openssh/sftp-server"})
public final class Share implements AutoCloseable {
  private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final Path place;
  private final Path served;
  private Process sshfs;

  private Share(Path folder, Path place, Path served) {
    this.folder = folder;
    this.place = place;
    this.served = served;
  }

  /** Mounts the folder of the server beside the node's home, and makes it the node's witness. */
  public static Share witness(TestPair pair, TestNode node, Path served, long leaseSeconds)
      throws IOException {
    Path folder = Files.createTempDirectory("trial-share-");
    Share share = new Share(folder, Files.createDirectory(folder.resolve("mount")), served);
    Files.createDirectories(served.resolve("witness"));
    pair.closing(share);
    share.mount();
    node.settings()
        .set("witness.kind", "share")
        .set("witness.folder", share.place().resolve("witness").toString())
        .set("witness.lease-seconds", leaseSeconds);
    return share;
  }

  /** Mounts the folder of the server as the settings folder of the node, which is empty so far. */
  public static Share settingsFolder(TestPair pair, TestNode node, Path served) throws IOException {
    Files.createDirectories(served);
    Share share = new Share(Files.createTempDirectory("trial-share-"), node.files(), served);
    pair.closing(share);
    share.mount();
    return share;
  }

  /** Mounts a copy of the node's settings folder over it, while the node runs. */
  public static Share overSettingsFolder(TestPair pair, TestNode node, Path served)
      throws IOException {
    Folders.copy(node.files(), served);
    return settingsFolder(pair, node, served);
  }

  private Path place() {
    return place;
  }

  /** Mounts it; the server is a process of its own. */
  public void mount() throws IOException {
    TestProcess.requireDeclared(Share.class);
    Path connect = folder.resolve("connect");
    Files.writeString(connect, "#!/bin/sh\necho $$ >" + server() + "\nexec " + SFTP_SERVER + "\n");
    Files.setPosixFilePermissions(connect, PosixFilePermissions.fromString("rwx------"));
    String how = "ssh_command=" + connect + ",cache=no,attr_timeout=0,entry_timeout=0";
    sshfs =
        TestProcess.builder(
                Processes.apart(
                    List.of("sshfs", "-f", "-o", how, "server:" + served, place().toString())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    await("the share is mounted").atMost(PATIENCE).until(this::isMounted);
  }

  private Path server() {
    return folder.resolve("server");
  }

  private boolean isMounted() throws IOException {
    return Files.readString(Path.of("/proc/mounts")).contains(" " + place() + " fuse.sshfs ");
  }

  /** From now on calls to it hang. */
  public void hang() {
    Processes.signal("STOP", List.of(sshfs.toHandle()));
  }

  /** Undoes {@link #hang}. */
  public void goOn() {
    Processes.signal("CONT", List.of(sshfs.toHandle()));
  }

  /** The server dies: calls fail. The mount stays. */
  public void loseServer() throws IOException {
    long pid = Long.parseLong(Files.readString(server()).strip());
    ProcessHandle.of(pid)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  /** What serves the mount on this machine is killed: calls fail, and the mount stays. */
  public void fail() {
    sshfs.destroyForcibly();
    sshfs.onExit().join();
  }

  /** It is not mounted any more: its place is an empty folder. */
  public void unmount() throws IOException {
    fail();
    if (isMounted()) {
      Shell.run("umount", "--lazy", place().toString());
    }
  }

  @Override
  public void close() throws IOException {
    unmount();
    Folders.delete(folder);
  }
}
