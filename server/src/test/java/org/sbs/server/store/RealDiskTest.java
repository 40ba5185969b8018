package org.sbs.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class RealDiskTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("R10.6 what a node remembers is not written through a link in its place")
  void link() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "root's");
    Path file = Files.createSymbolicLink(folder.resolve("node-state.tmp"), victim);
    new RealDisk().write(file, "state".getBytes(StandardCharsets.US_ASCII));
    assertThat(victim).hasContent("root's");
    assertThat(file).hasContent("state");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }
}
