package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.testkit.TestProcess;

@DisplayName("R2.7 R2.10 The file that names the service's process, on a disk without space")
class OrphanReaperTest {
  @TempDir private Path folder;

  private Process program;

  @BeforeEach
  void start() throws IOException {
    program = TestProcess.builder("sleep", "600").start();
  }

  @AfterEach
  void kill() {
    program.destroyForcibly();
  }

  private OrphanReaper opened() throws ServiceException {
    OrphanReaper survivors = new OrphanReaper(folder);
    survivors.takeOver(Duration.ZERO);
    return survivors;
  }

  /** As on a full disk no second file can be written. */
  private void fill() throws IOException {
    Files.createDirectories(folder.resolve("service.process.tmp/full"));
  }

  @Test
  @DisplayName("R2.10 the process is remembered in the file as it is, and found by the next SBS")
  void remembers() throws Exception {
    OrphanReaper survivors = opened();
    fill();
    survivors.remember(program.pid());
    new OrphanReaper(folder).takeOver(Duration.ZERO);
    assertThat(program.waitFor()).isNotZero();
  }

  @Test
  @DisplayName("R2.10 the process is forgotten there too, and a shorter record can be read")
  void forgets() throws Exception {
    OrphanReaper survivors = opened();
    survivors.remember(program.pid());
    fill();
    survivors.forget();
    new OrphanReaper(folder).takeOver(Duration.ZERO);
    assertThat(program.isAlive()).isTrue();
  }

  @Test
  @DisplayName("R2.10 a service that has ended has ended, also where that cannot be written")
  void neverFailsToForget() throws Exception {
    OrphanReaper survivors = opened();
    fill();
    Files.delete(folder.resolve("service.process"));
    Files.createDirectory(folder.resolve("service.process"));
    assertThatCode(survivors::forget).doesNotThrowAnyException();
    assertThatThrownBy(() -> survivors.remember(program.pid()))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("service.process");
  }
}
