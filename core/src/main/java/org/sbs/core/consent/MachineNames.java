package org.sbs.core.consent;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names and addresses of a machine on its network. On Windows a share under one of them is
 * another way to a folder that has a path of its own, on which the rules for that folder do not see
 * it. Immutable.
 *
 * @param hosts names, with or without a domain
 * @param addresses as text
 */
public record MachineNames(Set<String> hosts, Set<String> addresses) {
  /** Nothing is known but what every machine calls itself. */
  public static final MachineNames NONE = new MachineNames(Set.of(), Set.of());

  /** NetBIOS cuts a name off there. */
  private static final int NETBIOS_LENGTH = 15;

  /** Keeps names in lower case, also in the form of NetBIOS. */
  public MachineNames {
    Set<String> known = new HashSet<>();
    for (String host : hosts) {
      String lower = host.strip().toLowerCase(Locale.ROOT);
      String first = lower.split("\\.", 2)[0];
      if (!first.isEmpty()) {
        known.add(lower);
        known.add(first);
        known.add(first.substring(0, Math.min(first.length(), NETBIOS_LENGTH)));
      }
    }
    hosts = Set.copyOf(known);
    addresses = Set.copyOf(addresses);
  }

  /** Whether that server of a share is this machine. In which domain it is said to be is open. */
  boolean contain(String server) {
    String name = FolderPath.serverName(server);
    return FolderPath.isLoopbackName(name)
        || addresses.contains(name)
        || hosts.contains(name)
        || hosts.contains(name.split("\\.", 2)[0]);
  }
}
