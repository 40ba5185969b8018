package org.sbs.core.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.consent.FolderConsent.Decision;
import org.sbs.core.consent.FolderConsent.Verdict;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.replica.PathRules.Names;

/** Which folders a node lets its peer write, under the rules of both platforms. */
class FolderConsentTest {
  private static final Names LINUX = Names.POSIX;
  private static final Names WINDOWS = Names.WINDOWS;

  private static FolderPath path(String text, Names names) {
    return FolderPath.parse(text, names).orElseThrow(() -> new AssertionError(text));
  }

  private static List<FolderPath> paths(Names names, String... texts) {
    List<FolderPath> paths = new ArrayList<>();
    for (String text : texts) {
      paths.add(path(text, names));
    }
    return paths;
  }

  /** A node whose settings name some folders. */
  private static FolderConsent node(Names names, List<FolderPath> accept) {
    boolean linux = names == LINUX;
    return new FolderConsent(
        new FolderConsent.Setting(
            names,
            linux
                ? paths(names, "/var/lib/sbs", "/opt/sbs/lib")
                : paths(names, "C:\\ProgramData\\sbs"),
            linux ? List.of() : paths(names, "E:\\WinNT4"),
            linux ? paths(names, "/data/people/eve") : List.of(),
            linux
                ? paths(names, "/var/lib/lpm", "/srv/labels")
                : paths(names, "C:\\ProgramData\\lpm", "D:\\Labels"),
            accept));
  }

