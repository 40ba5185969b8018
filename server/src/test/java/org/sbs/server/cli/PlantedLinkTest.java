package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.core.settings.PairOption;
import org.sbs.server.config.DurableFile;
import org.sbs.server.options.AskedOptions;
import org.sbs.server.store.HomeLock;
import org.sbs.server.store.OwnerOnly;
import org.sbs.server.store.StoreException;
import org.sbs.testkit.Needs;

/**
 * Commands are typed as root, and write in folders of SBS's account. Whoever has that account puts
 * links there, to files that only root may write.
 */
@DisabledOnOs(OS.WINDOWS)
class PlantedLinkTest {
  @TempDir private Path folder;
  private Path state;
  private Path victim;

  @BeforeEach
  void victim() throws IOException {
    state = Files.createDirectory(folder.resolve("state"));
    victim = Files.writeString(folder.resolve("victim"), "root's");
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private Path planted(String name) throws IOException {
    return Files.createSymbolicLink(state.resolve(name), victim);
  }

  private void victimIsAsItWas() throws IOException {
    assertThat(victim).hasContent("root's");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(victim)))
        .isEqualTo("rw-r--r--");
  }

  @Test
  @DisplayName("R10.6 the lock of a home is not taken through a link")
  void lock() throws Exception {
    planted("node.lock");
    assertThatThrownBy(() -> HomeLock.take(state)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> HomeLock.isHeld(state)).isInstanceOf(IOException.class);
    victimIsAsItWas();
  }

  @Test
  @DisplayName("R10.6 what a user has set is not noted through a link")
  void notes() throws Exception {
    for (PairOption option : PairOption.values()) {
      planted("option-set." + option.word());
    }
    AskedOptions.note(state, EnumSet.allOf(PairOption.class));
    victimIsAsItWas();
    assertThat(AskedOptions.read(state)).containsExactly(PairOption.values());
    try (var files = Files.list(state)) {
      assertThat(files).noneMatch(Files::isSymbolicLink);
    }
  }

  @Test
  @DisplayName("R10.6 the page of the console and an output are not written through a link")
  void pages() throws Exception {
    planted("console.html");
    Path page = ConsoleCommand.page(state, "http://127.0.0.1:1/#x");
    assertThat(Files.isRegularFile(page, LinkOption.NOFOLLOW_LINKS)).isTrue();
    Path output = planted("sbs.out");
    assertThatThrownBy(() -> OwnerOnly.file(output)).isInstanceOf(IOException.class);
    victimIsAsItWas();
  }

  @Needs(Needs.ROOT)
  @Test
  @DisplayName("R10.6 settings are written through a link of one's own, and of no other account")
  void settings() throws Exception {
    Path link = planted("sbs.toml");
    byte[] content = "root's".getBytes(StandardCharsets.UTF_8);
    DurableFile.replace(link, content);
    assertThat(link).isSymbolicLink();
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> DurableFile.replace(link, "evil".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
    victimIsAsItWas();
    Files.setAttribute(victim, "unix:uid", 65_534);
    DurableFile.replace(link, content);
    victimIsAsItWas();
  }
}
