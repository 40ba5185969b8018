package org.sbs.core.options;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.Settings;

/**
 * What one node's settings file says of the pair's options. Immutable.
 *
 * @param mail with the contents of the files that it names; empty if these cannot be read now
 */
public record FileOptions(
    FileOption<List<Settings.Folder>> folders,
    FileOption<Boolean> strict,
    FileOption<Boolean> keepDates,
    Optional<FileOption<MailAccess>> mail) {
  /** Checks that nothing is missing. */
  public FileOptions {
    Objects.requireNonNull(folders, "folders");
    Objects.requireNonNull(strict, "strict");
    Objects.requireNonNull(keepDates, "keepDates");
    Objects.requireNonNull(mail, "mail");
  }

  /**
   * Of those settings.
   *
   * @param mail what mails would be sent by; empty if that cannot be told now
   */
  public static FileOptions of(Settings settings, Optional<MailAccess> mail) {
    Settings.Sync sync = settings.sync();
    return new FileOptions(
        new FileOption<>(sync.folders(), settings.gives(PairOption.FOLDERS)),
        new FileOption<>(sync.strict(), settings.gives(PairOption.STRICT)),
        new FileOption<>(sync.keepDates(), settings.gives(PairOption.KEEP_DATES)),
        mail.map(access -> new FileOption<>(access.shared(), settings.gives(PairOption.MAIL))));
  }

  /** The same with another password or authority for mails. */
  public FileOptions withMail(MailAccess access) {
    return new FileOptions(
        folders, strict, keepDates, mail.map(said -> new FileOption<>(access, said.given())));
  }

  /** The same, where what cannot be told now is as it was before. */
  FileOptions orAsBefore(Optional<FileOptions> before) {
    return mail.isPresent()
        ? this
        : new FileOptions(folders, strict, keepDates, before.flatMap(FileOptions::mail));
  }
}
