package org.sbs.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathStyleTest {
  @ParameterizedTest
  @CsvSource({
    "POSIX, /srv/a, true",
    "POSIX, srv/a, false",
    "POSIX, C:\\a, false",
    "WINDOWS, C:\\a, true",
    "WINDOWS, c:/a, true",
    "WINDOWS, C:a, false",
    "WINDOWS, \\a, false",
    "WINDOWS, \\\\server\\share\\a, true",
    "WINDOWS, \\\\server, false",
    "WINDOWS, /srv/a, false"
  })
  @DisplayName("R4.4 a folder is named by its whole path, as its platform writes it")
  void absolute(PathStyle style, String path, boolean expected) {
    assertThat(style.isAbsolute(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "POSIX, /srv/a, /srv/a/b, true",
    "POSIX, /srv/a, /srv/a, true",
    "POSIX, /srv/a/, /srv//./a, true",
    "POSIX, /srv/a, /srv/ab, false",
    "POSIX, /srv/a, /srv/A/b, false",
    "WINDOWS, C:\\Srv, c:/srv/B, true",
    "WINDOWS, C:\\Srv, D:\\Srv, false"
  })
  @DisplayName("R4.4 a folder in another is recognised however it is written")
  void contains(PathStyle style, String outer, String inner, boolean expected) {
    assertThat(style.contains(outer, inner)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "POSIX, /, true",
    "POSIX, /./, true",
    "POSIX, /a, false",
    "WINDOWS, C:\\, true",
    "WINDOWS, C:\\a, false",
    "WINDOWS, \\\\server\\share, true",
    "WINDOWS, \\\\server\\share\\a, false"
  })
  @DisplayName("R4.4 a whole disk is recognised")
  void top(PathStyle style, String path, boolean expected) {
    assertThat(style.isTop(path)).isEqualTo(expected);
  }
}
