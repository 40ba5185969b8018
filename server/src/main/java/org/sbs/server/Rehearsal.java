package org.sbs.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.sbs.server.cli.Sbs;

/**
 * Runs a pair and the commands that ask it, all in this process and on loopback, and ends: what the
 * JVM has loaded then is what nodes and commands load, and {@code build/class-archive} lets the JVM
 * keep it. In one process, because a JVM keeps the classes of one run only.
 */
public final class Rehearsal {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_MS = 50;

  private final Path folder;

  private Rehearsal(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @param arguments an empty folder, which the caller removes
   */
  public static void main(String[] arguments) throws Exception {
    boolean done = new Rehearsal(Path.of(arguments[0]).toAbsolutePath()).play();
    System.exit(done ? 0 : 1);
  }

  private boolean play() throws IOException, InterruptedException {
    int firstPort = freePort();
    int secondPort = freePort();
    Path first = home("first", firstPort, secondPort);
    Path second = home("second", secondPort, firstPort);
    Files.writeString(folder.resolve("first-files/sample.txt"), "a sample\n");
    sbs("pair", "new", "--home", first.toString());
    Files.copy(first.resolve("pair.key"), second.resolve("pair.key"));
    Thread primary = node(first);
    boolean done = until(() -> hasRole(first, "primary"));
    Thread secondary = node(second);
    done &= until(() -> hasRole(second, "secondary"));
    done &= until(() -> Files.exists(folder.resolve("second-files/sample.txt")));
    for (String command : List.of("status", "history", "sync")) {
      sbs(command, "--home", first.toString());
    }
    sbs("stop", "--home", second.toString());
    secondary.join(TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS));
    // Its secondary has just gone: nobody is left to hand over to.
    sbs("stop", "--force", "--home", first.toString());
    primary.join(TimeUnit.NANOSECONDS.toMillis(LIMIT_NANOS));
    return done;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path home(String name, int port, int peerPort) throws IOException {
    Path home = Files.createDirectory(folder.resolve(name));
    Path files = Files.createDirectory(folder.resolve(name + "-files"));
    Files.writeString(
        home.resolve("sbs.toml"),
        """
        [pair]
        local-address = "127.0.0.1"
        peer-address = "127.0.0.1:%d"
        port = %d
        start-wait-seconds = 1
        [service]
        adapter = "command"
        settings-folder = '%s'
        run = ["/bin/cat"]
        list = ["/bin/true"]
        activate = ["/bin/true"]
        [admin]
        listen = "127.0.0.1:0"
        """
            .formatted(peerPort, port, files));
    return home;
  }

  /** A node on a thread of its own, which ends by {@code stop}. */
  private static Thread node(Path home) {
    Thread thread =
        new Thread(() -> sbs("run", "--home", home.toString()), "rehearsal-" + home.getFileName());
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static boolean hasRole(Path home, String role) {
    return sbs("status", "--json", "--home", home.toString()).contains("\"role\":\"" + role + '"');
  }

  /** What a command prints. */
  private static String sbs(String... arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Sbs.execute(Main.surroundings(out, out, new NodeProgram(new Unsupervised())), arguments);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean until(BooleanSupplier condition) throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > LIMIT_NANOS) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
    return true;
  }

  /** No signal ends these nodes before their commands do. */
  private static final class Unsupervised implements Supervisor {
    @Override
    public void runs(IntSupplier end) {
      // Only commands end it.
    }

    @Override
    public void ended() {
      // Nothing was prepared for another end.
    }
  }
}
