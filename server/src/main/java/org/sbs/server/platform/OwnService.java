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
   * @param folders what belongs to the account that runs it: settings and data; absolute
   * @param labels the folder of the Label Print Manager, which does not become root's
   * @param copied the folders that it copies, which its account must be able to write
   * @param command the whole command that runs the node in the foreground, program first
   * @param automatic whether it starts with the machine; else only on command
   * @param account as whom it runs; empty to leave that as it is
   * @param adapter what the node protects, for where that must be tied to SBS's life (R2.7)
   */
  record Installation(
      Path home,
      List<Path> folders,
      Path labels,
      List<Path> copied,
      List<String> command,
      boolean automatic,
      Optional<Account> account,
      ServiceAdapter adapter) {
    /** Copies the lists. */
    public Installation {
      folders = List.copyOf(folders);
      copied = List.copyOf(copied);
      command = List.copyOf(command);
    }
  }

  /** As whom SBS runs (R10.6). */
  enum Account {
    /** An account of its own, without root's rights. */
    SERVICE,
    /** Root: for sites whose hooks or folders need that. */
    ROOT
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

  /** What {@link #take} and {@link #release} answer where there are no units. */
  String NO_UNITS =
      "There is nothing to take or to give back on this machine: the units of systemd are taken."
          + " SBS sets a Windows service to manual start by itself.";

  /**
   * Does once what needs an administrator so that SBS can protect a service of the platform
   * (R11.6): nothing else starts it from now on, and SBS may. How it was before is recorded once,
   * by the first call, and never overwritten.
   *
   * @param unit the name of the service
   * @param adapter what the node protects; it tells which sentinels go with it
   * @return what was changed, a sentence each
   * @throws OwnServiceException if it is not wholly taken; says what is missing
   */
  default List<String> take(String unit, ServiceAdapter adapter) throws OwnServiceException {
    throw new OwnServiceException(NO_UNITS);
  }

  /**
   * Gives a service back as it was before SBS took it (R11.5): enabled and running, or not. SBS is
   * stopped first, with hand-over.
   *
   * @return what was changed, a sentence each
   * @throws OwnServiceException if it is not wholly given back; says what is left
   */
  default List<String> release(String unit) throws OwnServiceException {
    throw new OwnServiceException(NO_UNITS);
  }

  /**
   * Stops the service, with hand-over, removes all that {@link #install} made, and gives back what
   * was taken. What is not installed is no error.
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
