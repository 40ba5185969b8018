package org.sbs.lpm.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.lpm.Site;

/** A job that an IPP queue has whole is looked for there, and not sent a second time. */
class FollowedJobsTest {
  private static final String JOB = "20260101T000000000-0000-abcdef";
  private static final int ABORTED = 8;
  private static final int COMPLETED = 9;

  @TempDir private Path root;
  private Site site;
  private IppServer server;

  @BeforeEach
  void setUp() throws IOException {
    server = new IppServer();
    site = new Site(root);
    site.write("printers/queue.toml", "kind = \"ipp\"\nuri = \"" + server.uri() + "\"\n");
  }

  @AfterEach
  void tearDown() throws IOException {
    site.close();
    server.close();
  }

  private void sentinel(String policy) throws IOException {
    site.sentinel("Dock", "printer = \"queue\"", "error-policy = \"" + policy + "\"");
  }

  /** A node died while it sent the job, or after it had handed it over. */
  private void orphan(String note) throws IOException {
    site.orphan("Dock", "DEAD~1", "sending", JOB + "~x.txt", "one");
    Path notes = Files.createDirectories(site.capture().resolve("claims/Dock/notes"));
    if (!note.isEmpty()) {
      Files.writeString(notes.resolve(JOB + ".print"), note);
    }
  }

  private List<String> sent() {
    return server.jobs().stream().map(job -> job.attributes().get("job-name")).toList();
  }

  private String end(String node) throws IOException {
    return site.journal(node)
        .lines()
        .filter(line -> line.contains(JOB))
        .map(line -> line.replaceAll(".*\"end\":\"([a-z]+)\".*", "$1"))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reprint", "hold"})
  @DisplayName("R12.6 the successor follows a job that its queue has, whatever the policy")
  void followed(String policy) throws Exception {
    sentinel(policy);
    orphan("1 whole");
    server.has(JOB + " x.txt", COMPLETED);
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(sent()).isEmpty();
    assertThat(end("B")).isEqualTo("[printed]");
    assertThat(Site.names(site.capture().resolve("claims/Dock/notes"))).isEmpty();
  }

  @Test
  @DisplayName("R12.6 a followed job whose earlier print may have come out says so")
  void followedAgain() throws Exception {
    sentinel("reprint");
    orphan("2 again whole");
    server.has(JOB + ".2 x.txt", COMPLETED);
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(sent()).isEmpty();
    assertThat(end("B")).isEqualTo("[reprinted]");
  }

  @ParameterizedTest
  @CsvSource({"1 whole, x, 2", "'', 'x', 2", "'', ' x.txt', 2", "2 again whole, ' x.txt', 3"})
  @DisplayName("R12.6 what the queue does not know, or never got whole, is sent under a new name")
  void unknown(String note, String known, int number) throws Exception {
    sentinel("reprint");
    orphan(note);
    server.has(JOB + known, COMPLETED);
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(sent()).containsExactly("42:" + JOB + "." + number + " x.txt");
    assertThat(end("B")).isEqualTo("[reprinted]");
  }

  @Test
  @DisplayName("R12.6 with hold a job that its queue does not know waits for an operator")
  void unknownAndHeld() throws Exception {
    sentinel("hold");
    orphan("1 whole");
    site.start("B", false, true);
    eventually().until(() -> end("B").equals("[held]"));
    assertThat(sent()).isEmpty();
    server.has(JOB + " x.txt", COMPLETED);
    assertThat(site.ask("B", "hold-release", JOB).status()).isZero();
    eventually().until(() -> site.done().size() == 1);
    assertThat(sent()).as("the operator's order is carried out").hasSize(1);
    assertThat(end("B")).isEqualTo("[held, released, reprinted]");
  }

  @Test
  @DisplayName("R12.6 a job that its queue has aborted is held, and printed when it is released")
  void aborted() throws Exception {
    sentinel("reprint");
    orphan("1 whole");
    server.has(JOB + " x.txt", ABORTED);
    site.start("B", false, true);
    eventually().until(() -> end("B").equals("[held]"));
    assertThat(site.ask("B", "hold-release", JOB).status()).isZero();
    eventually().until(() -> site.done().size() == 1);
    assertThat(sent()).hasSize(1).first().asString().doesNotContain(JOB + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reprint", "hold"})
  @DisplayName("R12.6 a job whose answer was lost is looked for, and neither sent again nor held")
  void answerLost(String policy) throws Exception {
    sentinel(policy);
    server.losesAnswers(1);
    site.start("A");
    site.dropText("x.txt", "one");
    eventually().until(() -> site.done().size() == 1);
    assertThat(server.jobs()).hasSize(1);
    assertThat(site.journal("A")).contains("\"end\":\"printed\"").doesNotContain("held");
    site.awaitListed("A", "Dock\tactive\t");
  }

  @Test
  @DisplayName("R12.6 a queue that is away is waited for before a job is sent a second time")
  void away() throws Exception {
    sentinel("reprint");
    orphan("1 whole");
    server.has(JOB + " x.txt", COMPLETED);
    server.printerState(5, true);
    site.start("B", false, true);
    eventually().until(() -> site.done().size() == 1 || isStopped());
    server.printerState(3, true);
    eventually().until(() -> site.done().size() == 1);
    assertThat(sent()).isEmpty();
  }

  private boolean isStopped() {
    return site.ask("B", "list").out().stream().anyMatch(line -> line.startsWith("Dock\tfailed"));
  }
}
