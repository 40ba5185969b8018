package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LpmPresetTest {
  @TempDir private Path folder;

  private Path jar(String place) throws Exception {
    Path jar = folder.resolve(place);
    Files.createDirectories(jar.getParent());
    return Files.writeString(jar, "");
  }

  @Test
  @DisplayName("R7.2 the LPM is found from SBS's own jar, as built and as installed")
  void found() throws Exception {
    Path built = jar("label-manager/target/lpm.jar");
    Path sbs = folder.resolve("server/target/sbs-server.jar");
    assertThat(LpmPreset.among(LpmPreset.places(sbs)).jar()).isEqualTo(built);
    Path classes = folder.resolve("server/target/classes");
    assertThat(LpmPreset.among(LpmPreset.places(classes)).jar()).isEqualTo(built);
    Path installed = jar("usr/share/sbs/lpm.jar");
    Path installedSbs = folder.resolve("usr/share/sbs/sbs-server.jar");
    assertThat(LpmPreset.among(LpmPreset.places(installedSbs)).jar()).isEqualTo(installed);
    Path inLib = jar("opt/sbs/lib/lpm.jar");
    Path libSbs = folder.resolve("opt/sbs/sbs-server.jar");
    assertThat(LpmPreset.among(LpmPreset.places(libSbs)).jar()).isEqualTo(inLib);
  }

  @Test
  @DisplayName("R7.2 a missing LPM is an error that tells where it was looked for")
  void missing() {
    Path sbs = folder.resolve("server/target/sbs-server.jar");
    assertThatThrownBy(() -> LpmPreset.among(LpmPreset.places(sbs)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining(folder.resolve("label-manager/target/lpm.jar").toString())
        .hasMessageContaining("build it with ./mvnw package");
    assertThatThrownBy(() -> LpmPreset.at(folder.resolve("lpm.jar")))
        .hasMessage(
            "The Label Print Manager is missing: there is no file "
                + folder.resolve("lpm.jar")
                + "; install SBS again, or build it with ./mvnw package.");
  }

  @Test
  @DisplayName("R7.2 R11.2 an SBS that is root runs the LPM as the owner of its state folder")
  void account() {
    assertThat(LpmAccount.become("root", "sbs", "printers"))
        .containsExactly(
            "/usr/bin/setpriv",
            "--reuid",
            "sbs",
            "--regid",
            "printers",
            "--init-groups",
            "--inh-caps=-all",
            "--ambient-caps=-all",
            "--no-new-privs",
            "--");
    assertThat(LpmAccount.become("root", "root", "root")).isEmpty();
    assertThat(LpmAccount.become("sbs", "sbs", "sbs")).isEmpty();
    assertThat(LpmAccount.become("anna", "sbs", "sbs")).as("cannot").isEmpty();
  }

  @Test
  @DisplayName("R2.3 R12.5 the LPM is run held, on a lifeline, and asked through its command line")
  void commands() throws Exception {
    Path jar = jar("lpm.jar");
    CommandSpec spec =
        LpmPreset.at(jar).spec(Path.of("/s"), Path.of("/st"), "ab12", CommandSpec.Limits.DEFAULT);
    List<String> run = spec.lifecycle().match(CommandSpec.Owned::run, managed -> List.<String>of());
    assertThat(run.get(0)).startsWith(System.getProperty("java.home"));
    assertThat(String.join(" ", run))
        .endsWith(
            "-jar " + jar + " run --settings /s --state /st --node ab12 --held --adopt --lifeline");
    assertThat(spec.lifecycle().<Boolean>match(CommandSpec.Owned::saysReady, managed -> false))
        .isTrue();
    assertThat(spec.held()).as("so it has none active of its own (R2.3)").isTrue();
    assertThat(String.join(" ", spec.list())).endsWith("lpm.jar list --settings /s --state /st");
    assertThat(String.join(" ", spec.activate()))
        .endsWith("lpm.jar activate --settings /s --state /st");
  }
}
