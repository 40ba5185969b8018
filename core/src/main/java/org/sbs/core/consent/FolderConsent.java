package org.sbs.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.EntryGuard;
import org.sbs.core.replica.PathRules.Names;

/**
 * Decides what a node lets its peer write (R10.5): never the operating system's folders, nor SBS's
 * own, nor what a login reads or runs; without a question what this node's settings name and what
 * belongs to SBS's own service account; and everything else after one yes on this node. Immutable.
 */
public final class FolderConsent {
  private final Setting setting;
  private final MachineNames machine;
  private final Names names;
  private final SystemFolders system;
  private final List<FolderPath> own;
  private final LoginEntries entries;
  private final List<FolderPath> settings;
  private final List<FolderPath> accept;

  /**
   * What the machine and this node's settings say.
   *
   * @param own SBS's own folders: its home, its program
   * @param system more folders of the operating system, where it does not lie in the usual ones
   * @param homes people's homes that do not lie in the usual places
   * @param settings folders that this node's settings name
   * @param accept what this node's {@code accept} names
   */
  public record Setting(
      Names names,
      List<FolderPath> own,
      List<FolderPath> system,
      List<FolderPath> homes,
      List<FolderPath> settings,
      List<FolderPath> accept) {
    /** Copies the lists. */
    public Setting {
      own = List.copyOf(own);
      system = List.copyOf(system);
      homes = List.copyOf(homes);
      settings = List.copyOf(settings);
      accept = List.copyOf(accept);
    }
  }

  /** What becomes of a folder. */
  public enum Verdict {
    /** The peer may write it. */
    ACCEPTED,
    /** It waits for a yes. */
    WAITS,
    /** Somebody said no. */
    REFUSED,
    /** No yes can change it. */
    NEVER
  }

  /**
   * A verdict.
   *
   * @param reason why it is not accepted; nothing if it is
   */
  public record Decision(Verdict verdict, Reason reason) {
    /** The peer may write it. */
    public static final Decision ACCEPTED = new Decision(Verdict.ACCEPTED, Reason.NONE);

    /** No yes can change that. */
    public static Decision never(Reason reason) {
      return new Decision(Verdict.NEVER, reason);
    }

    /** Whether the peer may write it. */
    public boolean isAccepted() {
      return verdict == Verdict.ACCEPTED;
    }

    /** Whether a person can still say yes. */
    public boolean isAnswerable() {
      return verdict == Verdict.WAITS || verdict == Verdict.REFUSED;
    }
  }

  /** For that machine and those settings; the machine's name is not known. */
  public FolderConsent(Setting setting) {
    this(setting, MachineNames.NONE);
  }

  /** For a machine of that name. */
  public FolderConsent(Setting setting, MachineNames machine) {
    this.setting = setting;
    this.machine = machine;
    this.names = setting.names();
    this.system = new SystemFolders(names, setting.system());
    this.own = setting.own();
    this.entries = new LoginEntries(names, setting.homes());
    this.settings = setting.settings();
    this.accept = setting.accept();
  }

  /** With nothing but the usual places of a platform known. */
  public static FolderConsent usual(Names names) {
    List<FolderPath> none = List.of();
    return new FolderConsent(new Setting(names, none, none, none, none, none));
  }

  /** The same rules on a machine that has that name now. */
  public FolderConsent on(MachineNames machine) {
    return new FolderConsent(setting, machine);
  }

  /** By whose rules names are compared. */
  public Names names() {
    return names;
  }

  /**
   * Decides about a folder that the peer names.
   *
   * @param folder as the peer names it
   * @param place where it really lies, links resolved
   * @param ownAccount whether it exists and belongs to the account that SBS runs as, and that is a
   *     dedicated service account
   * @param answers what was said on this node, the newest last
   */
  public Decision decide(
      FolderPath folder, FolderPath place, boolean ownAccount, List<Answer> answers) {
    Optional<Reason> never = never(folder).or(() -> never(place));
    if (never.isPresent()) {
      return Decision.never(never.get());
    }
    if (isNamedHere(place) || ownAccount) {
      return Decision.ACCEPTED;
    }
    Optional<Answer> exact = newest(answers, folder, place);
    boolean yes =
        exact.map(Answer::yes).orElseGet(() -> answers.stream().anyMatch(a -> allows(a, place)));
    if (yes) {
      return Decision.ACCEPTED;
    }
    return exact.isPresent()
        ? new Decision(Verdict.REFUSED, of(ReasonCode.FOLDER_REFUSED_HERE, folder))
        : new Decision(Verdict.WAITS, of(ReasonCode.FOLDER_AWAITS_CONSENT_HERE, folder));
  }

