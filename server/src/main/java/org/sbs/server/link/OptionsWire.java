package org.sbs.server.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sbs.core.options.OptionState;
import org.sbs.core.options.Origin;
import org.sbs.core.options.Overridden;
import org.sbs.core.options.PairOptions;
import org.sbs.core.options.Revision;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.settings.MailAccess;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.Settings;
import org.sbs.server.link.wire.Changes;
import org.sbs.server.link.wire.SetOn;
import org.sbs.server.link.wire.Setting;
import org.sbs.server.link.wire.SharedFlag;
import org.sbs.server.link.wire.SharedFolder;
import org.sbs.server.link.wire.SharedFolders;
import org.sbs.server.link.wire.SharedMail;
import org.sbs.server.link.wire.SharedOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of the pair on the wire. What the peer says is checked before it is believed; an
 * option that cannot be valid counts as never changed, and is named.
 */
final class OptionsWire {
  private static final Logger LOG = LoggerFactory.getLogger(OptionsWire.class);
  private static final Pattern NODE_ID = Pattern.compile("[0-9a-f]{32}");

  /** So that the message they travel in is well within the limit of a frame. */
  private static final int MOST_BYTES = 768 << 10;

  private static final int MOST_FOLDERS = 1000;
  private static final int MOST_PATTERNS = 1000;
  private static final int LONGEST_PATH = 4096;

  private OptionsWire() {}

  /** The message; empty if it would be too long. */
  static Optional<SharedOptions> write(PairOptions options) {
    SharedFolders.Builder folders = SharedFolders.newBuilder().setSetting(head(options.folders()));
    for (Settings.Folder folder : options.folders().value()) {
      folders.addFolder(
          SharedFolder.newBuilder()
              .setPath(folder.path())
              .addAllInclude(folder.include())
              .addAllExclude(folder.exclude()));
    }
    SharedOptions message =
        SharedOptions.newBuilder()
            .setFolders(folders)
            .setStrict(flag(options.strict()))
            .setKeepDates(flag(options.keepDates()))
            .setMail(
                SharedMail.newBuilder()
                    .setSetting(head(options.mail()))
                    .setMail(MailWire.writeAll(options.mail().value())))
            .build();
    if (message.getSerializedSize() > MOST_BYTES) {
      LOG.error(
          "The folders and mail settings are too long to be told to the other node: {} bytes.",
          message.getSerializedSize());
      return Optional.empty();
    }
    return Optional.of(message);
  }

  private static SharedFlag flag(OptionState<Boolean> state) {
    return SharedFlag.newBuilder().setSetting(head(state)).setValue(state.value()).build();
  }

  private static Setting head(OptionState<?> state) {
    Setting.Builder head = Setting.newBuilder();
    state
        .revision()
        .counts()
        .forEach(
            (node, count) -> head.addChanges(Changes.newBuilder().setNodeId(node).setCount(count)));
    state.setOn().ifPresent(origin -> head.setSetOn(origin(origin)));
    state
        .overridden()
        .ifPresent(
            other -> {
              head.setOverrides(true).setOverridden(other.value());
              other.setOn().ifPresent(origin -> head.setOverriddenOn(origin(origin)));
            });
    return head.build();
  }

  private static SetOn origin(Origin origin) {
    return SetOn.newBuilder().setNodeId(origin.nodeId()).setHost(origin.host()).build();
  }

  // ---- what the peer says ----

  /** An option cannot be what the peer says. */
  private static final class Unsound extends Exception {
    private static final long serialVersionUID = 1L;

    Unsound(String why) {
      super(why);
    }
  }

  /** Reads one option. */
  private interface Reader<T> {
    OptionState<T> read() throws Unsound;
  }

  static PairOptions read(SharedOptions message) {
    return new PairOptions(
        sound(PairOption.FOLDERS, PairOptions.DEFAULTS.folders(), () -> folders(message)),
        sound(PairOption.STRICT, PairOptions.DEFAULTS.strict(), () -> flag(message.getStrict())),
        sound(
            PairOption.KEEP_DATES,
            PairOptions.DEFAULTS.keepDates(),
            () -> flag(message.getKeepDates())),
        sound(PairOption.MAIL, PairOptions.DEFAULTS.mail(), () -> mail(message)));
  }