  private static Decision decide(String text, Names names) {
    FolderPath folder = path(text, names);
    return node(names, List.of()).decide(folder, folder, false, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/labels, ACCEPTED",
    "/srv/labels/, ACCEPTED",
    "/srv//labels/zpl, ACCEPTED",
    "/var/lib/lpm/templates, ACCEPTED",
    "/srv/labels-2, WAITS",
    "/srv/Labels, WAITS",
    "/opt/labels, WAITS",
    "/home/alice, WAITS",
    "/home/alice/labels, WAITS",
    "/home/alice/.config/labels, WAITS",
    "/root/labels, WAITS",
    "/data, WAITS",
    "/data/labels, WAITS",
    "/mnt/share/labels, WAITS",
    "/var/www/labels, WAITS",
    "/tmp/x, WAITS",
    "/etc, NEVER",
    "/etc/cron.d, NEVER",
    "/usr/local/bin, NEVER",
    "/lib64/security, NEVER",
    "/boot/efi, NEVER",
    "/dev/shm/x, NEVER",
    "/proc/self/root/srv, NEVER",
    "/run/systemd/system, NEVER",
    "/var, NEVER",
    "/var/lib, NEVER",
    "/var/lib/cloud/scripts/per-boot, NEVER",
    "/var/lib/systemd/linger, NEVER",
    "/var/spool/cron/crontabs, NEVER",
    "/var/spool, NEVER",
    "/snap/bin, NEVER",
    "/home, NEVER",
    "/root, NEVER",
    "/srv, NEVER",
    "/, NEVER",
    "/root/.ssh, NEVER",
    "/root/.local/bin, NEVER",
    "/root/bin, NEVER",
    "/home/alice/.ssh, NEVER",
    "/home/alice/.ssh/keys, NEVER",
    "/home/alice/bin, NEVER",
    "/home/alice/.config/autostart, NEVER",
    "/home/alice/.config/systemd/user, NEVER",
    "/home/alice/.local/share/applications, NEVER",
    "/data/people/eve/bin, NEVER",
    "/data/people/eve/labels, WAITS",
    "/proc/self/root/root, NEVER",
    "/proc/self/root/root/labels, NEVER",
    "/proc/1/root/root, NEVER",
    "/proc/1/root/home/alice, NEVER",
    "/proc/self/cwd, NEVER",
    "/proc/self/fd/7, NEVER",
    "/proc/thread-self/root/srv/labels, NEVER",
    "//proc//self/root/root, NEVER",
    "/dev/fd/7, NEVER",
    "/sys/kernel, NEVER",
    "/run/user/1000, NEVER",
    "/var/run/user/1000, NEVER",
    "/var/lib/sbs, NEVER",
    "/var/lib/sbs/state, NEVER",
    "/opt/sbs, NEVER",
    "/opt/sbs/lib/ext, NEVER",
    "/srv/git/.ssh, NEVER",
    "/opt/x/systemd/system, NEVER",
    "/var/cron/tabs, NEVER",
    "/var/lib/cron, NEVER",
    "/var/lib/snmp, NEVER",
    "/var/lib/ca-certificates, NEVER",
    "/var/lib/pacman/local, NEVER",
    "/var/lib/apk, NEVER",
    "/var/lib/zypp, NEVER",
    "/var/lib/krb5kdc, NEVER",
    "/var/lib/libvirt/images, NEVER",
    "/var/lib/waagent, NEVER",
    "/var/lib/rancher, NEVER",
    "/var/lib/unattended-upgrades, NEVER",
    "/var/cache/pacman/pkg, NEVER",
    "/var/cache/private, NEVER",
    "/var/log/audit, NEVER",
    "/var/crash, NEVER",
    "/.snapshots/1, NEVER",
    "/home/alice/.config/labwc, NEVER",
    "/home/alice/.config/xfce4, NEVER",
    "/home/alice/.local/share/nautilus/scripts, NEVER",
    "/home/alice/.ipython/profile_default/startup, NEVER",
    "/home/alice/.vscode-server, NEVER",
    "/home/alice/.kube, NEVER",
    "/srv/labels/.git/hooks, NEVER",
    "/srv/labels/.git/config, NEVER",
    "/srv/labels/\uff0e\uff53\uff53\uff48, NEVER",
    "/srv/labels/.s\u034fsh, NEVER",
    "/srv/git/labels.git, WAITS",
    "/var/lib/postgresql, WAITS",
  })
  @DisplayName("R10.5 R10.2 folders on Linux: taken, asked for, or never taken")
  void linuxFolders(String folder, Verdict verdict) {
    assertThat(decide(folder, LINUX).verdict()).as(folder).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "D:\\Labels, ACCEPTED",
    "d:/labels/ZPL, ACCEPTED",
    "C:\\programdata\\LPM\\templates, ACCEPTED",
    "D:\\Labels2, WAITS",
    "C:\\Labels, WAITS",
    "C:\\Users\\alice, WAITS",
    "C:\\Users\\alice\\Documents\\Labels, WAITS",
    "C:\\Users\\alice\\AppData\\Local\\Labels, WAITS",
    "C:\\ProgramData\\Vendor, WAITS",
    "\\\\server\\share\\labels, WAITS",
    "\\\\server\\share\\Windows, WAITS",
    "D:\\Data\\Program Files, WAITS",
    "C:\\, NEVER",
    "C:\\Windows, NEVER",
    "c:\\wINDOWS\\System32\\Tasks, NEVER",
    "D:\\Windows, NEVER",
    "C:\\Program Files\\Vendor, NEVER",
    "C:\\PROGRAM FILES (X86), NEVER",
    "C:\\ProgramData, NEVER",
    "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup, NEVER",
    "C:\\ProgramData\\ssh, NEVER",
    "C:\\Users, NEVER",
    "C:\\Users\\All Users\\x, NEVER",
    "C:\\Users\\Default, NEVER",
    "C:\\Documents and Settings\\alice, NEVER",
    "C:\\$Recycle.Bin, NEVER",
    "C:\\System Volume Information, NEVER",
    "C:\\Boot, NEVER",
    "E:\\WinNT4\\System32, NEVER",
    "E:\\WINNT, NEVER",
    "C:\\ProgramData\\sbs\\state, NEVER",
    "C:\\PROGRAMDATA\\SBS, NEVER",
    "C:\\Users\\alice\\.ssh, NEVER",
    "C:\\Users\\alice\\.SSH, NEVER",
    "C:\\Users\\alice\\bin, NEVER",
    "C:\\Users\\alice\\Documents\\WindowsPowerShell, NEVER",
    "C:\\Users\\alice\\Documents\\PowerShell\\Scripts, NEVER",
    "C:\\Users\\alice\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu, NEVER",
    "C:\\Users\\alice\\AppData\\Local\\Microsoft\\WindowsApps, NEVER",
    "C:\\Users\\alice\\AppData\\Local\\Programs\\Git, NEVER",
    "C:\\Users\\alice\\AppData\\Roaming\\Microsoft\\Word\\STARTUP, NEVER",
    "D:\\Profiles\\x\\Programs\\Startup, NEVER",
    "\\\\server\\share, NEVER",
    "\\\\server\\home\\alice\\.ssh, NEVER",
    "C:\\Users\\alice\\AppData\\Roaming\\Microsoft\\Windows, NEVER",
    "C:\\Users\\alice\\AppData\\Local\\Microsoft\\OneDrive, NEVER",
    "C:\\Users\\alice\\AppData\\Roaming\\npm, NEVER",
    "C:\\Users\\alice\\AppData\\Roaming\\Code\\User, NEVER",
    "C:\\Users\\alice\\scoop\\shims, NEVER",
    "C:\\Users\\alice\\.dotnet\\tools, NEVER",
    "D:\\Redirected\\alice\\PowerShell\\Modules, NEVER",
    "\\\\server\\redirected\\alice\\Microsoft\\Windows\\SendTo, NEVER",
    "\\\\server\\redirected\\Quick Launch, NEVER",
    "C:\\ProgramData\\Docker\\config, NEVER",
    "C:\\ProgramData\\Oracle\\Java\\javapath, NEVER",
    "C:\\ProgramData\\USOPrivate, NEVER",
    "C:\\RECYCLER, NEVER",
    "C:\\$Extend, NEVER",
    "C:\\Users\\Default.migrated, NEVER",
    "\\\\10.0.0.5\\share\\labels, WAITS",
  })
  @DisplayName("R10.5 R10.2 folders on Windows: taken, asked for, or never taken")
  void windowsFolders(String folder, Verdict verdict) {
    assertThat(decide(folder, WINDOWS).verdict()).as(folder).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "labels",
        "./labels",
        "C:\\labels",
        "/srv/../etc",
        "/srv/./labels",
        "/srv/labels/..",
        "/srv/a\0b",
        "/srv/a\nb",
        "/srv/\u202egnp.slebal",
        "/srv/x/.sbs-staging",
        "/srv/\ud800",
      })
  @DisplayName("R10.2 what is no absolute, plain path on Linux is none that anybody can accept")
  void notPlainOnLinux(String folder) {
    assertThat(FolderPath.parse(folder, LINUX)).isEmpty();
    assertThat(FolderPath.objection(folder, LINUX).orElseThrow().code())
        .isEqualTo(ReasonCode.FOLDER_NOT_PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "labels",
        "\\labels",
        "/labels",
        "C:labels",
        "C:",
        "C:\\x\\..\\Windows",
        "C:\\Windows.",
        "C:\\Windows ",
        "C:\\Windows.\\x",
        "C:\\PROGRA~1\\x",
        "C:\\Users\\alice\\SSH~1",
        "C:\\labels:stream",
        "C:\\labels::$INDEX_ALLOCATION",
        "C:\\NUL",
        "C:\\x\\com1.txt",
        "C:\\a?b",
        "C:\\a\u2066b",
        "\\\\?\\C:\\Windows",
        "\\\\.\\C:\\Windows",
        "\\\\?\\UNC\\server\\share\\x",
        "\\??\\C:\\Windows",
        "//./C:/Windows",
        "\\\\server",
        "\\\\server\\C$\\Windows",
        "\\\\server\\ADMIN$",
        "\\\\localhost\\share\\x",
        "\\\\127.0.0.1\\share\\x",
        "\\\\wsl$\\Debian\\etc",
        "\\\\wsl.localhost\\Debian\\etc",
        "\\\\..\\share\\x",
        "\\\\localhost.localdomain\\share\\x",
        "\\\\print.localhost\\share\\x",
        "\\\\localhost@80\\share\\x",
        "\\\\127.0.0.1@SSL\\share\\x",
        "\\\\0\\share\\x",
        "\\\\0x7f000001\\share\\x",
        "\\\\2130706433\\share\\x",
        "\\\\0177.0.0.1\\share\\x",
        "\\\\0x7f.1\\share\\x",
        "\\\\server\\pipe\\x",
        "\\\\server\\MailSlot\\x",
        "\\\\?\\GLOBALROOT\\Device\\HarddiskVolume1\\Users",
        "\\\\.\\GLOBALROOT\\Device\\HarddiskVolume1\\Users",
        "\\\\?\\Volume{b75e2c83-0000-0000-0000-602f00000000}\\Users",
        "\\\\.\\C:\\Users",
        "\\\\.\\HarddiskVolume1\\Users",
        "//?/C:/Users",
        "\\Device\\HarddiskVolume1\\Users",
        "C:\\USERS\\ADMINI~1",
        "C:\\USERS\\ADMINI~1.PC1\\x",
        "C:Users\\alice",
        "\\Users\\alice",
        "\\\\;LanmanRedirector\\server\\share\\x",
        "\\\\;LanmanRedirector\\;X:0000000000001234\\server\\share",
        "\\\\;WebDavRedirector\\server\\share\\x",
        "\\\\\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54\\share\\x",
        "\\\\\uff11\uff12\uff17.0.0.1\\share\\x",
        "\\\\127\uff0e0\uff0e0\uff0e1\\share\\x",
        "\\\\127\u30020\u30020\u30021\\share\\x",
        "\\\\server%2e\\share\\x",
        "\\\\server@SSL@80@80\\share\\x",
        "\\\\localhost.\\share\\x",
        "\\\\server\\\\share",
      })
  @DisplayName("R10.2 what is no absolute, plain path on Windows is none that anybody can accept")
  void notPlainOnWindows(String folder) {
    assertThat(FolderPath.parse(folder, WINDOWS)).isEmpty();
  }

  private static final MachineNames MACHINE =
      new MachineNames(
          Set.of("PackingStation-17-East.plant.example"), Set.of("192.0.2.7", "fe80::1%eth0"));

  @ParameterizedTest
  @CsvSource({
    "\\\\packingstation-17-east\\labels\\zpl, NEVER",
    "//PACKINGSTATION-17-EAST/labels/zpl, NEVER",
    "\\\\PackingStation-17-East.plant.example\\labels\\zpl, NEVER",
    "\\\\packingstation-17-east.local\\labels\\zpl, NEVER",
    "\\\\packingstation-17-east@SSL\\labels\\zpl, NEVER",
    "\\\\packingstation-17-east@8443\\labels\\zpl, NEVER",
    // NetBIOS knows fifteen characters of it.
    "\\\\PACKINGSTATION-\\labels\\zpl, NEVER",
    "\\\\192.0.2.7\\labels\\zpl, NEVER",
    "\\\\192.0.2.7@80\\Users\\alice, NEVER",
    "\\\\192.0.2.8\\labels\\zpl, WAITS",
    "\\\\packingstation-18-east\\labels\\zpl, WAITS",
    "\\\\plant.example\\labels\\zpl, WAITS",
    "\\\\packing\\labels\\zpl, WAITS",
    "C:\\packingstation-17-east\\labels, WAITS",
  })
  @DisplayName("R10.5 on Windows a share of this node itself is no other way to its folders")
  void ownShares(String folder, Verdict verdict) {
    FolderConsent node = node(WINDOWS, List.of()).on(MACHINE);
    FolderPath named = path(folder, WINDOWS);
    List<Answer> yes =
        verdict == Verdict.NEVER ? List.of(new Answer(named, named, true)) : List.of();
    Decision decision = node.decide(named, named, true, yes);
    assertThat(decision.verdict())
        .as(folder)
        .isEqualTo(verdict == Verdict.NEVER ? Verdict.NEVER : Verdict.ACCEPTED);
    assertThat(node.decide(named, named, false, List.of()).verdict()).isEqualTo(verdict);
    if (verdict == Verdict.NEVER) {
      assertThat(decision.reason().code()).isEqualTo(ReasonCode.FOLDER_ON_OWN_SHARE);
      assertThat(node(WINDOWS, List.of(named)).on(MACHINE).never(named)).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "//packingstation-17-east/share, WAITS",
    "//packingstation-17-east/../etc, ",
    "//192.0.2.7/home, WAITS",
    "//etc/cron.d, NEVER",
    "//home/alice/.ssh, NEVER",
  })
  @DisplayName("R10.5 on Linux two slashes name no share, and lead where one leads")
  void noSharesOnLinux(String folder, Verdict verdict) {
    FolderConsent node = node(LINUX, List.of()).on(MACHINE);
    assertThat(
            FolderPath.parse(folder, LINUX)
                .map(path -> node.decide(path, path, false, List.of()).verdict()))
        .isEqualTo(Optional.ofNullable(verdict));
  }

  @ParameterizedTest
  @CsvSource({
    "//packingstation-17-east/labels, FOLDER_ON_OWN_SHARE",
    "//localhost/labels, FOLDER_ON_OWN_SHARE",
    "//127.0.0.2/labels, FOLDER_ON_OWN_SHARE",
    "//packingstation-17-east/C$, FOLDER_ON_OWN_SHARE",
    "//server/C$, FOLDER_NOT_PLAIN",
    "//;LanmanRedirector/server, FOLDER_NOT_PLAIN",
    "//?/GLOBALROOT, FOLDER_NOT_PLAIN",
  })
  @DisplayName("R10.5 a link on Windows does not lead to such a share either")
  void linkToShare(String top, ReasonCode why) {
    FolderConsent node = node(WINDOWS, List.of()).on(MACHINE);
    FolderPath named = path("D:\\Labels\\out", WINDOWS);
    FolderPath place = new FolderPath(WINDOWS, top, List.of("Users", "alice"));
    Decision decision = node.decide(named, place, true, List.of(new Answer(named, place, true)));
    assertThat(decision.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(decision.reason().code()).isEqualTo(why);
  }

  @Test
  @DisplayName("R10.5 what is never taken says why by a code, and no yes changes it")
  void reasons() {
    List<Answer> yes = List.of(new Answer(path("/", LINUX), path("/", LINUX), true));
    for (String[] row :
        new String[][] {
          {"/etc/cron.d", "FOLDER_OF_SYSTEM"},
          {"/var/lib/sbs", "FOLDER_OF_SBS"},
          {"/opt/sbs", "FOLDER_OF_SBS"},
          {"/home", "FOLDER_TOO_WIDE"},
          {"/home/alice/.ssh", "FOLDER_READ_AT_LOGIN"},
        }) {
      FolderPath folder = path(row[0], LINUX);
      Decision decision = node(LINUX, List.of()).decide(folder, folder, true, yes);
      assertThat(decision.verdict()).as(row[0]).isEqualTo(Verdict.NEVER);
      assertThat(decision.reason().code().name()).isEqualTo(row[1]);
      assertThat(decision.isAnswerable()).isFalse();
    }
  }

  @Test
  @DisplayName(
      "R10.5 accept names more folders, also what a login reads, never what is the system's")
  void acceptList() {
    FolderConsent node =
        node(LINUX, paths(LINUX, "/opt/labels", "/home/alice/.ssh", "/home/bob", "/etc/x"));
    for (String folder : List.of("/opt/labels", "/opt/labels/a", "/home/alice/.ssh", "/home/bob")) {
      assertThat(node.decide(path(folder, LINUX), path(folder, LINUX), false, List.of()))
          .as(folder)
          .isEqualTo(Decision.ACCEPTED);
    }
    for (String folder : List.of("/etc/x", "/home/bob/.ssh", "/home/bob/bin", "/opt/labels/.ssh")) {
      assertThat(node.decide(path(folder, LINUX), path(folder, LINUX), false, List.of()).verdict())
          .as(folder)
          .isEqualTo(Verdict.NEVER);
    }
  }

  @Test
  @DisplayName("R10.5 a link is judged by its name and by where it leads")
  void links() {
    FolderConsent node = node(LINUX, List.of());
    FolderPath named = path("/srv/labels/out", LINUX);
    assertThat(node.decide(named, path("/etc/x", LINUX), false, List.of()).verdict())
        .isEqualTo(Verdict.NEVER);
    assertThat(node.decide(named, path("/home/alice/.ssh", LINUX), false, List.of()).verdict())
        .isEqualTo(Verdict.NEVER);
    assertThat(node.decide(named, path("/opt/other", LINUX), false, List.of()).verdict())
        .as("what the settings name is named there only")
        .isEqualTo(Verdict.WAITS);
    assertThat(
            node.decide(path("/opt/in", LINUX), path("/srv/labels", LINUX), false, List.of())
                .verdict())
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  @DisplayName("R10.5 a folder of a dedicated service account needs no yes")
  void ownAccount() {
    FolderPath folder = path("/srv/prints", LINUX);
    FolderConsent node = node(LINUX, List.of());
    assertThat(node.decide(folder, folder, true, List.of())).isEqualTo(Decision.ACCEPTED);
    assertThat(node.decide(folder, folder, false, List.of()).verdict()).isEqualTo(Verdict.WAITS);
  }

  @Test
  @DisplayName(
      "R10.5 a yes holds for the place that was shown and what lies in it, a no for the name")
  void answers() {
    FolderConsent node = node(LINUX, List.of());
    FolderPath folder = path("/opt/x", LINUX);
    FolderPath elsewhere = path("/home/alice", LINUX);
    List<Answer> yes = List.of(new Answer(folder, folder, true));
    assertThat(node.decide(folder, folder, false, yes)).isEqualTo(Decision.ACCEPTED);
    FolderPath inner = path("/opt/x/y", LINUX);
    assertThat(node.decide(inner, inner, false, yes)).isEqualTo(Decision.ACCEPTED);
    assertThat(node.decide(folder, elsewhere, false, yes).verdict())
        .as("a link was put there since")
        .isEqualTo(Verdict.WAITS);
    FolderPath around = path("/opt/x-2", LINUX);
    assertThat(node.decide(around, around, false, yes).verdict()).isEqualTo(Verdict.WAITS);

    List<Answer> no = FolderConsent.with(yes, new Answer(folder, folder, false));
    assertThat(no).hasSize(1);
    assertThat(node.decide(folder, folder, false, no).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(node.decide(folder, elsewhere, false, no).verdict()).isEqualTo(Verdict.REFUSED);
    List<Answer> again = FolderConsent.with(no, new Answer(folder, folder, true));
    assertThat(node.decide(folder, folder, false, again)).isEqualTo(Decision.ACCEPTED);

    List<Answer> innerNo = FolderConsent.with(yes, new Answer(inner, inner, false));
    assertThat(node.decide(inner, inner, false, innerNo).verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(node.decide(folder, folder, false, innerNo)).isEqualTo(Decision.ACCEPTED);
  }

  @Test
  @DisplayName("R10.5 on Windows an answer holds in any case of the letters")
  void answersOnWindows() {
    FolderPath folder = path("C:\\Labels", WINDOWS);
    FolderPath same = path("c:/LABELS", WINDOWS);
    List<Answer> yes = List.of(new Answer(folder, folder, true));
    assertThat(node(WINDOWS, List.of()).decide(same, same, false, yes))
        .isEqualTo(Decision.ACCEPTED);
  }

  @Test
  @DisplayName("R10.5 the settings folder may lie anywhere, and may not hold the system or SBS")
  void settingsFolder() {
    FolderConsent node = node(LINUX, List.of());
    assertThat(node.neverHolds(path("/etc/lpm", LINUX))).isEmpty();
    assertThat(node.neverHolds(path("/home/alice/.lpm", LINUX))).isEmpty();
    assertThat(node.neverHolds(path("/etc", LINUX))).isPresent();
    assertThat(node.neverHolds(path("/var/lib", LINUX))).isPresent();
    assertThat(node.neverHolds(path("/opt/sbs", LINUX))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "0, /bin/bash, false",
    "0, /usr/sbin/nologin, false",
    "1, /usr/sbin/nologin, true",
    "103, /usr/sbin/nologin, true",
    "999, /bin/bash, true",
    "1000, /bin/bash, false",
    "1000, '', false",
    "1000, /usr/bin/fish, false",
    "1001, /usr/sbin/nologin, true",
    "1001, /bin/false, true",
    "65534, /usr/sbin/nologin, false",
  })
  @DisplayName("R10.5 whose account is a dedicated service account on Linux")
  void linuxAccounts(long uid, String shell, boolean dedicated) {
    assertThat(ServiceAccount.isDedicated(uid, Optional.of(shell))).isEqualTo(dedicated);
    assertThat(ServiceAccount.isDedicated(uid, Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "NT SERVICE\\SBS, true",
    "nt service\\sbs, true",
    "NT SERVICE\\, false",
    "NT AUTHORITY\\SYSTEM, false",
    "NT AUTHORITY\\LOCAL SERVICE, false",
    "NT AUTHORITY\\NETWORK SERVICE, false",
    "PLANT\\alice, false",
    "PC1\\Administrator, false",
  })
  @DisplayName("R10.5 whose account is a dedicated service account on Windows")
  void windowsAccounts(String name, boolean dedicated) {
    assertThat(ServiceAccount.isDedicated(name)).isEqualTo(dedicated);
  }
}
