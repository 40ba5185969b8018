package org.sbs.server.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.MailRules;
import org.sbs.core.settings.Settings;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.mail.Machine;
import org.sbs.server.mail.MailException;
import org.sbs.server.mail.MailSource;
import org.sbs.server.mail.MailTester;
import org.sbs.server.mail.MailText;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.MailTest;
import org.sbs.server.options.OptionsView;
import org.sbs.view.text.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends a test mail: by the running node, or from the settings when none runs. */
@Command(
    name = "test",
    description =
        "Sends a test mail and shows what the mail server says: by the running node, which uses the"
            + " settings that it started with, or by those in the file if none runs.")
final class MailTestCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Option(
      names = "--to",
      paramLabel = "ADDRESS",
      description = "Whom to send it to, in place of the receivers in the settings; repeatable.")
  private final List<String> to = new ArrayList<>();

  MailTestCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    for (String address : to) {
      if (!MailRules.isAddress(address)) {
        throw new Failure(ExitStatus.USAGE, "\"" + address + "\" is not a mail address.");
      }
    }
    Answer answer = byNode().orElse(null);
    if (answer == null) {
      answer = directly();
    }
    if (!answer.done()) {
      throw new Failure(ExitStatus.FAILED, answer.sentence());
    }
    sbs.say(answer.sentence());
    return ExitStatus.DONE;
  }

  /** Empty if no node runs. */
  private Optional<Answer> byNode() throws Failure {
    HomeFolder home = sbs.home();
    try {
      AdminClient client = AdminClient.find(home.state(), home.toString());
      return Optional.of(client.mailTest(new MailTest(to, Optional.empty(), Optional.empty())));
    } catch (AdminException e) {
      if (e.why() == AdminException.Cause.NOT_RUNNING) {
        return Optional.empty();
      }
      throw Failure.of(e);
    }
  }

  private Answer directly() throws Failure {
    HomeFolder home = sbs.home();
    Settings settings = Checks.settings(home);
    OptionsView view = OptionsView.of(home, Optional.of(settings));
    MailSource source =
        new MailSource(settings.mail(), home::file, home.state(), view.mailAgreed());
    try {
      Optional<MailAccess> access = source.accessForTest();
      if (access.isEmpty()) {
        return new Answer(
            false,
            "There are no mail settings. Set smtp-server, sender and receivers in [mail], as: sbs"
                + " config set mail.smtp-server mail.plant.example");
      }
      List<String> receivers = to.isEmpty() ? access.get().settings().receivers() : to;
      if (receivers.isEmpty()) {
        return new Answer(
            false, "Nobody is named who gets mails. Set mail.receivers, or use --to.");
      }
      String machine = Machine.name(sbs.surroundings().environment());
      MailText text = new MailText(Texts.ofSystem(), machine, ZoneId.systemDefault());
      MailTester.Outcome outcome =
          new MailTester(text, machine).test(access.get(), receivers, Instant.now());
      return new Answer(outcome.sent(), outcome.reason());
    } catch (MailException e) {
      return new Answer(false, e.reason());
    }
  }
}
