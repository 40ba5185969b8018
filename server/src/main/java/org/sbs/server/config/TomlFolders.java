package org.sbs.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.Settings.Folder;

/**
 * Puts the blocks of {@code [[sync.folder]]} into a TOML text and leaves all else, comments in and
 * between the blocks included, as it is. Works on lines; the caller checks the outcome by reading
 * it.
 */
final class TomlFolders {
  private static final Pattern BLOCK =
      Pattern.compile("[ \\t]*\\[\\[[ \\t]*sync[ \\t]*\\.[ \\t]*folder[ \\t]*]].*", Pattern.DOTALL);
  private static final Pattern HEADER = Pattern.compile("[ \\t]*\\[.*", Pattern.DOTALL);
  private static final Pattern SYNC =
      Pattern.compile("[ \\t]*\\[[ \\t]*sync[ \\t]*].*", Pattern.DOTALL);
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[ \\t]*#[ \\t]*(\\[\\[sync\\.folder]]|path|include|exclude).*", Pattern.DOTALL);
  private static final Pattern EMPTY_OR_COMMENT =
      Pattern.compile("[ \\t]*(#.*)?[\\r\\n]*", Pattern.DOTALL);
  private static final String PATH = "path";
  private static final String INCLUDE = "include";
  private static final String EXCLUDE = "exclude";
  private static final List<String> EVERYTHING = List.of("**");

  private final List<String> lines;
  private final String lineEnd;

