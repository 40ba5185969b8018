package org.sbs.core.replica;

import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;

/**
 * One pattern of a {@link FolderFilter}, ready to match. Matching takes time in proportion to
 * pattern times path, whatever the pattern.
 */
final class Glob {
  private static final String ANY_NAMES = "**";

  private final String[] pattern;
  private final boolean foldersOnly;

  private Glob(String[] pattern, boolean foldersOnly) {
    this.pattern = pattern;
    this.foldersOnly = foldersOnly;
  }

  static Glob of(String text) {
    boolean foldersOnly = text.endsWith("/");
    String body = foldersOnly ? text.substring(0, text.length() - 1) : text;
    boolean anchored = body.indexOf('/') >= 0;
    if (body.startsWith("/")) {
      body = body.substring(1);
    }
    String[] names = body.split("/", -1);
    for (String name : names) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw new ReasonException(Reason.of(ReasonCode.PATTERN_IMPROPER).with("pattern", text));
      }
    }
    if (!anchored) {
      names = join(new String[] {ANY_NAMES}, names);
    }
    if (names[names.length - 1].equals(ANY_NAMES)) {
      // What lies in a folder, not the folder itself.
      names = join(names, new String[] {"*"});
    }
    return new Glob(names, foldersOnly);
  }

  /** Whether the entry, or a folder that it lies in, is meant. */
  boolean matches(String[] names, boolean folder) {
    for (int length = 1; length <= names.length; length++) {
      boolean isFolder = length < names.length || folder;
      if ((isFolder || !foldersOnly) && matchesNames(names, length)) {
        return true;
      }
    }
    return false;
  }

  /** Whether something in the folder with these names can be meant. */
  boolean mayMatchBelow(String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (i == pattern.length || pattern[i].equals(ANY_NAMES)) {
        return true;
      }
      if (!matchesName(pattern[i], names[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean matchesNames(String[] names, int length) {
    int p = 0;
    int n = 0;
    int afterStar = -1;
    int starTo = 0;
    while (n < length) {
      if (p < pattern.length && pattern[p].equals(ANY_NAMES)) {
        afterStar = ++p;
        starTo = n;
      } else if (p < pattern.length && matchesName(pattern[p], names[n])) {
        p++;
        n++;
      } else if (afterStar >= 0) {
        p = afterStar;
        n = ++starTo;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p].equals(ANY_NAMES)) {
      p++;
    }
    return p == pattern.length;
  }

  private static boolean matchesName(String pattern, String name) {
    int p = 0;
    int n = 0;
    int afterStar = -1;
    int starTo = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        afterStar = ++p;
        starTo = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (afterStar >= 0) {
        p = afterStar;
        n = ++starTo;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static String[] join(String[] first, String[] second) {
    String[] joined = new String[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
