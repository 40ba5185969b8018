package org.sbs.server.windows;

import com.sun.jna.Memory;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.ChangeServiceConfig2Info;
import com.sun.jna.platform.win32.Winsvc.SC_HANDLE;
import com.sun.jna.platform.win32.Winsvc.SERVICE_DESCRIPTION;
import com.sun.jna.ptr.IntByReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbs.server.platform.OwnService;
import org.sbs.server.platform.OwnServiceException;
import org.sbs.server.service.ServiceException;
import org.sbs.server.service.ServiceManager;
import org.sbs.server.service.ServiceManager.StartType;
import org.sbs.server.service.ServiceManager.State;
import org.sbs.server.service.ServiceManagerException;
import org.sbs.server.service.WindowsControl;
import org.sbs.server.service.WindowsSpec;

/**
 * SBS as the Windows service {@code sbs}, of the local system account. When its process dies
 * Windows starts it again, which stops a protected service that could not be tied to it (R2.7).
 */
public final class WindowsOwnService implements OwnService {
  /** Its name for the service manager. */
  public static final String NAME = "sbs";

  private static final String DISPLAYED = "Sentinel Backup Server (SBS)";
  private static final String DESCRIPTION =
      "Keeps the label printing of two computers alive: copies its settings to the other computer,"
          + " and takes over when that one fails.";
  private static final String HOME_OPTION = "--home";

  private static final int OWN_PROCESS = 0x10;
  private static final int AUTO_START = 2;
  private static final int DEMAND_START = 3;
  private static final int ERROR_NORMAL = 1;
  private static final int CONFIG_SIZE = 8192;
  private static final int PATH_AT = 16;

  /** What Windows gives SBS for its hand-over when the machine is shut down. */
  private static final int PRESHUTDOWN_MS = 120_000;