  private TomlFolders(String text) {
    this.lines = new ArrayList<>(List.of(text.split("(?<=\\n)", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The text in which exactly these folders stand; those with a path that is there stay there. */
  static String replace(String text, List<Folder> folders) {
    TomlFolders edit = new TomlFolders(text);
    edit.replace(folders);
    return String.join("", edit.lines);
  }

  /** The folder as the file says it, for comparison. */
  static Object plain(Folder folder) {
    Map<String, Object> plain = new TreeMap<>();
    entries(folder).forEach((name, value) -> plain.put(name, TomlValue.plain(value)));
    return plain;
  }

  /**
   * A whole file's plain values, with its folders as they are compared: sorted, for their order
   * means nothing, and without what is usual, which may be written or not.
   */
  static Object comparable(Object file) {
    if (!(file instanceof Map<?, ?> tables)
        || !(tables.get("sync") instanceof Map<?, ?> sync)
        || !(sync.get("folder") instanceof List<?> folders)) {
      return file;
    }
    Map<Object, Object> newSync = new LinkedHashMap<>(sync);
    newSync.put("folder", folders.stream().map(TomlFolders::withoutUsual).sorted().toList());
    Map<Object, Object> all = new LinkedHashMap<>(tables);
    all.put("sync", newSync);
    return all;
  }

  private static String withoutUsual(Object folder) {
    if (!(folder instanceof Map<?, ?> entries)) {
      return String.valueOf(folder);
    }
    Map<String, Object> rest = new TreeMap<>();
    entries.forEach((name, value) -> rest.put(String.valueOf(name), value));
    rest.remove(INCLUDE, EVERYTHING);
    rest.remove(EXCLUDE, List.of());
    return rest.toString();
  }

  /** What is usual is not written. */
  private static Map<String, RawValue> entries(Folder folder) {
    Map<String, RawValue> entries = new LinkedHashMap<>();
    entries.put(PATH, new RawValue.Text(folder.path(), 0));
    if (!folder.include().equals(EVERYTHING) && !folder.include().isEmpty()) {
      entries.put(INCLUDE, texts(folder.include()));
    }
    if (!folder.exclude().isEmpty()) {
      entries.put(EXCLUDE, texts(folder.exclude()));
    }
    return entries;
  }

  private static RawValue texts(List<String> patterns) {
    return new RawValue.Many(
        patterns.stream().<RawValue>map(pattern -> new RawValue.Text(pattern, 0)).toList(), 0);
  }

  /**
   * A block: its header's line, and the one behind its last entry; comments that follow belong to
   * what comes next.
   */
  private record Block(int from, int to, String path) {}

  private void replace(List<Folder> folders) {
    List<Folder> added = new ArrayList<>(folders);
    List<Block> blocks = blocks();
    Map<Block, Folder> stays = new LinkedHashMap<>();
    for (Block block : blocks) {
      Optional<Folder> same =
          added.stream().filter(folder -> folder.path().equals(block.path())).findFirst();
      same.ifPresent(folder -> stays.put(block, folder));
      same.ifPresent(added::remove);
    }
    int end = blocks.isEmpty() ? placeForFirst() : blocks.get(blocks.size() - 1).to();
    boolean apart = end > 0 && !lines.get(end - 1).isBlank();
    for (Folder folder : added) {
      end = insert(end, folder, apart);
      apart = true;
    }
    // From the end, so that the numbers of the lines before stay right.
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Block block = blocks.get(i);
      if (stays.containsKey(block)) {
        edit(block, stays.get(block));
      } else {
        lines.subList(block.from(), block.to()).clear();
      }
    }
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (BLOCK.matcher(lines.get(i)).matches()) {
        int to = i + 1;
        for (int j = to; j < lines.size() && !HEADER.matcher(lines.get(j)).matches(); j++) {
          to = EMPTY_OR_COMMENT.matcher(lines.get(j)).matches() ? to : j + 1;
        }
        blocks.add(new Block(i, to, path(i, to)));
      }
    }
    return blocks;
  }

  private String path(int from, int to) {
    RawValue.Table root = TomlText.parse(String.join("", lines.subList(from, to))).root();
    return root.entries().get("sync") instanceof RawValue.Table sync
            && sync.entries().get("folder") instanceof RawValue.Many many
            && many.items().size() == 1
            && many.items().get(0) instanceof RawValue.Table folder
            && folder.entries().get(PATH) instanceof RawValue.Text path
        ? path.value()
        : "";
  }

  /** Below the commented-out sample, else below what [sync] says, else at the end. */
  private int placeForFirst() {
    int sync = -1;
    int last = lines.size();
    for (int i = 0; i < lines.size(); i++) {
      if (SYNC.matcher(lines.get(i)).matches()) {
        sync = i;
        last = i + 1;
      } else if (sync >= 0 && HEADER.matcher(lines.get(i)).matches()) {
        return last;
      } else if (sync >= 0
          && (SAMPLE.matcher(lines.get(i)).matches()
              || !EMPTY_OR_COMMENT.matcher(lines.get(i)).matches())) {
        last = i + 1;
      }
    }
    return last;
  }

  private int insert(int at, Folder folder, boolean apart) {
    if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
      lines.set(at - 1, lines.get(at - 1) + lineEnd);
    }
    List<String> block = new ArrayList<>();
    if (apart) {
      block.add(lineEnd);
    }
    block.add("[[sync.folder]]" + lineEnd);
    entries(folder).forEach((name, value) -> block.add(line(name, value)));
    lines.addAll(at, block);
    return at + block.size();
  }

  private String line(String name, RawValue value) {
    return name + " = " + TomlValue.toml(value) + lineEnd;
  }

  private void edit(Block block, Folder folder) {
    String text = String.join("", lines.subList(block.from(), block.to()));
    Map<String, RawValue> entries = entries(folder);
    for (String name : List.of(INCLUDE, EXCLUDE)) {
      text = edited(text, name, Optional.ofNullable(entries.get(name)));
    }
    lines.subList(block.from(), block.to()).clear();
    lines.addAll(block.from(), List.of(text.split("(?<=\\n)", -1)));
  }

  private String edited(String block, String name, Optional<RawValue> value) {
    Matcher key = Pattern.compile("^[ \\t]*" + name + "[ \\t]*=", Pattern.MULTILINE).matcher(block);
    if (!key.find()) {
      String whole = block.endsWith("\n") ? block : block + lineEnd;
      return value.map(given -> whole + line(name, given)).orElse(block);
    }
    TomlSpan span = TomlSpan.ofValue(block, key.start());
    String there = block.substring(span.from(), span.to());
    boolean usual = there.matches(name.equals(INCLUDE) ? "\\[\\s*\"\\*\\*\"\\s*]" : "\\[\\s*]");
    if (value.isEmpty() && usual) {
      return block;
    }
    if (value.isPresent()) {
      return block.substring(0, span.from())
          + TomlValue.toml(value.get())
          + block.substring(span.to());
    }
    int feed = block.indexOf('\n', span.to());
    return block.substring(0, key.start()) + (feed < 0 ? "" : block.substring(feed + 1));
  }
}
