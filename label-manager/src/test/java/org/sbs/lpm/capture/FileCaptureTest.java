package org.sbs.lpm.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;
import org.sbs.testkit.TestProcess;

class FileCaptureTest {
  @TempDir private Path root;
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
  }

  @AfterEach
  void tearDown() {
    site.close();
  }

  @Test
  @DisplayName("R12.2 a file is printed and moved to done under a name of its own")
  void printedAndDone() throws Exception {
    site.sentinel("Dock");
    site.start("A");
    site.dropText("order.txt", "one");
    eventually().until(() -> site.done().size() == 1);
    site.dropText("order.txt", "two");
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactly("one", "two");
    assertThat(site.done())
        .allMatch(name -> name.matches("order~\\d{8}T\\d{9}-\\d{4}-\\w{6}\\.txt"));
    assertThat(Site.names(site.capture())).containsExactly("claims", "done", "failed");
    assertThat(site.journal("A").lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"end\":\"printed\",\"sentinel\":\"Dock\""));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("R12.2 a file that its writer still has open is not taken, however long he pauses")
  void openFilesWait() throws Exception {
    site.sentinel("Dock");
    site.start("A");
    Path file = site.capture().resolve("slow.txt");
    try (OutputStream writer = Files.newOutputStream(file)) {
      writer.write("text=half\n".getBytes(StandardCharsets.UTF_8));
      writer.flush();
      site.dropText("witness.txt", "later");
      eventually().until(() -> site.labels().equals(List.of("later")));
      site.awaitListed("A", "Dock\tactive");
      eventually()
          .until(
              () ->
                  String.join("", site.ask("A", "status").out())
                      .contains("slow.txt waits: process"));
      assertThat(file).exists();
      writer.write("more=1\n".getBytes(StandardCharsets.UTF_8));
    }
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactlyInAnyOrder("half", "later");
    assertThat(Files.readString(site.capture().resolve("done").resolve(site.done().get(0))))
        .isEqualTo("text=half\nmore=1\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("R12.2 an open file is seen even while other files open and close all the time")
  void openFilesAreSeenInTurmoil() throws Exception {
    Path file = root.toRealPath().resolve("open.txt");
    AtomicBoolean over = new AtomicBoolean();
    Thread turmoil =
        new Thread(
            () -> {
              while (!over.get()) {
                try (InputStream in =
                    Files.newInputStream(root.resolve("settings/printers/folder.toml"))) {
                  in.readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    // Opened before, so that the turmoil has lower descriptors and comes first when they are
    // listed.
    InputStream lower = Files.newInputStream(root.resolve("settings/printers/folder.toml"));
    try (OutputStream writer = Files.newOutputStream(file)) {
      writer.write('x');
      lower.close();
      turmoil.start();
      for (int i = 0; i < 100; i++) {
        assertThat(new OpenFiles().writers(Set.of(file))).containsOnlyKeys(file);
      }
    } finally {
      over.set(true);
      turmoil.join();
    }
    assertThat(new OpenFiles().writers(Set.of(file))).isEmpty();
    try (InputStream reader = Files.newInputStream(file)) {
      assertThat(new OpenFiles().writers(Set.of(file))).as("readers do not count").isEmpty();
      assertThat(reader.read()).isEqualTo('x');
    }
  }

  @Test
  @DisplayName("R12.2 a file that looks cut off waits, and is printed when its rest has come")
  void cutOffFilesWait() throws Exception {
    site.sentinel("Dock", "complete-wait-seconds = 600");
    site.start("A");
    Files.writeString(site.capture().resolve("cut.csv"), "text\nhal");
    Files.writeString(site.capture().resolve("cut.json"), "{\"text\": \"ha");
    Files.writeString(site.capture().resolve("empty.txt"), "");
    site.dropText("witness.txt", "whole");
    eventually().until(() -> site.done().size() == 1);
    eventually().until(() -> site.ask("A", "status").out().toString().contains("3 waiting"));
    assertThat(site.labels()).containsExactly("whole");
    Files.writeString(site.capture().resolve("cut.csv"), "text\nhalf no more\n");
    Files.writeString(site.capture().resolve("cut.json"), "{\"text\": \"half no more\"}");
    Files.writeString(site.capture().resolve("empty.txt"), "text=half no more\n");
    eventually().until(() -> site.done().size() == 4);
    assertThat(site.failed()).isEmpty();
  }

  @Test
  @DisplayName(
      "R12.2 a file that stays cut off goes to failed with the reason, and never to the printer")
  void cutOffForEver() throws Exception {
    site.sentinel("Dock", "complete-wait-seconds = 0");
    site.start("A");
    Files.writeString(site.capture().resolve("cut.csv"), "text\nhal");
    eventually().until(() -> site.failed().size() == 2);
    assertThat(reason()).contains("no line break at its end").contains("final-line-break");
    assertThat(site.labels()).isEmpty();
  }

  @Test
  @DisplayName("R12.2 a wrong file goes to failed with field and line; the next one is printed")
  void wrongFilesFail() throws Exception {
    site.sentinel("Dock");
    site.start("A");
    site.drop("wrong.csv", "text,x\na,1\n\n,2,3\n");
    site.drop("wrong.json", "[{\"text\":\"a\"},\n{\"txt\":\"b\"}]");
    site.dropText("good.txt", "good");
    eventually().until(() -> site.done().size() == 1 && site.failed().size() == 4);
    assertThat(site.labels()).containsExactly("good");
    assertThat(site.failed()).filteredOn(name -> name.endsWith(".reason.txt")).hasSize(2);
    assertThat(site.failed().toString()).contains("wrong~");
    assertThat(reason())
        .contains("Line 4, column 3 of the table")
        .contains("Line 2: the field 'text' is missing");
    assertThat(site.journal("A"))
        .contains("\"end\":\"failed\"")
        .contains("Line 4, column 3 of the table");
    assertThat(site.ask("A", "status").out().toString()).contains("1 printed (1 labels), 2 failed");
  }

  @Test
  @DisplayName("R12.2 unfinished files, other names, folders, links and pipes are left alone")
  void otherFilesAreLeftAlone() throws Exception {
    site.sentinel("Dock", "file-mask = [\"*.TXT\", \"ship-??.csv\"]");
    List<String> left =
        List.of(
            ".a.txt",
            "a.txt.tmp",
            "a.txt.part",
            "~$a.txt",
            "a.xml",
            "ship-1.csv",
            "a.txt.filepart");
    for (String name : left) {
      Files.writeString(site.capture().resolve(name), "text=no\n");
    }
    Files.createDirectory(site.capture().resolve("folder.txt"));
    Path elsewhere = Files.writeString(root.resolve("elsewhere"), "text=no\n");
    Files.createSymbolicLink(site.capture().resolve("link.txt"), elsewhere);
    String pipe = site.capture().resolve("pipe.txt").toString();
    assertThat(TestProcess.builder("mkfifo", pipe).start().waitFor()).isZero();
    site.start("A");
    site.dropText("a.txt", "yes");
    site.drop("Ship-01.CSV", "text\nyes\n");
    eventually().until(() -> site.done().size() == 2);
    assertThat(site.labels()).containsExactly("yes", "yes");
    assertThat(Site.names(site.capture()))
        .containsAll(left)
        .contains("folder.txt", "link.txt", "pipe.txt");
  }

  @Test
  @DisplayName("R12.2 the oldest file is printed first, or the first by name")
  void order() throws Exception {
    site.sentinel("Dock");
    site.sentinel("ByName", "capture-folder = \"../named\"", "order = \"name\"");
    Path named = Files.createDirectory(root.resolve("named"));
    for (int i = 0; i < 20; i++) {
      String name = String.format("f%02d.txt", i);
      site.dropText(name, "x");
      Files.setLastModifiedTime(
          site.capture().resolve(name), FileTime.fromMillis(1_700_000_000_000L - i * 1000L));
      Files.copy(site.capture().resolve(name), named.resolve(name));
      Files.setLastModifiedTime(
          named.resolve(name), FileTime.fromMillis(1_700_000_000_000L - i * 1000L));
    }
    site.start("A");
    eventually().until(() -> site.journal("A").lines().count() == 40);
    assertThat(files("Dock")).isSortedAccordingTo((a, b) -> b.compareTo(a)).hasSize(20);
    assertThat(files("ByName")).isSorted().hasSize(20);
  }

  @Test
  @DisplayName("R12.2 names in any script and of any length are printed and kept apart")
  void strangeNames() throws Exception {
    site.sentinel("Dock");
    site.start("A");
    List<String> names =
        List.of(
            "Größe №1.txt", "日本語.txt", "two  blanks;&$(x).txt", "x".repeat(240) + ".txt", "no-dot");
    for (String name : names) {
      Files.writeString(site.capture().resolve(name), "text=ok\n");
    }
    eventually().until(() -> site.done().size() == names.size());
    assertThat(site.labels()).hasSize(names.size());
    assertThat(site.done()).anyMatch(name -> name.startsWith("Größe №1~") && name.endsWith(".txt"));
  }

  @Test
  @DisplayName("R12.2 a file beyond all size goes to failed unread")
  void hugeFiles() throws Exception {
    site.sentinel("Dock");
    Path huge = site.capture().resolve("huge.csv");
    try (var channel =
        java.nio.channels.FileChannel.open(
            huge,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[1]), 3L << 30);
    }
    site.start("A");
    eventually().until(() -> site.failed().size() == 2);
    assertThat(reason()).contains("at most 1073741824 are taken");
  }

  private List<String> files(String sentinel) throws IOException {
    return site.journal("A")
        .lines()
        .filter(line -> line.contains("\"sentinel\":\"" + sentinel + "\""))
        .map(line -> line.replaceAll(".*\"file\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private String reason() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : site.failed()) {
      if (name.endsWith(".reason.txt")) {
        text.append(Files.readString(site.capture().resolve("failed").resolve(name)));
      }
    }
    return text.toString();
  }
}
