package org.sbs.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.server.service.ShortProgram;
import org.sbs.testkit.Needs;

/** SBS's own unit: as whom it runs, and what is closed to it. */
@EnabledOnOs(OS.LINUX)
class SystemdUnitTest {
  private static final Pattern LEVEL = Pattern.compile("exposure level[^:]*: (\\d+\\.\\d+)");

  @TempDir private Path folder;

  private static String text(boolean root) {
    return SystemdUnit.text(Path.of("/etc/sbs"), List.of("/usr/bin/sbs", "run"), root);
  }

  @Needs("systemd-analyze")
  @ParameterizedTest(name = "root {0}: {1} at most")
  @CsvSource({"false, 3.0", "true, 5.0"})
  @DisplayName("R10.6 systemd finds little exposed: 3.0 at most without root, 5.0 with")
  void exposure(boolean root, double most) throws Exception {
    assertThat(exposure("sbs.service", text(root))).isLessThanOrEqualTo(most);
  }

  @Needs("systemd-analyze")
  @Test
  @DisplayName("R10.6 what the package adds exposes no more: its drop-in for root, its own unit")
  void exposureOfPackage() throws Exception {
    String withDropIn = text(false) + SystemdUnit.rootDropIn();
    assertThat(exposure("sbs.service", withDropIn)).isLessThanOrEqualTo(5.0);

    Path debian = Path.of(System.getProperty("project.root"), "packaging", "debian");
    String archive = "sbs-class-archive.service";
    assertThat(exposure(archive, Files.readString(debian.resolve(archive))))
        .isLessThanOrEqualTo(3.0);
  }

  private double exposure(String name, String text) throws Exception {
    Path unit = Files.writeString(folder.resolve(name), text);
    ShortProgram.Outcome outcome =
        new ShortProgram(
                "analyze",
                List.of(
                    "systemd-analyze", "security", "--no-pager", "--offline=true", unit.toString()),
                Duration.ofMinutes(1))
            .run(Map.of("LC_ALL", "C", "SYSTEMD_COLORS", "0"), "");
    Matcher level = LEVEL.matcher(outcome.output());
    assertThat(level.find()).as(outcome.output() + outcome.errors()).isTrue();
    return Double.parseDouble(level.group(1));
  }

  @Test
  @DisplayName("R10.5 R10.6 no folder is closed that may be accepted while SBS runs")
  void closesNoFolder() {
    for (String text : List.of(text(false), text(true), SystemdUnit.rootDropIn())) {
      assertThat(text)
          .doesNotContain("ReadWritePaths", "ReadOnlyPaths", "InaccessiblePaths", "ProtectHome")
          .doesNotContain("PrivateTmp", "ProtectSystem=strict", "ProtectSystem=full");
    }
  }

  @Test
  @DisplayName(
      "R3.1 R10.6 at the end of the machine SBS goes before those whom it needs to hand over")
  void goesBefore() {
    assertThat(text(false).lines().filter(line -> line.startsWith("After=")))
        .singleElement()
        .asString()
        .contains("network.target", "remote-fs.target", "dbus.service", "polkit.service");
  }

  @Test
  @DisplayName("R10.6 without root no capability, not even from a program that has some")
  void noCapability() {
    assertThat(text(false))
        .contains(
            "\nUser=sbs\n",
            "\nCapabilityBoundingSet=\n",
            "\nAmbientCapabilities=\n",
            "\nNoNewPrivileges=yes\n")
        .doesNotContain("CAP_");
    assertThat(text(true)).contains("\nUser=root\n", "\nNoNewPrivileges=yes\n");
    assertThat(text(true)).as("to be root by another way").doesNotContain("CAP_SYS_ADMIN");
  }
}
