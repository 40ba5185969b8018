package org.sbs.server.admin;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sbs.core.readiness.Report;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.json.JsonValue;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.node.NodeControl.Differences;
import org.sbs.server.node.NodeControl.MailTest;
import org.sbs.server.node.NodeControl.NewKey;
import org.sbs.server.store.HomeLock;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.status.NodeStatus;

/**
 * Asks the node that runs in a home. Immutable; each call reads where the node listens and is one
 * connection, so that a node that was started again meanwhile is asked like any other.
 */
public final class AdminClient {
  private static final int ANSWER_LIMIT_MS = 10_000;
  private static final int CHECK_LIMIT_MS = 60_000;

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** A node that starts removes old files at once: a wrong token does not stay wrong for long. */
  private static final Duration TOKEN_LIMIT = Duration.ofSeconds(2);

  /** How often a question is asked again whose connection was cut. */
  private static final int MOST_CUTS = 20;

  private static final long LOOK_MS = 50;

  private final Path state;
  private final String home;
  private final Duration startLimit;

  private AdminClient(Path state, String home, Duration startLimit) {
    this.state = state;
    this.home = home;
    this.startLimit = startLimit;
  }

  /**
   * Finds the node that runs in a home.
   *
   * @param state the home's state folder
   * @param home as users name it, for messages
   * @throws AdminException when none runs there, or its token may not be read
   */
  public static AdminClient find(Path state, String home) throws AdminException {
    NodeAccess.read(state, home);
    return new AdminClient(state, home, Duration.ZERO);
  }

  /**
   * The same, for a command: a node that is starting is waited for at each call. Where none runs,
   * the call says so at once.
   */
  public static AdminClient reach(Path state, String home) {
    return reach(state, home, START_LIMIT);
  }

