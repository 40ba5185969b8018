package org.sbs.server.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the peer is.
 *
 * @param host its name or address
 * @param port its port
 * @param from which of this machine's addresses to call from; empty leaves that to the system
 */
public record PeerAddress(String host, int port, Optional<InetAddress> from) {
  /** Whether the peer is on this machine, as far as its name can be resolved. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Host and port, as the settings write them. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
