package org.sbs.server.sync.disk;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbs.core.consent.MachineNames;

/** Finds out by which names and addresses a share is one of this machine. */
public final class OwnNames {
  private OwnNames() {}

  /** The names and addresses now: a machine can get another one while SBS runs. */
  public static MachineNames now() {
    Set<String> hosts = new HashSet<>();
    Optional.ofNullable(System.getenv("COMPUTERNAME")).ifPresent(hosts::add);
    try {
      hosts.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      // The name has no address. The words of the exception begin with it.
      Optional.ofNullable(e.getMessage())
          .map(words -> words.split(":", 2)[0])
          .filter(name -> !name.isBlank())
          .ifPresent(hosts::add);
    }
    return new MachineNames(hosts, addresses());
  }

  private static Set<String> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .collect(Collectors.toSet());
    } catch (SocketException e) {
      return Set.of();
    }
  }
}
