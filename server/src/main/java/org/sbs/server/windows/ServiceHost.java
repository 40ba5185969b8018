package org.sbs.server.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinError;
import com.sun.jna.platform.win32.Winsvc;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS;
import com.sun.jna.platform.win32.Winsvc.SERVICE_STATUS_HANDLE;
import com.sun.jna.platform.win32.Winsvc.SERVICE_TABLE_ENTRY;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.sbs.server.service.ServiceManagerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects this process, which the manager of services has started, with that manager: reports its
 * state and takes the order to stop. The order at the machine's shutdown comes early
 * (pre-shutdown), so that there is time for a hand-over.
 */
public final class ServiceHost {
  /** Windows' number for "this process was not started by the service manager". */
  public static final int NOT_BY_THE_MANAGER = WinError.ERROR_FAILED_SERVICE_CONTROLLER_CONNECT;

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);
  private static final int OWN_PROCESS = 0x10;
  private static final long CONNECT_LIMIT_SECONDS = 120;
  private static final long TICK_MS = 1000;
  private static final long LAST_WORD_LIMIT_MS = 3000;

  private final String name;
  private final CompletableFuture<ServiceReport> connected = new CompletableFuture<>();
  private final AtomicReference<Optional<Runnable>> onStop =
      new AtomicReference<>(Optional.empty());

  /** Empty until the manager is connected. */
  private volatile Optional<ServiceReport> report = Optional.empty();

  // Windows keeps their addresses only; here they are kept from the garbage collector.
  private final Winsvc.SERVICE_MAIN_FUNCTION main = (count, arguments) -> connect();
  private final Winsvc.HandlerEx handler = this::ordered;

  private ServiceHost(String name) {
    this.name = name;
  }

  /** What the service does, from its start to its end. */
  public interface Work {
    /** Works until it is told to end, and returns the exit status. */
    int run(Hosted hosted);
  }

  /** What the work tells its host. Safe for any thread. */
  public interface Hosted {
    /**
     * The service works now.
     *
     * @param stop what to do, once, on a thread of its own, when the manager orders the end; the
     *     work must end then. As long as it has not, the manager is told that it gets on.
     */
    void running(Runnable stop);

    /** The work cannot end by itself any more: the manager is told that it has. */
    void stopped(int status);
  }

  /**
   * Works as the service of that name.
   *
   * @return the exit status of the work
   * @throws ServiceManagerException if the manager did not start this process ({@link
   *     #NOT_BY_THE_MANAGER}), or cannot be reached; then nothing was done
   */
  public static int run(String name, Work work) throws ServiceManagerException {
    return new ServiceHost(name).run(work);
  }

  private int run(Work work) throws ServiceManagerException {
    Thread dispatcher = new Thread(this::dispatch, "service-dispatcher");
    dispatcher.setDaemon(true);
    dispatcher.start();
    ServiceReport ours = connection();
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "service-ticker");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> ticks =
        ticker.scheduleAtFixedRate(ours::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    int status = 1;
    try {
      status = work.run(hosted(ours));
      return status;
    } finally {
      ticks.cancel(false);
      ticker.shutdown();
      ours.stopped(status);
      join(dispatcher);
    }
  }

  private Hosted hosted(ServiceReport ours) {
    return new Hosted() {
      @Override
      public void running(Runnable stop) {
        onStop.set(Optional.of(stop));
        ours.running();
      }

      @Override
      public void stopped(int status) {
        ours.stopped(status);
      }
    };
  }

  /** Windows takes this thread for as long as the service lives. */
  private void dispatch() {
    SERVICE_TABLE_ENTRY[] table = (SERVICE_TABLE_ENTRY[]) new SERVICE_TABLE_ENTRY().toArray(2);
    table[0].lpServiceName = name;
    table[0].lpServiceProc = main;
    if (!Advapi.get().StartServiceCtrlDispatcher(table)) {
      connected.completeExceptionally(Failed.of(Native.getLastError()));
    }
  }

  private ServiceReport connection() throws ServiceManagerException {
    try {
      return connected.get(CONNECT_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ServiceManagerException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw Failed.of(NOT_BY_THE_MANAGER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failed.of(WinError.ERROR_OPERATION_ABORTED);
    }
  }

  /** Called by Windows, on a thread of its own. */
  private void connect() {
    SERVICE_STATUS_HANDLE handle = Advapi.get().RegisterServiceCtrlHandlerEx(name, handler, null);
    if (handle == null) {
      connected.completeExceptionally(Failed.of(Native.getLastError()));
    } else {
      report = Optional.of(new ServiceReport(word -> tell(handle, word)));
      connected.complete(report.get());
    }
  }

  private static void tell(SERVICE_STATUS_HANDLE handle, ServiceReport.Word word) {
    SERVICE_STATUS status = new SERVICE_STATUS();
    status.dwServiceType = OWN_PROCESS;
    status.dwCurrentState = word.state().code();
    status.dwControlsAccepted =
        word.stoppable() ? Winsvc.SERVICE_ACCEPT_STOP | Winsvc.SERVICE_ACCEPT_PRESHUTDOWN : 0;
    status.dwWin32ExitCode = word.exitCode();
    status.dwServiceSpecificExitCode = word.ownExitCode();
    status.dwCheckPoint = word.checkPoint();
    status.dwWaitHint = word.waitHintMs();
    if (!Advapi.get().SetServiceStatus(handle, status)) {
      LOG.debug("Windows did not take the state {}: {}", word, Native.getLastError());
    }
  }

  /** Called by Windows, on the dispatcher's thread; must return at once. */
  private int ordered(int control, int eventType, Pointer eventData, Pointer context) {
    switch (control) {
      case Winsvc.SERVICE_CONTROL_STOP, Winsvc.SERVICE_CONTROL_PRESHUTDOWN -> {
        report.ifPresent(this::stop);
        return WinError.NO_ERROR;
      }
      case Winsvc.SERVICE_CONTROL_INTERROGATE -> {
        report.ifPresent(ServiceReport::again);
        return WinError.NO_ERROR;
      }
      default -> {
        return WinError.ERROR_CALL_NOT_IMPLEMENTED;
      }
    }
  }

  private void stop(ServiceReport ours) {
    if (ours.stopping()) {
      onStop.get().ifPresent(stop -> new Thread(stop, "service-stop").start());
    }
  }

  /** The last word must have left this process before it ends. */
  private static void join(Thread dispatcher) {
    try {
      dispatcher.join(LAST_WORD_LIMIT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
