package org.sbs.server.windows;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where Windows looks for programs: {@code Path} in the environment of the machine. Its entries are
 * kept as they are written, with their variables and their order. New consoles know a change.
 */
public final class SearchPath {
  private static final String KEY =
      "SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
  private static final String VALUE = "Path";

  private SearchPath() {}

  /**
   * Adds the folder at its end; nothing happens if it is there.
   *
   * @throws com.sun.jna.platform.win32.Win32Exception without the rights of an administrator
   */
  public static void add(String folder) {
    write(with(read(), folder));
  }

  /**
   * Takes the folder out; nothing happens if it is not there.
   *
   * @throws com.sun.jna.platform.win32.Win32Exception without the rights of an administrator
   */
  public static void remove(String folder) {
    write(without(read(), folder));
  }

  private static String read() {
    return Advapi32Util.registryValueExists(WinReg.HKEY_LOCAL_MACHINE, KEY, VALUE)
        ? Advapi32Util.registryGetStringValue(WinReg.HKEY_LOCAL_MACHINE, KEY, VALUE)
        : "";
  }

  private static void write(String path) {
    if (!path.equals(read())) {
      Advapi32Util.registrySetExpandableStringValue(WinReg.HKEY_LOCAL_MACHINE, KEY, VALUE, path);
    }
  }

  static String with(String path, String folder) {
    if (entries(path).stream().anyMatch(entry -> isSame(entry, folder))) {
      return path;
    }
    return path.isEmpty() || path.endsWith(";") ? path + folder : path + ";" + folder;
  }

  static String without(String path, String folder) {
    List<String> entries = new ArrayList<>(entries(path));
    return entries.removeIf(entry -> isSame(entry, folder)) ? String.join(";", entries) : path;
  }

  private static List<String> entries(String path) {
    return List.of(path.split(";", -1));
  }

  private static boolean isSame(String entry, String folder) {
    return plain(entry).equals(plain(folder));
  }

  /** Windows takes an entry with or without quotes and a backslash at its end, in any case. */
  private static String plain(String folder) {
    String bare = folder.replace("\"", "").strip();
    return (bare.endsWith("\\") ? bare.substring(0, bare.length() - 1) : bare)
        .toLowerCase(Locale.ROOT);
  }
}
