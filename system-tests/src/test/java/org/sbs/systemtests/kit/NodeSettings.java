package org.sbs.systemtests.kit;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings of a node before they become its sbs.toml. */
public final class NodeSettings {
  private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();

  /** Sets a text. */
  public NodeSettings set(String path, String text) {
    return put(path, quoted(text));
  }

  /** Sets a number. */
  public NodeSettings set(String path, long number) {
    return put(path, Long.toString(number));
  }

  /** Sets a switch. */
  public NodeSettings set(String path, boolean on) {
    return put(path, Boolean.toString(on));
  }

  /** Sets a command: a program and its arguments. */
  public NodeSettings set(String path, List<String> words) {
    return put(
        path, words.stream().map(NodeSettings::quoted).collect(Collectors.joining(", ", "[", "]")));
  }

  /** Sets what is written in TOML: the checks of the service, say. */
  public NodeSettings setToml(String path, String toml) {
    return put(path, toml);
  }

  /** Names all folders beside the settings folder; none is a value too. */
  public NodeSettings folders(List<Path> folders) {
    return put(
        "sync.folder",
        folders.stream()
            .map(folder -> "{path = " + quoted(folder.toString()) + "}")
            .collect(Collectors.joining(", ", "[", "]")));
  }

  private NodeSettings put(String path, String toml) {
    int dot = path.indexOf('.');
    tables
        .computeIfAbsent(path.substring(0, dot), table -> new LinkedHashMap<>())
        .put(path.substring(dot + 1), toml);
    return this;
  }

  /** Leaves a setting out. */
  public NodeSettings remove(String path) {
    int dot = path.indexOf('.');
    tables.get(path.substring(0, dot)).remove(path.substring(dot + 1));
    return this;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  String toml() {
    StringBuilder toml = new StringBuilder();
    tables.forEach(
        (table, settings) -> {
          toml.append('[').append(table).append("]\n");
          settings.forEach(
              (key, value) -> toml.append(key).append(" = ").append(value).append('\n'));
        });
    return toml.toString();
  }
}