  private static <T> OptionState<T> sound(
      PairOption option, OptionState<T> otherwise, Reader<T> reader) {
    try {
      OptionState<T> read = reader.read();
      // What was never changed is the default, whatever the peer says.
      return read.revision().isNone() ? otherwise : read;
    } catch (Unsound e) {
      LOG.warn(
          "What the other node says of the option {} cannot be, and does not count: {}",
          option.word(),
          e.getMessage());
      return otherwise;
    }
  }

  private static OptionState<Boolean> flag(SharedFlag flag) throws Unsound {
    return state(flag.getValue(), flag.getSetting());
  }

  private static OptionState<MailAccess> mail(SharedOptions message) throws Unsound {
    Setting head = message.getMail().getSetting();
    if (head.getChangesCount() == 0) {
      return PairOptions.DEFAULTS.mail();
    }
    return state(
        MailWire.readAll(message.getMail().getMail())
            .orElseThrow(() -> new Unsound("no mail can be sent by it"))
            .shared(),
        head);
  }

  private static OptionState<List<Settings.Folder>> folders(SharedOptions message) throws Unsound {
    if (message.getFolders().getFolderCount() > MOST_FOLDERS) {
      throw new Unsound("it has more than " + MOST_FOLDERS + " folders");
    }
    List<Settings.Folder> folders = new ArrayList<>();
    for (SharedFolder folder : message.getFolders().getFolderList()) {
      folders.add(folder(folder));
    }
    return state(List.copyOf(folders), message.getFolders().getSetting());
  }

  private static Settings.Folder folder(SharedFolder folder) throws Unsound {
    String path = folder.getPath();
    if (path.isBlank() || path.length() > LONGEST_PATH || !PeerText.isClean(path)) {
      throw new Unsound("it has a folder without a usable path");
    }
    if (folder.getIncludeCount() > MOST_PATTERNS || folder.getExcludeCount() > MOST_PATTERNS) {
      throw new Unsound("a folder has more than " + MOST_PATTERNS + " patterns");
    }
    try {
      FolderFilter unused = new FolderFilter(folder.getIncludeList(), folder.getExcludeList());
    } catch (IllegalArgumentException e) {
      throw new Unsound("a folder has a pattern that can match nothing");
    }
    return new Settings.Folder(path, folder.getIncludeList(), folder.getExcludeList());
  }

  private static <T> OptionState<T> state(T value, Setting head) throws Unsound {
    SortedMap<String, Long> counts = new TreeMap<>();
    if (head.getChangesCount() > Revision.MOST_NODES) {
      throw new Unsound("it was changed on too many nodes");
    }
    for (Changes changes : head.getChangesList()) {
      if (!NODE_ID.matcher(changes.getNodeId()).matches()) {
        throw new Unsound("it was changed on a node that has no id");
      }
      counts.put(changes.getNodeId(), changes.getCount());
    }
    Optional<Overridden> overridden =
        head.getOverrides()
            ? Optional.of(
                new Overridden(
                    PeerText.clean(head.getOverridden()),
                    head.hasOverriddenOn()
                        ? Optional.of(origin(head.getOverriddenOn()))
                        : Optional.empty()))
            : Optional.empty();
    Optional<Origin> setOn =
        head.hasSetOn() ? Optional.of(origin(head.getSetOn())) : Optional.empty();
    return new OptionState<>(value, revision(counts), setOn, overridden);
  }

  private static Revision revision(Map<String, Long> counts) throws Unsound {
    try {
      return Revision.of(counts);
    } catch (IllegalArgumentException e) {
      throw new Unsound("it cannot have been changed that often");
    }
  }

  private static Origin origin(SetOn setOn) throws Unsound {
    if (!NODE_ID.matcher(setOn.getNodeId()).matches()) {
      throw new Unsound("it was set on a node that has no id");
    }
    return new Origin(setOn.getNodeId(), PeerText.clean(setOn.getHost()));
  }
}
