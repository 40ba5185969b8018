package org.sbs.lpm.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.Site;
import org.sbs.testkit.TestProcess;

/**
 * Links and pipes that somebody plants who may write to the share: never read, never written to.
 */
@EnabledOnOs(OS.LINUX)
class PlantedLinksTest {
  private static final String JOB = "20260101T000000000-0000-abcdef";

  @TempDir private Path root;
  private Site site;
  private Path secret;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    site.sentinel("Dock");
    secret = Files.writeString(root.resolve("secret"), "text=secret\n");
  }

  @AfterEach
  void tearDown() {
    site.close();
  }

  private void printsOnlyTheWitness() throws Exception {
    site.start("B", false, true);
    site.dropText("witness.txt", "witness");
    eventually().until(() -> site.labels().contains("witness"));
    site.awaitListed("B", "Dock\tactive");
    assertThat(site.labels()).containsExactly("witness");
    assertThat(secret).hasContent("text=secret");
  }

  @Test
  @DisplayName("R12.8 a link or pipe among the claims of a dead node is not adopted")
  void amongClaims() throws Exception {
    for (String state : new String[] {"claimed", "sending", "held"}) {
      Path folder = Files.createDirectories(site.claims("Dock", "DEAD~1", state));
      Files.createSymbolicLink(folder.resolve(JOB + "~x.txt"), secret);
      Path pipe = folder.resolve(JOB.replace("0000", "0001") + "~p.txt");
      assertThat(TestProcess.builder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }
    printsOnlyTheWitness();
  }

  @Test
  @DisplayName("R12.8 a link that stands for a folder of claims is not followed")
  void foldersOfClaims() throws Exception {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere/claimed"));
    Files.copy(secret, elsewhere.resolve(JOB + "~x.txt"));
    Files.createDirectories(site.claims("Dock", "DEAD~1", "held"));
    Files.createSymbolicLink(site.claims("Dock", "DEAD~1", "claimed"), elsewhere);
    Files.createSymbolicLink(
        site.capture().resolve("claims/Dock/DEAD~2"), root.resolve("elsewhere"));
    printsOnlyTheWitness();
    assertThat(elsewhere.resolve(JOB + "~x.txt")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"done", "failed", "claims"})
  @DisplayName("R12.8 a link that stands for done, failed or claims is never written through")
  void endFolders(String name) throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(site.capture().resolve(name), elsewhere);
    site.start("B");
    site.dropText("x.txt", "x");
    eventually().until(() -> site.ask("B", "list").out().get(0).contains("is a link"));
    site.awaitListed("B", "Dock\tfailed\t");
    assertThat(Site.names(elsewhere)).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.8 a link in a printer's folder is replaced, and what it leads to stays as it is")
  void printerFolder() throws Exception {
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~x.txt", "label");
    Files.createSymbolicLink(site.printed().resolve("x~" + JOB + "-0001.zpl"), secret);
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(site.labels()).containsExactly("label");
    assertThat(secret).hasContent("text=secret");
  }

  @Test
  @DisplayName("R12.8 a link where a reason or a journal is to be written is not written through")
  void reasons() throws Exception {
    site.orphan("Dock", "DEAD~1", "claimed", JOB + "~x.csv", "cut off");
    Files.createDirectories(site.capture().resolve("failed"));
    Files.createSymbolicLink(site.capture().resolve("failed/x~" + JOB + ".csv.reason.txt"), secret);
    Files.createSymbolicLink(site.capture().resolve("claims/.journal-B.jsonl"), secret);
    site.start("B", false, true);
    eventually().until(() -> site.failed().size() == 2);
    site.close();
    assertThat(secret).hasContent("text=secret");
    assertThat(site.journal("B")).contains("\"end\":\"failed\"");
  }
}
