package org.sbs.server.admin;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.sbs.core.settings.HostPort;
import org.sbs.server.node.NodeControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs that watch over many machines may ask without a token: {@code GET /metrics} and
 * {@code GET /health}. Neither tells a secret nor changes anything. Where the settings name one,
 * they have a door of their own, which may be reached from other machines and serves nothing else.
 *
 * <p>A door that cannot be opened (the address is not up yet, the port is taken) is tried again
 * every {@value #AGAIN_SECONDS} s: watching must not keep a service from being protected.
 */
final class Monitoring {
  static final long AGAIN_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);
  private static final int MOST_WAITING = 64;
  private static final Set<String> PATHS = Set.of("/metrics", "/health");

  private final NodeControl control;
  private final Optional<HostPort> listen;
  private final long requestLimitMs;

  // Set when the door is opened; requests come through it later only.
  private volatile Optional<ServerConnector> door = Optional.empty();
  private boolean warned;

  Monitoring(NodeControl control, Optional<HostPort> listen, long requestLimitMs) {
    this.control = control;
    this.listen = listen;
    this.requestLimitMs = requestLimitMs;
  }

  void routes(Routes routes) {
    routes.get(
        "/metrics",
        exchange ->
            exchange.answer(
                200,
                Metrics.CONTENT_TYPE,
                Metrics.of(control.status(), control.totals(), Clock.systemUTC().instant())));
    routes.get("/health", this::health);
  }

  private void health(Exchange exchange) {
    Health health = Health.of(control.status());
    exchange.answer(health.healthy() ? 200 : 503, Exchange.JSON, health.json());
  }

  /** Whether it is one of the paths that need no token. */
  static boolean isOpen(Exchange exchange) {
    return PATHS.contains(exchange.path());
  }

  /** What a request through the open door may not do; empty for one that is served. */
  static Optional<RequestGuard.Refusal> refusal(Exchange exchange) {
    if (!isOpen(exchange)) {
      return Optional.of(
          new RequestGuard.Refusal(404, "Only /metrics and /health are served here."));
    }
    return RequestGuard.checkContent(exchange::header);
  }

  /** Whether that connector's requests come through this door. */
  boolean isDoor(Connector connector) {
    return door.filter(mine -> mine == connector).isPresent();
  }

  /** Opens the door, if there is to be one; tries again later where that fails. */
  void open(Server server, HttpConfiguration http) {
    listen.ifPresent(at -> open(server, http, at));
  }

  private void open(Server server, HttpConfiguration http, HostPort at) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(at.host());
    connector.setPort(at.port());
    connector.setIdleTimeout(requestLimitMs);
    connector.setAcceptQueueSize(AdminServer.ACCEPT_QUEUE);
    connector.addBean(new RequestDeadline(server.getScheduler(), requestLimitMs, MOST_WAITING));
    door = Optional.of(connector);
    try {
      connector.start();
      server.addConnector(connector);
      LOG.info("/metrics and /health are served at {}", address().orElseThrow().text());
    } catch (Exception e) {
      if (!warned) {
        warned = true;
        LOG.warn(
            "/metrics and /health cannot be served at {} yet: {}. Tried again every {} s"
                + " (admin.metrics-listen).",
            at.text(),
            (e.getCause() == null ? e : e.getCause()).getMessage(),
            AGAIN_SECONDS);
      }
      door = Optional.empty();
      var unused =
          server
              .getScheduler()
              .schedule(() -> open(server, http, at), AGAIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Where the door is, with the port that was really taken; empty while it is not open. */
  Optional<HostPort> address() {
    return door.flatMap(mine -> listen.map(at -> new HostPort(at.host(), mine.getLocalPort())));
  }
}
