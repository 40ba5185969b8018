package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Tools;
import org.sbs.systemtests.kit.WineHost;
import org.sbs.testkit.Needs;

/** The installer for Windows, by Wine: one file, from an empty machine to a service and back. */
@Needs({"wixl", "msibuild", "faketime", "unzip", "zip"})
@Needs(of = WineHost.class)
final class WindowsInstallerSystemTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final String PROGRAMS = "C:\\Program Files\\SBS";
  private static final String SERVICE = "HKLM\\System\\CurrentControlSet\\Services\\sbs";
  private static final String ENVIRONMENT =
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
  private static final String APPS =
      "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall";

  @TempDir private Path folder;

  private Path built() {
    return Path.of(
        Tools.run(
                ROOT.resolve("packaging/build-windows-installer").toString(),
                "--built",
                "--allow-old-java", // A fixture, never passed on.
                "--windows-java",
                WineHost.java().toString(),
                "--output",
                folder.toString())
            .lines()
            .reduce((first, last) -> last)
            .orElseThrow());
  }

  @Test
  @DisplayName("R11.4 R11.5 one file installs SBS as a service; its removal leaves only data")
  void installed() throws IOException {
    Path file = built();
    try (WineHost host = WineHost.made(folder.resolve("machine"))) {
      host.open();
      Files.copy(file, host.disk().resolve("sbs.msi"));

      msiexec(host, "/i", "C:\\sbs.msi", "/qn");
      Path home = host.disk().resolve("ProgramData/SBS");
      assertThat(home.resolve("log/setup.log"))
          .content()
          .contains("Installed the Windows service sbs")
          .contains("install ended with 0");
      assertThat(host.windows("reg", "query", SERVICE, "/v", "Start").out())
          .as("manual start")
          .contains("0x3");
      assertThat(host.windows("reg", "query", ENVIRONMENT, "/v", "Path").out()).contains(PROGRAMS);
      assertThat(host.windows("reg", "query", APPS, "/s").out())
          .contains("Sentinel Backup Server (SBS)");
      assertThat(host.windows("cmd", "/c", PROGRAMS + "\\sbs.cmd", "--version").out())
          .startsWith("sbs ");
      Path settings = home.resolve("sbs.toml");
      Files.writeString(settings, "# kept\n", StandardOpenOption.APPEND);

      msiexec(host, "/x", "C:\\sbs.msi", "/qn");
      assertThat(settings).content().endsWith("# kept\n");
      assertThat(host.windows("sc", "query", "sbs").status()).as("no service").isNotZero();
      assertThat(host.windows("reg", "query", ENVIRONMENT, "/v", "Path").out())
          .doesNotContain("SBS");
      assertThat(host.windows("reg", "query", APPS, "/s").out()).doesNotContain("Sentinel");
      assertThat(host.windows("reg", "query", "HKLM\\Software\\SBS").status()).isNotZero();
      Path programs = host.disk().resolve("Program Files/SBS");
      if (Files.exists(programs)) {
        try (Stream<Path> left = Files.walk(programs)) {
          assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
      }
    }
  }

  private static void msiexec(WineHost host, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "msiexec";
    System.arraycopy(words, 0, all, 1, words.length);
    Outcome done = host.windows(all);
    assertThat(done.status()).as("%s", done).isZero();
  }
}
