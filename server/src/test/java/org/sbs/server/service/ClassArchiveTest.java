package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir private Path folder;
  private Path jar;
  private Path archive;

  @BeforeEach
  void files() throws IOException {
    jar = Files.createFile(folder.resolve("lpm.jar"));
    archive = Files.createFile(folder.resolve("lpm.jsa"));
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000));
  }

  @Test
  @DisplayName("the archive beside a jar is used")
  void used() {
    assertThat(ClassArchive.options(jar)).containsExactly("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  @DisplayName("an archive of an older jar is not used, nor one that is not there")
  void old() throws IOException {
    Files.setLastModifiedTime(archive, FileTime.fromMillis(999_000));
    assertThat(ClassArchive.options(jar)).isEmpty();
    Files.delete(archive);
    assertThat(ClassArchive.options(jar)).isEmpty();
  }

  @Test
  @DisplayName("classes in a folder, as a developer runs them, have none")
  void folderOfClasses() {
    assertThat(ClassArchive.options(folder.resolve("classes"))).isEmpty();
  }
}
