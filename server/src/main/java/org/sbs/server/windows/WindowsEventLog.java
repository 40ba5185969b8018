package org.sbs.server.windows;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinReg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into Windows' event log, among the applications. An event that cannot be written is lost:
 * the log file has the same words. Safe for any thread.
 */
public final class WindowsEventLog implements AutoCloseable {
  /** Whose events these are. */
  static final String SOURCE = "SBS";

  private static final Logger LOG = LoggerFactory.getLogger(WindowsEventLog.class);
  private static final String KEY =
      "SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\" + SOURCE;

  /** A file of Windows' own, whose messages 1 to 1000 are nothing but the text of the event. */
  private static final String MESSAGES = "%SystemRoot%\\System32\\EventCreate.exe";

  private static final int ALL_TYPES = 7;
  private static final int LONGEST = 8_000;

  /** What an event tells; its number is part of the contract with who watches the log. */
  public enum Kind {
    /** SBS starts. */
    STARTED(1, WinNT.EVENTLOG_INFORMATION_TYPE),
    /** SBS has ended. */
    ENDED(2, WinNT.EVENTLOG_INFORMATION_TYPE),
    /** The node's role changed. */
    ROLE(3, WinNT.EVENTLOG_INFORMATION_TYPE),
    /** Something needs attention. */
    WARNING(4, WinNT.EVENTLOG_WARNING_TYPE),
    /** Something failed. */
    ERROR(5, WinNT.EVENTLOG_ERROR_TYPE);

    private final int id;
    private final int type;

    Kind(int id, int type) {
      this.id = id;
      this.type = type;
    }
  }

  private final HANDLE source;

  /** Opens the log; without it nothing is written. */
  public WindowsEventLog() {
    source = Advapi.get().RegisterEventSource(null, SOURCE);
    if (source == null) {
      LOG.debug("the event log cannot be opened: {}", Failed.last().getMessage());
    }
  }

  /** Writes one event. */
  public void write(Kind kind, String text) {
    if (source == null) {
      return;
    }
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    if (!Advapi.get()
        .ReportEvent(source, kind.type, 0, kind.id, null, 1, 0, new String[] {cut}, null)) {
      LOG.debug("an event was not written: {}", Failed.last().getMessage());
    }
  }

  /** Tells Windows how to show these events. Needs the rights of an administrator. */
  static void register() throws Win32Exception {
    Advapi32Util.registryCreateKey(WinReg.HKEY_LOCAL_MACHINE, KEY);
    Advapi32Util.registrySetExpandableStringValue(
        WinReg.HKEY_LOCAL_MACHINE, KEY, "EventMessageFile", MESSAGES);
    Advapi32Util.registrySetIntValue(WinReg.HKEY_LOCAL_MACHINE, KEY, "TypesSupported", ALL_TYPES);
  }

  /** Undoes {@link #register}. */
  static void unregister() throws Win32Exception {
    if (Advapi32Util.registryKeyExists(WinReg.HKEY_LOCAL_MACHINE, KEY)) {
      Advapi32Util.registryDeleteKey(WinReg.HKEY_LOCAL_MACHINE, KEY);
    }
  }

  @Override
  public void close() {
    if (source != null) {
      Advapi.get().DeregisterEventSource(source);
    }
  }
}
