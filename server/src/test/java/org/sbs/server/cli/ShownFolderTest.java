package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShownFolderTest {
  private static final String HIDDEN = "/srv/la\u200bbels";
  private static final String OTHER = "/srv/la\u202ebels";
  private static final String SHOWN = "/srv/la\ufffdbels";

  @Test
  @DisplayName("R10.5 R10.10 a folder whose name has characters that nobody sees is named as shown")
  void asShown() {
    List<String> folders = List.of("/srv/labels", HIDDEN);
    assertThat(ShownFolder.meant(folders, SHOWN)).containsExactly(HIDDEN);
    assertThat(ShownFolder.meant(folders, HIDDEN)).containsExactly(HIDDEN);
    assertThat(ShownFolder.meant(folders, "/srv/labels")).containsExactly("/srv/labels");
  }

  @Test
  @DisplayName("R10.5 what is not offered is passed on as it was typed")
  void unknown() {
    assertThat(ShownFolder.meant(List.of(HIDDEN), "/srv/other")).containsExactly("/srv/other");
  }

  @Test
  @DisplayName("R10.5 R10.10 where two folders are shown alike, neither is taken for the other")
  void alike() {
    assertThat(ShownFolder.meant(List.of(HIDDEN, OTHER), SHOWN)).containsExactly(HIDDEN, OTHER);
  }
}
