package org.sbs.server.link;

import java.net.InetAddress;

/**
 * Where the peer is, as the settings say.
 *
 * @param host its name or address
 * @param port its port
 */
public record PeerAddress(String host, int port) {
  /** This peer at one of its addresses, for sentences: both the name and what it stands for. */
  String at(InetAddress address) {
    return NameLookup.isLiteral(host) ? toString() : this + " (" + address.getHostAddress() + ")";
  }

  /** Host and port, as the settings write them. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
