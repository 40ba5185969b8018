package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.server.store.NodeStore;

/** What an issuer and the user of a node type. */
class LicenceCommandsTest {
  @TempDir Path folder;
  private TestShell shell;
  private String node;

  @BeforeEach
  void home() throws Exception {
    shell = new TestShell(folder);
    Files.createDirectories(shell.home());
    Files.writeString(
        shell.home().resolve("sbs.toml"), "[pair]\npeer-address = \"192.0.2.2\"\n[licence]\n");
    try (NodeStore store = NodeStore.open(shell.home().resolve("state"))) {
      node = store.state().nodeId();
    }
  }

  private void issuer() {
    assertThat(shell.sbs("licence", "issue", "--new-key")).isZero();
    Matcher key = Pattern.compile("sbs config set licence.issuer (\\S+)").matcher(shell.out());
    assertThat(key.find()).isTrue();
    assertThat(shell.sbs("config", "set", "licence.issuer", key.group(1))).isZero();
  }

  private void issue(String id, String kind, String... more) {
    String[] words = new String[8 + more.length];
    String[] first = {"licence", "issue", "--node", id, "--kind", kind, "--holder", "Example"};
    System.arraycopy(first, 0, words, 0, 8);
    System.arraycopy(more, 0, words, 8, more.length);
    assertThat(shell.sbs(words)).as(shell.err()).isZero();
  }

  @Test
  @DisplayName("R9.5 license is understood as licence")
  void otherSpelling() {
    assertThat(shell.sbs("licence", "show")).isZero();
    String said = shell.out();
    assertThat(shell.sbs("license", "show")).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo(said).isNotEmpty();
  }

  @Test
  @DisplayName("R7.5 R9.5 an issuer makes a key and a licence; the node installs and explains it")
  void wholeWay() {
    issuer();
    assertThat(shell.sbs("licence", "show")).isZero();
    assertThat(shell.out()).contains(node, "No licence is installed", "sbs licence install FILE");
    issue(node, "backup", "--expires", "2999-12-31", "--out", "b.licence");
    assertThat(shell.sbs("licence", "install", "b.licence")).isZero();
    assertThat(shell.out()).contains("The backup licence of Example is valid until 2999-12-31.");
    assertThat(shell.sbs("licence", "show")).isZero();
    assertThat(shell.out())
        .containsPattern("Started directly +the sentinels are held\\. A main licence")
        .containsPattern("After a failure +the sentinels work")
        .contains("the node does not run");
    issue(node, "main");
    String text = shell.out().strip();
    assertThat(shell.sbs("licence", "install", text)).isZero();
    assertThat(shell.sbs("licence", "show")).isZero();
    assertThat(shell.out()).containsPattern("Started directly +the sentinels work");
  }

  @Test
  @DisplayName("R7.5 what is no licence for this node is not installed, and the old one stays")
  void refused() throws IOException {
    issuer();
    issue(node, "main", "--out", "good");
    shell.sbs("licence", "install", "good");
    String kept = Files.readString(shell.home().resolve("licence.key"));
    issue("cd".repeat(16), "main", "--out", "foreign");
    refuses("foreign", "It is for node cdcd");
    issue(node, "main", "--expires", "2020-01-01", "--out", "old");
    refuses("old", "expired: its last day was 2020-01-01");
    Files.writeString(folder.resolve("cut"), kept.substring(0, kept.length() - 9));
    refuses("cut", "its end is missing");
    refuses("no-such-file", "There is no file no-such-file");
    assertThat(shell.home().resolve("licence.key")).hasContent(kept);
  }

  private void refuses(String what, String why) {
    assertThat(shell.sbs("licence", "install", what)).isEqualTo(1);
    assertThat(shell.err()).contains(why);
  }

  @Test
  @DisplayName("R7.5 without an issuer nothing can be installed, and show says that all is allowed")
  void off() {
    assertThat(shell.sbs("licence", "install", "SBS-LICENCE-1.x.y")).isEqualTo(1);
    assertThat(shell.err()).contains("sbs config set licence.issuer KEY");
    assertThat(shell.sbs("licence", "show")).isZero();
    assertThat(shell.out()).contains("Licensing is off");
  }

  @Test
  @DisplayName("R9.5 licence issue tells what is missing, with 2; a key is never overwritten")
  void usage() {
    assertThat(shell.sbs("licence", "issue")).isEqualTo(2);
    assertThat(shell.sbs("licence", "issue", "--node", node)).isEqualTo(2);
    assertThat(shell.sbs("licence", "issue", "--node", node, "--kind", "x", "--holder", "y"))
        .isEqualTo(2);
    assertThat(shell.sbs("licence", "issue", "--node", node, "--kind", "main", "--holder", "y"))
        .isEqualTo(1);
    assertThat(shell.err()).contains("There is no issuer's key", "--new-key");
    issuer();
    assertThat(shell.sbs("licence", "issue", "--new-key")).isEqualTo(1);
    assertThat(shell.err()).contains("already");
    assertThat(shell.sbs("licence", "issue", "--node", "12", "--kind", "main", "--holder", "y"))
        .isEqualTo(1);
    assertThat(shell.err()).contains("sbs licence show");
  }
}
