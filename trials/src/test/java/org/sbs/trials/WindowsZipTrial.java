package org.sbs.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.trials.kit.Tools;

/** The zip for Windows, with something in the place of Java. */
final class WindowsZipTrial {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  @TempDir private Path folder;

  private String build(Path output) {
    return Tools.run(
            ROOT.resolve("packaging/build-windows-zip").toString(),
            "--built",
            "--windows-runtime",
            folder.resolve("java").toString(),
            "--output",
            output.toString())
        .lines()
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Test
  @DisplayName("R11.2 the zip holds all that the programs name, a Java, and scripts for Windows")
  void whole() throws IOException {
    Files.createDirectories(folder.resolve("java/bin"));
    Files.writeString(folder.resolve("java/bin/java.exe"), "no real one");
    Path file = Path.of(build(folder.resolve("one")));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String top = file.getFileName().toString().replace("-windows.zip", "/");
      for (String program : List.of("sbs-server.jar", "lpm.jar")) {
        try (JarInputStream jar =
            new JarInputStream(zip.getInputStream(zip.getEntry(top + program)))) {
          String needs = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
          for (String library : needs.split(" ", -1)) {
            assertThat(zip.getEntry(top + library)).as(library).isNotNull();
          }
        }
      }
      for (String script :
          List.of("sbs.cmd", "lpm.cmd", "build/launch.cmd", "install.cmd", "uninstall.cmd")) {
        byte[] text = zip.getInputStream(zip.getEntry(top + script)).readAllBytes();
        assertThat(new String(text, StandardCharsets.US_ASCII))
            .as(script)
            .startsWith("@echo off\r\n")
            .doesNotContainPattern("[^\r]\n");
      }
      assertThat(zip.getEntry(top + "runtime/bin/java.exe")).isNotNull();
      assertThat(zip.getEntry(top + "samples/settings/sentinels/Pallets.toml")).isNotNull();
      assertThat(zip.getEntry(top + "docs/INSTALL.md")).isNotNull();
    }
    Path again = Path.of(build(folder.resolve("two")));
    assertThat(Files.mismatch(file, again)).as("the same, byte by byte").isEqualTo(-1);
  }
}
