package org.sbs.server.link;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The node cannot serve its port; the message names address, port and remedy. */
public final class CannotListenException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why. */
  public enum Reason {
    /** Another program has the port. */
    PORT_TAKEN,
    /** No network interface of this machine has the address, or not yet (R1.9). */
    ADDRESS_NOT_UP,
    /** Anything else, such as missing rights. */
    OTHER
  }

  private final Reason reason;

  private CannotListenException(Reason reason, String message, IOException cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Finds out why an address could not be bound. */
  static CannotListenException of(InetSocketAddress address, IOException cause) {
    if (address.isUnresolved()) {
      return new CannotListenException(
          Reason.ADDRESS_NOT_UP,
          "The name '"
              + address.getHostString()
              + "' is not known here. Write one of this machine's addresses as local-address in"
              + " [pair].",
          cause);
    }
    String host = address.getAddress().getHostAddress();
    if (!isUp(address)) {
      return new CannotListenException(
          Reason.ADDRESS_NOT_UP,
          "The address "
              + host
              + " is not up on this machine. Check local-address in [pair], and the network.",
          cause);
    }
    if (cause instanceof BindException && !isDenied(cause)) {
      return new CannotListenException(
          Reason.PORT_TAKEN,
          "Port "
              + address.getPort()
              + " on "
              + host
              + " is taken by another program, or by another SBS. End that one, or choose another"
              + " port in [pair], the same on both nodes.",
          cause);
    }
    return new CannotListenException(
        Reason.OTHER,
        "Port "
            + address.getPort()
            + " on "
            + host
            + " cannot be served: "
            + cause.getMessage()
            + ". Ports below 1024 need special rights; choose a higher one in [pair].",
        cause);
  }

  /** Whether the address is one of this machine's now; true where the system does not tell. */
  public static boolean isUp(InetSocketAddress address) {
    try {
      return address.getAddress().isAnyLocalAddress()
          || address.getAddress().isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  private static boolean isDenied(IOException cause) {
    return ("" + cause.getMessage()).contains("Permission denied");
  }
}
