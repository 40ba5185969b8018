package org.sbs.server.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tells which addresses of a peer's name are this machine's own. Debian, for one, gives the
 * machine's own name the address 127.0.1.1, and a name for the whole pair has the addresses of both
 * nodes.
 *
 * @param machine the addresses that are up on this machine
 * @param local the one that this node is to use; empty for all
 * @param ownName whether the peer's name is this machine's own host name
 */
record OwnAddresses(Collection<InetAddress> machine, Optional<InetAddress> local, boolean ownName) {

  /** The addresses that are up on this machine now; none where the system does not tell. */
  static List<InetAddress> ofMachine() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  /**
   * Whether that address leads to this machine itself. A node that is itself at a loopback address
   * may have its peer at another one: then both are on this machine.
   */
  boolean contain(InetAddress address) {
    if (local.filter(own -> same(own, address)).isPresent()) {
      return true;
    }
    if (address.isLoopbackAddress()) {
      return ownName || local.filter(InetAddress::isLoopbackAddress).isEmpty();
    }
    return machine.stream().anyMatch(own -> same(own, address));
  }

  /** Link-local addresses are the same on different links, and of different machines. */
  private static boolean same(InetAddress one, InetAddress other) {
    if (one instanceof Inet6Address a
        && other instanceof Inet6Address b
        && a.isLinkLocalAddress()
        && a.getScopeId() != 0
        && b.getScopeId() != 0
        && a.getScopeId() != b.getScopeId()) {
      return false;
    }
    return one.equals(other);
  }
}
