package org.sbs.lpm.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a Label Print Manager lives. */
final class Folders {
  @Option(
      names = "--settings",
      required = true,
      paramLabel = "DIR",
      description = "The settings folder: sentinels, printers and templates.")
  private Path settings;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "DIR",
      description = "The state folder of this node: journal, log and control file.")
  private Path state;

  Path settings() {
    return settings;
  }

  Path state() {
    return state;
  }
}
