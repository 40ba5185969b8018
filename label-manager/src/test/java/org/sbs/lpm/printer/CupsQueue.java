package org.sbs.lpm.printer;

import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;

/**
 * A raw queue of a CUPS server of its own, on loopback. Its folder is no test's: as root CUPS runs
 * its backends as another user, who must get there.
 */
@Needs("cupsd")
@Needs("lpadmin")
public final class CupsQueue implements RealQueue {
  private static final String NAME = "labels";

  private final Path folder;
  private final int port;
  private final Process server;

  /** With a printer on that port of loopback. */
  public CupsQueue(int printerPort) throws Exception {
    TestProcess.requireDeclared(CupsQueue.class);
    folder = Files.createTempDirectory(Path.of("/tmp"), "lpm-cups-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.resolve("spool/tmp"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path files = Files.writeString(folder.resolve("files.conf"), files());
    Path settings = Files.writeString(folder.resolve("cupsd.conf"), settings());
    server =
        TestProcess.builder("cupsd", "-f", "-c", settings.toString(), "-s", files.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    boolean made = false;
    try {
      eventually().until(() -> !server.isAlive() || answers(port));
      // No answer is waited for from a printer that speaks SNMP: it is a socket.
      String printer = "socket://127.0.0.1:" + printerPort + "/?snmp=false";
      ask("lpadmin", "-p", NAME, "-E", "-v", printer, "-o", "printer-error-policy=retry-job");
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String files() {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> lines = new ArrayList<>();
    lines.add("ServerRoot " + folder);
    lines.add("RequestRoot " + folder.resolve("spool"));
    lines.add("TempDir " + folder.resolve("spool/tmp"));
    lines.add("CacheDir " + folder.resolve("cache"));
    lines.add("StateDir " + folder.resolve("run"));
    lines.add("ServerKeychain " + folder.resolve("ssl"));
    lines.add("ErrorLog " + folder.resolve("log"));
    lines.add("AccessLog " + folder.resolve("access"));
    lines.add("PageLog " + folder.resolve("page"));
    lines.add("Printcap " + folder.resolve("printcap"));
    lines.add("SyncOnClose No");
    if (root) {
      lines.addAll(List.of("User lp", "Group lp", "SystemGroup root"));
    }
    return String.join("\n", lines) + "\n";
  }

  private String settings() {
    return """
    LogLevel info
    Listen 127.0.0.1:%d
    Browsing No
    WebInterface No
    DefaultAuthType None
    JobRetryInterval 1
    <Location />
    Order allow,deny
    Allow all
    </Location>
    <Policy default>
    JobPrivateAccess all
    JobPrivateValues none
    <Limit All>
    Order deny,allow
    </Limit>
    </Policy>
    """
        .formatted(port);
  }

  private void ask(String program, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program, "-h", "127.0.0.1:" + port));
    command.addAll(List.of(words));
    Process process = TestProcess.builder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said + log());
    }
  }

  @Override
  public String uri() {
    return "ipp://127.0.0.1:" + port + "/printers/" + NAME;
  }

  @Override
  public void pause() throws Exception {
    ask("cupsdisable", NAME);
  }

  @Override
  public void resume() throws Exception {
    ask("cupsenable", NAME);
  }

  @Override
  public void cancelAll() throws Exception {
    ask("cancel", "-a");
  }

  @Override
  public String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.readString(folder.resolve("out"))
        + (Files.exists(log) ? Files.readString(log) : "");
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    server.onExit().join();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
