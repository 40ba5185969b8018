package org.sbs.server.windows;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import java.util.Optional;
import org.sbs.server.service.ServiceManager;
import org.sbs.server.service.ServiceManagerException;

/**
 * A job object that kills its processes when its last handle is closed. This process has the only
 * one, and the system closes it when this process ends. The layouts are those of 64-bit Windows.
 */
final class JobLeash implements ServiceManager.Leash {
  private static final int BASIC_ACCOUNTING = 1;
  private static final int ACCOUNTING_SIZE = 48;
  private static final int ACTIVE_PROCESSES_AT = 40;

  private static final int EXTENDED_LIMITS = 9;
  private static final int LIMITS_SIZE = 144;
  private static final int LIMIT_FLAGS_AT = 16;
  private static final int KILL_ON_JOB_CLOSE = 0x2000;

  private static final int PROCESS_SET_QUOTA = 0x0100;
  private static final int KILLED = 1;

  private Optional<HANDLE> job;

  private JobLeash(HANDLE job) {
    this.job = Optional.of(job);
  }

  /** Puts the process into a new job. */
  static JobLeash of(long processId) throws ServiceManagerException {
    HANDLE process =
        Kernel32.INSTANCE.OpenProcess(
            PROCESS_SET_QUOTA | WinNT.PROCESS_TERMINATE, false, (int) processId);
    if (process == null) {
      throw Failed.last();
    }
    try {
      HANDLE job = Jobs.get().CreateJobObject(null, null);
      if (job == null) {
        throw Failed.last();
      }
      boolean tied = false;
      try {
        Memory limits = new Memory(LIMITS_SIZE);
        limits.clear();
        limits.setInt(LIMIT_FLAGS_AT, KILL_ON_JOB_CLOSE);
        Failed.unless(
            Jobs.get().SetInformationJobObject(job, EXTENDED_LIMITS, limits, LIMITS_SIZE));
        Failed.unless(Jobs.get().AssignProcessToJobObject(job, process));
        tied = true;
      } finally {
        if (!tied) {
          Kernel32.INSTANCE.CloseHandle(job);
        }
      }
      return new JobLeash(job);
    } finally {
      Kernel32.INSTANCE.CloseHandle(process);
    }
  }

  @Override
  public synchronized boolean holds() {
    if (job.isEmpty()) {
      return false;
    }
    Memory accounting = new Memory(ACCOUNTING_SIZE);
    accounting.clear();
    boolean told =
        Jobs.get()
            .QueryInformationJobObject(
                job.get(), BASIC_ACCOUNTING, accounting, ACCOUNTING_SIZE, new IntByReference());
    return told && accounting.getInt(ACTIVE_PROCESSES_AT) > 0;
  }

  @Override
  public synchronized void kill() {
    // A job that cannot be ended holds nothing any more.
    job.ifPresent(held -> Jobs.get().TerminateJobObject(held, KILLED));
  }

  @Override
  public synchronized void close() {
    job.ifPresent(Kernel32.INSTANCE::CloseHandle);
    job = Optional.empty();
  }
}
