package org.sbs.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.readiness.Probe;
import org.sbs.core.readiness.Queue;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** The looks of a check, one by one. */
class CheckTasksTest {
  private static final String NODE = "ab".repeat(16);

  @TempDir Path folder;

  private static Reason of(ReasonCode code) {
    return Reason.of(code);
  }

  @Test
  @DisplayName("R4.12 R7.6 a character set without all letters is trouble")
  void names() {
    assertThat(FileChecks.names("UTF-8")).isEmpty();
    assertThat(FileChecks.names("ANSI_X3.4-1968")).isPresent();
    assertThat(FileChecks.names("ISO-8859-1")).isPresent();
  }

  @Test
  @DisplayName("R4.15 R7.6 whether SBS may give files away is asked of the system")
  void owner() throws Exception {
    assertThat(FileChecks.mayGive("Name:\tjava\nCapEff:\t000001ffffffffff\n")).isTrue();
    assertThat(FileChecks.mayGive("Name:\tjava\nCapEff:\t0000000000000000\n")).isFalse();
    assertThat(FileChecks.mayGive("CapEff:\t0000000000000002\n")).isFalse();
    assertThat(FileChecks.owner(folder)).as("its own folder").isEmpty();
  }

  @Test
  @DisplayName("R7.6 a share that hangs costs the limit once, one thread, and is named")
  void hung() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    CheckTask hangs =
        new CheckTask(
            Topic.CAPTURE_FOLDER,
            "/mnt/dead",
            () -> {
              begun.incrementAndGet();
              never.await();
              return Optional.empty();
            });
    CheckTask works = new CheckTask(Topic.PRINTER, "zebra", Optional::empty);
    try (Patience patience = new Patience()) {
      assertThat(patience.look(List.of(works, hangs), Duration.ofSeconds(3)))
          .containsExactly(
              Probe.fine(Topic.PRINTER, "zebra"),
              Probe.trouble(
                  Topic.CAPTURE_FOLDER,
                  "/mnt/dead",
                  Reason.of(ReasonCode.PROBE_HANGS).with("seconds", 3L)));
      for (int i = 0; i < 3; i++) {
        assertThat(patience.look(List.of(hangs), Duration.ofMillis(1)).get(0).fine()).isFalse();
      }
      assertThat(begun).hasValue(1);
      never.countDown();
    }
  }

  @Test
  @DisplayName("R7.6 a look that fails in an unexpected way is trouble, not the end of the check")
  void failed() throws Exception {
    CheckTask fails =
        new CheckTask(
            Topic.FOLDER,
            "/x",
            () -> {
              throw new IllegalStateException("boom");
            });
    try (Patience patience = new Patience()) {
      assertThat(patience.look(List.of(fails), Duration.ofSeconds(20)).get(0).why())
          .isEqualTo(Reason.sentence("IllegalStateException: boom"));
    }
  }

  @Test
  @DisplayName("R7.6 a capture folder must be there and take a file; nothing stays in it")
  void captureFolder() throws IOException {
    assertThat(FileChecks.shared(folder, NODE)).isEmpty();
    assertThat(folder).isEmptyDirectory();
    assertThat(FileChecks.shared(folder.resolve("gone"), NODE))
        .contains(of(ReasonCode.PROBE_MISSING));
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(FileChecks.shared(file, NODE)).contains(of(ReasonCode.PROBE_NOT_FOLDER));
  }

  @Test
  @DisplayName("R7.6 R10.2 a link that lies where the check writes is not followed")
  void planted() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path share = Files.createDirectory(folder.resolve("share"));
    Files.createSymbolicLink(share.resolve(".sbs-check-abababab.tmp"), victim);
    assertThat(FileChecks.shared(share, NODE)).isEmpty();
    assertThat(victim).hasContent("precious");
  }

  @Test
  @DisplayName("R7.6 a folder that SBS can make is fine; one in place of which a file lies is not")
  void folderOfTheSet() throws IOException {
    assertThat(FileChecks.folder(folder.resolve("a/b/c"))).isEmpty();
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(FileChecks.folder(file)).contains(of(ReasonCode.PROBE_NOT_FOLDER));
    assertThat(FileChecks.folder(file.resolve("below")))
        .contains(of(ReasonCode.PROBE_PARENT_NOT_FOLDER).with("folder", file.toString()));
  }

  @Test
  @DisplayName("R7.6 secrets that are missing, empty or open to others are told")
  void secrets() throws IOException {
    Path secret = folder.resolve("secret");
    assertThat(FileChecks.secret(secret)).contains(of(ReasonCode.PROBE_MISSING));
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThat(FileChecks.secret(secret)).contains(of(ReasonCode.PROBE_EMPTY));
    Files.writeString(secret, "x");
    assertThat(FileChecks.secret(secret)).isEmpty();
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(FileChecks.secret(secret)).contains(of(ReasonCode.PROBE_OPEN));
  }

  @Test
  @DisplayName("R7.6 programs are looked for by path or name, and must be executable")
  void programs() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\n");
    assertThat(FileChecks.program(script.toString())).contains(of(ReasonCode.PROBE_NO_EXECUTE));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(FileChecks.program(script.toString())).isEmpty();
    assertThat(FileChecks.program("sh")).isEmpty();
    assertThat(FileChecks.program("no-such-program-anywhere"))
        .contains(of(ReasonCode.PROBE_NOT_ON_PATH));
    assertThat(FileChecks.program(folder.resolve("gone").toString()))
        .contains(of(ReasonCode.PROBE_MISSING));
  }

  @Test
  @DisplayName("R7.6 a printer that nobody answers for is told with host, port and cause")
  void printers() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      assertThat(NetworkChecks.listens("127.0.0.1", port)).isEmpty();
    }
    Reason nobody = NetworkChecks.listens("127.0.0.1", port).orElseThrow();
    assertThat(nobody.code()).isEqualTo(ReasonCode.PROBE_NO_CONNECTION);
    assertThat(nobody.values()).containsEntry("host", "127.0.0.1").containsEntry("port", port);
  }

  @Test
  @DisplayName("R7.6 an address that was lent by a DHCP server is told from a fixed one")
  void addresses() throws IOException {
    String json =
        "[{\"ifname\":\"eth0\",\"addr_info\":[{\"local\":\"192.0.2.5\",\"dynamic\":true},"
            + "{\"local\":\"192.0.2.6\"}]},{}]";
    assertThat(NetworkChecks.lent(json, "192.0.2.5")).contains(true);
    assertThat(NetworkChecks.lent(json, "192.0.2.6")).contains(false);
    assertThat(NetworkChecks.lent(json, "192.0.2.7")).isEmpty();
    assertThat(NetworkChecks.isLoan(InetAddress.getLoopbackAddress())).contains(false);
  }

  @Test
  @DisplayName("R7.6 the spoolers' lists are read, with the drivers where they are known")
  void queues() throws IOException {
    Files.writeString(folder.resolve("dock.ppd"), "*PPD-Adobe: \"4.3\"\n*NickName: \"ZPL 300\"\n");
    assertThat(SystemPrinters.cups("dock\noffice\n\n", folder))
        .containsExactly(new Queue("dock", "ZPL 300"), new Queue("office", ""));
    assertThat(SystemPrinters.windows("Dock 1\tZDesigner\r\nFax\r\n"))
        .containsExactly(new Queue("Dock 1", "ZDesigner"), new Queue("Fax", ""));
  }

  @Test
  @DisplayName("R7.6 the LPM's settings name capture folders and printers; a bad file is named")
  void labelManager() throws IOException {
    Path sentinels = Files.createDirectories(folder.resolve("sentinels"));
    Path printers = Files.createDirectories(folder.resolve("printers"));
    Files.writeString(
        sentinels.resolve("One.toml"), "capture-folder = \"../share\"\nprinter = \"raw\"\n");
    Files.writeString(
        sentinels.resolve("Two.toml"), "capture-folder = \"/mnt/two\"\nprinter = \"cups\"\n");
    Files.writeString(
        sentinels.resolve("Three.toml"), "capture-folder = \"/mnt/two\"\nprinter = \"dir\"\n");
    Files.writeString(sentinels.resolve("Bad.toml"), "capture-folder = \n");
    Files.writeString(
        sentinels.resolve("Lost.toml"), "capture-folder = \"/x\"\nprinter = \"none\"\n");
    Files.writeString(
        sentinels.resolve("Odd.toml"), "capture-folder = \"/mnt/two\"\nprinter = \"odd\"\n");
    Files.writeString(printers.resolve("odd.toml"), "kind = \"fax\"\n");
    Files.writeString(sentinels.resolve("Short.toml"), "capture-folder = \"/mnt/two\"\n");
    Files.writeString(printers.resolve("raw.toml"), "kind = \"raw\"\nhost = \"192.0.2.20\"\n");
    Files.writeString(
        printers.resolve("cups.toml"), "kind = \"ipp\"\nuri = \"ipp://localhost/printers/dock\"\n");
    Files.writeString(printers.resolve("dir.toml"), "kind = \"folder\"\nfolder = \"/out\"\n");
    LpmSettings read = LpmSettings.read(folder);
    assertThat(read.captures())
        .contains(folder.resolve("../share").normalize(), Path.of("/mnt/two"));
    assertThat(read.printers())
        .containsExactlyInAnyOrder(
            new LpmSettings.Printer("raw", "192.0.2.20", 9100, "", Optional.empty()),
            new LpmSettings.Printer("cups", "localhost", 631, "dock", Optional.empty()),
            new LpmSettings.Printer("dir", "", 0, "", Optional.of(Path.of("/out"))));
    assertThat(read.faults().keySet()).containsExactlyInAnyOrder("Bad", "Lost", "Odd", "Short");
    assertThat(read.faults().get("Lost"))
        .isEqualTo(of(ReasonCode.PROBE_FILE_MISSING).with("file", "printers/none.toml"));
    assertThat(read.faults().get("Bad").code()).isEqualTo(ReasonCode.PROBE_FILE_NOT_TOML);
    assertThat(read.faults().get("Odd"))
        .isEqualTo(
            of(ReasonCode.PROBE_PRINTER_KIND)
                .with("file", "printers/odd.toml")
                .with("value", "fax"));
    assertThat(read.faults().get("Short"))
        .isEqualTo(
            of(ReasonCode.PROBE_SETTING_MISSING)
                .with("file", "sentinels/Short.toml")
                .with("key", "printer"));
  }

  @Test
  @DisplayName("R7.6 a settings folder without sentinels has none")
  void noSentinels() throws IOException {
    assertThat(LpmSettings.read(folder).captures()).isEmpty();
  }
}
