package org.sbs.server.windows;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.W32Service;
import com.sun.jna.platform.win32.W32ServiceManager;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS_PROCESS;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.server.service.ServiceManager;
import org.sbs.server.service.ServiceManagerException;

/** The manager of this machine's services. Safe for any thread: nothing is kept between calls. */
public final class WindowsServiceManager implements ServiceManager {
  private static final int OWN_PROCESS = 0x10;
  private static final long UNSIGNED = 0xFFFF_FFFFL;

  private static final int AUTO_START = 2;
  private static final int DEMAND_START = 3;
  private static final int DISABLED = 4;

  /** Windows needs no more than this for any service's settings. */
  private static final int CONFIG_SIZE = 8192;

  private static final int START_TYPE_AT = 4;

  @Override
  public View look(String name) throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(name, Winsvc.SERVICE_QUERY_STATUS)) {
      SERVICE_STATUS_PROCESS status = new SERVICE_STATUS_PROCESS();
      Failed.unless(
          Advapi.get()
              .QueryServiceStatusEx(
                  service.get(),
                  Winsvc.SC_STATUS_TYPE.SC_STATUS_PROCESS_INFO,
                  status,
                  status.size(),
                  new IntByReference()));
      return new View(
          state(status.dwCurrentState),
          status.dwProcessId & UNSIGNED,
          (status.dwServiceType & OWN_PROCESS) != 0,
          status.dwCheckPoint & UNSIGNED,
          status.dwWaitHint & UNSIGNED,
          status.dwWin32ExitCode & UNSIGNED,
          status.dwServiceSpecificExitCode & UNSIGNED);
    }
  }

  private static State state(int code) throws ServiceManagerException {
    return switch (code) {
      case Winsvc.SERVICE_STOPPED -> State.STOPPED;
      case Winsvc.SERVICE_START_PENDING -> State.START_PENDING;
      case Winsvc.SERVICE_STOP_PENDING -> State.STOP_PENDING;
      case Winsvc.SERVICE_RUNNING -> State.RUNNING;
      case Winsvc.SERVICE_CONTINUE_PENDING -> State.CONTINUE_PENDING;
      case Winsvc.SERVICE_PAUSE_PENDING -> State.PAUSE_PENDING;
      case Winsvc.SERVICE_PAUSED -> State.PAUSED;
      default ->
          throw new ServiceManagerException(
              WinError.ERROR_INVALID_DATA, "Windows tells of a state that there is not: " + code);
    };
  }

  @Override
  public StartType startType(String name) throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(name, Winsvc.SERVICE_QUERY_CONFIG)) {
      Memory config = new Memory(CONFIG_SIZE);
      Failed.unless(
          Advapi.get()
              .QueryServiceConfig(service.get(), config, CONFIG_SIZE, new IntByReference()));
      return switch (config.getInt(START_TYPE_AT)) {
        case DEMAND_START -> StartType.MANUAL;
        case DISABLED -> StartType.DISABLED;
        default -> StartType.AUTOMATIC;
      };
    }
  }

  @Override
  public void setManualStart(String name) throws ServiceManagerException {
    try {
      TakenServices.startedByWindows(name);
    } catch (Win32Exception e) {
      throw Failed.of(e.getErrorCode());
    }
    try (ServiceHandle service = ServiceHandle.service(name, Winsvc.SERVICE_CHANGE_CONFIG)) {
      setStartType(service, DEMAND_START);
    }
  }

  /** Sets by whom a service is started. */
  static void setStartType(ServiceHandle service, boolean automatic)
      throws ServiceManagerException {
    setStartType(service, automatic ? AUTO_START : DEMAND_START);
  }

  private static void setStartType(ServiceHandle service, int type) throws ServiceManagerException {
    int same = Advapi.NO_CHANGE;
    Failed.unless(
        Advapi.get()
            .ChangeServiceConfig(
                service.get(), same, type, same, null, null, null, null, null, null, null));
  }

  @Override
  public boolean forbidRestarts(String name) throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(name, Winsvc.SERVICE_QUERY_CONFIG)) {
      Optional<String> before = FailureActions.restarts(service);
      if (before.isEmpty()) {
        return false;
      }
      TakenServices.restarts(name, before.get());
    } catch (Win32Exception e) {
      throw Failed.of(e.getErrorCode());
    }
    int rights = Winsvc.SERVICE_CHANGE_CONFIG | Winsvc.SERVICE_START;
    try (ServiceHandle service = ServiceHandle.service(name, rights)) {
      FailureActions.forbid(service);
      return true;
    }
  }

  @Override
  public void start(String name) throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(name, Winsvc.SERVICE_START)) {
      Failed.unless(Advapi.get().StartService(service.get(), 0, null));
    }
  }

  @Override
  public void askToStop(String name) throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(name, Winsvc.SERVICE_STOP)) {
      Failed.unless(
          Advapi.get()
              .ControlService(service.get(), Winsvc.SERVICE_CONTROL_STOP, new SERVICE_STATUS()));
    }
  }

  @Override
  public List<String> runningDependents(String name) throws ServiceManagerException {
    try (W32ServiceManager manager = new W32ServiceManager(Winsvc.SC_MANAGER_CONNECT);
        W32Service service = manager.openService(name, Winsvc.SERVICE_ENUMERATE_DEPENDENTS)) {
      List<String> names = new ArrayList<>();
      for (var dependent : service.enumDependentServices(Winsvc.SERVICE_ACTIVE)) {
        names.add(dependent.lpServiceName);
      }
      return List.copyOf(names);
    } catch (Win32Exception e) {
      throw Failed.of(e.getErrorCode());
    }
  }

  @Override
  public Leash leash(long processId) throws ServiceManagerException {
    return JobLeash.of(processId);
  }
}
