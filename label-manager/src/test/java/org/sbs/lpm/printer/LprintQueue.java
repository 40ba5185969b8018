package org.sbs.lpm.printer;

import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * A queue of an LPrint server of its own. LPrint listens at every address of its machine and at a
 * socket in {@code /run}: so it gets a network with one neighbour, this machine, and a {@code /run}
 * of its own. Both are gone with its process.
 */
@Needs({"lprint", "ip", "nsenter", Needs.ROOT})
public final class LprintQueue implements RealQueue {
  private static final String NAME = "labels";
  private static final int PORT = 8631;
  private static final String RUN =
      """
      mount -t tmpfs tmpfs /run && ip link set lo up && read -r address && \
      ip addr add "$address"/30 dev lp0 && ip link set lp0 up && \
      exec lprint server -o server-port=%d -o log-file=log -o log-level=info \
        -o spool-directory="$PWD/spool"
      """
          .formatted(PORT);

  private final Path folder;
  private final Process server;
  private final InetAddress here;
  private final InetAddress there;

  /** Its queue has no printer yet. */
  public LprintQueue(Path folder) throws Exception {
    TestProcess.requireDeclared(LprintQueue.class);
    this.folder = folder;
    server =
        in(folder, "unshare", "--net", "--mount", "sh", "-c", RUN)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    // Of the addresses for tests of networks (RFC 2544), four for each process.
    int net = (int) (server.pid() & 0x7fff) << 2;
    here = InetAddress.getByAddress(address(net + 1));
    there = InetAddress.getByAddress(address(net + 2));
    boolean made = false;
    try {
      eventually().until(() -> hasOwnNetwork());
      String link = "lpm" + server.pid();
      run("ip", "link", "add", link, "type", "veth", "peer", "lp0", "netns", "" + server.pid());
      run("ip", "addr", "add", here.getHostAddress() + "/30", "dev", link);
      run("ip", "link", "set", link, "up");
      server
          .getOutputStream()
          .write((there.getHostAddress() + "\n").getBytes(StandardCharsets.US_ASCII));
      server.getOutputStream().close();
      eventually().until(() -> !server.isAlive() || answers());
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private static byte[] address(int last) {
    return new byte[] {(byte) 198, (byte) (18 + (last >> 16)), (byte) (last >> 8), (byte) last};
  }

  private boolean hasOwnNetwork() throws IOException {
    Path own = Path.of("/proc/" + server.pid() + "/ns/net");
    return !Files.readSymbolicLink(own)
        .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")));
  }

  private boolean answers() {
    try (Socket socket = new Socket(there, PORT)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where its printer is to listen. */
  public InetAddress printerAddress() {
    return here;
  }

  /** Gives it a printer at that port. */
  public void printer(int port) throws Exception {
    String device = "socket://" + here.getHostAddress() + ":" + port;
    ask("system", "add", "-d", NAME, "-v", device, "-m", "zpl_4inch-203dpi-dt");
  }

  /** From within its network: it obeys nobody else. */
  private void ask(String path, String what, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nsenter", "-n", "-m", "-t"));
    String uri = "ipp://127.0.0.1:" + PORT + "/ipp/" + path;
    command.addAll(List.of("" + server.pid(), "lprint", what, "-u", uri));
    command.addAll(List.of(words));
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws IOException, InterruptedException {
    Process process = in(folder, command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(List.of(command) + ": " + said + log());
    }
  }

  private static ProcessBuilder in(Path folder, String... command) {
    ProcessBuilder builder = TestProcess.builder(command).directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("TMPDIR", folder.toString());
    return builder;
  }

  @Override
  public String uri() {
    return "ipp://" + there.getHostAddress() + ":" + PORT + "/ipp/print/" + NAME;
  }

  @Override
  public void pause() throws Exception {
    ask("print/" + NAME, "pause");
  }

  @Override
  public void resume() throws Exception {
    ask("print/" + NAME, "resume");
  }

  @Override
  public void cancelAll() throws Exception {
    ask("print/" + NAME, "cancel", "-a");
  }

  @Override
  public String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.readString(folder.resolve("out"))
        + (Files.exists(log) ? Files.readString(log) : "");
  }

  @Override
  public void close() {
    server.destroyForcibly().onExit().join();
  }
}
