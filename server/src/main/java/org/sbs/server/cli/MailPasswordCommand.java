package org.sbs.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.config.SettingsFile;
import org.sbs.server.mail.MailPassword;
import org.sbs.server.options.SharedSettings;
import picocli.CommandLine.Command;

/** Stores the password of the mail account. */
@Command(
    name = "password",
    description =
        "Stores the password of the mail account, readable for this user alone. Asks for it, or"
            + " reads one line from standard input.")
final class MailPasswordCommand implements Callable<Integer> {
  private final Sbs sbs;

  MailPasswordCommand(Sbs sbs) {
    this.sbs = sbs;
  }

  @Override
  public Integer call() throws Failure {
    HomeFolder home = sbs.home();
    RawValue named = SettingsFile.load(home.settingsFile()).value(SettingKey.MAIL_PASSWORD_FILE);
    Path file = home.file(named instanceof RawValue.Text text ? text.value() : "mail.password");
    try {
      String password = password();
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

  private String password() throws IOException {
    if (Terminal.isTypedInto()) {
      char[] typed = System.console().readPassword("Password of the mail account: ");
      return typed == null ? "" : new String(typed).strip();
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    return line == null ? "" : line.strip();
  }
}
