package org.sbs.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.testkit.TestProcess;

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
    assertThat(ClassArchive.options(jar, 17)).contains("-XX:SharedArchiveFile=" + archive);
    assertThat(ClassArchive.options(jar, 24)).contains("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  @DisplayName("from Java 25 on it is the AOT cache, and an archive of an older Java is left alone")
  void cache() throws IOException {
    assertThat(ClassArchive.options(jar, 25)).isEmpty();
    Path cache = Files.createFile(folder.resolve("lpm.aot"));
    assertThat(ClassArchive.options(jar, 25)).contains("-XX:AOTCache=" + cache);
    assertThat(ClassArchive.options(jar, 17)).contains("-XX:SharedArchiveFile=" + archive);
  }

  @Test
  @DisplayName("R9.6 an archive that the JVM cannot use puts no word on standard output")
  void silent() throws Exception {
    Files.writeString(archive, "of another Java".repeat(1000));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.addAll(ClassArchive.options(jar));
    command.add("-version");
    Process java =
        TestProcess.builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(java.waitFor()).isZero();
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
