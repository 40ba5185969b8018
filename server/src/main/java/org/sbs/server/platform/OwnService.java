package org.sbs.server.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbs.core.settings.ServiceAdapter;

/**
 * SBS itself as a service of the platform's service manager (R11.1): one a machine. Calls block, up
 * to time limits of their own, and come from one thread.
 */
public interface OwnService {
  /**
   * What is to be installed. Immutable.
   *
   * @param home the settings folder of the node that the service runs; absolute
   * @param command the whole command that runs the node in the foreground, program first
   * @param automatic whether it starts with the machine; else only on command
   * @param adapter what the node protects, for where that must be tied to SBS's life (R2.7)
   */
  record Installation(Path home, List<String> command, boolean automatic, ServiceAdapter adapter) {
    /** Copies the list. */
    public Installation {
      command = List.copyOf(command);
    }
  }

  /**
   * What the service manager knows of SBS. Immutable.
   *
   * @param home the settings folder of the node that it runs
   * @param automatic whether it starts with the machine
   * @param running whether it runs, or is about to, or has not ended yet
   * @param words how the service manager would put it, for messages
   */
  record Installed(Path home, boolean automatic, boolean running, String words) {}

  /**
   * Installs SBS as a service, or changes what is installed; a service that runs goes on and is as
   * wanted from its next start on. Starts nothing.
   *
   * @return what was done, a sentence each
   * @throws OwnServiceException if it is not wholly installed; says what is missing
   */
  List<String> install(Installation what) throws OwnServiceException;

  /**
   * Stops the service, with hand-over, and removes all that {@link #install} made. What is not
   * installed is no error.
   *
   * @return what was done, a sentence each
   * @throws OwnServiceException if something is left; says what
   */
  List<String> uninstall() throws OwnServiceException;

  /**
   * Starts it. When this returns, the service manager has started the process; the node's role need
   * not be decided. One that runs is no error.
   *
   * @throws OwnServiceException if it did not start; says why, and where to look
   */
  void start() throws OwnServiceException;

  /**
   * Stops it: that is a user's stop, with hand-over (R3.1), which may take as long as a last cycle.
   * When this returns it does not run, and the service manager does not start it again by itself.
   * One that does not run is no error.
   *
   * @throws OwnServiceException if it may still run; says why
   */
  void stop() throws OwnServiceException;

  /**
   * What is installed; empty if nothing is.
   *
   * @throws OwnServiceException if the service manager cannot be asked
   */
  Optional<Installed> query() throws OwnServiceException;
}
