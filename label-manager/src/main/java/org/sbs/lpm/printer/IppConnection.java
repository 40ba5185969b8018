package org.sbs.lpm.printer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP POST on a connection of its own, which is closed after it: nothing of a server that is
 * away is kept. The body goes in pieces, so that its length need not be known; it is never sent
 * twice.
 */
final class IppConnection implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 1 << 20;
  private static final int MAX_LINE_BYTES = 8192;
  private static final int TURN_MS = 1000;
  private static final int CONTINUE = 100;

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final BooleanSupplier goesOn;

  private IppConnection(Socket socket, BooleanSupplier goesOn) throws IOException {
    this.socket = socket;
    this.out = new BufferedOutputStream(socket.getOutputStream(), 16 << 10);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.goesOn = goesOn;
  }

  /** The server answered, but not with HTTP status 200. */
  static final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    StatusException(int status) {
      super("the server answered HTTP " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * Connects and sends the head of the request.
   *
   * @param http with its port
   * @param goesOn asked about every second while an answer is waited for; false to give up
   */
  static IppConnection open(URI http, int timeoutMs, BooleanSupplier goesOn) throws IOException {
    Socket plain = new Socket();
    Socket socket = plain;
    try {
      plain.connect(new InetSocketAddress(http.getHost(), http.getPort()), timeoutMs);
      plain.setSoTimeout(timeoutMs);
      if (http.getScheme().equals("https")) {
        SSLSocket secured =
            (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(plain, http.getHost(), http.getPort(), true);
        javax.net.ssl.SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
      }
      socket.setSoTimeout(TURN_MS);
      IppConnection connection = new IppConnection(socket, goesOn);
      connection.head(http);
      return connection;
    } catch (IOException | RuntimeException e) {
      socket.close();
      plain.close();
      throw e;
    }
  }

  private void head(URI http) throws IOException {
    String head =
        "POST "
            + http.getRawPath()
            + " HTTP/1.1\r\nHost: "
            + http.getHost()
            + ":"
            + http.getPort()
            + "\r\nContent-Type: application/ipp\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a piece of the body. */
  void write(byte[] bytes, int length) throws IOException {
    if (length > 0) {
      out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes, 0, length);
      out.write('\r');
      out.write('\n');
    }
  }

  /** Hands what was written to the system. */
  void flush() throws IOException {
    out.flush();
  }

  /** Ends the body and reads the answer. */
  IppMessage.Response answer() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
    int status = status();
    while (status / 100 * 100 == CONTINUE) {
      while (!line().isEmpty()) {
        // Headers of an answer that is none yet.
      }
      status = status();
    }
    long length = -1;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = number(lower.substring(15).strip(), 10);
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    if (status != 200) {
      throw new StatusException(status);
    }
    return IppMessage.read(new ByteArrayInputStream(body(length, chunked)));
  }

  private int status() throws IOException {
    String[] words = line().split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/")) {
      throw new IOException("the answer is no HTTP");
    }
    return (int) number(words[1], 10);
  }

  private static long number(String text, int radix) throws IOException {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("the answer is no HTTP", e);
    }
  }

  private byte[] body(long length, boolean chunked) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (!chunked) {
      copy(length < 0 ? MAX_ANSWER_BYTES : length, length >= 0, body);
      return body.toByteArray();
    }
    for (long size = chunk(); size > 0; size = chunk()) {
      copy(size, true, body);
      line();
    }
    return body.toByteArray();
  }

  private long chunk() throws IOException {
    return number(line().replaceAll(";.*", "").strip(), 16);
  }

  private void copy(long count, boolean exactly, ByteArrayOutputStream body) throws IOException {
    for (long left = count; left > 0; left--) {
      int one = read();
      if (one < 0 && !exactly) {
        return;
      }
      if (one < 0) {
        throw new EOFException("the answer ends too early");
      }
      body.write(one);
      if (body.size() > MAX_ANSWER_BYTES) {
        throw new IOException("the answer is longer than " + MAX_ANSWER_BYTES + " bytes");
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      if (c < 0 || line.length() > MAX_LINE_BYTES) {
        throw new EOFException("the connection ended without an answer");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private int read() throws IOException {
    while (true) {
      try {
        return in.read();
      } catch (SocketTimeoutException e) {
        if (!goesOn.getAsBoolean()) {
          throw new InterruptedIOException("it does not answer");
        }
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The connection is gone either way.
    }
  }
}
