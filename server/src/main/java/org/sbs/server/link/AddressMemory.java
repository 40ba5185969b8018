package org.sbs.server.link;

import java.net.InetAddress;
import java.util.List;

/**
 * Remembers the addresses of names across restarts: after a power failure both nodes may boot
 * before their name service does (R1.3). Implementations are safe for any thread.
 */
public interface AddressMemory {
  /** The addresses last kept under the name; none for a name that was not kept. */
  List<InetAddress> recall(String name);

  /** Keeps the addresses in place of those before, durably when this returns. Must not throw. */
  void keep(String name, List<InetAddress> addresses);

  /** A memory that lasts no longer than the process. */
  static AddressMemory ofNothing() {
    return new AddressMemory() {
      @Override
      public List<InetAddress> recall(String name) {
        return List.of();
      }

      @Override
      public void keep(String name, List<InetAddress> addresses) {
        // Whoever looked the name up has the addresses too.
      }
    };
  }
}
