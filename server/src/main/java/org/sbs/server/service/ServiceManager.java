package org.sbs.server.service;

import java.util.List;

/**
 * What SBS needs of the manager of Windows' services. Services are named as the manager names them.
 * Safe for any thread. Every call is short: none waits for a service, whose state is looked at
 * again and again instead.
 */
public interface ServiceManager {
  /** The states of a service. */
  enum State {
    /** It does not run. */
    STOPPED,
    /** It is starting. */
    START_PENDING,
    /** It is ending, and may still work. */
    STOP_PENDING,
    /** It works. */
    RUNNING,
    /** It is going to work again. */
    CONTINUE_PENDING,
    /** It is going to pause. */
    PAUSE_PENDING,
    /** It runs and does nothing. */
    PAUSED
  }

  /** By whom a service is started. */
  enum StartType {
    /** By Windows, also a while after its own start. */
    AUTOMATIC,
    /** By whoever asks for it. */
    MANUAL,
    /** By nobody. */
    DISABLED
  }

  /**
   * A service at one moment.
   *
   * @param processId 0 where it has no process
   * @param ownProcess false if other services live in the same process
   * @param checkPoint grows while the service gets on with its start or its stop
   * @param waitHintMs how long the service says that its next step may take
   * @param exitCode of a stopped service: 0, an error of Windows, or 1066 for one of its own
   * @param ownExitCode what counts where the exit code is 1066
   */
  record View(
      State state,
      long processId,
      boolean ownProcess,
      long checkPoint,
      long waitHintMs,
      long exitCode,
      long ownExitCode) {}

  /** How the service is now. */
  View look(String name) throws ServiceManagerException;

  /** By whom it is started. */
  StartType startType(String name) throws ServiceManagerException;

  /** From now on it is started by whoever asks for it, and by nobody else. Durable. */
  void setManualStart(String name) throws ServiceManagerException;

  /**
   * Makes Windows not start the service again when its process dies.
   *
   * @return true if Windows would have done so; false also where it does not tell
   */
  boolean forbidRestarts(String name) throws ServiceManagerException;

  /** Asks for its start; it has not started when this returns. */
  void start(String name) throws ServiceManagerException;

  /** Asks it to stop; it has not stopped when this returns. */
  void askToStop(String name) throws ServiceManagerException;

  /** The services that run and need this one, in the order in which they must be stopped. */
  List<String> runningDependents(String name) throws ServiceManagerException;

  /**
   * Ties a process, and all that it starts from now on, to the life of this one: when this process
   * ends, however it ends, Windows kills those.
   *
   * @throws ServiceManagerException if that cannot be done; then nothing is tied
   */
  Leash leash(long processId) throws ServiceManagerException;

  /** Holds processes that must not outlive this one. Safe for any thread. */
  interface Leash extends AutoCloseable {
    /** True while one of them runs. */
    boolean holds();

    /** Kills them at once; does not wait, and does not throw. */
    void kill();

    /** Kills what still runs, and lets go. */
    @Override
    void close();
  }
}
