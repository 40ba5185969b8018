package org.sbs.server.check;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.json.JsonValue;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.ShortProgram;

/** Looks at what the network tells. */
final class NetworkChecks {
  private static final int CONNECT_MS = 2_000;
  private static final long AGAIN_MS = 500;
  private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(4);
  private static final Map<String, String> ENGLISH = Map.of("LC_ALL", "C");

  private NetworkChecks() {}

  /** Whether a name is known. */
  static Optional<Reason> resolves(String host) {
    try {
      InetAddress.getByName(host);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return unknown(host);
    }
  }

  /**
   * Whether somebody listens there. A printer that takes one connection at a time may be busy, and
   * so is asked twice.
   */
  static Optional<Reason> listens(String host, int port) throws InterruptedException {
    Optional<Reason> first = connect(host, port);
    if (first.isEmpty()) {
      return first;
    }
    Thread.sleep(AGAIN_MS);
    return connect(host, port);
  }

  /** A name stands for all of its addresses. */
  private static Optional<Reason> connect(String host, int port) {
    try {
      Optional<Reason> trouble = Optional.empty();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        Optional<Reason> here = connect(address, port);
        if (here.isEmpty()) {
          return here;
        }
        trouble = trouble.or(() -> here);
      }
      return trouble.map(
          why ->
              Reason.of(ReasonCode.PROBE_NO_CONNECTION)
                  .with("host", host)
                  .with("port", port)
                  .with("why", why));
    } catch (UnknownHostException e) {
      return unknown(host);
    }
  }

  private static Optional<Reason> connect(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Patience.why(e));
    }
  }

  private static Optional<Reason> unknown(String host) {
    return Optional.of(Reason.of(ReasonCode.PROBE_NAME_UNKNOWN).with("name", host));
  }

  /** The address from which this machine calls that one; empty if it has none. */
  static Optional<InetAddress> own(InetAddress peer, int port) {
    try (DatagramSocket socket = new DatagramSocket()) {
      // Nothing is sent: the system only chooses its way.
      socket.connect(new InetSocketAddress(peer, port));
      return Optional.of(socket.getLocalAddress()).filter(own -> !own.isAnyLocalAddress());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is a loan; empty where the system does not tell. */
  static Optional<Boolean> isLoan(InetAddress own) {
    if (own.isLoopbackAddress()) {
      return Optional.of(false);
    }
    try {
      if (FileChecks.onPath("ip").isPresent()) {
        return lent(run("ip", "-j", "address", "show"), own.getHostAddress());
      }
      if (FileChecks.onPath("powershell").isPresent()) {
        String origin =
            run(
                "powershell",
                "-NoProfile",
                "-NonInteractive",
                "-Command",
                "(Get-NetIPAddress -IPAddress '" + own.getHostAddress() + "').PrefixOrigin");
        return Optional.of(origin.strip().equalsIgnoreCase("Dhcp"));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What {@code ip -j address} says: an address with an end of its life was lent by a server. */
  static Optional<Boolean> lent(String json, String address) throws IOException {
    for (JsonValue device : JsonValue.read(json).items()) {
      List<JsonValue> infos =
          device.present("addr_info") ? device.at("addr_info").items() : List.of();
      for (JsonValue info : infos) {
        if (info.present("local") && info.text("local").equals(address)) {
          return Optional.of(info.present("dynamic") && info.flag("dynamic"));
        }
      }
    }
    return Optional.empty();
  }

  /** What a program prints, in English. */
  static String run(String... words) throws IOException {
    try {
      ShortProgram.Outcome outcome =
          new ShortProgram(words[0], List.of(words), PROGRAM_LIMIT).run(ENGLISH, "");
      if (outcome.status() != 0) {
        throw new IOException(words[0] + " failed with exit status " + outcome.status());
      }
      return outcome.output();
    } catch (ServiceException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
