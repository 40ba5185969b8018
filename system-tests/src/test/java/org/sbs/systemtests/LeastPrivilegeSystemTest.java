package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.systemtests.kit.AdminHost;
import org.sbs.systemtests.kit.AdminPair;
import org.sbs.systemtests.kit.DebPackages;
import org.sbs.systemtests.kit.SystemdHost;
import org.sbs.testkit.Needs;

/**
 * As whom an installed SBS runs, on two hosts that boot, with the polkit of the machine: fresh, and
 * upgraded from 0.1.0. Each protects a unit, which it gives back when the package is purged.
 */
@Needs(
    value = {
      "/usr/lib/polkit-1/polkitd",
      "adduser",
      "dpkg-shlibdeps",
      "setpriv",
      "systemd-analyze",
      "unzip",
      "zip"
    },
    of = SystemdHost.class)
final class LeastPrivilegeSystemTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern LEVEL = Pattern.compile("exposure level[^:]*: (\\d+\\.\\d+)");
  private static final String AS_SBS = "setpriv --reuid sbs --regid sbs --init-groups -- ";

  /** A service as it is before SBS comes: enabled, and it runs, as root. */
  private static final String SERVICE =
      """
      cat >/etc/systemd/system/labels.service <<'END'
      [Service]
      ExecStart=/bin/sleep infinity
      [Install]
      WantedBy=multi-user.target
      END
      cat >/etc/systemd/system/dock@.service <<'END'
      [Unit]
      Requires=labels.service
      After=labels.service
      [Service]
      ExecStart=/bin/sleep infinity
      [Install]
      WantedBy=labels.service
      END
      cp /etc/systemd/system/labels.service /etc/systemd/system/other.service
      systemctl daemon-reload
      systemctl enable --now labels.service dock@a.service
      install -d /srv/labels
      """;

  private static final String SETTINGS =
      """
      cat >/etc/sbs/sbs.toml <<'END'
      [pair]
      local-address = "%s"
      peer-address = "192.0.2.99"
      start-wait-seconds = 1
      [service]
      adapter = "systemd"
      settings-folder = "/srv/labels"
      unit = "labels.service"
      sentinel-unit = "dock@%%s.service"
      END
      sbs pair new
      """;

  @TempDir private Path packages;

  @BeforeEach
  void asRoot() {}

  @Test
  @DisplayName(
      "R10.6 R11.5 R11.6 fresh: no root, one unit; upgraded: root until told; both give back")
  void accounts() throws IOException {
    DebPackages built = new DebPackages(packages);
    Path newer = built.put(DebPackages.Edition.NEWER);
    Path old = built.put(DebPackages.Edition.OLD);
    try (AdminPair pair = new AdminPair(packages)) {
      NavigableSet<String> before = pair.first().added();
      fresh(pair.first(), newer);
      privileged(pair.first());
      purge(pair.first());
      NavigableSet<String> after = pair.first().added();
      after.removeAll(before);
      after.removeIf(
          path -> path.matches(".*(labels|dock@|other).*|etc/systemd/system(/multi.*)?"));
      assertThat(after).as("what is left of the package").isEmpty();
      upgraded(pair.second(), old, newer);
      purge(pair.second());
    }
  }

  private void fresh(AdminHost host, Path newer) {
    host.done("apt-get install -y --no-install-recommends ./" + newer.getFileName());
    host.done(SERVICE + "chown -R sbs: /srv/labels\n" + SETTINGS.formatted("192.0.2.1"));
    String said = host.done("sbs service install --auto");
    assertThat(said)
        .contains("without root's rights", "enabled and running", "50-sbs-labels.service.rules");
    assertThat(host.done("sbs service take labels")).contains("was taken before");
    assertUnit(host, "disabled", "active");
    host.done("sbs start");
    awaitServing(host);
    assertThat(host.done("sbs status")).contains("sbs, without root's rights");
    assertThat(host.done("sbs status --json"))
        .contains("\"account\":{\"name\":\"sbs\",\"privileged\":false}");
    String main = "$(systemctl show -P MainPID sbs)";
    assertThat(host.done("ps -o user= -p " + main).strip()).isEqualTo("sbs");
    assertThat(host.done("grep -E '^Cap(Inh|Prm|Eff|Bnd|Amb)|^NoNew' /proc/" + main + "/status"))
        .doesNotContainPattern("Cap...:\\s*0*[1-9a-f]")
        .containsPattern("NoNewPrivs:\\s*1");
    assertExposure(host, 3.0);
    assertThat(host.type(AS_SBS + "systemctl start other.service").status()).isNotZero();
    assertThat(host.type(AS_SBS + "systemctl enable labels.service").status()).isNotZero();
    assertThat(host.type(AS_SBS + "systemctl reset-failed dock@a.service").status()).isZero();
    // A folder that is accepted later is written without a restart; the system's are not.
    String inside = "nsenter --mount --target " + main + " -- " + AS_SBS;
    host.done(
        "install -d -o sbs -g sbs /srv/later /home/later\n"
            + inside
            + "touch /srv/later/a /home/later/a /tmp/a /var/tmp/a");
    assertThat(host.type(inside.replace(AS_SBS, "") + "touch /usr/local/a").err())
        .contains("Read-only");
    // What vanishes is told, with the remedy.
    host.done("rm /etc/polkit-1/rules.d/50-sbs-labels.service.rules");
    await("check tells what is missing")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> host.type("sbs check").out().contains("sbs service take labels.service"));
    host.done("sbs service take labels.service");
    // What root types, SBS can read.
    host.done("sbs config set pair.period-seconds 20");
    assertThat(host.done("stat -c %U /etc/sbs/sbs.toml /etc/sbs/pair.key")).isEqualTo("sbs\nsbs\n");
  }

  private static void privileged(AdminHost host) {
    assertThat(host.type("sbs service install --auto --privileged").err()).contains("sbs stop");
    host.done("sbs stop\nsbs service install --auto --privileged\nsbs start");
    awaitServing(host);
    assertThat(host.done("sbs status")).contains("root, privileged");
    assertThat(host.done("stat -c %U /etc/sbs/sbs.toml /var/lib/sbs/state")).doesNotContain("sbs");
    assertExposure(host, 5.0);
    host.done("sbs stop\nsbs service install --auto --unprivileged\nsbs start");
    awaitServing(host);
    assertThat(host.done("sbs status")).contains("sbs, without root's rights");
  }

  private void upgraded(AdminHost host, Path old, Path newer) {
    host.done("apt-get install -y --no-install-recommends ./" + old.getFileName());
    host.done(SERVICE + SETTINGS.formatted("192.0.2.2"));
    // As the service install of 0.1.0 and its first start left it.
    host.done(
        """
        systemctl disable labels.service
        for unit in labels dock@; do
          install -d /etc/systemd/system/$unit.service.d
          cat >/etc/systemd/system/$unit.service.d/50-sbs.conf <<'END'
        # Written by sbs service install, which replaces it as a whole.
        [Unit]
        StopPropagatedFrom=sbs.service
        Before=sbs.service
        AssertPathExists=/run/sbs/service
        [Service]
        EnvironmentFile=-/run/sbs/service
        TimeoutStopSec=5
        END
        done
        sed -i s:sbs/service:sbs/sentinels: /etc/systemd/system/dock@.service.d/50-sbs.conf
        systemctl daemon-reload
        systemctl start sbs
        """);
    awaitServing(host);
    assertThat(host.done("apt-get install -y ./" + newer.getFileName())).contains("--unprivileged");
    awaitServing(host);
    assertThat(host.done("sbs status")).contains("root, privileged");
    assertThat(host.done("sbs service take labels.service")).contains("recorded nothing");
    host.done("sbs stop\nchown -R sbs: /srv/labels\nsbs service install --unprivileged\nsbs start");
    awaitServing(host);
    assertThat(host.done("sbs status")).contains("sbs, without root's rights");
  }

  private static void purge(AdminHost host) {
    host.done("apt-get purge -y sbs");
    assertUnit(host, "enabled", "active");
    assertThat(host.done("systemctl show -P DropInPaths labels.service dock@a.service")).isBlank();
    assertThat(host.type("ls /etc/polkit-1/rules.d").out()).doesNotContain("sbs");
  }

  private static void assertUnit(AdminHost host, String enabled, String active) {
    assertThat(host.type("systemctl is-enabled labels.service").out().strip()).isEqualTo(enabled);
    assertThat(host.type("systemctl is-active labels.service").out().strip()).isEqualTo(active);
  }

  private static void awaitServing(AdminHost host) {
    host.awaitStatus(
        "serves, with its sentinel",
        status -> status.role().equals("primary") && !status.service().sentinels().isEmpty(),
        printed -> printed.contains("1 of 1 sentinels active"));
    assertUnit(host, "disabled", "active");
  }

  private static void assertExposure(AdminHost host, double most) {
    String said = host.type("SYSTEMD_COLORS=0 systemd-analyze security --no-pager sbs").out();
    Matcher level = LEVEL.matcher(said);
    assertThat(level.find()).as(said).isTrue();
    assertThat(Double.parseDouble(level.group(1))).as(said).isLessThanOrEqualTo(most);
  }
}
