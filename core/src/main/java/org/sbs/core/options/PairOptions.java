package org.sbs.core.options;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.Settings;

/**
 * The options of the pair as they are in force on a node (R4.4). Each has a revision of its own, so
 * that a change of one is no change of another. Immutable.
 *
 * @param folders beside the settings folder of the service; an empty list is a value too
 * @param mail without names of files, which are of one node
 */
public record PairOptions(
    OptionState<List<Settings.Folder>> folders,
    OptionState<Boolean> strict,
    OptionState<Boolean> keepDates,
    OptionState<MailAccess> mail) {
  /** Nobody has changed anything on purpose. */
  public static final PairOptions DEFAULTS =
      new PairOptions(
          OptionState.ofDefault(List.of()),
          OptionState.ofDefault(false),
          OptionState.ofDefault(false),
          OptionState.ofDefault(
              new MailAccess(
                  new Settings.Mail(
                      false,
                      "",
                      25,
                      false,
                      "",
                      "",
                      Settings.MailEncryption.STARTTLS,
                      Optional.empty(),
                      "",
                      List.of()),
                  "",
                  "")));

  /** Checks that nothing is missing. */
  public PairOptions {
    Objects.requireNonNull(folders, "folders");
    Objects.requireNonNull(strict, "strict");
    Objects.requireNonNull(keepDates, "keepDates");
    Objects.requireNonNull(mail, "mail");
  }

  /** The state of that option. */
  public OptionState<?> state(PairOption option) {
    return switch (option) {
      case FOLDERS -> folders;
      case STRICT -> strict;
      case KEEP_DATES -> keepDates;
      case MAIL -> mail;
    };
  }

  /** Its value as people are shown it, without passwords. */
  public String shown(PairOption option) {
    return shown(state(option).value());
  }

  /** A value of an option as people are shown it, without passwords. */
  static String shown(Object value) {
    if (value instanceof MailAccess access) {
      Settings.Mail mail = access.settings();
      return mail.enabled()
          ? mail.smtpServer() + ":" + mail.port() + " → " + String.join(", ", mail.receivers())
          : "false";
    } else if (value instanceof List<?> folders) {
      return folders.stream().map(PairOptions::path).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.toString();
  }

  private static String path(Object folder) {
    return folder instanceof Settings.Folder known ? known.path() : String.valueOf(folder);
  }
}
