package org.sbs.server;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.sbs.core.settings.HostPort;
import org.sbs.core.settings.Settings;
import org.sbs.server.link.AddressMemory;
import org.sbs.server.link.LocalAddress;
import org.sbs.server.link.NameLookup;
import org.sbs.server.link.NameResolver;
import org.sbs.server.link.PeerAddress;
import org.sbs.server.link.PeerAddresses;
import org.sbs.server.mail.Machine;
import org.sbs.server.store.AddressFile;

/**
 * The names in the settings of the pair, how they are looked up, and what is remembered of them.
 */
final class NamesWiring {
  // Java asks the name service itself for what it has not kept, so that the system's own cache, if
  // any, decides for how long an address is good. Read once, at the first look-up of the process.
  private static final String SECONDS_KEPT = "networkaddress.cache.ttl";
  private static final String SECONDS_UNKNOWN_KEPT = "networkaddress.cache.negative.ttl";

  private final PeerAddresses peer;
  private final List<NameLookup> reachability;

  /**
   * Looks nothing up yet.
   *
   * @param state the node's state folder
   */
  NamesWiring(Settings.Pair pair, Path state) {
    HostPort other = pair.peerAddress();
    List<String> names = new ArrayList<>(pair.reachability());
    names.add(other.host());
    pair.localAddress().ifPresent(names::add);
    AddressMemory memory = memory(AddressFile.open(state, names));
    NameResolver resolver = NameResolver.ofSystem();
    LocalAddress local =
        pair.localAddress()
            .map(name -> LocalAddress.of(new NameLookup(name, resolver, memory)))
            .orElseGet(LocalAddress::any);
    peer =
        new PeerAddresses(
            new PeerAddress(other.host(), other.port()),
            new PeerAddresses.Me(local, pair.port(), Machine.name(System.getenv())),
            resolver,
            memory);
    reachability =
        pair.reachability().stream().map(name -> new NameLookup(name, resolver, memory)).toList();
  }

  /** Lets no address live longer in this process than in the name service, nor a failure. */
  static void keepShortly() {
    Security.setProperty(SECONDS_KEPT, "1");
    Security.setProperty(SECONDS_UNKNOWN_KEPT, "1");
  }

  private static AddressMemory memory(AddressFile file) {
    return new AddressMemory() {
      @Override
      public List<InetAddress> recall(String name) {
        return file.recall(name);
      }

      @Override
      public void keep(String name, List<InetAddress> addresses) {
        file.keep(name, addresses);
      }
    };
  }

  /** Where to look for the peer. */
  PeerAddresses peer() {
    return peer;
  }

  /** Of whose addresses one must answer. */
  List<NameLookup> reachability() {
    return reachability;
  }
}
