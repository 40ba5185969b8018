package org.sbs.core.consent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.PathRules;
import org.sbs.core.replica.PathRules.Names;
import org.sbs.core.text.Sanitizer;

/**
 * An absolute path of a folder, taken apart by the rules of a platform. Text alone: nothing is
 * looked up on a disk. Immutable.
 *
 * @param names whose rules
 * @param top {@code /}, a drive as {@code C:}, or a share as {@code //server/share}
 * @param parts the names below it, as they were written
 */
public record FolderPath(Names names, String top, List<String> parts) {
  /** Marks of writing direction: with them a name reads as another one. */
  private static final String DIRECTION =
      "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

  /** What Windows serves beside the shares: pipes and letterboxes of programs. */
  private static final Set<String> NO_SHARES = Set.of("pipe", "mailslot");

  /** With what the top of a share begins. */
  private static final String SHARE = "//";

  private static final Pattern SERVER =
      Pattern.compile("[\\p{L}\\p{N}._-]+(@([sS]{2}[lL]|[0-9]{1,5})){0,2}");

  private static final int MOST_CHARACTERS = 4000;

  /** Copies the list. */
  public FolderPath {
    parts = List.copyOf(parts);
  }

  /** What is wrong with the text as an absolute, plain path; empty if nothing is. */
  public static Optional<Reason> objection(String path, Names names) {
    return parse(path, names).isPresent()
        ? Optional.empty()
        : Optional.of(Reason.of(ReasonCode.FOLDER_NOT_PLAIN).with("folder", shown(path)));
  }

  /** The path of that text; empty if it is not absolute, or not plain. */
  public static Optional<FolderPath> parse(String path, Names names) {
    if (path.length() > MOST_CHARACTERS || path.chars().anyMatch(FolderPath::isUnreadable)) {
      return Optional.empty();
    }
    return names == Names.WINDOWS ? windows(path.replace('/', '\\')) : posix(path);
  }

  private static Optional<FolderPath> posix(String path) {
    return path.startsWith("/") ? plain(Names.POSIX, "/", path.split("/", -1)) : Optional.empty();
  }

  private static Optional<FolderPath> windows(String path) {
    if (path.startsWith("\\\\")) {
      String[] words = path.substring(2).split("\\\\", -1);
      // "\\.\" and "\\?\" name devices and skip all rules; a drive's own share is the whole drive.
      boolean share =
          words.length >= 2
              && isName(words[0], Names.WINDOWS)
              && isName(words[1], Names.WINDOWS)
              && isServer(words[0])
              && !isAdministrative(words[1])
              && !NO_SHARES.contains(words[1].toLowerCase(Locale.ROOT))
              && !isLoopbackName(serverName(words[0]));
      return share
          ? plain(
              Names.WINDOWS,
              "//" + words[0] + "/" + words[1],
              List.of(words).subList(2, words.length).toArray(new String[0]))
          : Optional.empty();
    }
    boolean drive =
        path.length() >= 3
            && path.charAt(1) == ':'
            && path.charAt(2) == '\\'
            && Character.toString(path.charAt(0)).matches("[A-Za-z]");
    return drive
        ? plain(
            Names.WINDOWS,
            path.substring(0, 2).toUpperCase(Locale.ROOT),
            path.substring(3).split("\\\\", -1))
        : Optional.empty();
  }

  /**
   * A name or an address, and for WebDAV a port. Windows takes more in this place, such as the name
   * of one of its own drivers before that of the server, and letters of another width for plain
   * ones.
   */
  private static boolean isServer(String word) {
    return SERVER.matcher(word).matches() && Normalizer.isNormalized(word, Normalizer.Form.NFKC);
  }

  /** A drive's own share is the whole drive. */
  private static boolean isAdministrative(String share) {
    return share.endsWith("$");
  }

  /** The server of a share as it is compared: without a port. */
  static String serverName(String server) {
    String whole = server.toLowerCase(Locale.ROOT);
    int port = whole.indexOf('@');
    return port < 0 ? whole : whole.substring(0, port);
  }

