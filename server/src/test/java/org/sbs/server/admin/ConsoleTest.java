package org.sbs.server.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's entry and what its sessions may do, as plain HTTP. */
class ConsoleTest {
  private static final Pattern COOKIE = Pattern.compile("Set-Cookie: (sbs-console-\\d+=[^;]+);");

  @TempDir Path state;
  private final FakeNode node = new FakeNode();
  private AdminServer server;

  @BeforeEach
  void start() throws IOException {
    server = AdminServer.start(node, FakeNode.ANYWHERE, state);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String origin() {
    return "Origin: http://" + server.address().text() + "\r\n";
  }

  private String ask(String line, String headers, String body) throws IOException {
    return RawHttp.send(server.address(), request(line, headers, body));
  }

  private String request(String line, String headers, String body) {
    return line
        + " HTTP/1.1\r\nHost: "
        + server.address().text()
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private String code() throws Exception {
    String address = AdminClient.find(state, "home").consoleAddress();
    assertThat(address).startsWith("http://" + server.address().text() + "/#");
    return address.substring(address.indexOf('#') + 1);
  }

  private static String cookieOf(String answer) {
    Matcher found = COOKIE.matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return "Cookie: " + found.group(1) + "\r\n";
  }

  /** The cookie of a new session. */
  private String entered() throws Exception {
    return cookieOf(ask("POST /console/enter", origin(), code()));
  }

  @Test
  @DisplayName("R9.4 a code opens one session, whose cookie no script and no other site gets")
  void entry() throws Exception {
    String code = code();
    assertThat(Base64.getUrlDecoder().decode(code)).as("256 bits").hasSize(32);
    assertThat(code()).isNotEqualTo(code);
    String answer = ask("POST /console/enter", origin(), code);
    assertThat(RawHttp.status(answer)).isEqualTo(200);
    assertThat(answer).contains("; Path=/; HttpOnly; SameSite=Strict");
    assertThat(ask("GET /api/console/view", cookieOf(answer), ""))
        .contains("200 OK", "\"headline\"", "\"nodes\"");
    String again = ask("POST /console/enter", origin(), code);
    assertThat(RawHttp.status(again)).isEqualTo(401);
    assertThat(again).doesNotContain("Set-Cookie");
  }

  @Test
  @DisplayName("R10.4 without a session a browser learns nothing of the node")
  void noSession() throws Exception {
    String guessed = "Cookie: sbs-console-" + server.address().port() + "=AAAA\r\n";
    String cookie = entered();
    for (String given : List.of("", guessed, cookie.replaceAll("-\\d+=", "-1="))) {
      for (String path : List.of("/api/console/view", "/api/status", "/api/events")) {
        assertThat(RawHttp.status(ask("GET " + path, given, ""))).as(given + path).isEqualTo(401);
      }
      assertThat(RawHttp.status(ask("POST /api/stop", given + origin(), ""))).isEqualTo(403);
    }
    assertThat(node.stops).hasValue(0);
  }

  @Test
  @DisplayName("R9.4 a cookie that somebody planted before is not the session's afterwards")
  void fixation() throws Exception {
    String planted = "Cookie: sbs-console-" + server.address().port() + "=planted\r\n";
    String cookie = cookieOf(ask("POST /console/enter", origin() + planted, code()));
    assertThat(cookie).doesNotContain("planted");
    assertThat(RawHttp.status(ask("GET /api/console/view", planted, ""))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Origin: null\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: http://127.0.0.1:1\r\n",
        "Origin: http://127.0.0.1\r\n"
      })
  @DisplayName("R10.4 an act that another site's page sends with the cookie is refused")
  void crossSite(String foreign) throws Exception {
    String cookie = entered();
    for (String path : List.of("/api/stop", "/api/sync", "/api/switchover", "/console/enter")) {
      assertThat(RawHttp.status(ask("POST " + path, cookie + foreign, ""))).isEqualTo(403);
    }
    String claimed = cookie + origin() + "Sec-Fetch-Site: cross-site\r\n";
    assertThat(RawHttp.status(ask("POST /api/stop", claimed, ""))).isEqualTo(403);
    assertThat(node.stops).hasValue(0);
    assertThat(node.syncs).hasValue(0);
    assertThat(RawHttp.status(ask("POST /api/sync", cookie + origin(), ""))).isEqualTo(200);
    assertThat(node.syncs).hasValue(1);
  }

  @Test
  @DisplayName("R10.4 a page whose name was pointed at this machine gets neither pages nor state")
  void rebinding() throws Exception {
    String cookie = entered();
    for (String path : List.of("/", "/console/words", "/api/console/view", "/api/events")) {
      String evil =
          "GET " + path + " HTTP/1.1\r\nHost: evil.example:" + server.address().port() + "\r\n";
      assertThat(RawHttp.status(RawHttp.send(server.address(), evil + cookie + "\r\n")))
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  @DisplayName("R10.4 pair keys and new codes are not for browsers, entered or not")
  void onlyCommands() throws Exception {
    String headers = entered() + origin();
    for (String path :
        List.of("/api/pair/leaked", "/api/pair/join", "/api/console/code", "/api/mail/test")) {
      assertThat(RawHttp.status(ask("POST " + path, headers, "x"))).as(path).isEqualTo(403);
    }
    assertThat(node.entered).isEmpty();
  }

  @Test
  @DisplayName("R9.4 who leaves is out")
  void leave() throws Exception {
    String cookie = entered();
    assertThat(RawHttp.status(ask("POST /api/console/leave", cookie + origin(), "")))
        .isEqualTo(200);
    assertThat(RawHttp.status(ask("GET /api/console/view", cookie, ""))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/console/console.js",
        "/console/pages.js",
        "/console/console.css",
        "/console/colors.css",
        "/console/primary.svg",
        "/api/console/view"
      })
  @DisplayName("R10.4 pages run no script but their own, stand in no frame, and are not guessed at")
  void headers(String path) throws Exception {
    String answer = ask("GET " + path, entered(), "");
    assertThat(answer)
        .contains("200 OK", "X-Content-Type-Options: nosniff", "Cache-Control: no-store")
        .containsPattern(
            "Content-Security-Policy: default-src 'none'; script-src 'self';.*frame-ancestors"
                + " 'none'")
        .doesNotContain("unsafe-");
  }

  @Test
  @DisplayName("R9.4 all files of the console together weigh less than 150 kB")
  void weight() throws Exception {
    int sum = 0;
    for (String path :
        List.of(
            "/",
            "/console/console.js",
            "/console/pages.js",
            "/console/console.css",
            "/console/colors.css",
            "/console/primary.svg",
            "/console/words?lang=de")) {
      sum += ask("GET " + path, "", "").getBytes(StandardCharsets.UTF_8).length;
    }
    assertThat(sum).isBetween(10_000, 150_000);
  }

  @Test
  @DisplayName(
      "R9.4 a page hears of a change by itself, in its language, and not after it has left")
  void live() throws Exception {
    String cookie = entered();
    try (Socket socket = RawHttp.open(server.address())) {
      socket
          .getOutputStream()
          .write(request("GET /api/events?lang=de", cookie, "").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(nextData(in)).contains("Primär");
      node.status = FakeNode.lonelySecondary();
      assertThat(nextData(in)).contains("Sekundär");
      ask("POST /api/console/leave", cookie + origin(), "");
      assertThat(in.lines().filter(line -> line.startsWith("data: {\"sev")).count()).isZero();
    }
  }

  @Test
  @DisplayName("R9.4 a node that could not be shown once is shown to the pages that come again")
  void unreadable() throws Exception {
    String cookie = entered();
    byte[] join = request("GET /api/events", cookie, "").getBytes(ISO_8859_1);
    try (Socket first = RawHttp.open(server.address());
        Socket second = RawHttp.open(server.address())) {
      first.getOutputStream().write(join);
      BufferedReader before =
          new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8));
      assertThat(nextData(before)).contains("headline");
      node.status = null;
      assertThat(before.lines().filter(line -> line.startsWith("data: {\"sev")).count()).isZero();
      node.status = FakeNode.lonelySecondary();
      second.getOutputStream().write(join);
      assertThat(
              nextData(
                  new BufferedReader(
                      new InputStreamReader(second.getInputStream(), StandardCharsets.UTF_8))))
          .contains("headline");
    }
  }

  private static String nextData(BufferedReader in) throws IOException {
    while (true) {
      String line = in.readLine();
      assertThat(line).isNotNull();
      if (line.startsWith("data: ")) {
        return line;
      }
    }
  }

  @Test
  @DisplayName("R9.4 of too many pages that listen the oldest is cut")
  void manyPages() throws Exception {
    String cookie = entered();
    byte[] join = request("GET /api/events", cookie, "").getBytes(ISO_8859_1);
    List<Socket> pages = new ArrayList<>();
    try {
      for (int i = 0; i <= ConsoleEvents.MOST_PAGES; i++) {
        Socket page = RawHttp.open(server.address());
        pages.add(page);
        page.getOutputStream().write(join);
        page.getOutputStream().flush();
        assertThat(page.getInputStream().read()).isNotNegative();
      }
      // Its end, not a timeout: the server has closed it.
      assertThat(pages.get(0).getInputStream().readAllBytes()).isNotNull();
    } finally {
      for (Socket page : pages) {
        page.close();
      }
    }
  }

  @Test
  @DisplayName("R9.4 codes and sessions end in time and are bounded in number")
  void bounds() {
    AtomicLong now = new AtomicLong();
    ConsoleSessions sessions = new ConsoleSessions(now::get);
    String late = sessions.newCode();
    now.addAndGet(TimeUnit.MINUTES.toNanos(1) + 1);
    assertThat(sessions.enter(late)).isEmpty();
    String first = sessions.enter(sessions.newCode()).orElseThrow();
    assertThat(sessions.use(first)).isTrue();
    now.addAndGet(ConsoleSessions.MOST_IDLE.toNanos() + 1);
    assertThat(sessions.use(first)).isFalse();
    String busy = sessions.enter(sessions.newCode()).orElseThrow();
    for (Duration used = Duration.ZERO;
        used.compareTo(ConsoleSessions.SESSION_LIFE) < 0;
        used = used.plusMinutes(30)) {
      assertThat(sessions.use(busy)).isTrue();
      now.addAndGet(Duration.ofMinutes(30).toNanos());
    }
    now.incrementAndGet();
    assertThat(sessions.use(busy)).isFalse();
    String oldest = sessions.enter(sessions.newCode()).orElseThrow();
    for (int i = 0; i < ConsoleSessions.MOST_SESSIONS; i++) {
      assertThat(sessions.enter(sessions.newCode())).isPresent();
    }
    assertThat(sessions.use(oldest)).isFalse();
    String firstCode = sessions.newCode();
    for (int i = 0; i < ConsoleSessions.MOST_CODES; i++) {
      sessions.newCode();
    }
    assertThat(sessions.enter(firstCode)).isEmpty();
  }

  @Test
  @DisplayName("R10.3 a node that nobody looks at in a browser has made nothing of the console")
  void lazy() throws Exception {
    AdminClient.find(state, "home").status();
    assertThat(server.hasConsole()).isFalse();
    code();
    assertThat(server.hasConsole()).isTrue();
  }
}
