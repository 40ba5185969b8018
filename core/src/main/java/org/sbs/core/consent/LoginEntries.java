package org.sbs.core.consent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.replica.PathRules.Names;

/**
 * Which entries a login, or the start of a program, reads or runs: who can write them runs programs
 * as the account that logs in (R10.5). Names are compared without regard to case on every platform,
 * because some file systems of Linux do so too. Pure.
 *
 * <p>Most are known by their names wherever they lie. In a person's home that is taken as a whole,
 * everything hidden counts too: the list of programs that read a file there has no end.
 */
final class LoginEntries {
  /** Names, one or several that follow one another, at any depth. */
  private static final List<String> EVERYWHERE =
      List.of(
          // Keys, and who may come in without one.
          ".ssh",
          "authorized_keys",
          "authorized_keys2",
          "administrators_authorized_keys",
          ".gnupg",
          ".rhosts",
          ".shosts",
          ".k5login",
          ".k5users",
          ".netrc",
          ".pgpass",
          ".kube",
          ".aws",
          "sudoers.d",
          // Shells and sessions.
          ".bashrc",
          ".bash_profile",
          ".bash_login",
          ".bash_logout",
          ".bash_aliases",
          ".bash_completion",
          ".profile",
          ".login",
          ".logout",
          ".zshrc",
          ".zshenv",
          ".zprofile",
          ".zlogin",
          ".zlogout",
          ".oh-my-zsh",
          ".kshrc",
          ".mkshrc",
          ".shrc",
          ".shinit",
          ".cshrc",
          ".tcshrc",
          ".inputrc",
          ".pam_environment",
          ".xprofile",
          ".xinitrc",
          ".xserverrc",
          ".xsession",
          ".xsessionrc",
          ".xbindkeysrc",
          ".gnomerc",
          ".dmrc",
          ".config/autostart",
          ".config/autostart-scripts",
          ".config/systemd",
          ".config/environment.d",
          ".config/plasma-workspace",
          ".config/upstart",
          ".config/user-tmpfiles.d",
          ".config/containers",
          ".config/dbus-1",
          ".config/fish",
          ".config/zsh",
          ".config/bash",
          ".config/powershell",
          ".config/i3",
          ".config/sway",
          ".config/hypr",
          ".config/openbox",
          ".config/awesome",
          ".config/bspwm",
          ".config/labwc",
          ".config/lxsession",
          ".config/niri",
          ".config/pulse",
          ".config/qtile",
          ".config/river",
          ".config/sxhkd",
          ".config/user-dirs.dirs",
          ".config/wireplumber",
          ".config/xfce4",
          ".config/xmonad",
          ".config/direnv",
          ".config/elvish",
          ".config/mpv",
          ".config/nushell",
          ".config/tmux",
          ".config/git",
          ".config/vim",
          ".config/nvim",
          ".config/emacs",
          ".kde/autostart",
          ".kde/env",
          ".kde4/autostart",
          ".kde4/env",
          ".fluxbox",
          ".openbox",
          ".xmonad",
          ".local/bin",
          ".local/sbin",
          ".local/lib",
          ".local/share/applications",
          ".local/share/bash-completion",
          ".local/share/dbus-1",
          ".local/share/gnome-shell",
          ".local/share/kio",
          ".local/share/kservices5",
          ".local/share/nautilus",
          ".local/share/nemo",
          ".local/share/plasma",
          ".local/share/systemd",
          ".cargo",
          ".nvm",
          ".pyenv",
          ".rbenv",
          ".rvm",
          ".sdkman",
          ".asdf",
          ".npm-global",
          // What programs run when they start.
          ".forward",
          ".procmailrc",
          ".gitconfig",
          ".git/config",
          ".git/hooks",
          ".hgrc",
          ".hg/hgrc",
          ".ipython",
          ".jupyter",
          ".gradle",
          ".m2",
          ".my.cnf",
          ".rpmmacros",
          ".sqliterc",
          ".vscode",
          ".vscode-server",
          ".yarnrc",
          ".yarnrc.yml",
          ".vim",
          ".vimrc",
          ".gvimrc",
          ".exrc",
          ".nvim",
          ".emacs",
          ".emacs.d",
          ".tmux.conf",
          ".screenrc",
          ".gdbinit",
          ".lldbinit",
          ".pythonrc",
          ".pythonrc.py",
          ".pdbrc",
          ".irbrc",
          ".pryrc",
          ".rprofile",
          ".npmrc",
          ".lessfilter",
          ".psqlrc",
          // What the system starts for everybody.
          "cron.d",
          "cron.hourly",
          "cron.daily",
          "cron.weekly",
          "cron.monthly",
          "crontabs",
          "systemd/user",
          "systemd/system",
          "init.d",
          "profile.d",
          "ld.so.preload");

