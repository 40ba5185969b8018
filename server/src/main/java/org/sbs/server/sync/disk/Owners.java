package org.sbs.server.sync.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sbs.core.consent.ServiceAccount;
import org.sbs.core.replica.Owner;
import org.sbs.core.settings.Settings.KeepOwner;

/**
 * Which names the accounts have that files belong to, and whose are carried over (R4.15). A name is
 * asked for once. Any thread.
 */
public final class Owners {
  private static final Path LIST = Path.of("/etc/passwd");
  private static final int NUMBER = 2;
  private static final int SHELL = 6;
  private static final long GROUP_BITS = 0xffffffffL;

  private final KeepOwner carried;
  private final Map<Long, Owner> names = new ConcurrentHashMap<>();
  private final Map<Integer, String> shells;
  private volatile long service = FileStat.NO_ACCOUNT;

  public Owners(KeepOwner carried) {
    this.carried = carried;
    this.shells = shells();
  }

  /** Both numbers in one. */
  static long account(int user, int group) {
    return (long) user << Integer.SIZE | (group & GROUP_BITS);
  }

  private static int user(long account) {
    return (int) (account >> Integer.SIZE);
  }

  /** The account that this folder belongs to is the service's, whatever its number is. */
  public void serviceOwns(Path settingsFolder) {
    try {
      service = FileStat.at(settingsFolder).account();
    } catch (IOException e) {
      service = FileStat.NO_ACCOUNT;
    }
  }

  /** Whose something is that was found there. */
  public Owner of(Path path, FileStat found) {
    return found.account() == FileStat.NO_ACCOUNT
        ? Owner.ANY
        : names.computeIfAbsent(found.account(), account -> ask(path));
  }

  /** The same, if it is carried over. */
  public Owner carriedOf(Path path, FileStat found) {
    return isCarried(found.account()) ? of(path, found) : Owner.ANY;
  }

  private boolean isCarried(long account) {
    if (account == FileStat.NO_ACCOUNT || carried == KeepOwner.NONE) {
      return false;
    }
    int user = user(account);
    return carried == KeepOwner.ALL
        || user == 0
        || (service != FileStat.NO_ACCOUNT && user == user(service))
        || ServiceAccount.isDedicated(user, Optional.ofNullable(shells.get(user)));
  }

  /** Whose something is, or that it does not matter where that cannot be told. */
  static Owner ask(Path path) {
    try {
      return InSet.at(
          path,
          way -> {
            PosixFileAttributes found =
                Files.readAttributes(way, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Owner(name(found.owner().getName()), name(found.group().getName()));
          });
    } catch (IOException e) {
      return Owner.ANY;
    }
  }

  /** Where an account has no name its number is given. */
  private static String name(String told) {
    return told.chars().allMatch(c -> c >= '0' && c <= '9') ? "" : told;
  }

  private static Map<Integer, String> shells() {
    Map<Integer, String> shells = new HashMap<>();
    try {
      for (String line : Files.readAllLines(LIST, StandardCharsets.UTF_8)) {
        String[] fields = line.split(":", -1);
        if (fields.length > SHELL && fields[NUMBER].matches("[0-9]{1,9}")) {
          shells.putIfAbsent(Integer.valueOf(fields[NUMBER]), fields[SHELL]);
        }
      }
    } catch (IOException e) {
      // No such list here: whose accounts are whose is told by their numbers.
      return Map.of();
    }
    return Map.copyOf(shells);
  }
}
