package org.sbs.view.settings;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** This machine's own addresses, for the user to choose from. */
public final class LocalAddresses {
  private LocalAddresses() {}

  /** Those of all interfaces that are up, loopback last; none if the system does not tell. */
  public static List<String> find() {
    List<String> found = new ArrayList<>();
    List<String> loopback = new ArrayList<>();
    try {
      for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (card.isUp()) {
          for (InetAddress address : Collections.list(card.getInetAddresses())) {
            if (!address.isLinkLocalAddress()) {
              (address.isLoopbackAddress() ? loopback : found).add(text(address));
            }
          }
        }
      }
    } catch (SocketException e) {
      // A choice is a help only; an address can be typed as well.
      return List.of();
    }
    found.addAll(loopback);
    return found;
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
