package org.sbs.systemtests.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Somebody who calls a node's port and is not its peer. */
public final class StrangerClient {
  private StrangerClient() {}

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Connects and closes, as a port scanner does. */
  public static void scan(int port) throws IOException {
    connect(port).close();
  }

  /** Sends that text and waits until the node hangs up. */
  public static void say(int port, String text) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      awaitHangUp(socket);
    }
  }

  private static void awaitHangUp(Socket socket) {
    try {
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // A reset is a way of hanging up.
    }
  }

  /** Begins as a TLS client does, and never goes on. Close it. */
  public static Socket dawdle(int port) throws IOException {
    Socket socket = connect(port);
    socket.getOutputStream().write(new byte[] {0x16, 3, 1});
    return socket;
  }
}
