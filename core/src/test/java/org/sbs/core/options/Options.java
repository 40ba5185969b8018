package org.sbs.core.options;

import java.util.List;
import java.util.Optional;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.Settings;

/** Files and values for the tests of the pair's options. */
final class Options {
  static final Origin A = new Origin("a".repeat(32), "host-a");
  static final Origin B = new Origin("b".repeat(32), "host-b");

  private Options() {}

  /** A file that says nothing. */
  static FileOptions silent() {
    return new FileOptions(
        new FileOption<>(List.of(), false),
        new FileOption<>(false, false),
        new FileOption<>(false, false),
        Optional.of(new FileOption<>(PairOptions.DEFAULTS.mail().value(), false)));
  }

  /** A file that names strict, and nothing else. */
  static FileOptions strict(boolean value) {
    return new FileOptions(
        silent().folders(), new FileOption<>(value, true), silent().keepDates(), silent().mail());
  }

  /** A file that names folders, and nothing else. */
  static FileOptions folders(String... paths) {
    List<Settings.Folder> folders =
        List.of(paths).stream()
            .map(path -> new Settings.Folder(path, List.of("**"), List.of()))
            .toList();
    return new FileOptions(
        new FileOption<>(folders, true), silent().strict(), silent().keepDates(), silent().mail());
  }

  /** Mails to that receiver; none for "". */
  static MailAccess mail(String receiver) {
    return new MailAccess(
        new Settings.Mail(
            !receiver.isEmpty(),
            "mail.example",
            25,
            true,
            "sbs",
            "",
            Settings.MailEncryption.STARTTLS,
            Optional.empty(),
            "sbs@plant.example",
            receiver.isEmpty() ? List.of() : List.of(receiver)),
        "secret",
        "");
  }

  /** A file that names mail, and nothing else. */
  static FileOptions mailTo(String receiver) {
    return new FileOptions(
        silent().folders(),
        silent().strict(),
        silent().keepDates(),
        Optional.of(new FileOption<>(mail(receiver), true)));
  }
}
