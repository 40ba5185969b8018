package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.settings.RawValue.Many;
import org.sbs.core.settings.RawValue.Table;
import org.sbs.core.settings.RawValue.Text;
import org.sbs.core.settings.Settings.KeepOwner;
import org.sbs.core.settings.Settings.Reconciliation;

/** What must hold in {@code [sync]} and in each {@code [[sync.folder]]}. */
final class SyncRules {
  private static final String FOLDER = "sync.folder";
  private static final String PATH = "path";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final Set<String> FOLDER_KEYS =
      new LinkedHashSet<>(List.of(PATH, INCLUDE, EXCLUDE));

  private final ParsedSettings given;
  private final PathStyle style;

  /** Folders seen so far: their paths, and what they are called. */
  private final Map<String, Reason> seen = new LinkedHashMap<>();

  private SyncRules(ParsedSettings given, PathStyle style) {
    this.given = given;
    this.style = style;
  }

  static Settings.Sync check(ParsedSettings given, PathStyle style, String settingsFolder) {
    SyncRules rules = new SyncRules(given, style);
    rules.paths(SettingKey.SYNC_SCRIPTS);
    rules.paths(SettingKey.SYNC_ACCEPT);
    if (given.isSound(SettingKey.SERVICE_SETTINGS_FOLDER)) {
      rules.seen.put(settingsFolder, Reason.of(ReasonCode.SETTINGS_FOLDER));
    }
    return new Settings.Sync(
        given.flag(SettingKey.SYNC_STRICT),
        given.flag(SettingKey.SYNC_KEEP_DATES),
        given.choice(SettingKey.SYNC_KEEP_OWNER, List.of(KeepOwner.values())),
        given.texts(SettingKey.SYNC_SCRIPTS),
        given.small(SettingKey.SYNC_VERSION_DAYS),
        given.choice(SettingKey.SYNC_RECONCILE, List.of(Reconciliation.values())),
        given.texts(SettingKey.SYNC_ACCEPT),
        rules.folders());
  }

  private void paths(SettingKey key) {
    for (String path : given.texts(key)) {
      Optional<FolderPaths.Fault> fault = FolderPaths.wrongWith(path, style);
      if (fault.isPresent()) {
        given.wrong(key, fault.get().wrong(), fault.get().remedy());
        return;
      }
    }
  }

  private List<Settings.Folder> folders() {
    RawValue raw =
        given.root().entries().get("sync") instanceof Table sync
            ? sync.entries().get("folder")
            : null;
    List<Settings.Folder> folders = new ArrayList<>();
    if (raw instanceof Many many) {
      for (RawValue item : many.items()) {
        if (item instanceof Table table) {
          folders.add(folder(table));
        } else {
          notAList(item);
        }
      }
    } else if (raw != null) {
      notAList(raw);
    }
    return folders;
  }

  private void notAList(RawValue value) {
    given.wrong(
        value.line(),
        FOLDER,
        Reason.of(ReasonCode.FOLDERS_NOT_TABLES).with("kind", value.kind().words()),
        Reason.of(ReasonCode.DO_WRITE_FOLDER).with("example", style.example()));
  }

  private Settings.Folder folder(Table table) {
    for (Map.Entry<String, RawValue> entry : table.entries().entrySet()) {
      if (!FOLDER_KEYS.contains(entry.getKey())) {
        given.wrong(
            entry.getValue().line(),
            FOLDER + "." + entry.getKey(),
            Reason.of(ReasonCode.SETTING_UNKNOWN),
            SchemaCheck.unknown(entry.getKey(), FOLDER_KEYS));
      }
    }
    return new Settings.Folder(
        path(table), patterns(table, INCLUDE, List.of("**")), patterns(table, EXCLUDE, List.of()));
  }

  private String path(Table table) {
    String key = FOLDER + "." + PATH;
    RawValue raw = table.entries().get(PATH);
    if (!(raw instanceof Text text)) {
      boolean absent = raw == null;
      given.wrong(
          absent ? table.line() : raw.line(),
          key,
          absent
              ? Reason.of(ReasonCode.FOLDER_WITHOUT_PATH)
              : Reason.of(ReasonCode.SETTING_KIND).with("kind", raw.kind().words()),
          Reason.of(ReasonCode.DO_SET_PATH).with("example", style.example()));
      return "";
    }
    String path = text.value();
    Optional<FolderPaths.Fault> fault = FolderPaths.wrongWith(path, style);
    if (fault.isPresent()) {
      given.wrong(text.line(), key, fault.get().wrong(), fault.get().remedy());
    } else {
      overlap(path)
          .ifPresent(
              wrong ->
                  given.wrong(text.line(), key, wrong, Reason.of(ReasonCode.DO_NARROW_FOLDER)));
      seen.putIfAbsent(path, Reason.of(ReasonCode.FOLDER_OF_LINE).with("line", text.line()));
    }
    return path;
  }

  private Optional<Reason> overlap(String path) {
    for (Map.Entry<String, Reason> other : seen.entrySet()) {
      boolean inside = style.contains(other.getKey(), path);
      boolean around = style.contains(path, other.getKey());
      if (inside || around) {
        ReasonCode how =
            inside && around
                ? ReasonCode.PATH_SAME
                : inside ? ReasonCode.PATH_INSIDE : ReasonCode.PATH_AROUND;
        return Optional.of(Reason.of(how).with("path", path).with("other", other.getValue()));
      }
    }
    return Optional.empty();
  }

  private List<String> patterns(Table table, String name, List<String> otherwise) {
    RawValue raw = table.entries().get(name);
    if (raw == null) {
      return otherwise;
    }
    if (raw instanceof Many many
        && many.texts().size() == many.items().size()
        && many.texts().stream().noneMatch(String::isBlank)) {
      for (RawValue item : many.items()) {
        matchable((Text) item, name);
      }
      return many.texts();
    }
    given.wrong(
        raw.line(),
        FOLDER + "." + name,
        Reason.of(ReasonCode.PATTERNS_NOT_LIST),
        Reason.of(ReasonCode.DO_WRITE_PATTERNS));
    return otherwise;
  }

  /** A pattern that can match nothing is a mistake. */
  private void matchable(Text pattern, String name) {
    try {
      FolderFilter unused = new FolderFilter(List.of(pattern.value()), List.of());
    } catch (ReasonException e) {
      given.wrong(
          pattern.line(), FOLDER + "." + name, e.reason(), Reason.of(ReasonCode.DO_WRITE_PATTERN));
    }
  }
}
