package org.sbs.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {
  @TempDir Path folder;

  @Test
  @DisplayName("R9.5 the home is --home, else SBS_HOME, else the installed one, else ./sbs-home")
  void order() throws IOException {
    HomeFolder installed = new HomeFolder(folder.resolve("etc"), folder.resolve("var"), true);
    Map<String, String> variable = Map.of("SBS_HOME", "from-variable");
    assertThat(HomeFolder.find(Optional.of(Path.of("x")), variable, folder, installed).settings())
        .isEqualTo(folder.resolve("x"));
    assertThat(HomeFolder.find(Optional.empty(), variable, folder, installed).settings())
        .isEqualTo(folder.resolve("from-variable"));
    assertThat(HomeFolder.find(Optional.empty(), Map.of("SBS_HOME", " "), folder, installed))
        .isEqualTo(HomeFolder.at(folder.resolve("sbs-home")));
    Files.createDirectory(installed.settings());
    assertThat(HomeFolder.find(Optional.empty(), Map.of(), folder, installed)).isEqualTo(installed);
    assertThat(HomeFolder.find(Optional.of(installed.settings()), Map.of(), folder, installed))
        .isEqualTo(installed);
  }

  @Test
  @DisplayName("R9.5 relative key files lie in the home, absolute ones where they say")
  void files() {
    HomeFolder home = HomeFolder.at(folder);
    assertThat(home.file("pair.key")).isEqualTo(folder.resolve("pair.key"));
    Path elsewhere = folder.resolve("else").toAbsolutePath();
    assertThat(home.file(elsewhere.toString())).isEqualTo(elsewhere);
    assertThat(HomeFolder.installedHome().state()).isEqualTo(Path.of("/var/lib/sbs/state"));
    assertThat(HomeFolder.installedHome().labelManager()).isEqualTo(Path.of("/var/lib/sbs/lpm"));
    assertThat(home.labelManager()).isEqualTo(folder.resolve("state/lpm"));
    assertThat(HomeFolder.installedHome().settingsFile()).isEqualTo(Path.of("/etc/sbs/sbs.toml"));
  }
}
