package org.sbs.server.link;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Where the peer is.
 *
 * @param host its name or address
 * @param port its port
 * @param from which of this machine's addresses to call from; empty leaves that to the system
 */
public record PeerAddress(String host, int port, Optional<InetAddress> from) {
  /** Host and port, as the settings write them. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
