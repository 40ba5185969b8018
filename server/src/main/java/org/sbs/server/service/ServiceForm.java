package org.sbs.server.service;

import java.util.Map;
import java.util.Optional;

/**
 * How a service of commands is started and stopped: the part of {@link ProtectedService} in which
 * the two forms differ. Calls come one at a time, but for {@link #isRunning}.
 */
interface ServiceForm {
  /** Asks the service something that only a ready one answers. */
  interface Probe {
    void ask() throws ServiceException;
  }

  /** When this returns, the service does not run. */
  void takeControl() throws ServiceException;

  /** When this returns, the service is ready; when it throws, it has been stopped again. */
  void start(Map<String, String> environment, Probe probe) throws ServiceException;

  /** When this returns, the service does not run. */
  void stop() throws ServiceException;

  /** Kills what is running, if it is SBS's to kill; any thread, at once. */
  void kill();

  /** True if it runs or cannot be asked. */
  boolean isRunning();

  /** What tells this run from others, where somebody else can start the service. */
  Optional<String> runId() throws ServiceException;
}
