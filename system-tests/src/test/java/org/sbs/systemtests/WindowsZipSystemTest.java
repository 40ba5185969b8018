package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Tools;
import org.sbs.systemtests.kit.WineHost;
import org.sbs.testkit.Needs;

/** The zip for Windows: what it holds, and its scripts, by Wine. */
@Needs({"unzip", "zip"})
final class WindowsZipSystemTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final String ENVIRONMENT =
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
  private static final String EXPANDED = "REG_EXPAND_SZ";
  private static final String PATH = "%SystemRoot%\\system32;C:\\R&D";
  private static final String PROGRAMS = "C:\\Program Files\\SBS";

  @TempDir private Path folder;

  private static String build(Path java, Path output) {
    return Tools.run(
            ROOT.resolve("packaging/build-windows-zip").toString(),
            "--built",
            "--allow-old-java", // A fixture, never passed on.
            "--windows-runtime",
            java.toString(),
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
    Path file = Path.of(build(folder.resolve("java"), folder.resolve("one")));
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
      try (Stream<Path> documents = Files.list(ROOT.resolve("docs"))) {
        for (Path page : documents.filter(each -> each.toString().endsWith(".md")).toList()) {
          assertThat(zip.getEntry(top + "docs/" + page.getFileName())).as("%s", page).isNotNull();
        }
      }
    }
    Path again = Path.of(build(folder.resolve("java"), folder.resolve("two")));
    assertThat(Files.mismatch(file, again)).as("the same, byte by byte").isEqualTo(-1);
  }

  @Test
  @Needs(of = WineHost.class)
  @DisplayName("R11.1 install.cmd installs and upgrades, uninstall.cmd leaves nothing but others'")
  void scripts() throws IOException {
    try (WineHost host = WineHost.made(folder.resolve("machine"))) {
      Path zip = Path.of(build(WineHost.java(), folder.resolve("real")));
      Tools.run("unzip", "-q", zip.toString(), "-d", host.disk().resolve("unpacked").toString());
      host.open();
      assertThat(install(host).out()).as("without rights").doesNotContain("installed");
      // What only an administrator can read, and Wine does not have.
      host.windows("reg", "add", "HKU\\S-1-5-19", "/f");
      host.windows("reg", "add", ENVIRONMENT, "/v", "Path", "/t", EXPANDED, "/d", PATH, "/f");

      assertThat(install(host).out()).contains("SBS is installed");
      assertThat(path(host)).contains(PATH + ";" + PROGRAMS);
      assertThat(host.windows(PROGRAMS + "\\sbs.cmd", "--version").out()).startsWith("sbs ");
      Path settings = host.disk().resolve("ProgramData/SBS/sbs.toml");
      Files.writeString(settings, "# kept\n", StandardOpenOption.APPEND);

      assertThat(install(host).out()).contains("SBS is installed");
      assertThat(settings).content().endsWith("# kept\n");
      assertThat(path(host)).containsOnlyOnce(PROGRAMS);

      Outcome gone = host.windows(PROGRAMS + "\\uninstall.cmd", "purge");
      assertThat(gone.out()).contains("SBS is removed");
      assertThat(path(host)).contains(PATH).doesNotContain("SBS");
      assertThat(host.windows("reg", "query", ENVIRONMENT, "/v", "SBS_HOME").status()).isNotZero();
      // Wine keeps the script that runs, and so its folder; Windows does not.
      Path programs = host.disk().resolve("Program Files/SBS");
      try (Stream<Path> left = Files.walk(programs)) {
        assertThat(left.filter(Files::isRegularFile)).isSubsetOf(programs.resolve("uninstall.cmd"));
      }
      assertThat(host.disk().resolve("ProgramData/SBS")).doesNotExist();
    }
  }

  private static Outcome install(WineHost host) throws IOException {
    try (Stream<Path> unpacked = Files.list(host.disk().resolve("unpacked"))) {
      String top = unpacked.findFirst().orElseThrow().getFileName().toString();
      return host.windows("cmd", "/c", "C:\\unpacked\\" + top + "\\install.cmd");
    }
  }

  private static String path(WineHost host) {
    return host.windows("reg", "query", ENVIRONMENT, "/v", "Path").out();
  }
}
