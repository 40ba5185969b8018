package org.sbs.server.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPathTest {
  private static final String SBS = "C:\\Program Files\\SBS";

  @ParameterizedTest
  @DisplayName("R11.1 the installer adds one entry to the search path and keeps all others")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | C:\\Program Files\\SBS",
        "%SystemRoot%\\system32;C:\\R&D | %SystemRoot%\\system32;C:\\R&D;C:\\Program Files\\SBS",
        "C:\\a; | C:\\a;C:\\Program Files\\SBS",
        "C:\\a;c:\\program files\\sbs\\;C:\\b | C:\\a;c:\\program files\\sbs\\;C:\\b",
        "C:\\Program Files\\SBS2 | C:\\Program Files\\SBS2;C:\\Program Files\\SBS",
      })
  void with(String before, String after) {
    assertThat(SearchPath.with(before, SBS)).isEqualTo(after);
  }

  @ParameterizedTest
  @DisplayName("R11.1 the uninstaller takes out that entry only")
  @CsvSource(
      delimiter = '|',
      value = {
        "C:\\Program Files\\SBS | ''",
        "%SystemRoot%\\system32;C:\\Program Files\\SBS;C:\\R&D | %SystemRoot%\\system32;C:\\R&D",
        "C:\\a;\"C:\\Program Files\\SBS\\\";C:\\b | C:\\a;C:\\b",
        "C:\\a;;C:\\b; | C:\\a;;C:\\b;",
      })
  void without(String before, String after) {
    assertThat(SearchPath.without(before, SBS)).isEqualTo(after);
  }
}
