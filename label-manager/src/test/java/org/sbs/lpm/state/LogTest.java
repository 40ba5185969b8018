package org.sbs.lpm.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private static final String BAD = "a\u001b[2J\n2026 ERROR\u202egpj\u009b\u0085\u2066z";

  @TempDir private Path folder;

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  @DisplayName("R10.8 names in the log cannot command a terminal, forge a line or mislead")
  void clean() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Path file = folder.resolve("lpm.log");
    new Log(new PrintStream(said, true, StandardCharsets.UTF_8), file, Clock.systemUTC())
        .warn("The file " + BAD + " failed");
    for (String text :
        new String[] {said.toString(StandardCharsets.UTF_8), Files.readString(file)}) {
      assertThat(text.lines()).hasSize(1);
      assertThat(text).contains("The file a [2J 2026 ERROR gpj z failed");
    }
  }

  @Test
  @DisplayName("R10.8 the log is its owner's alone, also set aside, and that of an older version")
  void ownersAlone() throws Exception {
    Path file = folder.resolve("lpm.log");
    Path before = folder.resolve("lpm.log.1");
    for (Path old : new Path[] {file, before}) {
      Files.writeString(old, "old\n");
      Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Log log = new Log(new PrintStream(new ByteArrayOutputStream()), file, Clock.systemUTC());
    assertThat(mode(before)).isEqualTo("rw-------");
    log.info("x".repeat(3 << 20));
    assertThat(mode(file)).isEqualTo("rw-------");
    log.info("x".repeat(3 << 20));
    assertThat(Files.size(before)).isGreaterThan(3 << 20);
    assertThat(mode(before)).isEqualTo("rw-------");
    assertThat(mode(file)).isEqualTo("rw-------");
  }
}
