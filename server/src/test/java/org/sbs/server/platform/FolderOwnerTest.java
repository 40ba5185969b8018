package org.sbs.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whose the files are that an administrator's command writes. */
@EnabledOnOs(OS.LINUX)
class FolderOwnerTest {
  private static final String OTHER = "nobody";

  @TempDir private Path folder;

  private static String owner(Path file) throws Exception {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
  }

  @Test
  @DisplayName("R10.6 what root writes in SBS's home belongs to SBS, and no link leads elsewhere")
  void gives() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    Path outside = Files.writeString(folder.resolve("outside"), "");
    Path home = Files.createDirectory(folder.resolve("home"));
    Path own = Files.writeString(home.resolve("pair.key"), "");
    Path link = Files.createSymbolicLink(home.resolve("link"), outside);
    FolderOwner.settle(home);
    assertThat(owner(own)).as("root's home is root's").isEqualTo("root");
    Files.setOwner(
        home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OTHER));
    FolderOwner.settle(home);
    assertThat(owner(own)).isEqualTo(OTHER);
    assertThat(owner(link)).isEqualTo(OTHER);
    assertThat(owner(outside)).as("where the link leads").isEqualTo("root");
    Path other = Files.createLink(home.resolve("shadow"), outside);
    FolderOwner.settle(home);
    assertThat(owner(other)).as("another name for a file of root's").isEqualTo("root");
    Path later = Files.writeString(home.resolve("sbs.toml"), "");
    FolderOwner.give(later);
    assertThat(owner(later)).isEqualTo(OTHER);
  }
}
