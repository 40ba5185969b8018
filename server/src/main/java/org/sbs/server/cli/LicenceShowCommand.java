package org.sbs.server.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.licence.LicenceFinding;
import org.sbs.core.licence.ServiceStart;
import org.sbs.core.licence.StartPermission;
import org.sbs.core.settings.Settings;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.json.JsonText;
import org.sbs.view.text.ReasonText;
import picocli.CommandLine.Command;

/** Explains a node's licence in words, whether the node runs or not. */
@Command(
    name = "show",
    description = "Shows this node's id and licence, and what the licence allows.")
final class LicenceShowCommand implements Callable<Integer> {
  private final Sbs sbs;
  private final ReasonText english = ReasonText.english();

  LicenceShowCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    Settings settings = Checks.settings(home);
    Optional<String> node = LicenceCommand.nodeId(home);
    if (sbs.json()) {
      sbs.say(json(home, settings, node));
      return ExitStatus.DONE;
    }
    line("Node", node.orElse("has no id yet: start it once, with sbs start"));
    line("Issuer", settings.licence().issuer().orElse("none (licence.issuer is empty)"));
    if (node.isEmpty()) {
      return ExitStatus.DONE;
    }
    LicenceFinding found = found(home, settings, node.get());
    line("Licence", english.sentence(found.what()));
    if (!found.remedy().isEmpty()) {
      line("", english.sentence(found.remedy()));
    }
    allows("Started directly", found, ServiceStart.DIRECT);
    allows("After a failure", found, ServiceStart.AFTER_PRIMARY);
    running(home);
    return ExitStatus.DONE;
  }

  private static LicenceFinding found(HomeFolder home, Settings settings, String node) {
    return LicenceCommand.file(home, settings, node).look(LocalDate.now(ZoneOffset.UTC));
  }

  private static String json(HomeFolder home, Settings settings, Optional<String> node) {
    Optional<LicenceFinding> found = node.map(id -> found(home, settings, id));
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("node", node.orElse(null));
          json.writeStringField("issuer", settings.licence().issuer().orElse(null));
          json.writeStringField(
              "state", found.map(f -> f.state().name().toLowerCase(Locale.ROOT)).orElse(null));
          json.writeStringField(
              "sentence", found.map(f -> ReasonText.english().sentence(f.what())).orElse(null));
          json.writeEndObject();
        });
  }

  private void allows(String when, LicenceFinding found, ServiceStart start) {
    StartPermission permission = StartPermission.of(found, start);
    line(
        when,
        permission.allowed()
            ? "the sentinels work"
            : "the sentinels are held. " + english.sentence(permission.release()));
  }

  private void running(HomeFolder home) {
    try {
      line(
          "Now",
          ReasonText.english()
              .paragraph(
                  AdminClient.find(home.state(), home.toString())
                      .status()
                      .licence()
                      .explanation()));
    } catch (AdminException e) {
      line("Now", "the node does not run, or does not answer");
    }
  }

  private void line(String label, String said) {
    sbs.say(String.format("%-18s%s", label, said));
  }
}
