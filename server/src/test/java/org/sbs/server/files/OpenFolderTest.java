package org.sbs.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.reason.ReasonCode;
import org.sbs.testkit.Needs;

/** Folders that are held open, and the real places of folders. */
@EnabledOnOs(OS.LINUX)
final class OpenFolderTest {
  private static final int NOBODY = 65534;

  @TempDir Path given;

  private Path temp;
  private Path victim;

  @BeforeEach
  void make() throws IOException {
    temp = given.toRealPath();
    Files.createDirectories(temp.resolve("a/b"));
    victim = Files.writeString(temp.resolve("victim"), "v");
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(temp.resolve("a/link"), victim);
    Files.createSymbolicLink(temp.resolve("way"), temp.resolve("a"));
  }

  private static Path name(String name) {
    return Path.of(name);
  }

  @Test
  @DisplayName("R10.7 no link on the way is followed, whole or name by name, and it is named")
  void links() throws Exception {
    for (String way : new String[] {"way", "way/b"}) {
      assertThatThrownBy(() -> OpenFolder.open(temp.resolve(way)))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining(temp.resolve("way").toString());
      byte[] path = (temp.resolve(way) + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      assertThatThrownBy(() -> LinuxCalls.step(LinuxCalls.NOWHERE, path))
          .isInstanceOf(com.sun.jna.LastErrorException.class);
    }
    assertThatThrownBy(() -> OpenFolder.open(temp.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(temp.resolve("none").toString());
    assertThatThrownBy(() -> OpenFolder.open(victim)).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  @DisplayName("R10.7 mode, time and reading take the name itself, and failures name the real path")
  void names() throws Exception {
    try (OpenFolder a = OpenFolder.open(temp.resolve("a"))) {
      assertThatThrownBy(() -> a.setMode(name("link"), 0777)).isInstanceOf(IOException.class);
      a.setTime(name("link"), 1_234_567_890_123_456_789L);
      assertThatThrownBy(() -> a.read(name("link"))).isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> a.create(name("link"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> a.makeFolder(name("b"))).hasMessage(temp.resolve("a/b").toString());
      assertThat(
              a.look(name("link"), BasicFileAttributes.class)
                  .lastModifiedTime()
                  .to(TimeUnit.NANOSECONDS))
          .isEqualTo(1_234_567_890_123_456_789L);
    }
    assertThat(Files.getPosixFilePermissions(victim))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(victim).hasContent("v");
  }

  @Test
  @DisplayName("R10.7 names that are no text in this character set are reached all the same")
  void anyBytes() throws Exception {
    Path umlaut = temp.resolve("Größe 100%");
    Files.createDirectories(umlaut.resolve("ü"));
    try (OpenFolder folder = OpenFolder.open(umlaut);
        OpenFolder inner = folder.below(name("ü"))) {
      inner.create(name("é")).close();
      inner.setTime(name("é"), -1);
    }
    assertThat(Files.getLastModifiedTime(umlaut.resolve("ü/é")).to(TimeUnit.NANOSECONDS))
        .isEqualTo(-1);
  }

  @Test
  @DisplayName("R10.7 a folder that moves away is still the one in which everything is done")
  void moved() throws Exception {
    try (OpenFolder b = OpenFolder.open(temp.resolve("a/b"))) {
      Files.move(temp.resolve("a/b"), temp.resolve("elsewhere"));
      Files.createSymbolicLink(temp.resolve("a/b"), temp);
      b.makeFolder(name("made"));
      boolean unused = b.delete(name("victim"));
    }
    assertThat(temp.resolve("elsewhere/made")).isDirectory();
    assertThat(victim).exists();
  }

  @Test
  @DisplayName("R10.7 what others may use is not SBS's own: the reason has a code, owner and mode")
  void own() throws Exception {
    Files.setPosixFilePermissions(
        temp.resolve("a/b"), PosixFilePermissions.fromString("rwx------"));
    try (OpenFolder b = OpenFolder.open(temp.resolve("a/b"))) {
      b.requireOwn();
      Files.setPosixFilePermissions(
          temp.resolve("a/b"), PosixFilePermissions.fromString("rwxr-x---"));
      assertThatThrownBy(b::requireOwn)
          .isInstanceOfSatisfying(
              ForeignFolderException.class,
              e -> assertThat(e.reason().code()).isEqualTo(ReasonCode.FOLDER_NOT_OWN));
    }
  }

  @Test
  @Needs(Needs.ROOT)
  @DisplayName("R10.7 a link of another account is followed only to what that account owns")
  void foreignLinks() throws Exception {
    assertThat(RealPath.of(temp.resolve("way/b"))).isEqualTo(temp.resolve("a/b"));
    Files.setAttribute(temp.resolve("way"), "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> RealPath.of(temp.resolve("way/b")))
        .isInstanceOfSatisfying(
            ForeignLinkException.class,
            e -> assertThat(e.reason().code()).isEqualTo(ReasonCode.LINK_NOT_FOLLOWED));
    Files.setAttribute(temp.resolve("a/b"), "unix:uid", NOBODY);
    assertThat(RealPath.of(temp.resolve("way/b"))).isEqualTo(temp.resolve("a/b"));
  }
}
