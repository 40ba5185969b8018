package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.AdminHost;
import org.sbs.systemtests.kit.AdminPair;
import org.sbs.systemtests.kit.DebPackages;
import org.sbs.systemtests.kit.PairKeyMaker;
import org.sbs.systemtests.kit.SystemdHost;
import org.sbs.systemtests.kit.WrittenPath;
import org.sbs.testkit.Needs;

/** The Debian package on two hosts that boot, by the administrator's path of docs/INSTALL.md. */
@Needs(
    value = {"adduser", "dpkg-shlibdeps", "setpriv", "unzip", "zip"},
    of = SystemdHost.class)
final class PackageSystemTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path packages;

  private String key = "";

  @BeforeEach
  void asRoot() {}

  @Test
  @DisplayName(
      "R11.1 R11.2 R9.3 from the package to a pair that fails over, is upgraded, and is purged")
  void path() throws IOException {
    DebPackages built = new DebPackages(packages);
    built.put(DebPackages.Edition.CURRENT);
    Path newer = built.put(DebPackages.Edition.NEWER);
    try (AdminPair pair = new AdminPair(packages)) {
      NavigableSet<String> before = pair.first().added();
      install(pair);
      assertThat(pair.first().done("sbs status")).contains("secondary of 192.0.2.2");
      assertPrints(pair.second());
      assertCompletes(pair.first());
      failOver(pair);
      upgrade(pair, newer);
      purge(pair, before);
    }
  }

  private void install(AdminPair pair) throws IOException {
    List<WrittenPath.Step> steps = WrittenPath.steps(ROOT.resolve("docs/INSTALL.md"));
    assertThat(steps).hasSizeGreaterThan(8);
    for (WrittenPath.Step step : steps) {
      if (step.commands().startsWith("sbs status") || step.commands().contains("switchover")) {
        awaitReady(pair.second());
      }
      if (step.onFirst()) {
        follow(pair.first(), step.commands());
      }
      if (step.onSecond()) {
        follow(pair.second(), step.commands());
      }
    }
    awaitReady(pair.first());
    awaitReady(pair.second());
  }

  private void follow(AdminHost host, String commands) {
    // Where the page's reader types the key, it comes from standard input.
    String typed = commands.replace("sbs pair join", "echo " + key + " | sbs pair join");
    PairKeyMaker.keyIn(host.done(typed)).ifPresent(made -> key = made);
  }

  private static void awaitReady(AdminHost host) {
    host.awaitStatus(
        "ready to fail over",
        status -> status.readiness().ready(),
        printed -> printed.strip().endsWith("Ready to fail over"));
  }

  /** A data file becomes a label, made by an account that is not root. */
  private static void assertPrints(AdminHost host) {
    host.done(
        "printf 'pallet=4711\\nproduct=Nails\\nquantity=12\\n' > /tmp/one.zpl\n"
            + "install -o sbs -m 644 /tmp/one.zpl /var/warehouse/passthrough/one.zpl");
    String labels = "find /var/warehouse/printed/shipping -type f -user sbs -name '*[!~]'";
    await("a label is printed")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !host.done(labels).isBlank());
  }

  private static void assertCompletes(AdminHost host) {
    String typed =
        "source /usr/share/bash-completion/completions/sbs; COMP_WORDS=(sbs sw); COMP_CWORD=1;"
            + " _complete_sbs 2>/dev/null; echo ${COMPREPLY[*]}";
    assertThat(host.done("bash -c '" + typed + "'")).isEqualTo("switchover\n");
    host.done("test -s /usr/share/zsh/vendor-completions/_sbs");
  }

  private static void failOver(AdminPair pair) {
    pair.second().done("systemctl kill --signal=KILL --kill-who=main sbs");
    pair.first()
        .awaitStatus(
            "primary in epoch 3",
            status -> status.role().equals("primary"),
            printed -> printed.contains("primary in epoch 3"));
    awaitReady(pair.first());
    assertThat(pair.second().done("sbs status")).contains("secondary of 192.0.2.1");
  }

  private static void upgrade(AdminPair pair, Path newer) {
    String fingerprint = "cat /etc/sbs/sbs.toml /etc/sbs/pair.key | sha256sum";
    for (AdminHost host : List.of(pair.second(), pair.first())) {
      String settings = host.done(fingerprint);
      host.done("apt-get install -y ./" + newer.getFileName());
      assertThat(host.done("dpkg-query --show sbs")).contains(DebPackages.NEWER_VERSION);
      assertThat(host.done(fingerprint)).isEqualTo(settings);
      awaitReady(host);
    }
    assertThat(pair.second().done("sbs status")).contains("192.0.2.1:4445 handed over");
    assertThat(pair.first().done("sbs history")).contains("192.0.2.2:4445 took over in epoch 4");
    assertThat(pair.first().done("systemctl is-enabled sbs")).startsWith("enabled");
  }

  private static void purge(AdminPair pair, NavigableSet<String> before) throws IOException {
    pair.first().done("apt-get purge -y sbs");
    NavigableSet<String> after = pair.first().added();
    after.removeAll(before);
    assertThat(after).as("what is left of the package").isEmpty();
    assertThat(pair.first().type("getent passwd sbs").status()).isNotZero();
    assertThat(pair.first().type("systemctl cat sbs").status()).isNotZero();
    assertThat(pair.second().done("sbs status")).contains("primary in epoch 4");
  }
}