  private static final List<String> EVERYWHERE_ON_WINDOWS =
      List.of(
          "start menu",
          "programs/startup",
          "programme/autostart",
          "windowspowershell",
          "documents/powershell",
          "dokumente/powershell",
          "powershell/modules",
          "powershell/scripts",
          "powershell.config.json",
          "appdata/local/microsoft",
          "appdata/roaming/microsoft",
          "appdata/roaming/npm",
          "appdata/roaming/python",
          "appdata/roaming/code",
          "microsoft/windowsapps",
          "microsoft/onedrive",
          "microsoft/protect",
          "microsoft/addins",
          "microsoft/templates",
          "microsoft/vorlagen",
          "windows/sendto",
          "quick launch",
          "scoop/shims",
          ".dotnet/tools",
          "word/startup",
          "excel/xlstart",
          "appdata/local/programs",
          "normal.dotm",
          "vbaproject.otm",
          "profile.ps1",
          "ntuser.dat",
          "ntuser.man",
          "ntuser.ini",
          "usrclass.dat",
          "autorun.inf",
          "desktop.ini");

  /** The last name ends so. */
  private static final String POWERSHELL_PROFILE = "_profile.ps1";

  /** Directly in a home. */
  private static final List<String> IN_A_HOME = List.of("bin");

  /** Directly in a home on Windows, where that is taken as a whole. */
  private static final List<String> HIDDEN_ON_WINDOWS =
      List.of("appdata", "application data", "local settings", "sendto");

  private final Names names;
  private final Map<String, List<List<String>>> byLastName = new HashMap<>();
  private final List<FolderPath> homes;

  /** By the first letter of a name, which lengths it may have, one bit each. */
  private final long[] lengths = new long[128];

  /**
   * The rule of a platform.
   *
   * @param homes of people on this machine, beside those in the usual places
   */
  LoginEntries(Names names, List<FolderPath> homes) {
    this.names = names;
    this.homes = List.copyOf(homes);
    List<String> all = new ArrayList<>(EVERYWHERE);
    if (names == Names.WINDOWS) {
      all.addAll(EVERYWHERE_ON_WINDOWS);
    }
    for (String pattern : all) {
      List<String> words = List.of(pattern.split("/"));
      String last = words.get(words.size() - 1);
      byLastName.computeIfAbsent(last, unseen -> new ArrayList<>()).add(words);
      lengths[last.charAt(0)] |= 1L << last.length();
    }
    IN_A_HOME.forEach(name -> lengths[name.charAt(0)] |= 1L << name.length());
  }

  Names names() {
    return names;
  }

  /** How an entry is known. */
  enum Kind {
    /** By its name. */
    NAMED,
    /** As something hidden in a home that is taken as a whole. */
    HIDDEN
  }

