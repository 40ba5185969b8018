package org.sbs.server.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Plays the demonstration. The one implementation is wired in Main. */
@FunctionalInterface
public interface DemoRunner {
  /**
   * Plays it to its end.
   *
   * @param program how to run this program once more: a command without its arguments
   * @return the exit status of the process
   * @throws IOException when it cannot go on; the message says at what
   */
  int run(PrintStream out, List<String> program, Path folder, boolean interactive)
      throws IOException, InterruptedException;
}
