package org.sbs.server.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks the name service of the machine. Implementations may block for as long as it takes. */
@FunctionalInterface
public interface NameResolver {
  /**
   * The addresses of a name, at least one.
   *
   * @throws UnknownHostException when there are none, or the name service does not answer; the
   *     message says which
   */
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** The resolver of the operating system: hosts file, DNS and whatever else it is set up with. */
  static NameResolver ofSystem() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
