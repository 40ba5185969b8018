package org.sbs.lpm.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;

class ControlTest {
  @TempDir private Path root;
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    site.sentinel("Dock 3");
    site.sentinel("Größe");
    site.write("sentinels/Broken.toml", "capture-folder = 1\n");
  }

  @AfterEach
  void tearDown() {
    site.close();
  }

  @Test
  @DisplayName("R12.5 list names each sentinel, its state and why it failed")
  void list() throws Exception {
    site.start("A");
    site.awaitListed("A", "Dock 3\tactive\t");
    site.awaitListed("A", "Größe\tactive\t");
    site.awaitListed(
        "A", "Broken\tfailed\tsentinels/Broken.toml line 1: capture-folder must be text");
    assertThat(site.ask("A", "list").out())
        .hasSize(3)
        .allMatch(line -> line.split("\t", -1).length == 3);
  }

  @Test
  @DisplayName("R12.5 activate takes the known names, reports the unknown, and is remembered")
  void activate() throws Exception {
    site.start("A", true, false);
    assertThat(site.ask("A", "list").out())
        .containsExactly("Broken\tinactive\t", "Dock 3\tinactive\t", "Größe\tinactive\t");
    eventually()
        .until(() -> site.messages().contains("Broken could not work: sentinels/Broken.toml"));
    Reply reply = site.ask("A", "activate", "Größe", "Nobody", "Broken");
    assertThat(reply.status()).isEqualTo(1);
    assertThat(reply.err())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("No sentinel is called 'Nobody'"))
        .anyMatch(line -> line.startsWith("Broken cannot work yet: sentinels/Broken.toml line 1"));
    assertThat(site.ask("A", "list").out()).contains("Größe\tactive\t", "Dock 3\tinactive\t");
    site.close();
    site.start("A");
    site.awaitListed("A", "Größe\tactive\t");
    assertThat(site.ask("A", "list").out()).contains("Dock 3\tinactive\t");
    assertThat(site.ask("A", "deactivate", "Größe").status()).isZero();
    assertThat(site.ask("A", "list").out()).contains("Größe\tinactive\t");
    assertThat(site.ask("A", "activate", "Dock 3").status()).isZero();
    assertThat(site.ask("A", "list").out()).contains("Dock 3\tactive\t");
  }

  @Test
  @DisplayName("R12.5 an inactive sentinel takes no file")
  void inactiveTakesNothing() throws Exception {
    site.start("A", true, false);
    site.dropText("x.txt", "x");
    site.ask("A", "activate", "Dock 3");
    eventually().until(() -> site.done().size() == 1);
    site.ask("A", "deactivate", "Dock 3");
    site.dropText("y.txt", "y");
    site.sentinel("Other", "file-mask = \"z*\"");
    site.ask("A", "activate", "Other");
    site.dropText("z.txt", "z");
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactly("x", "z");
  }

  @Test
  @DisplayName(
      "R12.1 a changed definition counts when its sentinel is activated again, a mended one by itself")
  void changedDefinitions() throws Exception {
    site.start("A");
    site.awaitListed("A", "Broken\tfailed");
    site.sentinel("Broken", "capture-folder = \"../late\"");
    Files.createDirectory(root.resolve("late"));
    site.awaitListed("A", "Broken\tactive\t");
    site.write("templates/other.zpl", Site.TEMPLATE.replace("${text}", "new ${text}"));
    site.sentinel("Dock 3", "template = \"other\"");
    site.ask("A", "deactivate", "Größe", "Dock 3");
    site.ask("A", "activate", "Dock 3");
    site.dropText("x.txt", "x");
    eventually().until(() -> site.labels().equals(List.of("new x")));
    site.sentinel("Later");
    assertThat(site.ask("A", "list").out()).contains("Later\tinactive\t");
    Files.delete(site.settings().resolve("sentinels/Later.toml"));
    assertThat(site.ask("A", "list").out()).doesNotContain("Later\tinactive\t");
  }

  @Test
  @DisplayName("R12.5 status --json is one line of JSON with the counts of each sentinel")
  void statusJson() throws Exception {
    site.start("A");
    site.dropText("x.txt", "x");
    eventually().until(() -> site.done().size() == 1);
    List<String> out = site.ask("A", "status-json").out();
    assertThat(out).hasSize(1);
    var json = new com.fasterxml.jackson.databind.json.JsonMapper().readTree(out.get(0));
    assertThat(json.get("node").asText()).isEqualTo("A");
    assertThat(json.get("sentinels")).hasSize(3);
    int printed = 0;
    for (var sentinel : json.get("sentinels")) {
      printed += sentinel.get("printed").asInt();
      for (String key : List.of("failed", "reprinted", "held", "waiting", "lost", "labels")) {
        assertThat(sentinel.get(key).isInt()).as(key).isTrue();
      }
    }
    assertThat(printed).isEqualTo(1);
  }

  @Test
  @DisplayName("R7.3 a manager at work tells that nothing is stuck; nonsense is refused")
  void nothingIsStuck() throws Exception {
    site.start("A");
    site.dropText("x.txt", "x");
    eventually().until(() -> site.done().size() == 1);
    Reply reply = site.ask("A", "stuck", "10");
    assertThat(reply.status()).isZero();
    assertThat(reply.out()).isEmpty();
    assertThat(site.ask("A", "stuck", "many").status()).isEqualTo(2);
    assertThat(site.ask("A", "stuck").status()).isEqualTo(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("R10.4 only the owner can read the token, and without it no command is carried out")
  void tokenIsNeeded() throws Exception {
    site.start("A");
    Path file = site.state("A").resolve("control");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String token = Files.readAllLines(file).get(1);
    String wrong = token.substring(1) + (token.startsWith("0") ? "1" : "0");
    assertThat(send(("LPM1 " + wrong + " deactivate\nDock 3\n\n").getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(send(("LPM1 " + token + " nonsense\n\n").getBytes(StandardCharsets.UTF_8)))
        .contains("unknown")
        .endsWith("X 2\n");
    site.awaitListed("A", "Dock 3\tactive");
    site.close();
    assertThat(file).doesNotExist();
    assertThat(ControlClient.ask(site.state("A"), "list", List.of())).isEmpty();
  }

  @Test
  @DisplayName("R10.3 garbage, oversize and silent connections change nothing and keep nobody out")
  void garbage() throws Exception {
    site.start("A");
    site.awaitListed("A", "Dock 3\tactive");
    Random random = new Random(1);
    String token = Files.readAllLines(site.state("A").resolve("control")).get(1);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      assertThat(send(bytes)).isEmpty();
    }
    assertThat(send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(
            send(
                ("LPM1 " + token + " list\n" + "x".repeat(300 << 10))
                    .getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      silent.add(connect());
    }
    assertThat(site.ask("A", "list").out()).contains("Dock 3\tactive\t");
    for (Socket socket : silent) {
      assertThat(socket.getInputStream().read()).as("cut off after its time").isEqualTo(-1);
      socket.close();
    }
  }

  private Socket connect() throws IOException {
    int port = Integer.parseInt(Files.readAllLines(site.state("A").resolve("control")).get(0));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(15_000);
    return socket;
  }

  private String send(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      try {
        out.write(request);
        socket.shutdownOutput();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        return "";
      }
    }
  }
}
