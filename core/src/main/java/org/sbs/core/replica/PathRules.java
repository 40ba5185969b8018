package org.sbs.core.replica;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * The one form that paths have on the wire, and what a receiver takes: names separated by {@code
 * /}, relative, no way up. Names are kept as found; nothing is mended. Each check answers with the
 * objection, which has the path as {@code path}, or with nothing.
 */
public final class PathRules {
  /** Where the secondary stages a cycle, in each folder of the set; never copied, in any case. */
  public static final String STAGING = ".sbs-staging";

  /** Where the versions lie that cycles replaced and deleted; never copied, in any case. */
  public static final String VERSIONS = ".sbs-versions";

  /** The same in 0.1.0; never copied either. */
  public static final String FORMER_VERSIONS = ".sbs-kept";

  private static final List<String> RESERVED = List.of(STAGING, VERSIONS, FORMER_VERSIONS);

  /** The longest path and link target, in bytes of UTF-8. */
  public static final int MAX_PATH_BYTES = 4000;

  /** The longest name: bytes of UTF-8, or characters on Windows. */
  public static final int MAX_NAME = 255;

  private static final String WINDOWS_FORBIDDEN = "<>:\"|?*\\";
  private static final Set<String> WINDOWS_DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");

  /** What the receiver's platform does not allow in names. */
  public enum Names {
    /** Everything but NUL and the separator. */
    POSIX,
    /** Also no drive letters, backslashes, device names, trailing dots or spaces. */
    WINDOWS
  }

  private PathRules() {}

  /** What is wrong with a relative path, if anything. */
  public static Optional<Reason> objection(String path, Names names) {
    if (path.isEmpty()) {
      return of(ReasonCode.ENTRY_EMPTY, path);
    }
    if (path.startsWith("/")) {
      return of(ReasonCode.ENTRY_ABSOLUTE, path);
    }
    int bytes = utf8Length(path);
    if (bytes < 0) {
      return of(ReasonCode.ENTRY_NOT_UNICODE, path);
    }
    if (bytes > MAX_PATH_BYTES) {
      return of(ReasonCode.ENTRY_PATH_LONG, path).map(why -> why.with("bytes", MAX_PATH_BYTES));
    }
    for (String name : path.split("/", -1)) {
      Optional<Reason> objection = nameObjection(name, names);
      if (objection.isPresent()) {
        return objection.map(why -> why.with("path", path));
      }
    }
    return Optional.empty();
  }

  /**
   * What is wrong with a symbolic link, if anything: it must be relative and stay in its folder.
   * The way up may stand only at the beginning of a target: after a name it could lead out through
   * another link.
   */
  public static Optional<Reason> linkObjection(String path, String target, Names names) {
    Optional<Reason> ofPath = objection(path, names);
    if (ofPath.isPresent()) {
      return ofPath;
    }
    if (target.isEmpty() || utf8Length(target) < 0 || utf8Length(target) > MAX_PATH_BYTES) {
      return of(ReasonCode.SYMLINK_IMPROPER, path);
    }
    if (target.equals(FileEntry.OPAQUE_TARGET)) {
      return of(ReasonCode.ENTRY_OPAQUE, path);
    }
    if (target.startsWith("/")) {
      return of(ReasonCode.SYMLINK_ABSOLUTE, path);
    }
    int up = path.split("/", -1).length - 1;
    boolean descends = false;
    for (String name : target.split("/", -1)) {
      if (name.equals("..")) {
        up--;
        if (up < 0 || descends) {
          return of(ReasonCode.SYMLINK_OUTSIDE, path);
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        descends = true;
        Optional<Reason> ofName = nameObjection(name, names);
        if (ofName.isPresent()) {
          return of(ReasonCode.SYMLINK_TARGET_NAME, path).map(why -> why.with("why", ofName.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a path goes through a name that SBS keeps for itself. */
  public static boolean isReserved(String path) {
    for (int from = 0; from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      if (reserved(path, from, end).isPresent()) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  private static Optional<String> reserved(String path, int from, int end) {
    for (String name : RESERVED) {
      if (end - from == name.length() && path.regionMatches(true, from, name, 0, end - from)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Whether it is, in just these letters, a name that SBS keeps for itself. */
  public static boolean isReservedName(String name) {
    return RESERVED.contains(name);
  }

  /** Paths with the same key are the same file to the receiver. */
  public static EntryPath sameFileKey(EntryPath at, Names names) {
    return names == Names.POSIX
        ? at
        : new EntryPath(at.folder(), at.path().toUpperCase(Locale.ROOT));
  }

  private static Optional<Reason> of(ReasonCode code, String path) {
    return Optional.of(Reason.of(code).with("path", path));
  }

  private static Optional<Reason> nameObjection(String name, Names names) {
    if (name.isEmpty()) {
      return of(ReasonCode.ENTRY_EMPTY_NAME, name);
    }
    if (name.equals(".") || name.equals("..")) {
      return of(ReasonCode.ENTRY_NOT_STRAIGHT, name).map(why -> why.with("name", name));
    }
    if (name.indexOf('\0') >= 0) {
      return of(ReasonCode.ENTRY_NUL, name);
    }
    Optional<String> reserved = reserved(name, 0, name.length());
    if (reserved.isPresent()) {
      return of(ReasonCode.ENTRY_RESERVED, name).map(why -> why.with("name", reserved.get()));
    }
    int length = names == Names.WINDOWS ? name.length() : utf8Length(name);
    if (length > MAX_NAME) {
      return of(ReasonCode.ENTRY_NAME_LONG, name).map(why -> why.with("most", MAX_NAME));
    }
    return names == Names.WINDOWS ? windowsObjection(name) : Optional.empty();
  }

  private static Optional<Reason> windowsObjection(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || WINDOWS_FORBIDDEN.indexOf(c) >= 0) {
        return of(ReasonCode.ENTRY_WINDOWS_CHARACTER, name);
      }
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      return of(ReasonCode.ENTRY_WINDOWS_END, name);
    }
    int dot = name.indexOf('.');
    String stem =
        (dot < 0 ? name : name.substring(0, dot)).stripTrailing().toUpperCase(Locale.ROOT);
    boolean numbered =
        stem.length() == 4
            && (stem.startsWith("COM") || stem.startsWith("LPT"))
            && "0123456789\u00b9\u00b2\u00b3".indexOf(stem.charAt(3)) >= 0;
    return numbered || WINDOWS_DEVICES.contains(stem)
        ? of(ReasonCode.ENTRY_WINDOWS_DEVICE, name)
        : Optional.empty();
  }

  /** Bytes of UTF-8, or -1 where a surrogate stands alone. */
  private static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        return -1;
      }
    }
    return bytes;
  }
}
