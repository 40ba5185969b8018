package org.sbs.server.windows;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.platform.win32.Winsvc;
import java.util.ArrayList;
import java.util.List;
import org.sbs.server.service.ServiceManagerException;

/**
 * How services were before SBS took them (R11.5), kept in the registry of the machine: those that
 * Windows started, and those that it started again when they failed.
 */
final class TakenServices {
  private static final String KEY = "SOFTWARE\\SBS\\Taken";
  private static final String STARTED = "StartedByWindows";
  private static final String RESTARTS = "FailureActions";

  private TakenServices() {}

  /** Windows starts it until now. */
  static void startedByWindows(String name) {
    Advapi32Util.registryCreateKey(WinReg.HKEY_LOCAL_MACHINE, KEY + "\\" + name);
    Advapi32Util.registrySetIntValue(WinReg.HKEY_LOCAL_MACHINE, KEY + "\\" + name, STARTED, 1);
  }

  /** Windows does that until now when it fails, in the words of {@link FailureActions}. */
  static void restarts(String name, String actions) {
    Advapi32Util.registryCreateKey(WinReg.HKEY_LOCAL_MACHINE, KEY + "\\" + name);
    Advapi32Util.registrySetStringValue(
        WinReg.HKEY_LOCAL_MACHINE, KEY + "\\" + name, RESTARTS, actions);
  }

  /** Gives all of them back, and forgets them; those that are gone are only forgotten. */
  static List<String> giveBack() throws ServiceManagerException {
    if (!Advapi32Util.registryKeyExists(WinReg.HKEY_LOCAL_MACHINE, KEY)) {
      return List.of();
    }
    List<String> done = new ArrayList<>();
    for (String name : Advapi32Util.registryGetKeys(WinReg.HKEY_LOCAL_MACHINE, KEY)) {
      String key = KEY + "\\" + name;
      int rights = Winsvc.SERVICE_CHANGE_CONFIG | Winsvc.SERVICE_START;
      try (ServiceHandle service = ServiceHandle.service(name, rights)) {
        if (Advapi32Util.registryValueExists(WinReg.HKEY_LOCAL_MACHINE, key, RESTARTS)) {
          FailureActions.restore(
              service,
              Advapi32Util.registryGetStringValue(WinReg.HKEY_LOCAL_MACHINE, key, RESTARTS));
        }
        if (Advapi32Util.registryValueExists(WinReg.HKEY_LOCAL_MACHINE, key, STARTED)) {
          WindowsServiceManager.setStartType(service, true);
          done.add("The service " + name + " starts with Windows again, as before SBS.");
        }
      } catch (ServiceManagerException e) {
        if (!e.is(ServiceManagerException.MISSING)) {
          throw e;
        }
      }
      Advapi32Util.registryDeleteKey(WinReg.HKEY_LOCAL_MACHINE, key);
    }
    Advapi32Util.registryDeleteKey(WinReg.HKEY_LOCAL_MACHINE, KEY);
    return done;
  }
}
