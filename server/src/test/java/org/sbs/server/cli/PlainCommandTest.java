package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainCommandTest {
  private static Optional<PlainCommand> of(String line) {
    return PlainCommand.of(line.split(" ", -1));
  }

  @Test
  @DisplayName("R9.5 status and run with home and JSON alone need no library to be understood")
  void plain() {
    PlainCommand.Name status = PlainCommand.Name.STATUS;
    assertThat(of("status")).contains(new PlainCommand(status, Optional.empty(), false));
    assertThat(of("--json status")).contains(new PlainCommand(status, Optional.empty(), true));
    Optional<Path> home = Optional.of(Path.of("/a b/ü"));
    assertThat(PlainCommand.of("--home", "/a b/ü", "status"))
        .contains(new PlainCommand(status, home, false));
    assertThat(PlainCommand.of("status", "--json", "--home=/a b/ü"))
        .contains(new PlainCommand(status, home, true));
    assertThat(of("run"))
        .contains(new PlainCommand(PlainCommand.Name.RUN, Optional.empty(), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--json",
        "--help",
        "status --help",
        "status --watch",
        "status status",
        "status run",
        "run --force",
        "status --json --json",
        "status --json=true",
        "status --home",
        "status --home ",
        "status --home=",
        "status --home a --home b",
        "status --home --json",
        "status --home 'quoted'",
        "status --home @file",
        "status -- --json",
        "statu",
        "start",
        "@file",
        "status @file"
      })
  @DisplayName("R9.5 every other line is left to the library")
  void left(String line) {
    assertThat(of(line)).isEmpty();
  }
}
