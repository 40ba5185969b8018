package org.sbs.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.sbs.core.readiness.Report;
import org.sbs.core.settings.HostPort;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.Differences;
import org.sbs.server.node.NodeControl.HistoryEntry;
import org.sbs.server.node.NodeControl.MailTest;
import org.sbs.server.node.NodeStatus;

/**
 * Asks the node that runs in a home. Built on the JDK's oldest client, for it is the quickest to
 * start. Immutable; each call is one connection.
 */
public final class AdminClient {
  private static final int CONNECT_LIMIT_MS = 2_000;
  private static final int ANSWER_LIMIT_MS = 10_000;
  private static final int CHECK_LIMIT_MS = 60_000;
  private static final int MOST_ANSWER_BYTES = 16 << 20;

  private final String home;
  private final HostPort address;
  private final String token;

  private AdminClient(String home, HostPort address, String token) {
    this.home = home;
    this.address = address;
    this.token = token;
  }

  /**
   * Finds the node that runs in a home.
   *
   * @param state the home's state folder
   * @param home as users name it, for messages
   * @throws AdminException when none runs there, or its token may not be read
   */
  public static AdminClient find(Path state, String home) throws AdminException {
    AdminFiles files = new AdminFiles(state);
    String address = line(files.address(), home);
    String token = line(files.token(), home);
    try {
      HostPort found = HostPort.parse(address, 0, 1);
      if (found.isLoopback()) {
        return new AdminClient(home, found, token);
      }
    } catch (IllegalArgumentException e) {
      throw garbled(files.address(), home, e);
    }
    // The token must not leave this machine, whatever the file says.
    throw garbled(files.address(), home, null);
  }

  private static AdminException garbled(Path file, String home, Exception cause) {
    return new AdminException(
        AdminException.Cause.NOT_RUNNING,
        file
            + " does not hold a loopback address. Start the node again, which writes the file anew: "
            + restart(home),
        cause);
  }