  /**
   * A share of this machine's own is another way to a folder that has a path. Here are the names
   * that every machine has for itself; {@link MachineNames} has the others. A number that is not an
   * address in its usual form is refused, because Windows takes it for one: {@code 0x7f000001}.
   */
  static boolean isLoopbackName(String name) {
    boolean number = name.matches("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*");
    boolean usual = name.matches("[1-9][0-9]{0,2}(\\.(0|[1-9][0-9]{0,2})){3}");
    return name.equals("localhost")
        || name.startsWith("localhost.")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.startsWith("127.")
        || (number && !usual)
        || name.startsWith("wsl")
        || name.endsWith(".ipv6-literal.net");
  }

  /** Whether the path leads through a share. */
  public boolean isShare() {
    return top.startsWith(SHARE);
  }

  /**
   * Why a share is not a place that anybody can accept: it is one of this machine itself, whose
   * folders have paths of their own, or one of a whole drive.
   */
  Optional<Reason> shareObjection(MachineNames machine) {
    if (!isShare()) {
      return Optional.empty();
    }
    String[] words = top.substring(SHARE.length()).split("/", -1);
    if (machine.contain(words[0])) {
      return Optional.of(Reason.of(ReasonCode.FOLDER_ON_OWN_SHARE).with("folder", shown(text())));
    }
    return !isServer(words[0]) || isAdministrative(words[words.length - 1])
        ? Optional.of(Reason.of(ReasonCode.FOLDER_NOT_PLAIN).with("folder", shown(text())))
        : Optional.empty();
  }

  private static Optional<FolderPath> plain(Names names, String top, String[] words) {
    List<String> parts = new ArrayList<>();
    for (String word : words) {
      if (word.isEmpty()) {
        continue;
      }
      if (!isName(word, names)) {
        return Optional.empty();
      }
      parts.add(word);
    }
    return Optional.of(new FolderPath(names, top, parts));
  }

  private static boolean isName(String word, Names names) {
    return PathRules.objection(word, names).isEmpty()
        && !(names == Names.WINDOWS && isShortName(word));
  }

  /** What nobody can say yes to, because nobody sees it. */
  private static boolean isUnreadable(int character) {
    return Character.isISOControl(character)
        || DIRECTION.indexOf(character) >= 0
        || character == '\u2028'
        || character == '\u2029';
  }

  /**
   * Whether Windows may have made up this name for a longer one: {@code AUTOST~1} opens {@code
   * autostart}.
   */
  static boolean isShortName(String name) {
    int dot = name.indexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    int tilde = stem.lastIndexOf('~');
    return stem.length() <= 8
        && tilde > 0
        && tilde < stem.length() - 1
        && stem.substring(tilde + 1).chars().allMatch(c -> c >= '0' && c <= '9')
        && (dot < 0 || name.length() - dot <= 4);
  }

  /** Whether the other folder is this one or lies in it. */
  public boolean contains(FolderPath other) {
    if (other.names != names
        || !fold(top, names).equals(fold(other.top, names))
        || other.parts.size() < parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!fold(parts.get(i), names).equals(fold(other.parts.get(i), names))) {
        return false;
      }
    }
    return true;
  }

  /** Whether both are the same folder. */
  public boolean isSame(FolderPath other) {
    return contains(other) && other.contains(this);
  }

  /** What lies in this folder under these names. */
  FolderPath resolve(List<String> below) {
    List<String> longer = new ArrayList<>(parts);
    longer.addAll(below);
    return new FolderPath(names, top, longer);
  }

  /** The names that lead here from a folder that contains this one. */
  public List<String> below(FolderPath folder) {
    return parts.subList(folder.parts.size(), parts.size());
  }

  /** A name as the platform compares it. */
  private static String fold(String name, Names names) {
    return names == Names.WINDOWS ? name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : name;
  }

  /** As users write it. */
  public String text() {
    if (names == Names.POSIX) {
      return "/" + String.join("/", parts);
    }
    String start = top.replace('/', '\\');
    return start + "\\" + String.join("\\", parts);
  }

  /** A text that may be anything, fit for a line: short, without control characters. */
  static String shown(String text) {
    String some = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    return Sanitizer.line(some);
  }

  @Override
  public String toString() {
    return text();
  }
}
