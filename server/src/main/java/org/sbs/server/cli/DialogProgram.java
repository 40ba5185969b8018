package org.sbs.server.cli;

import org.sbs.server.config.HomeFolder;

/**
 * The configuration dialog, which is a part of its own: commands run without it. Found by {@link
 * java.util.ServiceLoader}, so an implementation has a public constructor without parameters.
 */
public interface DialogProgram {
  /**
   * Opens it and waits until the user quits.
   *
   * @param home of the node that it is about; it may not be there yet
   * @param around how this program is run, and where to complain when there is no screen
   * @return the exit status of the process
   */
  int open(HomeFolder home, Surroundings around);
}
