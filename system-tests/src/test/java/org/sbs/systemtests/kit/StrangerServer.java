package org.sbs.systemtests.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Something on a port that is no node. */
public final class StrangerServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket();
  private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

  /** What it does with each connection. */
  public interface Manner {
    /** Speaks first. */
    void greet(Socket socket) throws IOException;
  }

  /** Serves that port of 127.0.0.1. */
  public StrangerServer(int port, Manner manner) throws IOException {
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Thread thread = new Thread(() -> serve(manner), "stranger-" + port);
    thread.setDaemon(true);
    thread.start();
  }

  /** Accepts, and says nothing. */
  public static StrangerServer silent(int port) throws IOException {
    return new StrangerServer(port, socket -> {});
  }

  /** Sends bytes that mean nothing. */
  public static StrangerServer noisy(int port) throws IOException {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    return new StrangerServer(port, socket -> socket.getOutputStream().write(noise));
  }

  private void serve(Manner manner) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.add(socket);
        manner.greet(socket);
      } catch (IOException e) {
        // The other end, or the system test, is gone.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
