package org.sbs.server.windows;

import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import org.sbs.server.service.ServiceManagerException;

/** An open service, or the open manager of services. One thread at a time. */
final class ServiceHandle implements AutoCloseable {
  private final SC_HANDLE handle;

  private ServiceHandle(SC_HANDLE handle) {
    this.handle = handle;
  }

  /** The manager of this machine's services, with those rights. */
  static ServiceHandle manager(int rights) throws ServiceManagerException {
    return of(Advapi.get().OpenSCManager(null, null, rights));
  }

  /** A service, with those rights. */
  static ServiceHandle service(String name, int rights) throws ServiceManagerException {
    try (ServiceHandle manager = manager(Winsvc.SC_MANAGER_CONNECT)) {
      return of(Advapi.get().OpenService(manager.handle, name, rights));
    }
  }

  /** What an opening call returned. */
  static ServiceHandle of(SC_HANDLE opened) throws ServiceManagerException {
    if (opened == null) {
      throw Failed.last();
    }
    return new ServiceHandle(opened);
  }

  SC_HANDLE get() {
    return handle;
  }

  @Override
  public void close() {
    Advapi.get().CloseServiceHandle(handle);
  }
}
