package org.sbs.server.windows;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.SC_ACTION;
import com.sun.jna.platform.win32.Winsvc.SERVICE_FAILURE_ACTIONS;
import com.sun.jna.ptr.IntByReference;
import org.sbs.server.service.ServiceManagerException;

/** What Windows does when the process of a service dies. */
final class FailureActions {
  private static final int SIZE = 8192;
  private static final int RESTART_AFTER_MS = 1000;
  private static final int COUNT_FOR_SECONDS = 86_400;

  private FailureActions() {}

  /** Whether Windows starts the service again; the handle needs the right to query its settings. */
  static boolean restart(ServiceHandle service) throws ServiceManagerException {
    Memory memory = new Memory(SIZE);
    memory.clear();
    int kind = Winsvc.SERVICE_CONFIG_FAILURE_ACTIONS;
    if (!Advapi.get()
        .QueryServiceConfig2(service.get(), kind, memory, SIZE, new IntByReference())) {
      ServiceManagerException failure = Failed.last();
      if (failure.is(WinError.ERROR_CALL_NOT_IMPLEMENTED)
          || failure.is(WinError.ERROR_INVALID_LEVEL)) {
        // A Windows that does not know of such actions carries out none.
        return false;
      }
      throw failure;
    }
    SERVICE_FAILURE_ACTIONS actions = new SERVICE_FAILURE_ACTIONS(memory);
    actions.read();
    if (actions.cActions == 0 || actions.lpsaActions == null) {
      return false;
    }
    for (var action : actions.lpsaActions.toArray(actions.cActions)) {
      if (((SC_ACTION) action).type == Winsvc.SC_ACTION_RESTART) {
        return true;
      }
    }
    return false;
  }

  /** Nothing is done; the handle needs the rights to change settings and to start. */
  static void forbid(ServiceHandle service) throws ServiceManagerException {
    SERVICE_FAILURE_ACTIONS actions = new SERVICE_FAILURE_ACTIONS();
    // A list without entries, where none at all would leave things as they are.
    actions.lpsaActions = new SC_ACTION.ByReference();
    set(service, actions);
  }

  /** It is started again, each time; the same rights are needed. */
  static void demandRestart(ServiceHandle service) throws ServiceManagerException {
    SERVICE_FAILURE_ACTIONS actions = new SERVICE_FAILURE_ACTIONS();
    actions.dwResetPeriod = COUNT_FOR_SECONDS;
    actions.cActions = 1;
    actions.lpsaActions = new SC_ACTION.ByReference();
    actions.lpsaActions.type = Winsvc.SC_ACTION_RESTART;
    actions.lpsaActions.delay = RESTART_AFTER_MS;
    set(service, actions);
  }

  private static void set(ServiceHandle service, SERVICE_FAILURE_ACTIONS actions)
      throws ServiceManagerException {
    Failed.unless(
        Advapi.get()
            .ChangeServiceConfig2(service.get(), Winsvc.SERVICE_CONFIG_FAILURE_ACTIONS, actions));
  }
}
