package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.systemtests.kit.Outcome;
import org.sbs.systemtests.kit.Share;
import org.sbs.systemtests.kit.TestNode;
import org.sbs.systemtests.kit.TestPair;
import org.sbs.testkit.Needs;
import org.sbs.view.status.NodeStatus;

/** Folders of the set that SBS may not use, or that do not answer. */
final class UnusableFolderSystemTest {
  private static final int NOBODY = 65534;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What the system says of a mount whose server is gone. */
  private static final Pattern CAUSE =
      Pattern.compile("Transport endpoint is not connected|Input/output error");

  @RegisterExtension final TestPair pair = new TestPair();

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  /** Both nodes run under an account for which a mode is a barrier. */
  private void unprivileged() throws IOException {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.launchedBy(
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--inh-caps=-all"));
    }
    try (Stream<Path> all = Files.walk(pair.folder())) {
      for (Path path : all.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY);
        Files.setAttribute(path, "unix:gid", NOBODY);
      }
    }
  }

  private static boolean names(List<Reason> reasons, Path folder) {
    return reasons.stream()
        .anyMatch(
            reason ->
                reason.has(ReasonCode.DO_GIVE_RIGHTS)
                    && reason.toString().contains(folder.toString()));
  }

  /** Not ready, with the folder and the remedy, on both nodes. */
  private void assertNamed(Path folder) {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      // By itself a node compares every few minutes what both found.
      await("a check names the folder that SBS may not use")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Outcome check = node.command("check");
                assertThat(check.out())
                    .contains(folder.toString())
                    .contains("ive the account of SBS");
                assertThat(check.status()).isEqualTo(1);
              });
      node.awaitStatus(
          "names it too",
          status ->
              !status.readiness().ready()
                  && status.readiness().reasons().stream()
                      .anyMatch(why -> why.toString().contains(folder.toString())));
    }
  }

  @Test
  @Needs({Needs.ROOT, "setpriv"})
  @DisplayName(
      "R4.12 R9.3 R9.7 a folder that SBS may not read or write, on either node, keeps both from"
          + " being ready, with the remedy, until it may again")
  void denied() throws Exception {
    Files.createDirectories(pair.a().files().resolve("labels"));
    Files.createDirectories(pair.a().files().resolve("fonts"));
    pair.a().write("labels/a.txt", "a\n");
    pair.a().write("fonts/a.txt", "a\n");
    unprivileged();
    pair.startReady();

    Path there = pair.b().files().resolve("labels");
    mode(there, "---------");
    pair.a().write("labels/b.txt", "b\n");
    assertNamed(there);
    assertThat(names(pair.a().status().orElseThrow().readiness().reasons(), there)).isTrue();
    assertThat(names(pair.b().status().orElseThrow().readiness().reasons(), there)).isTrue();
    mode(there, "rwxr-xr-x");
    pair.b().awaitReady();
    pair.a().awaitReady();
    pair.b().awaitFile("labels/b.txt", "b\n");

    Path here = pair.a().files().resolve("fonts");
    mode(here, "---------");
    pair.a().write("labels/c.txt", "c\n");
    assertNamed(here);
    mode(here, "rwxr-xr-x");
    pair.a().awaitReady();
    pair.b().awaitReady();
    assertThat(pair.b().read("fonts/a.txt")).contains("a\n");
    pair.assertNeverBothServed();
  }

  @Test
  @Needs(of = Share.class)
  @DisplayName(
      "R4.16 commands end and name the folder while the settings folder of the secondary hangs, and"
          + " afterwards it catches up")
  void hangsThere() throws Exception {
    Share share = Share.settingsFolder(pair, pair.b(), pair.folder().resolve("served"));
    pair.startReady();
    String folder = pair.b().files().toString();
    share.hang();
    pair.a().write("labels.txt", "second edition\n");
    // The connection on which it is found out may end before it can be told.
    await("a cycle that is asked for ends, and names the folder")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Outcome sync = pair.a().command("sync", "--full");
              assertThat(sync.status()).isEqualTo(1);
              assertThat(sync.out() + sync.err()).as("%s", sync).contains(folder);
            });
    for (TestNode node : List.of(pair.a(), pair.b())) {
      Outcome diff = node.command("files", "diff", "--full");
      assertThat(diff.out() + diff.err()).as("%s", diff).contains(folder);
      assertThat(node.command("status").out()).contains(folder);
      assertThat(node.command("check").out()).contains(folder);
    }
    share.goOn();
    pair.b().awaitReady();
    pair.a().awaitReady();
    pair.b().awaitFile("labels.txt", "second edition\n");
    pair.assertNeverBothServed();
  }

  @Test
  @Needs(of = Share.class)
  @DisplayName(
      "R4.12 R9.3 R9.7 a folder whose disk fails, on either node, is named with the cause while it"
          + " does, keeps both from being ready, and catches up")
  void fails() throws Exception {
    for (TestNode node : List.of(pair.a(), pair.b())) {
      node.settings().set("pair.period-seconds", 1);
    }
    pair.startReady();
    for (TestNode node : List.of(pair.b(), pair.a())) {
      // What is served has what the node had.
      Path served = pair.folder().resolve("served-" + node.home().getParent().getFileName());
      Share share = Share.overSettingsFolder(pair, node, served);
      pair.a().awaitReady();
      pair.b().awaitReady();
      String folder = node.files().toString();
      share.fail();
      pair.a().awaitStatus("names the folder", status -> isNamed(status, folder));
      node.awaitStatus("names it too", status -> isNamed(status, folder));
      assertThat(pair.a().command("check").out()).contains(folder);
      share.unmount();
      pair.a().awaitReady();
      pair.b().awaitReady();
      pair.a().write("labels.txt", "after " + served + "\n");
      pair.b().awaitFile("labels.txt", "after " + served + "\n");
    }
    pair.assertNeverBothServed();
  }

  private static boolean isNamed(NodeStatus status, String folder) {
    return !status.readiness().ready()
        && status.readiness().reasons().stream()
            .map(Reason::toString)
            .anyMatch(why -> why.contains(folder) && CAUSE.matcher(why).find());
  }
}
