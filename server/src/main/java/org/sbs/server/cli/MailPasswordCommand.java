package org.sbs.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.mail.MailPassword;
import org.sbs.server.options.SharedSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stores the password of the mail account. */
@Command(
    name = "password",
    description =
        "Stores the password of the mail account, readable for this user alone. Asks for it, or"
            + " reads one line from standard input.")
final class MailPasswordCommand implements Callable<Integer> {
  private final Sbs sbs;

  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = List.of();

  MailPasswordCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    TypedSecret.refuse(arguments, "sbs mail password", "the password");
    HomeFolder home = sbs.home();
    RawValue named = SettingsFile.load(home.settingsFile()).value(SettingKey.MAIL_PASSWORD_FILE);
    Path file = home.file(named instanceof RawValue.Text text ? text.value() : "mail.password");
    try {
      String password = sbs.surroundings().secrets().ask("Password of the mail account: ");
      if (password.isEmpty()) {
        throw new Failure(ExitStatus.USAGE, "No password was given; nothing was changed.");
      }
      if (SharedSettings.claimMail(home)) {
        sbs.complain(
            "The mail settings in force were set on the other node. They are written into this"
                + " node's file with the new password, and hold on both from its next start.");
      }
      MailPassword.write(file, password);
    } catch (IOException e) {
      throw new Failure(ExitStatus.FAILED, "The password cannot be stored: " + e + ".", e);
    }
    sbs.answer("The password is stored in " + file + ". Try it with: sbs mail test");
    return ExitStatus.DONE;
  }
}
