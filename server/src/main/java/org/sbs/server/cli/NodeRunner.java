package org.sbs.server.cli;

import java.io.PrintStream;
import org.sbs.core.settings.Settings;
import org.sbs.server.config.HomeFolder;

/** Runs a node in this process. The one implementation is wired in Main. */
@FunctionalInterface
public interface NodeRunner {
  /**
   * Runs until the node has ended, by a stop or by a failure. No other process runs a node in that
   * home meanwhile.
   *
   * @return the exit status of the process
   */
  int run(HomeFolder home, Settings settings, boolean forced, PrintStream out, PrintStream err);
}
