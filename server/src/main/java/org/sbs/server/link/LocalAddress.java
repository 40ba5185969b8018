package org.sbs.server.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of this machine's addresses the node uses: to listen, and to call from. Where the settings
 * give a name, it stands for that one of its addresses which is up on this machine; Debian's
 * 127.0.1.1 only if there is no other. Safe for any thread.
 */
public final class LocalAddress {
  private final Optional<NameLookup> configured;
  private volatile Optional<InetAddress> known = Optional.empty();

  private LocalAddress(Optional<NameLookup> configured) {
    this.configured = configured;
  }

  /** All addresses of the machine. */
  public static LocalAddress any() {
    return new LocalAddress(Optional.empty());
  }

  /** The one that the settings name. */
  public static LocalAddress of(NameLookup configured) {
    return new LocalAddress(Optional.of(configured));
  }

  /** That one. */
  public static LocalAddress of(InetAddress address) {
    return of(
        new NameLookup(
            address.getHostAddress(), name -> List.of(address), AddressMemory.ofNothing()));
  }

  /** The address, as far as it is known; empty for all, and while it is not known. */
  public Optional<InetAddress> address() {
    if (known.isEmpty() && configured.isPresent()) {
      known = choose(configured.get().last(), OwnAddresses.ofMachine());
    }
    return known.filter(address -> !address.isAnyLocalAddress());
  }

  /**
   * Where to listen; empty while the name cannot be resolved. Waits for a name service for half of
   * that time at most.
   */
  public Optional<InetSocketAddress> listen(int port, long limitNanos) {
    if (configured.isEmpty()) {
      return Optional.of(new InetSocketAddress(port));
    }
    known = choose(configured.get().find(limitNanos).addresses(), OwnAddresses.ofMachine());
    return known.map(address -> new InetSocketAddress(address, port));
  }

  /** As the settings write it. */
  @Override
  public String toString() {
    return configured.map(NameLookup::name).orElse("any address");
  }

  static Optional<InetAddress> choose(List<InetAddress> found, Collection<InetAddress> machine) {
    return found.stream().min(Comparator.comparingInt(address -> rank(address, machine)));
  }

  private static int rank(InetAddress address, Collection<InetAddress> machine) {
    if (machine.contains(address)) {
      return address.isLoopbackAddress() ? 1 : 0;
    }
    return address.isLoopbackAddress() ? 2 : 3;
  }
}
