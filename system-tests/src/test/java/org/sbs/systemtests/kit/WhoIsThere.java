package org.sbs.systemtests.kit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.sbs.systemtests.kit.TestNetwork.Host;

/**
 * On the hosts A and B a server that says on which of them it is, and on W a client that asks an
 * address which may be either's. The servers know nothing of SBS and run all the time.
 */
public final class WhoIsThere implements AutoCloseable {
  private static final int PORT = 7;
  private static final int PATIENCE_MS = 300;

  private final TestNetwork network;
  private final InetSocketAddress address;
  private final Deque<ServerSocket> servers = new ArrayDeque<>();

  /** Starts the servers; the client asks at that address. */
  public WhoIsThere(TestNetwork network, String address) {
    this.network = network;
    this.address = new InetSocketAddress(address, PORT);
    try {
      for (Host host : new Host[] {Host.A, Host.B}) {
        ServerSocket server = network.namespace(host).call(() -> new ServerSocket(PORT));
        servers.push(server);
        Thread thread = new Thread(() -> answer(server, host.name()), "who-" + host);
        thread.setDaemon(true);
        thread.start();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("no server on a host", e);
    }
  }

  private static void answer(ServerSocket server, String name) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getOutputStream().write(name.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The client has gone, or the system test is over.
      }
    }
  }

  /** Asks who is there; empty if nobody answers in time. */
  public Optional<String> ask() {
    try {
      return network.namespace(Host.W).call(this::asked);
    } catch (ExecutionException e) {
      throw new AssertionError("the client cannot ask", e);
    }
  }

  private Optional<String> asked() {
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      String name = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(name).filter(said -> !said.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    while (!servers.isEmpty()) {
      servers.pop().close();
    }
  }
}
