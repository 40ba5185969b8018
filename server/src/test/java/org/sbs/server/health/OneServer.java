package org.sbs.server.health;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a loopback port that does with each connection what a test wants. */
final class OneServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Manner manner;

  /** What is done with a connection. */
  interface Manner {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  OneServer(Manner manner) {
    this.manner = manner;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Answers each request with those bytes, and hangs up. */
  static OneServer answering(String answer) {
    return new OneServer(
        (in, out) -> {
          request(in);
          out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  /** Reads a request to its end. */
  static void request(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (!request.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      request.append((char) next);
    }
  }

  /** Stays until the other side is gone. */
  static void stay(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // What comes is not looked at.
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      return; // It was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      manner.serve(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      return; // The other side is gone.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "one-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
