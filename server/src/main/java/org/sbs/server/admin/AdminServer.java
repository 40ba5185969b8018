package org.sbs.server.admin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
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
 * /api/pause?seconds=N}, {@code POST /api/pair/replace}, {@code POST /api/pair/change}, {@code POST
 * /api/pair/leaked}, {@code POST /api/pair/join} (the key is the body), {@code POST /api/mail/test}
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

  /** Marks a request that is answered when the node has done what was asked. */
  private static final String ANSWERED = "sbs.answered";

  /** How long the end of the interface waits for such answers. */
  private static final long LAST_ANSWERS_MS = 1000;

  private static final int MOST_THREADS = 16;
  private static final int USUAL_HISTORY = 100;
  private static final int MOST_HISTORY = 10_000;
  private static final String JSON = "application/json";

  private final NodeControl control;
  private final HostPort listen;
  private final Monitoring monitoring;
  private final AdminFiles files;
  private final long requestLimitMs;
  private final String token;
  private final Javalin javalin;

  // Set while the server is built, before any request can come.
  private ServerConnector connector;
  private RequestDeadline deadline;
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
    this.javalin = Javalin.create(this::configure);
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
      javalin.start();
    } catch (RuntimeException e) {
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
    monitoring.open(connector.getServer(), httpOf(connector));
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

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.asyncTimeout = 0;
    config.http.maxRequestSize = RequestGuard.MOST_CONTENT_BYTES;
    config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 2);
    config.jetty.modifyHttpConfiguration(AdminServer::limit);
    config.jetty.addConnector(this::connect);
    config.requestLogger.http((ctx, millis) -> written(ctx));
    config.routes.before(this::admit);
    monitoring.routes(config);
    config.routes.get("/api/status", this::status);
    config.routes.get("/api/history", this::history);
    config.routes.post(
        "/api/sync",
        ctx ->
            answer(
                ctx,
                () -> control.sync(isTrue(ctx, "allow-deletes"), isTrue(ctx, "full")),
                ControlJson::writeAnswer));
    config.routes.post(
        "/api/switchover", ctx -> answer(ctx, control::switchover, ControlJson::writeAnswer));
    config.routes.post("/api/pause", this::pause);
    config.routes.post(
        "/api/pair/replace", ctx -> answer(ctx, control::replacePeer, ControlJson::writeAnswer));
    config.routes.post(
        "/api/pair/change", ctx -> answer(ctx, control::changeKey, ControlJson::writeAnswer));
    config.routes.post(
        "/api/pair/leaked",
        ctx -> answer(ctx, control::replaceLeakedKey, ControlJson::writeNewKey));
    config.routes.post(
        "/api/pair/join",
        ctx -> {
          String key = ctx.body(); // Never an argument, and never repeated.
          answer(ctx, () -> control.enterKey(key), ControlJson::writeAnswer);
        });
    config.routes.post("/api/mail/test", this::mailTest);
    config.routes.post("/api/files/restore", this::restore);
    config.routes.post("/api/files/accept", ctx -> consent(ctx, true));
    config.routes.post("/api/files/refuse", ctx -> consent(ctx, false));
    config.routes.get(
        "/api/files/diff",
        ctx ->
            answer(
                ctx,
                () -> control.differences(isTrue(ctx, "full")),
                ControlJson::writeDifferences));
    config.routes.get("/api/check", ctx -> answer(ctx, control::check, CheckJson::write));
    config.routes.post(
        "/api/stop",
        ctx -> answer(ctx, () -> control.stop(!isTrue(ctx, "if-taken")), ControlJson::writeAnswer));
    config.routes.exception(Exception.class, AdminServer::failed);
  }

  private static void limit(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setPersistentConnectionsEnabled(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    http.addCustomizer((request, answer) -> withItsOwnMethod(request));
  }

  /** The library would take another method from a header; what was sent is what is meant. */
  private static Request withItsOwnMethod(Request request) {
    if (!request.getHeaders().contains(Header.X_HTTP_METHOD_OVERRIDE)) {
      return request;
    }
    HttpFields rest =
        HttpFields.build(request.getHeaders()).remove(Header.X_HTTP_METHOD_OVERRIDE).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return rest;
      }
    };
  }

  private ServerConnector connect(Server server, HttpConfiguration http) {
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(requestLimitMs);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    deadline = new RequestDeadline(connector.getScheduler(), requestLimitMs, MOST_WAITING);
    connector.addBean(deadline);
    return connector;
  }

  private void admit(Context ctx) {
    ConnectionMetaData connection =
        ServletContextRequest.getServletContextRequest(ctx.req()).getConnectionMetaData();
    boolean monitored = monitoring.isDoor(connection.getConnector());
    Optional<RequestGuard.Refusal> refusal = monitored ? Monitoring.refusal(ctx) : refusal(ctx);
    if (refusal.isPresent()) {
      ctx.status(refusal.get().status()).result(refusal.get().sentence() + "\n");
      ctx.skipRemainingHandlers();
      return;
    }
    if (!monitored && !Monitoring.isOpen(ctx)) {
      // What anybody may ask is told at once and keeps its deadline.
      deadline.met(connection.getConnection());
    }
  }

  private Optional<RequestGuard.Refusal> refusal(Context ctx) {
    RequestGuard present = guard;
    if (present == null) {
      return Optional.of(new RequestGuard.Refusal(503, "The node is starting."));
    }
    return Monitoring.isOpen(ctx)
        ? present.checkWithoutToken(ctx::header)
        : present.check(ctx::header);
  }

  private void status(Context ctx) {
    ctx.contentType(JSON).result(StatusJson.write(control.status()));
  }

  private void pause(Context ctx) {
    String given = ctx.queryParam("seconds");
    if (given == null || !given.matches("[0-9]{1,6}")) {
      ctx.status(HttpStatus.BAD_REQUEST).result("seconds is a whole number; 0 ends a pause.\n");
      return;
    }
    answer(
        ctx,
        () -> control.pause(Duration.ofSeconds(Long.parseLong(given))),
        ControlJson::writeAnswer);
  }

  private void mailTest(Context ctx) {
    NodeControl.MailTest test;
    try {
      test = MailTestJson.read(ctx.body());
    } catch (IOException e) {
      // Not the text itself: a password may stand in it.
      ctx.status(HttpStatus.BAD_REQUEST)
          .result("This is no test of mail: to, settings and password may be given as JSON.\n");
      return;
    }
    answer(ctx, () -> control.mailTest(test), ControlJson::writeAnswer);
  }

  private void history(Context ctx) {
    String given = ctx.queryParam("most");
    int most = given == null ? USUAL_HISTORY : most(given);
    if (most < 1) {
      ctx.status(HttpStatus.BAD_REQUEST)
          .result("most is a whole number from 1 to " + MOST_HISTORY + ".\n");
      return;
    }
    ctx.contentType(JSON).result(ControlJson.writeHistory(control.history(most)));
  }

  private static boolean isTrue(Context ctx, String parameter) {
    return "true".equals(ctx.queryParam(parameter));
  }

  private void restore(Context ctx) {
    String id = ctx.queryParam("id");
    if (id == null) {
      ctx.status(HttpStatus.BAD_REQUEST)
          .result("id names a version as sbs files versions lists it.\n");
      return;
    }
    answer(ctx, () -> control.restore(id), ControlJson::writeAnswer);
  }

  private void consent(Context ctx, boolean yes) {
    String folder = ctx.queryParam("folder");
    if (folder == null || folder.isEmpty()) {
      ctx.status(HttpStatus.BAD_REQUEST)
          .result("folder names a folder as sbs files accept --list shows it.\n");
      return;
    }
    answer(ctx, () -> control.consent(folder, yes), ControlJson::writeAnswer);
  }

  private static int most(String given) {
    try {
      int most = Integer.parseInt(given);
      return most > MOST_HISTORY ? 0 : most;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private <T> void answer(
      Context ctx, Supplier<CompletableFuture<T>> action, Function<T, String> json) {
    openAnswers.begin();
    ctx.attribute(ANSWERED, true);
    ctx.future(
        () -> action.get().thenAccept(answer -> ctx.contentType(JSON).result(json.apply(answer))));
  }

  /** Called when a response was written, or could not be. */
  private void written(Context ctx) throws IOException {
    if (ctx.attribute(ANSWERED) != null) {
      try {
        ctx.res().flushBuffer();
      } finally {
        openAnswers.end();
      }
    }
  }

  private static void failed(Exception e, Context ctx) {
    LOG.error("The admin interface failed to serve {} {}", ctx.method(), ctx.path(), e);
    ctx.status(HttpStatus.INTERNAL_SERVER_ERROR)
        .result("The node could not answer: " + e + ". Its log has the details.\n");
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
    javalin.stop();
  }
}
