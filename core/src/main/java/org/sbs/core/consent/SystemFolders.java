package org.sbs.core.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.replica.PathRules.Names;

/**
 * The folders of the operating system, which no peer may write whatever this node's settings say:
 * trees, and folders that are too wide to be one of a folder set though a folder in them may be.
 */
final class SystemFolders {
  private static final List<String> POSIX_TREES =
      List.of(
          "/etc",
          "/usr",
          "/bin",
          "/sbin",
          "/lib",
          "/lib32",
          "/lib64",
          "/libx32",
          "/libexec",
          "/boot",
          "/efi",
          "/dev",
          "/proc",
          "/sys",
          "/run",
          "/selinux",
          "/snap",
          "/nix",
          "/gnu",
          "/ostree",
          "/sysroot",
          "/lost+found",
          "/initrd.img",
          "/vmlinuz",
          "/.snapshots",
          "/var/run",
          "/var/lock",
          "/var/account",
          "/var/adm",
          "/var/at",
          "/var/backups",
          "/var/crash",
          "/var/cron",
          "/var/empty",
          "/var/kerberos",
          "/var/named",
          "/var/nis",
          "/var/yp",
          "/var/spool/cron",
          "/var/spool/anacron",
          "/var/spool/at",
          "/var/spool/atjobs",
          "/var/spool/incron",
          "/var/cache/apt",
          "/var/cache/debconf",
          "/var/cache/dnf",
          "/var/cache/ldconfig",
          "/var/cache/man",
          "/var/cache/PackageKit",
          "/var/cache/pacman",
          "/var/cache/private",
          "/var/cache/yum",
          "/var/cache/zypp",
          "/var/db",
          "/var/lib/AccountsService",
          "/var/lib/NetworkManager",
          "/var/lib/PackageKit",
          "/var/lib/YaST2",
          "/var/lib/amazon",
          "/var/lib/alternatives",
          "/var/lib/apparmor",
          "/var/lib/apk",
          "/var/lib/apt",
          "/var/lib/bluetooth",
          "/var/lib/ca-certificates",
          "/var/lib/cloud",
          "/var/lib/containerd",
          "/var/lib/containers",
          "/var/lib/cron",
          "/var/lib/dbus",
          "/var/lib/dhcp",
          "/var/lib/dkms",
          "/var/lib/docker",
          "/var/lib/dpkg",
          "/var/lib/dracut",
          "/var/lib/extensions",
          "/var/lib/flatpak",
          "/var/lib/fprint",
          "/var/lib/fwupd",
          "/var/lib/gdm",
          "/var/lib/gdm3",
          "/var/lib/google",
          "/var/lib/initramfs-tools",
          "/var/lib/incus",
          "/var/lib/iwd",
          "/var/lib/krb5kdc",
          "/var/lib/kubelet",
          "/var/lib/libvirt",
          "/var/lib/lightdm",
          "/var/lib/lxc",
          "/var/lib/lxd",
          "/var/lib/machines",
          "/var/lib/misc",
          "/var/lib/nfs",
          "/var/lib/openvpn",
          "/var/lib/pacman",
          "/var/lib/pam",
          "/var/lib/polkit-1",
          "/var/lib/portables",
          "/var/lib/private",
          "/var/lib/puppet",
          "/var/lib/rancher",
          "/var/lib/rpm",
          "/var/lib/sddm",
          "/var/lib/selinux",
          "/var/lib/shells.state",
          "/var/lib/snapd",
          "/var/lib/snmp",
          "/var/lib/sss",
          "/var/lib/sudo",
          "/var/lib/systemd",
          "/var/lib/ucf",
          "/var/lib/ubuntu-advantage",
          "/var/lib/unattended-upgrades",
          "/var/lib/update-notifier",
          "/var/lib/waagent",
          "/var/lib/zypp",
          "/var/log/audit",
          "/var/log/journal",
          "/var/log/private",
          "/var/log/sudo-io",
          "/root/.ssh");

