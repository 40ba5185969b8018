package org.sbs.server.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.ServiceStart;
import org.sbs.core.licence.StartPermission;
import org.sbs.core.settings.Settings;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import picocli.CommandLine.Command;

/** Explains a node's licence in words, whether the node runs or not. */
@Command(
    name = "show",
    description = "Shows this node's id and licence, and what the licence allows.")
final class LicenceShowCommand implements Callable<Integer> {
  private final Sbs sbs;

  LicenceShowCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    Settings settings = Checks.settings(home);
    Optional<String> node = LicenceCommand.nodeId(home);
    line("Node", node.orElse("has no id yet: start it once, with sbs start"));
    line("Issuer", settings.licence().issuer().orElse("none (licence.issuer is empty)"));
    if (node.isEmpty()) {
      return ExitStatus.DONE;
    }
    LicenceFinding found =
        LicenceCommand.file(home, settings, node.get()).look(LocalDate.now(ZoneOffset.UTC));
    line("Licence", found.sentence());
    if (!found.remedy().isEmpty()) {
      line("", found.remedy());
    }
    allows("Started directly", found, ServiceStart.DIRECT);
    allows("After a failure", found, ServiceStart.AFTER_PRIMARY);
    running(home);
    return ExitStatus.DONE;
  }

  private void allows(String when, LicenceFinding found, ServiceStart start) {
    StartPermission permission = StartPermission.of(found, start);
    line(
        when,
        permission.allowed()
            ? "the sentinels work"
            : "the sentinels are held. " + permission.release());
  }

  private void running(HomeFolder home) {
    try {
      line("Now", AdminClient.find(home.state(), home.toString()).status().licence().explanation());
    } catch (AdminException e) {
      line("Now", "the node does not run, or does not answer");
    }
  }

  private void line(String label, String said) {
    sbs.say(String.format("%-18s%s", label, said));
  }
}
