package org.sbs.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.util.thread.Scheduler;
import org.sbs.server.node.NodeControl;
import org.sbs.view.look.Colors;

/**
 * The web console (R9.4): its pages, its entry and what its pages ask beside the interface that
 * commands use. Made at its first request. Any thread.
 */
final class Console {
  private static final String JAVASCRIPT = "text/javascript;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";
  private static final String PICTURE = "image/svg+xml";
  private static final int UNAUTHORIZED = 401;

  /** Its files by path, each with its type. */
  private static final Map<String, String> FILES =
      Map.of(
          "/console/console.js", JAVASCRIPT,
          "/console/pages.js", JAVASCRIPT,
          "/console/console.css", STYLE,
          "/console/stopped.svg", PICTURE,
          "/console/starting.svg", PICTURE,
          "/console/secondary.svg", PICTURE,
          "/console/primary.svg", PICTURE,
          "/console/unknown.svg", PICTURE);

  private static final String ENTER = "/console/enter";
  private static final String START = "/";
  private static final String WORDS = "/console/words";
  private static final String PALETTE = "/console/colors.css";

  /** What a browser may ask of the node; pair keys and codes are left to commands. */
  private static final Set<String> FOR_SESSIONS =
      Set.of(
          "/api/status",
          "/api/console/view",
          "/api/console/events",
          "/api/console/check",
          "/api/console/leave",
          "/api/events",
          "/api/sync",
          "/api/switchover",
          "/api/pause",
          "/api/stop",
          "/api/sentinels/activate",
          "/api/sentinels/deactivate",
          "/api/files/diff",
          "/api/files/accept",
          "/api/files/refuse");

  private final NodeControl control;
  private final ConsoleSessions sessions = new ConsoleSessions(System::nanoTime);
  private final ConsoleEvents events;
  private final String cookie;

  Console(NodeControl control, Scheduler scheduler, int port) {
    this.control = control;
    // Browsers send a cookie to every port of a host: nodes of one machine must not mix theirs up.
    this.cookie = "sbs-console-" + port;
    this.events = new ConsoleEvents(control, scheduler);
  }

  /** Whether that is told without a session: it is the same on every node, or the entry. */
  static boolean isOpen(String path) {
    return path.equals(START)
        || path.equals(PALETTE)
        || path.equals(WORDS)
        || path.equals(ENTER)
        || FILES.containsKey(path);
  }

  /** Whether a session may ask for that. */
  static boolean isForSessions(String path) {
    return FOR_SESSIONS.contains(path);
  }

  /** Whether the browser that asks has entered. */
  boolean hasSession(Exchange exchange) {
    return session(exchange).filter(sessions::use).isPresent();
  }

  private Optional<String> session(Exchange exchange) {
    return exchange.cookie(cookie);
  }

  /** What every answer to a browser says beside its content. */
  static void protect(Exchange exchange) {
    exchange.header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
            + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.header("Referrer-Policy", "no-referrer");
    exchange.header("Cross-Origin-Opener-Policy", "same-origin");
    exchange.header("Cross-Origin-Resource-Policy", "same-origin");
    exchange.header("Cache-Control", "no-store");
  }

  /** Makes a one-time code; the caller has already shown the token of the node. */
  void code(Exchange exchange) {
    String code = sessions.newCode();
    exchange.answer(
        200,
        Exchange.JSON,
        JsonWriting.exactly(
            json -> {
              json.writeStartObject();
              json.writeStringField("code", code);
              json.writeEndObject();
            }));
  }

  /** Serves what {@link #isOpen} is true of. */
  void serveOpen(Exchange exchange) throws IOException {
    String path = exchange.path();
    if (path.equals(ENTER)) {
      enter(exchange);
    } else if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      exchange.answer(405, "Pages can only be read.\n");
    } else if (path.equals(WORDS)) {
      exchange.answer(200, Exchange.JSON, ConsoleJson.of(exchange).words());
    } else if (path.equals(PALETTE)) {
      exchange.answer(200, STYLE, palette());
    } else if (path.equals(START)) {
      exchange.answer(200, "text/html;charset=utf-8", file("index.html"));
    } else {
      exchange.answer(200, FILES.get(path), file(path.substring(path.lastIndexOf('/') + 1)));
    }
  }

  private void enter(Exchange exchange) throws IOException {
    if (!exchange.method().equals("POST")) {
      exchange.answer(405, "A code is posted.\n");
      return;
    }
    // A browser's old cookie is worth nothing here: each entry makes a session of its own.
    Optional<String> session = sessions.enter(exchange.body());
    if (session.isEmpty()) {
      exchange.answer(UNAUTHORIZED, "This code is not valid. Run again: sbs console\n");
      return;
    }
    exchange.header(
        "Set-Cookie", cookie + "=" + session.get() + "; Path=/; HttpOnly; SameSite=Strict");
    exchange.answer(200, Exchange.JSON, "{}");
  }

  void leave(Exchange exchange) {
    session(exchange).ifPresent(sessions::leave);
    exchange.header("Set-Cookie", cookie + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    exchange.answer(200, Exchange.JSON, "{}");
  }

  void view(Exchange exchange) {
    exchange.answer(200, Exchange.JSON, ConsoleJson.of(exchange).view(control));
  }

  void history(Exchange exchange) {
    exchange.answer(200, Exchange.JSON, ConsoleJson.of(exchange).history(control));
  }

  void events(Exchange exchange) {
    events.join(exchange, ConsoleJson.of(exchange), () -> hasSession(exchange));
  }

  /** The colours of all screens as variables of the pages, light and dark. */
  private static String palette() {
    return ":root {\n"
        + variables(Colors.LIGHT)
        + "}\n@media (prefers-color-scheme: dark) {\n:root {\n"
        + variables(Colors.DARK)
        + "}\n}\n";
  }

  private static String variables(Colors colors) {
    StringBuilder css = new StringBuilder();
    List<String> names = colors.names();
    for (String name : names) {
      css.append(String.format(Locale.ROOT, "  --%s: #%06x;%n", name, colors.rgb(name)));
    }
    return css.toString();
  }

  private static String file(String name) throws IOException {
    try (InputStream in = Console.class.getResourceAsStream("console/" + name)) {
      if (in == null) {
        throw new IOException("the program is incomplete: console/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
