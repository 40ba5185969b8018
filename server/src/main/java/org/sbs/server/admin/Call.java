package org.sbs.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * One request to a node and its answer. Built on the JDK's oldest client, because it is the
 * quickest to start.
 *
 * @param home as users name it, for messages
 * @param access where to ask and with which token
 */
record Call(String home, NodeAccess access) {
  private static final int CONNECT_LIMIT_MS = 2_000;
  private static final int MOST_ANSWER_BYTES = 16 << 20;

  /**
   * Sends it and reads the answer.
   *
   * @param limitMs how long the node may be silent; 0 for however long it takes
   */
  String send(String method, String path, int limitMs, byte[] content) throws AdminException {
    try {
      HttpURLConnection connection = open(method, path, limitMs, content.length);
      try {
        if (content.length > 0) {
          try (OutputStream out = connection.getOutputStream()) {
            out.write(content);
          }
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
          return body(connection.getInputStream());
        }
        throw refused(status, connection.getErrorStream());
      } finally {
        connection.disconnect();
      }
    } catch (ConnectException e) {
      throw NodeAccess.notRunning(home, e);
    } catch (SocketTimeoutException e) {
      throw new AdminException(AdminException.Cause.NO_ANSWER, silent(e), e);
    } catch (IOException e) {
      throw AdminException.cut(silent(e), e);
    }
  }

  private Reason silent(IOException e) {
    return Reason.of(ReasonCode.ADMIN_SILENT)
        .with("home", home)
        .with("address", access.address().text())
        .with("why", String.valueOf(e.getMessage()));
  }

  private HttpURLConnection open(String method, String path, int limitMs, int length)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http://" + access.address().text() + path).openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_LIMIT_MS);
    connection.setReadTimeout(limitMs);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", "Bearer " + access.token());
    if (method.equals("POST")) {
      connection.setDoOutput(true);
      // With a stated length the client never sends a request a second time by itself.
      connection.setFixedLengthStreamingMode(length);
    }
    return connection;
  }

  private AdminException refused(int status, InputStream stream) throws IOException {
    String said = stream == null ? "" : body(stream).strip();
    Reason refused =
        Reason.of(ReasonCode.ADMIN_REFUSED)
            .with("address", access.address().text())
            .with("status", (long) status)
            .with("words", said);
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          AdminException.early(
              AdminException.Cause.REFUSED,
              Reason.of(ReasonCode.ADMIN_OTHER_TOKEN)
                  .with("address", access.address().text())
                  .with("status", (long) status)
                  .with("home", home),
              null);
      case HttpURLConnection.HTTP_UNAVAILABLE ->
          AdminException.early(AdminException.Cause.REFUSED, refused, null);
      default -> new AdminException(AdminException.Cause.REFUSED, refused);
    };
  }

  private static String body(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MOST_ANSWER_BYTES + 1);
    if (bytes.length > MOST_ANSWER_BYTES) {
      throw new IOException("the answer is too long");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