  private static String line(Path file, String home) throws AdminException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw notRunning(home, e);
    } catch (AccessDeniedException e) {
      throw new AdminException(
          AdminException.Cause.NO_ACCESS,
          "You may not read "
              + file
              + ", which belongs to "
              + owner(file)
              + ". Run the command as that user.",
          e);
    } catch (IOException e) {
      throw new AdminException(
          AdminException.Cause.NO_ACCESS, file + " cannot be read: " + e + ".", e);
    }
  }

  private static String owner(Path file) {
    try {
      return "user " + Files.getOwner(file).getName();
    } catch (IOException | UnsupportedOperationException e) {
      // The folder hides even the owner.
      return "another user";
    }
  }

  private static String restart(String home) {
    return "sbs start --home " + home;
  }

  private static AdminException notRunning(String home, Throwable cause) {
    return new AdminException(
        AdminException.Cause.NOT_RUNNING,
        "No SBS node runs in the home " + home + ". Start it with: " + restart(home),
        cause);
  }

  /** The node's status as JSON. */
  public String statusJson() throws AdminException {
    return request("GET", "/api/status", ANSWER_LIMIT_MS);
  }

  /** The node's status. */
  public NodeStatus status() throws AdminException {
    String json = statusJson();
    try {
      return StatusJson.read(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** The newest events as JSON, oldest first. */
  public String historyJson(int most) throws AdminException {
    return request("GET", "/api/history?most=" + most, ANSWER_LIMIT_MS);
  }

  /** The newest events, oldest first. */
  public List<HistoryEntry> history(int most) throws AdminException {
    String json = historyJson(most);
    try {
      return ControlJson.readHistory(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** Runs a cycle and waits for its end, however long it takes. */
  public Answer sync() throws AdminException {
    return sync(false);
  }

  /**
   * The same.
   *
   * @param allowHeldDeletes whether it carries out the deletes that are held back now
   */
  public Answer sync(boolean allowHeldDeletes) throws AdminException {
    return answer(allowHeldDeletes ? "/api/sync?allow-deletes=true" : "/api/sync", 0);
  }

  /** Swaps the roles, and waits until they are swapped or stay as they were. */
  public Answer switchover() throws AdminException {
    return answer("/api/switchover", 0);
  }

  /** Forgets the pair's other node, so that another may take its place. */
  public Answer replacePeer() throws AdminException {
    return answer("/api/pair/replace", ANSWER_LIMIT_MS);
  }

  /** No automatic takeovers for that time; zero ends a pause. */
  public Answer pause(Duration time) throws AdminException {
    return answer("/api/pause?seconds=" + time.toSeconds(), ANSWER_LIMIT_MS);
  }

  /** Sends a test mail and waits for what the mail server says. */
  public Answer mailTest(MailTest test) throws AdminException {
    return answer("/api/mail/test", 0, MailTestJson.write(test));
  }

  /** What differs between the nodes as JSON, however long it takes. */
  public String differencesJson() throws AdminException {
    return request("GET", "/api/files/diff", 0);
  }

  /** What differs between the nodes. */
  public Differences differences() throws AdminException {
    String json = differencesJson();
    try {
      return ControlJson.readDifferences(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** Compares both nodes and answers as JSON; takes some seconds. */
  public String checkJson() throws AdminException {
    return request("GET", "/api/check", CHECK_LIMIT_MS);
  }

  /** The same. */
  public Report check() throws AdminException {
    return report(checkJson());
  }

  /** Reads what {@link #checkJson} answered. */
  public Report report(String json) throws AdminException {
    try {
      return CheckJson.read(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** Restores a version of a file to where it lay, however long it takes. */
  public Answer restore(String id) throws AdminException {
    return answer("/api/files/restore?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8), 0);
  }

  /**
   * Says whether the peer may write a folder that it named.
   *
   * @param folder as the status lists it
   */
  public Answer consent(String folder, boolean yes) throws AdminException {
    String path = yes ? "/api/files/accept" : "/api/files/refuse";
    return answer(
        path + "?folder=" + URLEncoder.encode(folder, StandardCharsets.UTF_8), ANSWER_LIMIT_MS);
  }

  /**
   * Asks the node to end, and waits for the last cycle and the hand-over. A node that ended before
   * it could answer is {@link AdminException.Cause#NO_ANSWER}.
   */
  public Answer stop(Duration limit) throws AdminException {
    return stop(limit, true);
  }

  /**
   * The same.
   *
   * @param anyway also where nobody would serve then
   */
  public Answer stop(Duration limit, boolean anyway) throws AdminException {
    String path = anyway ? "/api/stop" : "/api/stop?if-taken=true";
    return answer(path, Math.toIntExact(limit.toMillis()));
  }

  private Answer answer(String path, int limitMs) throws AdminException {
    return answer(path, limitMs, "");
  }

  private Answer answer(String path, int limitMs, String body) throws AdminException {
    String json = request("POST", path, limitMs, body);
    try {
      return ControlJson.readAnswer(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  private AdminException unintelligible(IOException e) {
    return new AdminException(
        AdminException.Cause.REFUSED,
        "What answered at "
            + address.text()
            + " does not speak like this version of SBS ("
            + e.getMessage()
            + "). Use the sbs command of the version that runs there.",
        e);
  }

  private String request(String method, String path, int limitMs) throws AdminException {
    return request(method, path, limitMs, "");
  }

  private String request(String method, String path, int limitMs, String content)
      throws AdminException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      HttpURLConnection connection = open(method, path, limitMs, bytes.length);
      try {
        if (bytes.length > 0) {
          try (OutputStream out = connection.getOutputStream()) {
            out.write(bytes);
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
      throw notRunning(home, e);
    } catch (IOException e) {
      throw new AdminException(
          AdminException.Cause.NO_ANSWER,
          "The node of the home "
              + home
              + " does not answer at "
              + address.text()
              + ": "
              + e.getMessage()
              + ". If that lasts, look into the log folder of the home.",
          e);
    }
  }

  private HttpURLConnection open(String method, String path, int limitMs, int length)
      throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http://" + address.text() + path).openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_LIMIT_MS);
    connection.setReadTimeout(limitMs);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    if (method.equals("POST")) {
      connection.setDoOutput(true);
      // With a stated length the client never sends a request a second time by itself.
      connection.setFixedLengthStreamingMode(length);
    }
    return connection;
  }

  private AdminException refused(int status, InputStream stream) throws IOException {
    String said = stream == null ? "" : body(stream).strip();
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      said = "the token in the home is not the one of the node that runs there. " + restartHint();
    }
    return new AdminException(
        AdminException.Cause.REFUSED,
        "The node at " + address.text() + " refused (" + status + "): " + said);
  }

  private String restartHint() {
    return "If another home uses the same admin.listen, change one of them; else start the node"
        + " again: "
        + restart(home);
  }

  private static String body(InputStream stream) throws IOException {
    byte[] bytes = stream.readNBytes(MOST_ANSWER_BYTES + 1);
    if (bytes.length > MOST_ANSWER_BYTES) {
      throw new IOException("the answer is too long");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