  static AdminClient reach(Path state, String home, Duration startLimit) {
    return new AdminClient(state, home, startLimit);
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
  public List<HistoryRow> history(int most) throws AdminException {
    String json = historyJson(most);
    try {
      return ControlJson.readHistory(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** Runs a cycle and waits for its end, however long it takes. */
  public Answer sync() throws AdminException {
    return sync(false, false);
  }

  /**
   * The same.
   *
   * @param allowHeldDeletes whether it carries out the deletes that are held back now
   * @param full whether both nodes read all files again
   */
  public Answer sync(boolean allowHeldDeletes, boolean full) throws AdminException {
    return answer("/api/sync?allow-deletes=" + allowHeldDeletes + "&full=" + full, 0);
  }

  /** Swaps the roles, and waits until they are swapped or stay as they were. */
  public Answer switchover() throws AdminException {
    return answer("/api/switchover", 0);
  }

  /** Forgets the pair's other node, so that another may take its place. */
  public Answer replacePeer() throws AdminException {
    return answer("/api/pair/replace", ANSWER_LIMIT_MS);
  }

  /** Changes the pair key as a routine; waits while the other node is about to take it. */
  public Answer changeKey() throws AdminException {
    return answer("/api/pair/change", CHECK_LIMIT_MS);
  }

  /** Replaces the pair key because it leaked, and answers with the new one. */
  public NewKey replaceLeakedKey() throws AdminException {
    String json = request("POST", "/api/pair/leaked", ANSWER_LIMIT_MS);
    try {
      return ControlJson.readNewKey(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** Enters a pair key. */
  public Answer enterKey(String key) throws AdminException {
    return answer("/api/pair/join", ANSWER_LIMIT_MS, key);
  }

  /** Activates or deactivates sentinels of the service; waits for the service. */
  public Answer sentinels(List<String> names, boolean active) throws AdminException {
    String path = active ? "/api/sentinels/activate" : "/api/sentinels/deactivate";
    return answer(path, 0, String.join("\n", names));
  }

  /** No automatic takeovers for that time; zero ends a pause. */
  public Answer pause(Duration time) throws AdminException {
    return answer("/api/pause?seconds=" + time.toSeconds(), ANSWER_LIMIT_MS);
  }

  /** Lets the node read its settings file again. */
  public Answer reload() throws AdminException {
    return answer("/api/reload", ANSWER_LIMIT_MS);
  }

  /** Sends a test mail and waits for what the mail server says. */
  public Answer mailTest(MailTest test) throws AdminException {
    return answer("/api/mail/test", 0, MailTestJson.write(test));
  }

  /** What differs between the nodes as JSON, however long it takes. */
  public String differencesJson(boolean full) throws AdminException {
    return request("GET", full ? "/api/files/diff?full=true" : "/api/files/diff", 0);
  }

  /** What differs between the nodes. */
  public Differences differences() throws AdminException {
    return differences(false);
  }

  /**
   * The same.
   *
   * @param full whether both nodes read all files again
   */
  public Differences differences(boolean full) throws AdminException {
    String json = differencesJson(full);
    try {
      return ControlJson.readDifferences(json);
    } catch (IOException e) {
      throw unintelligible(e);
    }
  }

  /** Where the web console opens, once and for a minute. */
  public String consoleAddress() throws AdminException {
    String json = request("POST", "/api/console/code", ANSWER_LIMIT_MS);
    try {
      String code = JsonValue.read(json).text("code");
      return "http://" + NodeAccess.read(state, home).address().text() + "/#" + code;
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
        Reason.of(ReasonCode.ADMIN_OTHER_VERSION)
            .with("home", home)
            .with("why", String.valueOf(e.getMessage())),
        e);
  }

  private String request(String method, String path, int limitMs) throws AdminException {
    return request(method, path, limitMs, "");
  }

  /**
   * Asks, and again where the node that was asked is not ready yet: until it listens, what lies in
   * the home may be of the one before it, and was not understood by anybody.
   */
  private String request(String method, String path, int limitMs, String content)
      throws AdminException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    long beginNanos = System.nanoTime();
    int cuts = 0;
    while (true) {
      Optional<NodeAccess> used = Optional.empty();
      try {
        used = Optional.of(NodeAccess.read(state, home));
        return new Call(home, used.get()).send(method, path, limitMs, bytes);
      } catch (AdminException e) {
        if (e.isCut() && method.equals("GET") && cuts < MOST_CUTS) {
          // A question changes nothing, and in a crowd its connection may have had to go.
          cuts++;
          continue;
        }
        if (!e.isEarly()) {
          throw e;
        }
        if (used.isPresent() && NodeAccess.isNewerThan(used.get(), state)) {
          continue;
        }
        if (!runs()) {
          throw NodeAccess.notRunning(home, e);
        }
        if (startLimit.isZero()) {
          throw e;
        }
        boolean refused = e.why() == AdminException.Cause.REFUSED;
        long limitNanos =
            refused ? Math.min(startLimit.toNanos(), TOKEN_LIMIT.toNanos()) : startLimit.toNanos();
        if (System.nanoTime() - beginNanos >= limitNanos || !paused()) {
          throw refused ? e : starting(e);
        }
      }
    }
  }

  /** Whether a process works on the home, which may be starting or ending. */
  private boolean runs() {
    try {
      return HomeLock.isHeld(state);
    } catch (IOException e) {
      // Nobody but its owner may ask; then what was heard is all that is known.
      return false;
    }
  }

  private AdminException starting(AdminException last) {
    Reason starting =
        HomeLock.owner(state)
            .map(pid -> Reason.of(ReasonCode.ADMIN_PROCESS_STARTING).with("pid", pid))
            .orElseGet(() -> Reason.of(ReasonCode.ADMIN_NODE_STARTING));
    return AdminException.early(
        AdminException.Cause.NO_ANSWER,
        starting.with("home", home).with("why", last.reason()),
        last);
  }

  private static boolean paused() {
    try {
      Thread.sleep(LOOK_MS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