  /** It says every second that it gets on; a last cycle may copy much. */
  private static final WindowsSpec.Limits LIMITS =
      new WindowsSpec.Limits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofHours(12),
          Duration.ZERO,
          Duration.ZERO);

  private final List<String> program;
  private final ServiceManager manager = new WindowsServiceManager();
  private final WindowsControl control = new WindowsControl(manager, NAME, LIMITS);

  /** See Microsoft's documentation of SERVICE_PRESHUTDOWN_INFO. */
  @FieldOrder("dwPreshutdownTimeout")
  public static final class PreshutdownInfo extends ChangeServiceConfig2Info {
    /** In milliseconds. */
    public int dwPreshutdownTimeout = PRESHUTDOWN_MS;
  }

  /**
   * With the program that Windows is to run as the service.
   *
   * @param program with whole paths; {@code run} and the home are added to it
   */
  public WindowsOwnService(List<String> program) {
    this.program = List.copyOf(program);
  }

  @Override
  public List<String> install(Installation what) throws OwnServiceException {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("run", HOME_OPTION, what.home().toString()));
    String command = CommandLineText.of(words);
    boolean isNew;
    try {
      isNew = manager(command, what.automatic());
      WindowsEventLog.register();
    } catch (ServiceManagerException e) {
      throw failed("SBS is not installed as a service", e.code(), e);
    } catch (Win32Exception e) {
      throw failed("SBS is not wholly installed as a service", e.getErrorCode(), e);
    }
    return List.of(
        (isNew ? "Installed" : "Changed")
            + " the Windows service "
            + NAME
            + ", which runs the node of "
            + what.home()
            + ".",
        what.automatic()
            ? "SBS starts with the machine."
            : "SBS starts on command only: sbs start, or sc start " + NAME + ".");
  }

  /** True if it is new. */
  private static boolean manager(String command, boolean automatic) throws ServiceManagerException {
    int rights = Winsvc.SC_MANAGER_CONNECT | Winsvc.SC_MANAGER_CREATE_SERVICE;
    try (ServiceHandle scm = ServiceHandle.manager(rights)) {
      SC_HANDLE old = Advapi.get().OpenService(scm.get(), NAME, Winsvc.SERVICE_ALL_ACCESS);
      if (old == null) {
        ServiceManagerException why = Failed.last();
        if (!why.is(ServiceManagerException.MISSING)) {
          throw why;
        }
      }
      int type = automatic ? AUTO_START : DEMAND_START;
      try (ServiceHandle service =
          ServiceHandle.of(old == null ? create(scm, command, type) : old)) {
        if (old != null) {
          change(service, command, type);
        }
        SERVICE_DESCRIPTION description = new SERVICE_DESCRIPTION();
        description.lpDescription = DESCRIPTION;
        set(service, Winsvc.SERVICE_CONFIG_DESCRIPTION, description);
        set(service, Winsvc.SERVICE_CONFIG_PRESHUTDOWN_INFO, new PreshutdownInfo());
        FailureActions.demandRestart(service);
      }
      return old == null;
    }
  }

  private static SC_HANDLE create(ServiceHandle scm, String command, int startType) {
    return Advapi.get()
        .CreateService(
            scm.get(),
            NAME,
            DISPLAYED,
            Winsvc.SERVICE_ALL_ACCESS,
            OWN_PROCESS,
            startType,
            ERROR_NORMAL,
            command,
            null,
            null,
            null,
            null,
            null);
  }

  private static void change(ServiceHandle service, String command, int startType)
      throws ServiceManagerException {
    int same = Advapi.NO_CHANGE;
    Failed.unless(
        Advapi.get()
            .ChangeServiceConfig(
                service.get(),
                same,
                startType,
                same,
                command,
                null,
                null,
                null,
                null,
                null,
                DISPLAYED));
  }

  private static void set(ServiceHandle service, int kind, ChangeServiceConfig2Info info)
      throws ServiceManagerException {
    Failed.unless(Advapi.get().ChangeServiceConfig2(service.get(), kind, info));
  }

  @Override
  public List<String> uninstall() throws OwnServiceException {
    Optional<Installed> installed = query();
    List<String> done = new ArrayList<>();
    if (installed.filter(Installed::running).isPresent()) {
      stop();
      done.add("SBS was stopped.");
    }
    try {
      if (installed.isPresent()) {
        remove();
        done.add("Removed the Windows service " + NAME + ".");
      }
      done.addAll(TakenServices.giveBack());
      WindowsEventLog.unregister();
    } catch (ServiceManagerException e) {
      throw failed("The Windows service " + NAME + " was not removed", e.code(), e);
    } catch (Win32Exception e) {
      throw failed("SBS is not wholly removed as a service", e.getErrorCode(), e);
    }
    return done.isEmpty() ? List.of("SBS is not installed as a service.") : done;
  }

  private static void remove() throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(NAME, WinDelete.DELETE)) {
      Failed.unless(Advapi.get().DeleteService(service.get()));
    }
  }

  /** The right to delete, which belongs to every object of Windows. */
  private static final class WinDelete {
    private static final int DELETE = 0x0001_0000;
  }

  @Override
  public void start() throws OwnServiceException {
    try {
      Optional<ServiceManager.View> view = control.look();
      if (view.filter(now -> now.state() != State.STOPPED).isEmpty()) {
        control.start(started -> {});
      }
    } catch (ServiceException e) {
      throw new OwnServiceException(
          e.getMessage()
              + " Windows' event log and "
              + query().map(it -> it.home().resolve("log")).map(Path::toString).orElse("its log")
              + " say more.",
          e);
    }
  }

  @Override
  public void stop() throws OwnServiceException {
    try {
      control.stop();
    } catch (ServiceException e) {
      throw new OwnServiceException(e.getMessage(), e);
    }
  }

  @Override
  public Optional<Installed> query() throws OwnServiceException {
    try {
      Optional<ServiceManager.View> view = control.look();
      if (view.isEmpty()) {
        return Optional.empty();
      }
      List<String> words = CommandLineText.words(commandLine());
      int option = words.indexOf(HOME_OPTION);
      if (option < 0 || option + 1 >= words.size()) {
        throw new OwnServiceException(
            "The Windows service "
                + NAME
                + " does not run an SBS of this version: it runs "
                + String.join(" ", words)
                + ". Remove it with sc delete "
                + NAME
                + ", or install SBS anew with sbs service install.");
      }
      return Optional.of(
          new Installed(
              Path.of(words.get(option + 1)),
              manager.startType(NAME) == StartType.AUTOMATIC,
              view.get().state() != State.STOPPED,
              view.get().state().toString()));
    } catch (ServiceManagerException e) {
      throw failed("Whether SBS is a service is not known", e.code(), e);
    } catch (ServiceException e) {
      throw new OwnServiceException("Whether SBS is a service is not known: " + e.getMessage(), e);
    }
  }

  private static String commandLine() throws ServiceManagerException {
    try (ServiceHandle service = ServiceHandle.service(NAME, Winsvc.SERVICE_QUERY_CONFIG)) {
      Memory config = new Memory(CONFIG_SIZE);
      Failed.unless(
          Advapi.get()
              .QueryServiceConfig(service.get(), config, CONFIG_SIZE, new IntByReference()));
      return config.getPointer(PATH_AT).getWideString(0);
    }
  }

  private static OwnServiceException failed(String what, int code, Exception e) {
    String why =
        switch (code) {
          case WinError.ERROR_ACCESS_DENIED ->
              "only an administrator may do that. Open the command prompt with \"Run as"
                  + " administrator\" and type it again.";
          case ServiceManagerException.BEING_REMOVED ->
              "an earlier one is still being removed. Close the window of the services and whatever"
                  + " else shows it, or restart the machine.";
          default -> Failed.text(code) + " (error " + code + ")";
        };
    return new OwnServiceException(what + ": " + why, e);
  }
}