  /** Whether this node's own settings name the folder, or one that it lies in. */
  public boolean isNamedHere(FolderPath place) {
    return settings.stream().anyMatch(one -> one.contains(place))
        || accept.stream().anyMatch(one -> one.contains(place));
  }

  /** The newest answer about this folder; a yes counts only for the place that was shown. */
  private static Optional<Answer> newest(
      List<Answer> answers, FolderPath folder, FolderPath place) {
    Optional<Answer> found = Optional.empty();
    for (Answer answer : answers) {
      boolean about =
          answer.yes()
              ? answer.place().isSame(place)
              : answer.folder().isSame(folder) || answer.place().isSame(place);
      if (about) {
        found = Optional.of(answer);
      }
    }
    return found;
  }

  /** A yes to a folder is one to what lies in it. */
  private static boolean allows(Answer answer, FolderPath place) {
    return answer.yes() && answer.place().contains(place);
  }

  /** Why the peer may never write the folder; empty if it may, when somebody says yes. */
  public Optional<Reason> never(FolderPath folder) {
    Optional<Reason> share = folder.shareObjection(machine);
    if (share.isPresent()) {
      return share;
    }
    Optional<Reason> wide = neverHolds(folder);
    if (wide.isPresent()) {
      return wide;
    }
    Optional<FolderPath> ours = own.stream().filter(one -> one.contains(folder)).findFirst();
    if (ours.isPresent()) {
      return Optional.of(of(ReasonCode.FOLDER_OF_SBS, folder).with("tree", ours.get().text()));
    }
    Optional<FolderPath> tree = system.treeOver(folder);
    if (tree.isPresent()) {
      return Optional.of(of(ReasonCode.FOLDER_OF_SYSTEM, folder).with("tree", tree.get().text()));
    }
    return new LoginGuard(entries, folder, accept).coversRoot()
        ? Optional.of(of(ReasonCode.FOLDER_READ_AT_LOGIN, folder))
        : Optional.empty();
  }

  /**
   * Why the folder may be in no folder set for what it holds; this holds for the settings folder
   * too, which is this node's own choice otherwise.
   */
  public Optional<Reason> neverHolds(FolderPath folder) {
    Optional<FolderPath> held = own.stream().filter(folder::contains).findFirst();
    if (held.isPresent()) {
      return Optional.of(of(ReasonCode.FOLDER_OF_SBS, folder).with("tree", held.get().text()));
    }
    Optional<FolderPath> tree = system.treeIn(folder);
    if (tree.isPresent()) {
      return Optional.of(of(ReasonCode.FOLDER_OF_SYSTEM, folder).with("tree", tree.get().text()));
    }
    return system.isTooWide(folder)
        ? Optional.of(of(ReasonCode.FOLDER_TOO_WIDE, folder))
        : Optional.empty();
  }

  /** What is never read, sent or written in a folder that lies there. */
  public EntryGuard guard(FolderPath place) {
    return new LoginGuard(entries, place, accept);
  }

  /** The answers with one more, without those that it makes void. */
  public static List<Answer> with(List<Answer> answers, Answer answer) {
    List<Answer> next = new ArrayList<>(answers);
    next.removeIf(
        old -> old.folder().isSame(answer.folder()) || old.place().isSame(answer.place()));
    next.add(answer);
    return List.copyOf(next);
  }

  private static Reason of(ReasonCode code, FolderPath folder) {
    return Reason.of(code).with("folder", FolderPath.shown(folder.text()));
  }
}
