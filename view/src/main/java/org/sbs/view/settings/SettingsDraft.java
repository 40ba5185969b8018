package org.sbs.view.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.Problem;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.core.settings.SettingsCheck;

/**
 * The settings as the user has them in hand: what the file says, for the options of the pair what
 * is in force on both nodes (R4.4), and what was changed since. Checked after every change by the
 * same rules as the node's. For the user interface's thread alone.
 */
public final class SettingsDraft {
  private static final String SYNC = "sync";
  private static final String FOLDER = "folder";
  private static final String FOLDER_KEY = "sync.folder";

  private final SettingsStore store;
  private final List<Runnable> listeners = new ArrayList<>();
  private final Map<SettingKey, RawValue> changes = new EnumMap<>(SettingKey.class);
  private Optional<List<Settings.Folder>> folderChange = Optional.empty();
  private SettingsStore.Kept kept;
  private String stamp = "";
  private Problems problems = Problems.NONE;

  /** What is kept there. */
  public SettingsDraft(SettingsStore store) {
    this.store = store;
    load();
  }

  /** Told after every change. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Forgets what was changed and reads the file again. */
  public void load() {
    changes.clear();
    folderChange = Optional.empty();
    stamp = store.stamp();
    kept = store.load();
    changed();
  }

  /** Whether there is no settings file yet; the first save makes one. */
  public boolean isNew() {
    return store.isNew();
  }

  private void changed() {
    problems = SettingsCheck.check(root(), store.pathStyle()).problems().and(unreadable());
    listeners.forEach(Runnable::run);
  }

  /** What is wrong with the file as a text, which no setting mends. */
  private Problems unreadable() {
    return new Problems(
        kept.problems().list().stream().filter(problem -> problem.key().isEmpty()).toList());
  }

  /** The value in force, or what it was changed to. */
  public RawValue value(SettingKey key) {
    RawValue change = changes.get(key);
    return change == null ? inForce(key) : change;
  }

  /** Whether mails are sent with a password that was set on the other node. */
  public boolean hasSharedMailPassword() {
    return kept.hasPeersMailPassword();
  }

  private RawValue inForce(SettingKey key) {
    return kept.inForce(key).orElseGet(() -> kept.value(key));
  }

  /** Where an option of the pair was set; empty where nobody has set it, or it was changed here. */
  public Optional<OptionNote> note(PairOption option) {
    boolean touched =
        changes.keySet().stream().anyMatch(key -> PairOption.of(key).equals(Optional.of(option)))
            || (option == PairOption.FOLDERS && folderChange.isPresent());
    return touched ? Optional.empty() : kept.note(option);
  }

  /** The value as one would type it; lists with a comma between the items. */
  public String text(SettingKey key) {
    RawValue value = value(key);
    return switch (value.kind()) {
      case TEXT -> ((RawValue.Text) value).value();
      case WHOLE -> String.valueOf(((RawValue.Whole) value).value());
      case FLAG -> String.valueOf(((RawValue.Flag) value).value());
      case MANY -> String.join(", ", ((RawValue.Many) value).texts());
      case TABLE, OTHER -> "";
    };
  }

  /** Whether a setting is switched on. */
  public boolean flag(SettingKey key) {
    return value(key) instanceof RawValue.Flag flag && flag.value();
  }

  /** Takes what was typed; what is not of the setting's kind is kept, and wrong. */
  public void type(SettingKey key, String typed) {
    String text = typed.strip();
    set(
        key,
        switch (key.takes().kind()) {
          case WHOLE -> whole(text);
          case MANY -> new RawValue.Many(texts(text), 0);
          case FLAG -> new RawValue.Flag(Boolean.parseBoolean(text), 0);
          case TEXT, TABLE, OTHER -> new RawValue.Text(text, 0);
        });
  }

  private static RawValue whole(String text) {
    try {
      return new RawValue.Whole(Long.parseLong(text), 0);
    } catch (NumberFormatException e) {
      return new RawValue.Text(text, 0);
    }
  }

  private static List<RawValue> texts(String text) {
    return split(text).stream().<RawValue>map(item -> new RawValue.Text(item, 0)).toList();
  }

