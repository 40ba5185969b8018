package org.sbs.server.admin;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.sbs.core.settings.HostPort;

/** Sends bytes to a server and reads until it closes. */
final class RawHttp {
  private RawHttp() {}

  static Socket open(HostPort address) throws IOException {
    Socket socket = new Socket(address.host(), address.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** The whole answer. The server closes after one. */
  static String send(HostPort address, String request) throws IOException {
    try (Socket socket = open(address)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }
}
