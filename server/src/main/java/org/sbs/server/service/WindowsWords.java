package org.sbs.server.service;

import java.util.List;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.server.service.ServiceManager.View;

/** Says what Windows' service manager refused or reported, and what to do about it. */
final class WindowsWords {
  private static final int NEVER_ANSWERED = 1053;
  private static final int PROCESS_DIED = 1067;
  private static final int NO_SUCH_FILE = 2;
  private static final int NO_SUCH_PATH = 3;
  private static final int DEPENDENCY_FAILED = 1068;
  private static final int LOGON_FAILED = 1069;
  private static final int OWN_CODE = 1066;
  private static final int SHOWN = 300;

  private final String name;

  /** For that service. */
  WindowsWords(String name) {
    this.name = name;
  }

  /** The service's name, fit to be shown. */
  String name() {
    return Words.shown(name, SHOWN);
  }

  /** The service as the log names it. */
  String service() {
    return "The Windows service " + name();
  }

  /**
   * A refusal.
   *
   * @param code says what was not done to the service {@code name}, and {@code why}
   */
  ServiceException refused(ReasonCode code, ServiceManagerException e) {
    return new ServiceException(Reason.of(code).with("name", name()).with("why", why(e)), e);
  }

  private Reason why(ServiceManagerException e) {
    return switch (e.code()) {
      case ServiceManagerException.ACCESS_DENIED -> Reason.of(ReasonCode.WINDOWS_DENIED);
      case ServiceManagerException.MISSING -> Reason.of(ReasonCode.WINDOWS_MISSING);
      case ServiceManagerException.DISABLED -> disabled();
      case ServiceManagerException.BEING_REMOVED -> Reason.of(ReasonCode.WINDOWS_BEING_REMOVED);
      case ServiceManagerException.UNKNOWN_REQUEST -> Reason.of(ReasonCode.WINDOWS_UNSTOPPABLE);
      case ServiceManagerException.TAKES_NO_REQUESTS ->
          Reason.of(ReasonCode.WINDOWS_TAKES_NO_REQUESTS);
      case NEVER_ANSWERED -> Reason.of(ReasonCode.WINDOWS_NEVER_ANSWERED);
      case NO_SUCH_FILE, NO_SUCH_PATH -> typed(ReasonCode.WINDOWS_PROGRAM_MISSING);
      case DEPENDENCY_FAILED -> typed(ReasonCode.WINDOWS_DEPENDENCY_FAILED);
      case LOGON_FAILED -> Reason.of(ReasonCode.WINDOWS_LOGON_FAILED);
      default ->
          Reason.of(ReasonCode.WINDOWS_ERROR)
              .with("words", Words.plain(e.getMessage(), SHOWN))
              .with("number", (long) e.code());
    };
  }

  /** Why a disabled service is not one to protect. */
  Reason disabled() {
    return typed(ReasonCode.WINDOWS_DISABLED);
  }

  /** With the service's name as one types it. */
  private Reason typed(ReasonCode code) {
    return Reason.of(code).with("service", Words.plain(name, SHOWN));
  }

  ServiceException dependents(List<String> running) {
    return new ServiceException(
        Reason.of(ReasonCode.WINDOWS_NEEDED_BY)
            .with("name", name())
            .with("names", String.join(", ", running)));
  }

  /** How a service ended that was not told to. */
  Reason ended(View view) {
    if (view.exitCode() == 0) {
      return Reason.of(ReasonCode.WINDOWS_STOPPED_FROM_OUTSIDE);
    }
    if (view.exitCode() == PROCESS_DIED) {
      return Reason.of(ReasonCode.WINDOWS_PROCESS_DIED);
    }
    return view.exitCode() == OWN_CODE
        ? Reason.of(ReasonCode.WINDOWS_ENDED_OWN_CODE).with("number", (long) view.ownExitCode())
        : Reason.of(ReasonCode.WINDOWS_ENDED_CODE).with("number", (long) view.exitCode());
  }

  /** One that makes no progress with stopping. */
  ServiceException hangs(View view, long seconds) {
    Reason hangs =
        view.processId() == 0 || !view.ownProcess()
            ? Reason.of(ReasonCode.WINDOWS_MAY_RUN)
            : Reason.of(ReasonCode.WINDOWS_PROCESS_MAY_RUN)
                .with("process", (long) view.processId());
    return new ServiceException(
        hangs.with("name", name()).with("seconds", seconds).with("state", view.state().toString()));
  }
}
