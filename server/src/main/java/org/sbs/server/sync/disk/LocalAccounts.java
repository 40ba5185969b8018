package org.sbs.server.sync.disk;

import com.sun.jna.platform.win32.Secur32;
import com.sun.jna.platform.win32.Secur32Util;
import com.sun.jna.platform.win32.Win32Exception;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.core.consent.ServiceAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of this machine, as far as consent asks for them: as which SBS runs, and where
 * people have their homes. Only the machine's own list is read, never a directory service: an
 * account that is not in it is a person's. Immutable.
 */
public final class LocalAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAccounts.class);
  private static final Path LIST = Path.of("/etc/passwd");
  private static final String UID = "unix:uid";
  private static final int FIELDS = 7;
  private static final int NUMBER = 2;
  private static final int HOME = 5;
  private static final int SHELL = 6;

  private final boolean dedicated;
  private final Optional<Object> owner;
  private final List<Path> homes;

  private LocalAccounts(boolean dedicated, Optional<Object> owner, List<Path> homes) {
    this.dedicated = dedicated;
    this.owner = owner;
    this.homes = List.copyOf(homes);
  }

  /** Those of this machine now. */
  public static LocalAccounts ofThisMachine() {
    try {
      if (Platform.WINDOWS) {
        String name = Secur32Util.getUserNameEx(Secur32.EXTENDED_NAME_FORMAT.NameSamCompatible);
        return new LocalAccounts(ServiceAccount.isDedicated(name), Optional.of(name), List.of());
      }
      if (Platform.LINUX) {
        Object uid = Files.getAttribute(Path.of("/proc/self"), UID);
        String list = Files.exists(LIST) ? Files.readString(LIST, StandardCharsets.UTF_8) : "";
        return of(((Integer) uid).longValue(), list);
      }
    } catch (IOException | Win32Exception | LinkageError e) {
      LOG.warn("The account of SBS is not known ({}): it counts as a person's", e.toString());
    }
    return new LocalAccounts(false, Optional.empty(), List.of());
  }

  /** On Linux, by the list of accounts. */
  public static LocalAccounts of(long uid, String list) {
    Optional<String> shell = Optional.empty();
    List<Path> homes = new ArrayList<>();
    for (String line : list.split("\n", -1)) {
      String[] fields = line.split(":", -1);
      if (fields.length != FIELDS) {
        continue;
      }
      if (shell.isEmpty() && fields[NUMBER].equals(Long.toString(uid))) {
        shell = Optional.of(fields[SHELL]);
      }
      if (ServiceAccount.isLogin(fields[SHELL]) && fields[HOME].startsWith("/")) {
        homes.add(Path.of(fields[HOME]).normalize());
      }
    }
    return new LocalAccounts(ServiceAccount.isDedicated(uid, shell), Optional.of((int) uid), homes);
  }

  /** Where people who can log in have their files. */
  public List<Path> homes() {
    return homes;
  }

  /** Whether the folder is there and belongs to SBS's account, and that is a service's alone. */
  public boolean ownsAsService(Path folder) {
    if (!dedicated || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Object found =
          Platform.WINDOWS
              ? Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName()
              : Files.getAttribute(folder, UID, LinkOption.NOFOLLOW_LINKS);
      return owner
          .filter(me -> me.equals(found) || me.toString().equalsIgnoreCase(found.toString()))
          .isPresent();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("The owner of {} is not known", folder, e);
      return false;
    }
  }
}
