package org.sbs.server.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.sbs.server.link.wire.Frame;

/** Ends of connections that do not behave as SBS does. */
final class Raw {
  private Raw() {}

  /** A plain connection to a port of this machine. */
  static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** A plain connection from another of this machine's loopback addresses. */
  static Socket connectFrom(InetAddress address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  /** TLS with the pair key, by hand. */
  record Tls(TapSocket socket, SSLSocket tls) implements AutoCloseable {
    /** Says one frame; returns what comes back. */
    Frames say(Frame frame) throws IOException {
      Frames frames = Frames.on(tls);
      frames.write(frame);
      frames.flush();
      return frames;
    }

    OutputStream out() throws IOException {
      return tls.getOutputStream();
    }

    void awaitClosed() throws IOException {
      Raw.awaitClosed(tls);
    }

    @Override
    public void close() {
      socket.hangUp();
    }
  }

  /** A TLS connection that has proved the key of the tests. */
  static Tls tls(int port) throws IOException {
    TapSocket socket = new TapSocket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    SSLSocket tls = PairIdentity.of(TestNode.KEY).client(socket);
    tls.startHandshake();
    return new Tls(socket, tls);
  }

  /** Waits until the other end closes, however it does. */
  static void awaitClosed(Socket socket) throws IOException {
    try {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // Whatever comes before the end does not matter here.
      }
    } catch (SocketException | javax.net.ssl.SSLException e) {
      // A reset is an end too.
    }
  }

  /** What to do with an accepted connection. */
  interface Behaviour {
    void with(Socket socket) throws IOException;
  }

  /** Serves a free port and does one thing with every connection, which is closed after it. */
  static ServerSocket serve(Behaviour behaviour) throws IOException {
    return serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
  }

  /** The same on a port that is served already. */
  static ServerSocket serve(ServerSocket server, Behaviour behaviour) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  behaviour.with(socket);
                } catch (IOException e) {
                  // The test has seen enough, or the other end has.
                }
              }
            },
            "test-stranger");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
