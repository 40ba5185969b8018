package org.sbs.server.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.sbs.core.settings.HostPort;
import org.sbs.core.settings.Settings;
import org.sbs.server.node.NodeControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local HTTP interface of a running node.
 *
 * <p>Serves {@code GET /api/status}, {@code GET /api/history?most=N}, {@code POST
 * /api/sync?allow-deletes=true|false&full=true|false}, {@code POST /api/switchover}, {@code POST
 * /api/pause?seconds=N}, {@code POST /api/reload}, {@code POST /api/pair/replace}, {@code POST
 * /api/pair/change}, {@code POST /api/pair/leaked}, {@code POST /api/pair/join} (the key is the
 * body), {@code POST /api/sentinels/activate} and {@code /deactivate}, {@code POST /api/mail/test}
 * (its JSON: {@link MailTestJson}), {@code GET /api/files/diff?full=true|false}, {@code POST
 * /api/files/restore?id=ID}, {@code GET /api/check} and {@code POST /api/stop}, to who shows the
 * token that lies in the node's state folder, and what {@link Monitoring} tells to anybody.
 * Whatever else connects costs bounded memory and time: {@value #MOST_WAITING} connections, of
 * which the oldest goes for a newcomer, {@value #MOST_HEADER_BYTES} bytes of headers, one request a
 * connection, a deadline for it. So nobody who only connects keeps the owner out.
 *
 * <p>Starting takes a good part of a second and may be done on a thread of its own. Safe for any
 * thread.
 */
public final class AdminServer implements AutoCloseable {
  /** Connections without a request that is served, in all. */
  static final int MOST_WAITING = 512;

  /** As many as a crowd may open at once without the system turning newcomers away. */
  static final int ACCEPT_QUEUE = 1024;

  static final int MOST_HEADER_BYTES = 8192;

  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
  private static final long REQUEST_LIMIT_MS = 10_000;
  private static final int TOKEN_BYTES = 32;

  /** How long the end of the interface waits for such answers. */
  private static final long LAST_ANSWERS_MS = 1000;

  private static final int MOST_THREADS = 16;
  private static final int USUAL_HISTORY = 100;
  private static final int MOST_HISTORY = 10_000;
  private static final int BAD_REQUEST = 400;

  private final NodeControl control;
  private final HostPort listen;
  private final Monitoring monitoring;
  private final AdminFiles files;
  private final long requestLimitMs;
  private final String token;
  private final Server server;
  private final ServerConnector connector;
  private final RequestDeadline deadline;
  private final Routes routes = new Routes();
  private final AtomicReference<Optional<Console>> console =
      new AtomicReference<>(Optional.empty());
  private final OpenAnswers openAnswers = new OpenAnswers();

  // Known when the port is; until then requests are turned away.
  private volatile RequestGuard guard;

  // Files that another node left or uses are not this one's to remove.
  private volatile boolean written;

  private AdminServer(
      NodeControl control, Settings.Admin settings, Path state, long requestLimitMs) {
    this.control = control;
    this.listen = settings.listen();
    this.monitoring = new Monitoring(control, settings.metricsListen(), requestLimitMs);
    this.files = new AdminFiles(state);
    this.requestLimitMs = requestLimitMs;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    this.server = new Server(new QueuedThreadPool(MOST_THREADS, 2));
    this.connector = connector(server);
    this.deadline = new RequestDeadline(server.getScheduler(), requestLimitMs, MOST_WAITING);
    connector.addBean(deadline);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            serve(new Exchange(request, response, callback));
            return true;
          }
        });
    monitoring.routes(routes);
    routes();
    consoleRoutes();
  }

  /**
   * Starts, and writes {@code admin.token} and {@code admin.address} into the state folder.
   *
   * @throws IOException when the port is taken or the files cannot be written; the message says
   *     which and what to do
   */
  public static AdminServer start(NodeControl control, Settings.Admin settings, Path state)
      throws IOException {
    return start(control, settings, state, REQUEST_LIMIT_MS);
  }

  static AdminServer start(
      NodeControl control, Settings.Admin settings, Path state, long requestLimitMs)
      throws IOException {
    AdminServer server = new AdminServer(control, settings, state, requestLimitMs);
    try {
      server.open();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Removes what a node of this home that was killed has left, so that no command shows an old
   * token to the one that starts. For the holder of the home's lock; before {@link #start}.
   */
  public static void forgetOld(Path state) {
    try {
      new AdminFiles(state).remove();
    } catch (IOException e) {
      LOG.warn("Old files of the admin interface were not removed from {}", state, e);
    }
  }

  private void open() throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(
          "The admin interface cannot listen on "
              + listen.text()
              + ": "
              + (e.getCause() == null ? e : e.getCause()).getMessage()
              + ". Free the port, or set another with: sbs config set admin.listen 127.0.0.1:PORT",
          e);
    }
    HostPort bound = address();
    guard = new RequestGuard(token, bound.host(), bound.port());
    written = true;
    files.write(token, bound.text());
    monitoring.open(server, httpOf(connector));
  }

  private static HttpConfiguration httpOf(ServerConnector connector) {
    return connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
  }

  /** Where {@link Monitoring} has its own door; empty while it has none. */
  Optional<HostPort> metricsAddress() {
    return monitoring.address();
  }

  /** Where it listens, with the port that was really taken. */
  public HostPort address() {
    return new HostPort(listen.host(), connector.getLocalPort());
  }

  private ServerConnector connector(Server owner) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setPersistentConnectionsEnabled(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    ServerConnector made = new ServerConnector(owner, 1, 1, new HttpConnectionFactory(http));
    made.setHost(listen.host());
    made.setPort(listen.port());
    made.setIdleTimeout(requestLimitMs);
    made.setAcceptQueueSize(ACCEPT_QUEUE);
    return made;
  }

  private void routes() {
    routes.get("/api/status", this::status);
    routes.get("/api/history", this::history);
    routes.post(
        "/api/sync",
        exchange ->
            answer(
                exchange,
                () -> control.sync(exchange.isTrue("allow-deletes"), exchange.isTrue("full")),
                ControlJson::writeAnswer));
    routes.post(
        "/api/switchover",
        exchange -> answer(exchange, control::switchover, ControlJson::writeAnswer));
    routes.post("/api/pause", this::pause);
    routes.post(
        "/api/reload", exchange -> answer(exchange, control::reload, ControlJson::writeAnswer));
    routes.post(
        "/api/pair/replace",
        exchange -> answer(exchange, control::replacePeer, ControlJson::writeAnswer));
    routes.post(
        "/api/pair/change",
        exchange -> answer(exchange, control::changeKey, ControlJson::writeAnswer));
    routes.post(
        "/api/pair/leaked",
        exchange -> answer(exchange, control::replaceLeakedKey, ControlJson::writeNewKey));
    routes.post(
        "/api/pair/join",
        exchange -> {
          String key = exchange.body(); // Never an argument, and never repeated.
          answer(exchange, () -> control.enterKey(key), ControlJson::writeAnswer);
        });
    routes.post("/api/mail/test", this::mailTest);
    routes.post("/api/sentinels/activate", exchange -> sentinels(exchange, true));
    routes.post("/api/sentinels/deactivate", exchange -> sentinels(exchange, false));
    routes.post("/api/files/restore", this::restore);
    routes.post("/api/files/accept", exchange -> consent(exchange, true));
    routes.post("/api/files/refuse", exchange -> consent(exchange, false));
    routes.get(
        "/api/files/diff",
        exchange ->
            answer(
                exchange,
                () -> control.differences(exchange.isTrue("full")),
                ControlJson::writeDifferences));
    routes.get("/api/check", exchange -> answer(exchange, control::check, CheckJson::write));
    routes.post(
        "/api/stop",
        exchange ->
            answer(
                exchange,
                () -> control.stop(!exchange.isTrue("if-taken")),
                ControlJson::writeAnswer));
  }

  private void consoleRoutes() {
    routes.post("/api/console/code", exchange -> console().code(exchange));
    routes.post("/api/console/leave", exchange -> console().leave(exchange));
    routes.get("/api/console/view", exchange -> console().view(exchange));
    routes.get("/api/console/events", exchange -> console().history(exchange));
    routes.get("/api/events", exchange -> console().events(exchange));
    routes.get(
        "/api/console/check",
        exchange -> answer(exchange, control::check, ConsoleJson.of(exchange)::check));
  }

  /** Made when it is first asked for: a node that starts has no time for it. */
  private Console console() {
    return console
        .updateAndGet(
            made ->
                made.isPresent()
                    ? made
                    : Optional.of(new Console(control, server.getScheduler(), address().port())))
        .orElseThrow();
  }

  /** Whether anybody has asked for the console yet. */
  boolean hasConsole() {
    return console.get().isPresent();
  }

  /** Answers one request, now or when the node has done what was asked. */
  private void serve(Exchange exchange) {
    boolean monitored = monitoring.isDoor(exchange.connection().getConnector());
    Optional<RequestGuard.Refusal> refusal =
        monitored ? Monitoring.refusal(exchange) : refusal(exchange);
    if (refusal.isPresent()) {
      exchange.answer(refusal.get().status(), refusal.get().sentence() + "\n");
      return;
    }
    if (!monitored && !Monitoring.isOpen(exchange) && !Console.isOpen(exchange.path())) {
      // What anybody may ask is told at once and keeps its deadline.
      deadline.met(exchange.connection().getConnection());
    }
    if (!monitored && Console.isOpen(exchange.path())) {
      try {
        console().serveOpen(exchange);
      } catch (IOException | RuntimeException e) {
        failed(e, exchange);
      }
      return;
    }
    Optional<Routes.Route> route = routes.find(exchange.method(), exchange.path());
    if (route.isEmpty()) {
      exchange.answer(404, "There is no " + exchange.method() + " " + exchange.path() + ".\n");
      return;
    }
    if (!exchange.hasParameters()) {
      exchange.answer(BAD_REQUEST, "The parameters of the address cannot be read.\n");
      return;
    }
    try {
      route.get().serve(exchange);
    } catch (IOException | RuntimeException e) {
      failed(e, exchange);
    }
  }

  private Optional<RequestGuard.Refusal> refusal(Exchange exchange) {
    RequestGuard present = guard;
    if (present == null) {
      return Optional.of(new RequestGuard.Refusal(503, "The node is starting."));
    }
    if (isOfBrowser(exchange)) {
      Console.protect(exchange);
      boolean changes = !exchange.method().equals("GET") && !exchange.method().equals("HEAD");
      return present.checkBrowser(exchange::header, changes);
    }
    return Monitoring.isOpen(exchange)
        ? present.checkWithoutToken(exchange::header)
        : present.check(exchange::header);
  }

  /** Whether it asks for a page of the console, or comes from one that has entered. */
  private boolean isOfBrowser(Exchange exchange) {
    if (Console.isOpen(exchange.path())) {
      return true;
    }
    // Without a console there is no session either, and the console is not made for the question.
    return exchange.header("Cookie") != null
        && exchange.header("Authorization") == null
        && Console.isForSessions(exchange.path())
        && console.get().filter(made -> made.hasSession(exchange)).isPresent();
  }

  private void status(Exchange exchange) {
    exchange.answer(200, Exchange.JSON, StatusJson.write(control.status()));
  }

  private void pause(Exchange exchange) {
    Optional<String> given = exchange.parameter("seconds");
    if (given.filter(text -> text.matches("[0-9]{1,6}")).isEmpty()) {
      exchange.answer(BAD_REQUEST, "seconds is a whole number; 0 ends a pause.\n");
      return;
    }
    Duration length = Duration.ofSeconds(Long.parseLong(given.get()));
    answer(exchange, () -> control.pause(length), ControlJson::writeAnswer);
  }

  private void mailTest(Exchange exchange) throws IOException {
    String content = exchange.body();
    NodeControl.MailTest test;
    try {
      test = MailTestJson.read(content);
    } catch (IOException e) {
      // Not the text itself: a password may stand in it.
      exchange.answer(
          BAD_REQUEST,
          "This is not a test of mail: to, settings and password may be given as JSON.\n");
      return;
    }
    answer(exchange, () -> control.mailTest(test), ControlJson::writeAnswer);
  }

  private void history(Exchange exchange) {
    int most = exchange.parameter("most").map(AdminServer::most).orElse(USUAL_HISTORY);
    if (most < 1) {
      exchange.answer(BAD_REQUEST, "most is a whole number from 1 to " + MOST_HISTORY + ".\n");
      return;
    }
    exchange.answer(200, Exchange.JSON, ControlJson.writeHistory(control.history(most)));
  }

  private void restore(Exchange exchange) {
    Optional<String> id = exchange.parameter("id");
    if (id.isEmpty()) {
      exchange.answer(BAD_REQUEST, "id names a version as sbs files versions lists it.\n");
      return;
    }
    answer(exchange, () -> control.restore(id.get()), ControlJson::writeAnswer);
  }

  /** The body names them, one a line. */
  private void sentinels(Exchange exchange, boolean active) throws IOException {
    List<String> names = exchange.body().lines().filter(name -> !name.isBlank()).toList();
    if (names.isEmpty()) {
      exchange.answer(
          BAD_REQUEST, "The body names sentinels as the status lists them, one a line.\n");
      return;
    }
    answer(exchange, () -> control.sentinels(names, active), ControlJson::writeAnswer);
  }

  private void consent(Exchange exchange, boolean yes) {
    String folder = exchange.parameter("folder").orElse("");
    if (folder.isEmpty()) {
      exchange.answer(BAD_REQUEST, "folder names a folder as sbs files accept --list shows it.\n");
      return;
    }
    answer(exchange, () -> control.consent(folder, yes), ControlJson::writeAnswer);
  }

  private static int most(String given) {
    try {
      int most = Integer.parseInt(given);
      return most > MOST_HISTORY ? 0 : most;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Answers when the action is done; the end of the interface waits a moment for that. */
  private <T> void answer(
      Exchange exchange, Supplier<CompletableFuture<T>> action, Function<T, String> json) {
    openAnswers.begin();
    exchange.whenAnswered(openAnswers::end);
    var unused =
        action
            .get()
            .thenAccept(answer -> exchange.answer(200, Exchange.JSON, json.apply(answer)))
            .exceptionally(
                e -> {
                  failed(e instanceof CompletionException ? e.getCause() : e, exchange);
                  return null;
                });
  }

  private static void failed(Throwable e, Exchange exchange) {
    LOG.error("The admin interface failed to serve {} {}", exchange.method(), exchange.path(), e);
    exchange.answer(500, "The node could not answer: " + e + ". Its log has the details.\n");
  }

  /** Ends the interface and removes its files; answers that are being written get a moment. */
  @Override
  public void close() {
    if (written) {
      try {
        files.remove();
      } catch (IOException e) {
        LOG.warn("The files of the admin interface were not removed", e);
      }
    }
    openAnswers.await(LAST_ANSWERS_MS);
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("The admin interface did not stop as it should", e);
    }
  }
}