  private static final List<String> POSIX_TOPS =
      List.of(
          "/",
          "/home",
          "/root",
          "/opt",
          "/srv",
          "/mnt",
          "/media",
          "/tmp",
          "/var",
          "/var/cache",
          "/var/lib",
          "/var/local",
          "/var/log",
          "/var/mail",
          "/var/opt",
          "/var/spool",
          "/var/tmp",
          "/var/www");

  private static final List<String> WINDOWS_TREES =
      List.of(
          "Windows",
          "Windows.old",
          "WINNT",
          "Program Files",
          "Program Files (x86)",
          "Program Files (Arm)",
          "ProgramData\\Microsoft",
          "ProgramData\\Package Cache",
          "ProgramData\\ssh",
          "ProgramData\\chocolatey",
          "ProgramData\\scoop",
          "ProgramData\\Docker",
          "ProgramData\\Oracle\\Java",
          "ProgramData\\USOPrivate",
          "ProgramData\\USOShared",
          "ProgramData\\Templates",
          "ProgramData\\Documents",
          "ProgramData\\Start Menu",
          "ProgramData\\Application Data",
          "ProgramData\\Desktop",
          "Documents and Settings",
          "System Volume Information",
          "$Recycle.Bin",
          "RECYCLER",
          "$Extend",
          "$GetCurrent",
          "$WinREAgent",
          "$SysReset",
          "$Windows.~BT",
          "$Windows.~LS",
          "$INPLACE.~TR",
          "$Windows.~WS",
          "Boot",
          "Config.Msi",
          "EFI",
          "MSOCache",
          "PerfLogs",
          "Recovery",
          "Users\\All Users",
          "Users\\Default",
          "Users\\Default User",
          "Users\\Default.migrated",
          "Users\\Public\\Desktop");

  private static final List<String> WINDOWS_TOPS = List.of("", "Users", "ProgramData");

  private final Names names;
  private final List<List<String>> trees;
  private final List<List<String>> tops;
  private final List<FolderPath> more;

  /** Those of the platform, and more trees that the machine says are its own. */
  SystemFolders(Names names, List<FolderPath> more) {
    this.names = names;
    this.more = List.copyOf(more);
    boolean windows = names == Names.WINDOWS;
    this.trees = parts(windows ? WINDOWS_TREES : POSIX_TREES);
    this.tops = parts(windows ? WINDOWS_TOPS : POSIX_TOPS);
  }

  private static List<List<String>> parts(List<String> paths) {
    List<List<String>> all = new ArrayList<>();
    for (String path : paths) {
      List<String> parts = new ArrayList<>(List.of(path.split("[/\\\\]")));
      parts.removeIf(String::isEmpty);
      all.add(List.copyOf(parts));
    }
    return List.copyOf(all);
  }

  /** The tree that the folder is, or lies in. */
  Optional<FolderPath> treeOver(FolderPath folder) {
    return trees(folder).stream().filter(tree -> tree.contains(folder)).findFirst();
  }

  /** A tree that lies in the folder. */
  Optional<FolderPath> treeIn(FolderPath folder) {
    return trees(folder).stream().filter(folder::contains).findFirst();
  }

  /** Whether the folder holds things of too many owners to be one of a folder set. */
  boolean isTooWide(FolderPath folder) {
    return folder.parts().isEmpty()
        || (!folder.isShare() && tops.stream().anyMatch(top -> on(folder, top).isSame(folder)));
  }

  private List<FolderPath> trees(FolderPath folder) {
    List<FolderPath> all = new ArrayList<>(more);
    // A share has folders of its owner's choice, and may be called as it likes.
    if (!folder.isShare()) {
      trees.forEach(parts -> all.add(on(folder, parts)));
    }
    return all;
  }

  private FolderPath on(FolderPath folder, List<String> parts) {
    return new FolderPath(names, folder.top(), parts);
  }
}
