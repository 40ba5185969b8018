package org.sbs.view.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.view.settings.Preview.Item;

class PreviewTest {
  @TempDir Path folder;

  private Preview look(List<String> include, List<String> exclude) {
    return Preview.of(folder.toString(), include, exclude, () -> false);
  }

  @Test
  @DisplayName("R9.1 the preview shows what the filters take and what they leave out")
  void filters() throws IOException {
    Files.createDirectories(folder.resolve("fonts"));
    Files.createDirectories(folder.resolve("cache").resolve("deep"));
    Files.writeString(folder.resolve("fonts").resolve("a.ttf"), "12345");
    Files.writeString(folder.resolve("box.lbl"), "123");
    Files.writeString(folder.resolve("x.tmp"), "1");
    Files.writeString(folder.resolve("cache").resolve("deep").resolve("y.lbl"), "1");
    Preview found = look(List.of("**"), List.of("*.tmp", "cache"));
    assertThat(found.items())
        .containsExactly(
            new Item("box.lbl", true),
            new Item("cache/", false),
            new Item("fonts/a.ttf", true),
            new Item("x.tmp", false));
    assertThat(found.files()).isEqualTo(2);
    assertThat(found.bytes()).isEqualTo(8);
    assertThat(found.leftOut()).isEqualTo(2);
    assertThat(found.whole()).isTrue();
  }

  @Test
  @DisplayName("R9.1 a large folder is looked at in part, and a missing one is said to be missing")
  void bounds() throws IOException {
    for (int i = 0; i < 400; i++) {
      Files.createFile(folder.resolve("f" + i));
    }
    Preview found = look(List.of("**"), List.of());
    assertThat(found.items()).hasSize(300);
    assertThat(found.whole()).isFalse();
    Preview none = Preview.of(folder + "/none", List.of("**"), List.of(), () -> false);
    assertThat(none.problem()).isPresent();
  }
}
