package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.Origin;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.mail.MailPassword;
import org.sbs.server.options.AskedOptions;
import org.sbs.server.options.OptionsInForce;
import org.sbs.server.store.NodeStore;

/** What commands show and set of the pair's options, in the home of a node with a peer. */
class OptionsCommandsTest {
  private static final String HEAD = "[pair]\npeer-address = \"node-b\"\n";
  private static final String MAIL =
      """
      [mail]
      enabled = true
      smtp-server = "mail.plant.test"
      secured = true
      account = "sbs"
      sender = "sbs@plant.test"
      receivers = ["ann@plant.test"]
      """;

  @TempDir Path folder;
  private TestShell shell;
  private Path state;

  @BeforeEach
  void shell() throws IOException {
    shell = new TestShell(folder);
    state = Files.createDirectories(shell.home().resolve("state"));
  }

  private void file(String text) throws IOException {
    Files.writeString(shell.home().resolve("sbs.toml"), HEAD + text);
  }

  private String file() throws IOException {
    return Files.readString(shell.home().resolve("sbs.toml"));
  }

  private static FileOptions said(String text) {
    SettingsFile.Loaded loaded = SettingsFile.check(HEAD + text);
    Settings settings = loaded.settings().orElseThrow(() -> new AssertionError(loaded.problems()));
    String authority = settings.gives(PairOption.MAIL) ? "PEM" : "";
    return FileOptions.of(
        settings, Optional.of(new MailAccess(settings.mail(), "S3cret", authority)));
  }

  private OptionsInForce node(String text) throws Exception {
    try (NodeStore store = NodeStore.open(state)) {
      return OptionsInForce.start(state, new Origin(store.state().nodeId(), "here"), said(text));
    }
  }

  /** The node ran with that file, and followed one whose file says that. */
  private void ranWith(String mine, String theirs) throws Exception {
    file(mine);
    Path other = Files.createDirectories(folder.resolve("other"));
    OptionsInForce node = node(mine);
    OptionsInForce peer =
        OptionsInForce.start(other, new Origin("f".repeat(32), "label-pc-2"), said(theirs));
    peer.meet(node.now());
    node.follow(peer.now());
    node.save();
  }

  @Test
  @DisplayName(
      "R4.4 R9.5 config show and get: the value in force, where it was set, what the file says")
  void shown() throws Exception {
    ranWith(
        "[sync]\nstrict = false\n", "[sync]\nstrict = true\n[[sync.folder]]\npath = \"/srv/x\"\n");
    assertThat(shell.sbs("config", "show")).isZero();
    assertThat(shell.out())
        .contains(
            "strict = true  # set on the other node (label-pc-2), revision 1; this file says false",
            "keep-dates = false  # default",
            "# folders: set on the other node (label-pc-2), revision 1",
            "path = \"/srv/x\"");
    assertThat(shell.sbs("config", "get", "sync.strict")).isZero();
    assertThat(shell.out()).isEqualTo("true\n");
    assertThat(shell.err())
        .contains(
            "sync.strict: set on the other node (label-pc-2), revision 1; this file says false");
    assertThat(shell.sbs("config", "get", "sync.strict", "--json")).isZero();
    assertThat(shell.out().strip()).isEqualTo("true");
  }

  @Test
  @DisplayName("R4.4 R9.5 config show --json: values in force, and where each was set")
  void json() throws Exception {
    ranWith("[sync]\nstrict = true\nfolder = []\n", "[sync]\nkeep-dates = true\n" + MAIL);
    assertThat(shell.sbs("config", "show", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(shell.out());
    assertThat(json.at("/sync/keep-dates").asBoolean()).isTrue();
    assertThat(json.at("/mail/smtp-server").asText()).isEqualTo("mail.plant.test");
    assertThat(json.at("/pair-options/keep-dates/setOn").asText()).isEqualTo("other");
    assertThat(json.at("/pair-options/keep-dates/host").asText()).isEqualTo("label-pc-2");
    assertThat(json.at("/pair-options/strict/setOn").asText()).isEqualTo("this");
    assertThat(json.at("/pair-options/strict/revision").asLong()).isEqualTo(1);
    assertThat(json.at("/pair-options/strict/fileSays/sync.strict").asBoolean()).isTrue();
    assertThat(json.at("/pair-options/folders/setOn").asText()).isEqualTo("this");
    assertThat(shell.out()).doesNotContain("S3cret");
  }

  @Test
  @DisplayName("R4.4 what is set on a stopped node holds when it starts; on a running one it waits")
  void waiting() throws Exception {
    ranWith("[sync]\nstrict = false\n", "[sync]\nstrict = true\n");
    assertThat(shell.sbs("config", "set", "sync.strict", "false")).isZero();
    assertThat(AskedOptions.read(state)).containsExactly(PairOption.STRICT);
    assertThat(shell.sbs("config", "get", "sync.strict")).isZero();
    assertThat(shell.out()).isEqualTo("false\n");
    assertThat(shell.err()).contains("set on this node, revision 2");
    try (NodeStore running = NodeStore.open(state)) {
      assertThat(running.state().epoch()).isZero();
      assertThat(shell.sbs("config", "get", "sync.strict")).isZero();
      assertThat(shell.out()).isEqualTo("true\n");
      assertThat(shell.err())
          .contains("this file says false, which comes into force by sbs reload, or when the node");
    }
    assertThat(node("[sync]\nstrict = false\n").now().strict().value()).isFalse();
  }

  @Test
  @DisplayName("R4.4 R8.1 one mail setting changed where mail was not set: the rest goes with it")
  void wholeMail() throws Exception {
    ranWith("", MAIL);
    assertThat(shell.sbs("config", "set", "mail.receivers", "bob@plant.test")).isZero();
    assertThat(shell.err()).contains("mail.smtp-server", "mail.account", "mail.enabled");
    assertThat(file())
        .contains(
            "smtp-server = \"mail.plant.test\"",
            "receivers = [\"bob@plant.test\"]",
            "enabled = true");
    assertThat(MailPassword.read(shell.home().resolve("mail.password"))).isEqualTo("S3cret");
    assertThat(shell.home().resolve("mail-authority.pem")).hasContent("PEM");
    assertThat(shell.sbs("config", "validate")).isZero();
    assertThat(shell.sbs("config", "set", "mail.port", "587")).isZero();
    assertThat(shell.err()).as("now the file is whole").doesNotContain("mail.smtp-server");
  }

  @Test
  @DisplayName("R4.4 R9.5 a home that never ran shows its file, as before")
  void neverRan() throws Exception {
    file("[sync]\nstrict = true\n");
    assertThat(shell.sbs("config", "show")).isZero();
    assertThat(shell.out()).contains("strict = true\n").doesNotContain("revision");
    assertThat(shell.sbs("config", "get", "sync.strict")).isZero();
    assertThat(shell.err()).isEmpty();
  }
}
