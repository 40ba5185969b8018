package org.sbs.server.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  static Optional<String> resolves(String host) {
    try {
      InetAddress.getByName(host);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("this machine does not find the address of that name");
    }
  }

  /**
   * Whether somebody listens there. A printer that takes one connection at a time may be busy, and
   * so is asked twice.
   */
  static Optional<String> listens(String host, int port) throws InterruptedException {
    Optional<String> first = connect(host, port);
    if (first.isEmpty()) {
      return first;
    }
    Thread.sleep(AGAIN_MS);
    return connect(host, port);
  }

  /** A name stands for all of its addresses. */
  private static Optional<String> connect(String host, int port) {
    try {
      Optional<String> trouble = Optional.empty();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        Optional<String> here = connect(address, port);
        if (here.isEmpty()) {
          return here;
        }
        trouble = trouble.or(() -> here);
      }
      return trouble.map(why -> "no connection to " + host + " port " + port + ": " + why);
    } catch (UnknownHostException e) {
      return Optional.of("this machine does not find the address of " + host);
    }
  }

  private static Optional<String> connect(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Patience.words(e));
    }
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
    for (JsonNode device : new ObjectMapper().readTree(json)) {
      for (JsonNode info : device.path("addr_info")) {
        if (info.path("local").asText().equals(address)) {
          return Optional.of(info.path("dynamic").asBoolean(false));
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
