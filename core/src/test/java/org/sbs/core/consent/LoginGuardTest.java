package org.sbs.core.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbs.core.replica.EntryGuard;
import org.sbs.core.replica.Folder;
import org.sbs.core.replica.FolderFilter;
import org.sbs.core.replica.PathRules.Names;

/** Which entries of an accepted folder are never read, sent or written. */
class LoginGuardTest {
  private static EntryGuard guard(Names names, String root, String... accept) {
    List<FolderPath> none = List.of();
    List<FolderPath> accepted = new ArrayList<>();
    for (String path : accept) {
      accepted.add(FolderPath.parse(path, names).orElseThrow());
    }
    List<FolderPath> homes =
        names == Names.POSIX
            ? List.of(FolderPath.parse("/data/people/eve", names).orElseThrow())
            : none;
    return new FolderConsent(new FolderConsent.Setting(names, none, none, homes, none, accepted))
        .guard(FolderPath.parse(root, names).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/labels, .ssh/authorized_keys, true",
    "/srv/labels, a/b/.ssh, true",
    "/srv/labels, .SSH/config, true",
    "/srv/labels, keys/authorized_keys, true",
    "/srv/labels, .bashrc, true",
    "/srv/labels, x/.profile, true",
    "/srv/labels, .zshenv, true",
    "/srv/labels, .config/autostart/x.desktop, true",
    "/srv/labels, .config/systemd/user/x.service, true",
    "/srv/labels, .config/environment.d/x.conf, true",
    "/srv/labels, .local/bin/ls, true",
    "/srv/labels, .local/lib/python3/site-packages/usercustomize.py, true",
    "/srv/labels, .local/share/systemd/user/x.timer, true",
    "/srv/labels, .pam_environment, true",
    "/srv/labels, .forward, true",
    "/srv/labels, .gitconfig, true",
    "/srv/labels, .vimrc, true",
    "/srv/labels, .rhosts, true",
    "/srv/labels, cron.d/x, true",
    "/srv/labels, systemd/system/x.service, true",
    "/srv/labels, .xsession, true",
    "/srv/labels, .git/hooks/post-checkout, true",
    "/srv/labels, a/.git/config, true",
    "/srv/labels, .hg/hgrc, true",
    "/srv/labels, .vscode/tasks.json, true",
    "/srv/labels, .yarnrc.yml, true",
    "/srv/labels, .config/xfce4/xinitrc, true",
    "/srv/labels, .config/user-dirs.dirs, true",
    "/srv/labels, .local/share/nautilus/scripts/x, true",
    "/srv/labels, \uff0e\uff53\uff53\uff48/config, true",
    "/srv/labels, .s\u200dsh/config, true",
    "/srv/labels, .s\u034fsh/config, true",
    "/srv/labels, .\u00dfh/config, true",
    "/srv/labels, \u2024bashrc, true",
    "/srv/labels, author\u200bized_keys, true",
    "/srv/labels, pro\ufb01le.d/x.sh, true",
    "/srv/labels, authorized_keys., true",
    "/srv/labels, .ssh./config, true",
    "/srv/labels, .bashrc:x, true",
    "/srv/labels, ld.so.preload., true",
    "/srv/labels, .git/objects/x, false",
    "/srv/labels, f\u00fcr/\u2713.zpl, false",
    "/srv/labels, bin/x, false",
    "/srv/labels, .config/labels.toml, false",
    "/srv/labels, .hidden, false",
    "/srv/labels, autostart, false",
    "/srv/labels, ssh/config, false",
    "/srv/labels, profile, false",
    "/srv/labels, .profile.bak, false",
    "/srv/labels, .sshx, false",
    "/srv/labels, Startup/a, false",
    "/home/alice, .anything, true",
    "/home/alice, .config/labels.toml, true",
    "/home/alice, bin, true",
    "/home/alice, bin/x, true",
    "/home/alice, labels/bin/x, false",
    "/home/alice, labels/.hidden, false",
    "/home/alice, labels/a.zpl, false",
    "/root, .hidden, true",
    "/home/alice/.config, autostart/x, true",
    "/home/alice/.config, systemd, true",
    "/home/alice/.config, labels/x, false",
    "/home/alice/.local, bin/x, true",
    "/home/alice/.local, share/applications/x, true",
    "/home/alice/.local, share/labels/x, false",
    "/data, people/eve/.hidden, true",
    "/data, people/eve/bin, true",
    "/data, people/bob/.hidden, false",
  })
  @DisplayName("R10.5 entries on Linux that a login or a program's start reads or runs")
  void linuxEntries(String root, String entry, boolean covered) {
    assertThat(guard(Names.POSIX, root).covers(entry, false)).as(entry).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "D:\\Labels, .ssh/authorized_keys, true",
    "D:\\Labels, .Ssh, true",
    "D:\\Labels, .ssh./x, true",
    "D:\\Labels, '.ssh /x', true",
    "D:\\Labels, .ssh::$INDEX_ALLOCATION, true",
    "D:\\Labels, SSH~1/authorized_keys, true",
    "D:\\Labels, AUTOEX~1.BAT, true",
    "D:\\Labels, SS1F2C~1, true",
    "D:\\Labels, Start Menu/Programs/x.lnk, true",
    "D:\\Labels, x/Programs/Startup/x.lnk, true",
    "D:\\Labels, WindowsPowerShell/profile.ps1, true",
    "D:\\Labels, Documents/PowerShell/Modules/x, true",
    "D:\\Labels, x/profile.ps1, true",
    "D:\\Labels, x/Microsoft.PowerShell_profile.ps1, true",
    "D:\\Labels, ntuser.dat, true",
    "D:\\Labels, autorun.inf, true",
    "D:\\Labels, Word/STARTUP/x.dotm, true",
    "D:\\Labels, Excel/XLSTART/x, true",
    "D:\\Labels, .gitconfig, true",
    "D:\\Labels, .bash_profile, true",
    "D:\\Labels, .\u017f\u017fh/x, true",
    "D:\\Labels, desktop.ini, true",
    "D:\\Labels, Kunden/DESKTOP.INI, true",
    "D:\\Labels, PowerShell/Modules/x.psm1, true",
    "D:\\Labels, powershell.config.json, true",
    "D:\\Labels, Microsoft/Windows/SendTo/x.lnk, true",
    "D:\\Labels, x/Quick Launch/User Pinned/TaskBar/x.lnk, true",
    "D:\\Labels, Microsoft/Vorlagen/x, true",
    "D:\\Labels, .git/hooks/pre-commit, true",
    "D:\\Labels, \uff0essh/x, true",
    "D:\\Labels, .s\u200dsh/x, true",
    "D:\\Labels, ~$order.docx, false",
    "D:\\Labels, long-name~1.txt.bak, false",
    "D:\\Labels, Startup/x, false",
    "D:\\Labels, profile.txt, false",
    "D:\\Labels, .hidden, false",
    "D:\\Labels, bin/x, false",
    "C:\\Users\\alice, AppData/Roaming/x, true",
    "C:\\Users\\alice, .hidden, true",
    "C:\\Users\\alice, BIN/x, true",
    "C:\\Users\\alice, NTUSER.DAT, true",
    "C:\\Users\\alice, Documents/Labels/x, false",
    "C:\\Users\\alice\\AppData\\Local, Labels/x, false",
    "C:\\Users\\alice\\AppData\\Local, Programs/x, true",
    "C:\\Users\\alice\\AppData\\Local, Microsoft/WindowsApps/x.exe, true",
    "\\\\server\\share\\x, .ssh, true",
  })
  @DisplayName("R10.5 entries on Windows that a login or a program's start reads or runs")
  void windowsEntries(String root, String entry, boolean covered) {
    assertThat(guard(Names.WINDOWS, root).covers(entry, false)).as(entry).isEqualTo(covered);
  }

  @Test
  @DisplayName("R10.5 only what accept names itself is taken, with the folders on the way to it")
  void accepted() {
    EntryGuard home = guard(Names.POSIX, "/home/alice", "/home/alice");
    assertThat(home.covers(".ssh", true)).isTrue();
    assertThat(home.covers(".hidden", false)).isTrue();

    EntryGuard config = guard(Names.POSIX, "/home/alice", "/home/alice/.config");
    assertThat(config.covers(".config/labels", false)).isFalse();
    assertThat(config.covers(".config/autostart/x", false)).isTrue();
    assertThat(config.covers(".other", false)).isTrue();

    EntryGuard unit = guard(Names.POSIX, "/home/alice", "/home/alice/.config/systemd/user/a");
    assertThat(unit.covers(".config/systemd/user/a", false)).isFalse();
    assertThat(unit.covers(".config/systemd/user", true)).isFalse();
    assertThat(unit.covers(".config/systemd/user", false)).as("no folder").isTrue();
    assertThat(unit.covers(".config/systemd/user/b", false)).isTrue();

    EntryGuard ssh = guard(Names.WINDOWS, "C:\\Users\\Alice", "c:\\users\\alice\\.SSH");
    assertThat(ssh.covers(".ssh/config", false)).isFalse();
    assertThat(ssh.covers(".bashrc", false)).isTrue();
  }

  @Test
  @DisplayName(
      "R10.5 R4.5 what the guard covers is in no folder set, whatever filters and scripts say")
  void inFolder() {
    Folder folder =
        Folder.of(1, "/srv/labels", new FolderFilter(List.of("**", ".ssh"), List.of("*.tmp")))
            .withForced(List.of(".ssh/config"))
            .withGuard(guard(Names.POSIX, "/srv/labels"));
    assertThat(folder.holds("a.zpl", false)).isTrue();
    assertThat(folder.holds(".ssh", true)).isFalse();
    assertThat(folder.holds(".ssh/config", false)).isFalse();
    assertThat(folder.mayHoldBelow(".ssh")).isFalse();
    assertThat(folder.isGuarded(".ssh", true)).isTrue();
    assertThat(folder.isGuarded("a.zpl", false)).isFalse();
    assertThat(folder.withForced(List.of()).guard()).isEqualTo(folder.guard());
    assertThat(folder)
        .as("a guard makes no other folder")
        .isEqualTo(folder.withGuard(EntryGuard.NONE));
  }
}
