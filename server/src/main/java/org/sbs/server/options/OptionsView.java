package org.sbs.server.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.options.FileDifference;
import org.sbs.core.options.FileOptions;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.PairOptions;
import org.sbs.core.options.PairOptionsRule;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.mail.MailSource;
import org.sbs.server.store.HomeLock;
import org.sbs.server.store.NodeStore;
import org.sbs.server.store.StoreException;
import org.sbs.view.settings.OptionNote;

/**
 * The options of the pair in a home, as a command or the dialog shows them: what is in force; for a
 * node that does not run, what will be when it is started. Immutable.
 */
public final class OptionsView {
  private final PairOptions inForce;
  private final Optional<FileOptions> file;
  private final Set<PairOption> waiting;
  private final String nodeId;

  private OptionsView(
      PairOptions inForce, Optional<FileOptions> file, Set<PairOption> waiting, String nodeId) {
    this.inForce = inForce;
    this.file = file;
    this.waiting = waiting;
    this.nodeId = nodeId;
  }

  /**
   * What is known of a home.
   *
   * @param settings of its file; empty if something is wrong with them
   */
  public static OptionsView of(HomeFolder home, Optional<Settings> settings) {
    OptionsMemory memory = new OptionsFile(home.state()).read().orElse(OptionsMemory.NONE);
    String me = nodeId(home);
    Optional<FileOptions> file = settings.map(known -> said(home, known));
    if (file.isEmpty() || memory.said().isEmpty()) {
      return new OptionsView(memory.inForce(), file, Set.of(), me);
    }
    PairOptionsRule.Taken next =
        PairOptionsRule.takeIn(
            memory.inForce(),
            memory.said(),
            file.get(),
            AskedOptions.read(home.state()),
            new Origin(me, ""));
    return runs(home)
        ? new OptionsView(memory.inForce(), file, next.changed(), me)
        : new OptionsView(next.inForce(), file, Set.of(), me);
  }

  private static FileOptions said(HomeFolder home, Settings settings) {
    MailSource source =
        new MailSource(settings.mail(), home::file, home.state(), MailSource.Agreed.NOTHING);
    return FileOptions.of(settings, source.said());
  }

  private static String nodeId(HomeFolder home) {
    try {
      return NodeStore.knownId(home.state()).orElse("");
    } catch (StoreException e) {
      return "";
    }
  }

  private static boolean runs(HomeFolder home) {
    try {
      return HomeLock.isHeld(home.state());
    } catch (IOException e) {
      return false;
    }
  }

  /** The state of that option. */
  public OptionState<?> state(PairOption option) {
    return inForce.state(option);
  }

  /** Whether somebody has set it; else what the file says counts. */
  public boolean isSet(PairOption option) {
    return !state(option).revision().isNone();
  }

  /** Where it was set, if somebody has set it. */
  public Optional<OptionNote> note(PairOption option) {
    if (!isSet(option)) {
      return Optional.empty();
    }
    Optional<String> fileSays =
        file.map(said -> FileDifference.of(inForce, said)).orElse(List.of()).stream()
            .filter(difference -> difference.option() == option)
            .map(FileDifference::says)
            .findFirst();
    return Optional.of(
        new OptionNote(
            state(option).isSetOn(nodeId),
            state(option).setOn().map(Origin::host).orElse(""),
            state(option).revision().number(),
            fileSays,
            waiting.contains(option)));
  }

  /** What is in force for a setting; empty if the file's value counts, or is this node's alone. */
  public Optional<RawValue> value(SettingKey key) {
    Optional<PairOption> option = PairOption.of(key).filter(this::isSet);
    return option.isEmpty() ? Optional.empty() : valueOf(key);
  }

  private Optional<RawValue> valueOf(SettingKey key) {
    Settings.Mail mail = inForce.mail().value().settings();
    return switch (key) {
      case SYNC_STRICT -> Optional.of(new RawValue.Flag(inForce.strict().value(), 0));
      case SYNC_KEEP_DATES -> Optional.of(new RawValue.Flag(inForce.keepDates().value(), 0));
      case MAIL_ENABLED -> Optional.of(new RawValue.Flag(mail.enabled(), 0));
      case MAIL_SMTP_SERVER -> Optional.of(new RawValue.Text(mail.smtpServer(), 0));
      case MAIL_PORT -> Optional.of(new RawValue.Whole(mail.port(), 0));
      case MAIL_SECURED -> Optional.of(new RawValue.Flag(mail.secured(), 0));
      case MAIL_ACCOUNT -> Optional.of(new RawValue.Text(mail.account(), 0));
      case MAIL_SSL ->
          Optional.of(new RawValue.Text(mail.ssl().name().toLowerCase(Locale.ROOT), 0));
      case MAIL_SENDER -> Optional.of(new RawValue.Text(mail.sender(), 0));
      case MAIL_RECEIVERS -> Optional.of(texts(mail.receivers()));
      default -> Optional.empty();
    };
  }

  private static RawValue texts(List<String> texts) {
    List<RawValue> items = new ArrayList<>();
    texts.forEach(text -> items.add(new RawValue.Text(text, 0)));
    return new RawValue.Many(items, 0);
  }

  /** The folders in force beside the settings folder; empty if those of the file count. */
  public Optional<List<Settings.Folder>> folders() {
    return isSet(PairOption.FOLDERS) ? Optional.of(inForce.folders().value()) : Optional.empty();
  }

  /** What is in force of mail. */
  public MailSource.Agreed mailAgreed() {
    return new MailSource.Agreed(inForce::mail, nodeId);
  }

  /** Whether mails are sent with a password that was set on the other node. */
  public boolean hasPeersMailPassword() {
    return note(PairOption.MAIL).filter(note -> !note.here()).isPresent()
        && !mail().password().isEmpty();
  }

  /** The same, with its password. */
  MailAccess mail() {
    return inForce.mail().value();
  }
}