  /**
   * Whether the last of these folded names, from the top of the disk, is such an entry.
   *
   * @param path folded, the first {@code count} of it
   * @param rootCount how many of them are the folder of the set
   */
  Optional<Kind> kind(String top, List<String> path, int count, int rootCount) {
    String last = path.get(count - 1);
    if (isNamed(path, count, last)) {
      return Optional.of(Kind.NAMED);
    }
    boolean mayMatter =
        last.startsWith(".")
            || IN_A_HOME.contains(last)
            || (names == Names.WINDOWS && HIDDEN_ON_WINDOWS.contains(last));
    if (!mayMatter || !isHome(top, path, count - 1)) {
      return Optional.empty();
    }
    if (IN_A_HOME.contains(last)) {
      return Optional.of(Kind.NAMED);
    }
    return rootCount < count ? Optional.of(Kind.HIDDEN) : Optional.empty();
  }

  private boolean isNamed(List<String> path, int count, String last) {
    if (names == Names.WINDOWS
        && (last.endsWith(POWERSHELL_PROFILE) || FolderPath.isShortName(last))) {
      return true;
    }
    for (List<String> words : byLastName.getOrDefault(last, List.of())) {
      if (words.size() <= count && path.subList(count - words.size(), count).equals(words)) {
        return true;
      }
    }
    return false;
  }

  private boolean isHome(String top, List<String> path, int count) {
    boolean usual =
        names == Names.WINDOWS
            ? count == 2 && path.get(0).equals("users")
            : (count == 2 && path.get(0).equals("home"))
                || (count == 1 && path.get(0).equals("root"));
    return usual
        || homes.stream()
            .anyMatch(
                home ->
                    fold(home.top()).equals(fold(top))
                        && home.parts().size() == count
                        && fold(home.parts()).equals(path.subList(0, count)));
  }

  /** Whether an entry of this name may be one: a quick look, because there are millions. */
  boolean mayBe(String relative, int from, int end) {
    char first = relative.charAt(from);
    char last = relative.charAt(end - 1);
    if (names == Names.WINDOWS || first == '.' || last == '.' || last == ' ') {
      return true;
    }
    for (int at = from; at < end; at++) {
      char one = relative.charAt(at);
      if (one >= lengths.length || one == ':') {
        return true;
      }
    }
    int length = end - from;
    return length < Long.SIZE && (lengths[Character.toLowerCase(first)] & (1L << length)) != 0;
  }

  /** Names as they are compared. */
  List<String> fold(List<String> parts) {
    return parts.stream().map(this::fold).toList();
  }

  /**
   * A name as it is compared: as the most generous file system does. Windows, and a share or disk
   * of Windows that is mounted elsewhere, drops dots and spaces at the end, and what follows a
   * colon names a stream of the same file. Folders of Linux that know no case skip characters that
   * nobody sees; others take letters of another width or form for the same.
   */
  String fold(String name) {
    String same = caseless(name);
    int colon = same.indexOf(':');
    int end = colon > 1 ? colon : same.length();
    while (end > 0 && (same.charAt(end - 1) == '.' || same.charAt(end - 1) == ' ')) {
      end--;
    }
    return same.substring(0, end);
  }

  private static String caseless(String name) {
    if (name.chars().allMatch(one -> one < 128)) {
      return name.toLowerCase(Locale.ROOT);
    }
    StringBuilder seen = new StringBuilder();
    name.codePoints().filter(one -> !isIgnored(one)).forEach(seen::appendCodePoint);
    String plain = Normalizer.normalize(seen, Normalizer.Form.NFKC);
    String lower = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFKC);
  }

  /** Unicode's "default ignorable" characters: a comparison without case skips them. */
  private static boolean isIgnored(int character) {
    return Character.getType(character) == Character.FORMAT
        || character == 0x034f
        || (character >= 0x115f && character <= 0x1160)
        || (character >= 0x17b4 && character <= 0x17b5)
        || (character >= 0x180b && character <= 0x180f)
        || (character >= 0x2060 && character <= 0x206f)
        || character == 0x3164
        || (character >= 0xfe00 && character <= 0xfe0f)
        || character == 0xffa0
        || (character >= 0xfff0 && character <= 0xfff8)
        || (character >= 0xe0000 && character <= 0xe0fff);
  }
}
