package org.sbs.server.service;

import java.util.List;
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

  /** The service as messages name it. */
  String service() {
    return "The Windows service " + Words.shown(name, SHOWN);
  }

  /**
   * A refusal.
   *
   * @param what was not done, as {@code was not started}
   */
  ServiceException refused(String what, ServiceManagerException e) {
    return new ServiceException(service() + " " + what + ": " + why(e), e);
  }

  private String why(ServiceManagerException e) {
    return switch (e.code()) {
      case ServiceManagerException.ACCESS_DENIED ->
          "the account that runs SBS may not do that. Run SBS as the local system account, as sbs"
              + " service install sets it up, or in an administrator's command prompt.";
      case ServiceManagerException.MISSING ->
          "this machine has no service of that name. sc query state= all shows the names"
              + " (SERVICE_NAME); set service.service-name to the right one, or install the"
              + " service on this node too.";
      case ServiceManagerException.DISABLED -> disabled();
      case ServiceManagerException.BEING_REMOVED ->
          "it is being removed. Close the window of the services and whatever else shows it, or"
              + " restart the machine; then install it again.";
      case ServiceManagerException.UNKNOWN_REQUEST ->
          "it does not let itself be stopped. SBS can protect only a service that can be stopped.";
      case ServiceManagerException.TAKES_NO_REQUESTS -> "it takes no requests just now.";
      case NEVER_ANSWERED ->
          "its program did not answer the service manager in time. The event log may say why.";
      case NO_SUCH_FILE, NO_SUCH_PATH ->
          "its program was not found. sc qc " + quoted() + " shows where it should be.";
      case DEPENDENCY_FAILED ->
          "a service that it needs did not start. sc qc " + quoted() + " names what it needs.";
      case LOGON_FAILED ->
          "its account could not log on. Set the account's password again in the properties of the"
              + " service.";
      default -> Words.plain(e.getMessage(), SHOWN) + " (error " + e.code() + ")";
    };
  }

  /** Why a disabled service is none to protect. */
  String disabled() {
    return "it is disabled, so nobody can start it, SBS neither. Type: sc config "
        + quoted()
        + " start= demand";
  }

  ServiceException dependents(List<String> running) {
    return new ServiceException(
        service()
            + " was not stopped: the services "
            + String.join(", ", running)
            + " need it and run. Stop them and set them to manual start, or remove the"
            + " dependency.");
  }

  /** How a service ended that was not told to. */
  String ended(View view) {
    if (view.exitCode() == 0) {
      return "it was stopped by somebody else, or ended by itself, without an error";
    }
    if (view.exitCode() == PROCESS_DIED) {
      return "its process ended unexpectedly (exit code 1067)";
    }
    return view.exitCode() == OWN_CODE
        ? "it ended with exit code " + view.ownExitCode() + " of its own"
        : "it ended with exit code " + view.exitCode();
  }

  /** One that does not get on with stopping. */
  ServiceException hangs(View view, long seconds) {
    String process = view.processId() == 0 ? "" : " (process " + view.processId() + ")";
    String remedy =
        view.processId() == 0 || !view.ownProcess()
            ? "Look into its own log, or restart the machine."
            : "Look into its own log; taskkill /F /PID " + view.processId() + " ends it for good.";
    return new ServiceException(
        service()
            + " may still run"
            + process
            + ": "
            + seconds
            + " s after it was told to stop Windows reports "
            + view.state()
            + ", and it does not get on. "
            + remedy);
  }

  private String quoted() {
    return '"' + Words.plain(name, SHOWN) + '"';
  }
}