  /** Items between commas, semicolons or line ends. */
  public static List<String> split(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split("[,;\\n]", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  /** Takes a value. */
  public void set(SettingKey key, RawValue value) {
    if (same(value, inForce(key))) {
      changes.remove(key);
    } else {
      changes.put(key, value);
    }
    changed();
  }

  private static boolean same(RawValue one, RawValue other) {
    if (one instanceof RawValue.Many a && other instanceof RawValue.Many b) {
      return a.texts().equals(b.texts()) && a.items().size() == b.items().size();
    }
    return withoutLine(one).equals(withoutLine(other));
  }

  private static Object withoutLine(RawValue value) {
    return switch (value.kind()) {
      case TEXT -> ((RawValue.Text) value).value();
      case WHOLE -> ((RawValue.Whole) value).value();
      case FLAG -> ((RawValue.Flag) value).value();
      case MANY, TABLE, OTHER -> value;
    };
  }

  /** The folders beside the service's own. */
  public List<Settings.Folder> folders() {
    return folderChange.orElseGet(this::foldersInForce);
  }

  private List<Settings.Folder> foldersInForce() {
    return kept.folders().orElseGet(this::foldersOfFile);
  }

  private List<Settings.Folder> foldersOfFile() {
    return foldersOf(kept);
  }

  private static List<Settings.Folder> foldersOf(SettingsStore.Kept file) {
    List<Settings.Folder> folders = new ArrayList<>();
    if (file.root().entries().get(SYNC) instanceof RawValue.Table sync
        && sync.entries().get(FOLDER) instanceof RawValue.Many many) {
      for (RawValue item : many.items()) {
        if (item instanceof RawValue.Table table) {
          folders.add(
              new Settings.Folder(
                  String.join("", texts(table, "path")),
                  texts(table, "include"),
                  texts(table, "exclude")));
        }
      }
    }
    return folders;
  }

  private static List<String> texts(RawValue.Table table, String name) {
    RawValue value = table.entries().get(name);
    return value instanceof RawValue.Text text
        ? List.of(text.value())
        : value instanceof RawValue.Many many ? many.texts() : List.of();
  }

  /** Takes all folders anew. */
  public void folders(List<Settings.Folder> folders) {
    folderChange =
        folders.equals(foldersInForce()) ? Optional.empty() : Optional.of(List.copyOf(folders));
    changed();
  }

  /** What the file would say. A folder's line is its place in the list, 1 for the first. */
  private RawValue.Table root() {
    Map<String, RawValue> tables = new LinkedHashMap<>(kept.root().entries());
    kept.whole(changes).forEach((key, value) -> put(tables, key.table(), key.shortName(), value));
    List<Settings.Folder> folders = folderChange.orElseGet(this::foldersOfFile);
    boolean given =
        folderChange.isPresent()
            || (kept.root().entries().get(SYNC) instanceof RawValue.Table sync
                && sync.entries().containsKey(FOLDER));
    if (given) {
      List<RawValue> items = new ArrayList<>();
      folders.forEach(folder -> items.add(table(folder, items.size() + 1)));
      put(tables, SYNC, FOLDER, new RawValue.Many(items, 0));
    }
    return new RawValue.Table(tables, 0);
  }

  private static void put(Map<String, RawValue> tables, String table, String name, RawValue value) {
    Map<String, RawValue> entries = new LinkedHashMap<>();
    if (tables.get(table) instanceof RawValue.Table there) {
      entries.putAll(there.entries());
    }
    entries.put(name, value);
    tables.put(table, new RawValue.Table(entries, 0));
  }

  private static RawValue table(Settings.Folder folder, int line) {
    Map<String, RawValue> entries = new LinkedHashMap<>();
    entries.put("path", new RawValue.Text(folder.path(), line));
    entries.put("include", patterns(folder.include(), line));
    entries.put("exclude", patterns(folder.exclude(), line));
    return new RawValue.Table(entries, line);
  }

  private static RawValue patterns(List<String> patterns, int line) {
    return new RawValue.Many(
        patterns.stream().<RawValue>map(pattern -> new RawValue.Text(pattern, line)).toList(),
        line);
  }

  /** What is wrong with a setting. */
  public Optional<Reason> problem(SettingKey key) {
    return problems.list().stream()
        .filter(problem -> problem.key().equals(key.path()))
        .findFirst()
        .map(problem -> key.takes().kind() == RawValue.Kind.WHOLE ? number(key) : problem.wrong());
  }

  private static Reason number(SettingKey key) {
    return Reason.of(ReasonCode.SETTING_TAKES).with("what", key.takes().words());
  }

  /**
   * What is wrong with a folder.
   *
   * @param index its place in the list, 0 for the first
   * @param name {@code path}, {@code include} or {@code exclude}
   */
  public Optional<Reason> folderProblem(int index, String name) {
    return problems.list().stream()
        .filter(problem -> problem.key().equals(FOLDER_KEY + "." + name))
        .filter(problem -> problem.line() == index + 1)
        .findFirst()
        .map(Problem::wrong);
  }

  /** What is wrong beside those settings and the folders. */
  public List<Problem> problemsBeside(Collection<SettingKey> shown) {
    List<String> paths = shown.stream().map(SettingKey::path).toList();
    return problems.list().stream()
        .filter(problem -> !paths.contains(problem.key()))
        .filter(problem -> !problem.key().startsWith(FOLDER_KEY))
        .toList();
  }

  /** All that is wrong, each place and fault once. */
  public List<Problem> problems() {
    List<Problem> once = new ArrayList<>();
    for (Problem problem : problems.list()) {
      if (once.stream().noneMatch(problem::saysTheSameAs)) {
        once.add(problem);
      }
    }
    return once;
  }

  /** Whether anything is wrong: with such settings no node starts. */
  public boolean isSound() {
    return problems.isEmpty();
  }

  /** Whether anything is wrong with what was changed, so that it cannot be saved. */
  public boolean isSavable() {
    return problems.list().stream().noneMatch(this::isOfTheUser);
  }

  /** Whether it came with what was changed; what was wrong in the file before hinders nobody. */
  private boolean isOfTheUser(Problem problem) {
    boolean own =
        changes.keySet().stream().anyMatch(key -> key.path().equals(problem.key()))
            || (folderChange.isPresent() && problem.key().startsWith(FOLDER_KEY));
    return own || kept.problems().list().stream().noneMatch(problem::saysTheSameAs);
  }

  /** Whether anything was changed and not saved. */
  public boolean isChanged() {
    return !changes.isEmpty() || folderChange.isPresent();
  }

  /** Whether the file has changed since it was read. */
  public boolean isOutdated() {
    return !store.stamp().equals(stamp);
  }

  /** What was changed here and, since it was read, in the file as well. */
  private Problems conflicts() {
    SettingsStore.Kept now = store.load();
    List<Problem> conflicts = new ArrayList<>();
    changes.keySet().stream()
        .filter(key -> !same(now.value(key), kept.value(key)))
        .forEach(key -> conflicts.add(conflict(key.path())));
    if (folderChange.isPresent() && !foldersOf(now).equals(foldersOf(kept))) {
      conflicts.add(conflict(FOLDER_KEY));
    }
    return new Problems(conflicts);
  }

  private static Problem conflict(String key) {
    return new Problem(
        0,
        key,
        Reason.of(ReasonCode.SETTING_CHANGED_BELOW),
        Reason.of(ReasonCode.DO_UNDO_AND_CHANGE_AGAIN));
  }

  /**
   * Writes what was changed into the file and reads it again. Durable when this returns.
   *
   * @return why nothing was written; empty if it was
   * @throws IOException when the file cannot be read or written
   */
  public Problems save() throws IOException {
    if (isOutdated()) {
      Problems conflicts = conflicts();
      if (!conflicts.isEmpty()) {
        return conflicts;
      }
    }
    Problems unsaved = store.save(changes, folderChange);
    if (!unsaved.isEmpty()) {
      return unsaved;
    }
    load();
    return Problems.NONE;
  }
}
