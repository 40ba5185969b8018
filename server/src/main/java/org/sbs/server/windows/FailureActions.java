package org.sbs.server.windows;

import static java.util.stream.Collectors.joining;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.SC_ACTION;
import com.sun.jna.platform.win32.Winsvc.SERVICE_FAILURE_ACTIONS;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.server.service.ServiceManagerException;

/** What Windows does when the process of a service dies. */
final class FailureActions {
  private static final int SIZE = 8192;
  private static final int RESTART_AFTER_MS = 1000;
  private static final int COUNT_FOR_SECONDS = 86_400;

  private FailureActions() {}

  /**
   * What Windows does, if it starts the service again; nothing if it does not. The handle needs the
   * right to query its settings.
   *
   * @return for {@link #restore}
   */
  static Optional<String> restarts(ServiceHandle service) throws ServiceManagerException {
    Memory memory = new Memory(SIZE);
    memory.clear();
    int kind = Winsvc.SERVICE_CONFIG_FAILURE_ACTIONS;
    if (!Advapi.get()
        .QueryServiceConfig2(service.get(), kind, memory, SIZE, new IntByReference())) {
      ServiceManagerException failure = Failed.last();
      if (failure.is(WinError.ERROR_CALL_NOT_IMPLEMENTED)
          || failure.is(WinError.ERROR_INVALID_LEVEL)) {
        // A Windows that does not know of such actions carries out none.
        return Optional.empty();
      }
      throw failure;
    }
    SERVICE_FAILURE_ACTIONS actions = new SERVICE_FAILURE_ACTIONS(memory);
    actions.read();
    if (actions.cActions == 0 || actions.lpsaActions == null) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    for (var action : actions.lpsaActions.toArray(actions.cActions)) {
      steps.add(new Step(((SC_ACTION) action).type, ((SC_ACTION) action).delay));
    }
    return steps.stream().anyMatch(step -> step.type() == Winsvc.SC_ACTION_RESTART)
        ? Optional.of(text(actions.dwResetPeriod, steps))
        : Optional.empty();
  }

  /** One of several failures: what is done, after so many milliseconds. */
  record Step(int type, int delay) {}

  static String text(int resetSeconds, List<Step> steps) {
    return resetSeconds
        + steps.stream().map(step -> " " + step.type() + ":" + step.delay()).collect(joining());
  }

  /** Sets what {@link #restarts} told; the handle needs the rights to change and to start. */
  static void restore(ServiceHandle service, String told) throws ServiceManagerException {
    SERVICE_FAILURE_ACTIONS actions = new SERVICE_FAILURE_ACTIONS();
    List<Step> steps = steps(told);
    actions.dwResetPeriod = resetSeconds(told);
    actions.cActions = steps.size();
    actions.lpsaActions = new SC_ACTION.ByReference();
    SC_ACTION[] array = (SC_ACTION[]) actions.lpsaActions.toArray(steps.size());
    for (int at = 0; at < array.length; at++) {
      array[at].type = steps.get(at).type();
      array[at].delay = steps.get(at).delay();
    }
    set(service, actions);
  }

  static int resetSeconds(String told) {
    return Integer.parseInt(told.split(" ", -1)[0]);
  }

  static List<Step> steps(String told) {
    List<Step> steps = new ArrayList<>();
    for (String step : List.of(told.split(" ", -1)).subList(1, told.split(" ", -1).length)) {
      String[] parts = step.split(":", -1);
      steps.add(new Step(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }
    return List.copyOf(steps);
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
