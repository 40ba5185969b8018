package org.sbs.lpm.printer;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.WString;
import com.sun.jna.platform.win32.Kernel32Util;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinNT.HANDLEByReference;
import com.sun.jna.platform.win32.Winspool;
import com.sun.jna.platform.win32.Winspool.JOB_INFO_1;
import com.sun.jna.platform.win32.Winspool.PRINTER_INFO_2;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import java.util.ArrayList;
import java.util.List;

/** Windows' own spooler, by Winspool. */
final class WindowsSpooler implements Spooler {
  private static final int MOST_JOBS = 10_000;
  private static final int TOO_SMALL = 122;

  private final Winspool winspool = Winspool.INSTANCE;
  private final Documents documents =
      Native.load("winspool.drv", Documents.class, W32APIOptions.UNICODE_OPTIONS);

  /** Calls that JNA's table lacks, by the names that Windows has for them. */
  @SuppressWarnings({"checkstyle:MethodName", "checkstyle:AbbreviationAsWordInName"})
  interface Documents extends StdCallLibrary {
    int StartDocPrinter(HANDLE printer, int level, DocumentInfo document);

    boolean WritePrinter(HANDLE printer, Pointer bytes, int count, IntByReference written);

    boolean EndDocPrinter(HANDLE printer);

    boolean AbortPrinter(HANDLE printer);
  }

  /** Windows' DOC_INFO_1. */
  @FieldOrder({"name", "outputFile", "dataType"})
  public static final class DocumentInfo extends Structure {
    /** What people read in the list of jobs. */
    public WString name;

    /** Null: into the queue. */
    @SuppressWarnings("NullAway") // Windows takes a null
    public WString outputFile;

    /** RAW: as it is. */
    public WString dataType = new WString("RAW");

    DocumentInfo(String name) {
      this.name = new WString(name);
    }
  }

  private HANDLE open(String name) throws SpoolerException {
    HANDLEByReference handle = new HANDLEByReference();
    need(winspool.OpenPrinter(name, handle, null));
    return handle.getValue();
  }

  @Override
  public Queue queue(String name) throws SpoolerException {
    HANDLE printer = open(name);
    try {
      IntByReference needed = new IntByReference();
      if (!winspool.GetPrinter(printer, 2, null, 0, needed) && Native.getLastError() != TOO_SMALL) {
        throw last();
      }
      Memory memory = new Memory(needed.getValue());
      need(winspool.GetPrinter(printer, 2, memory, needed.getValue(), needed));
      PRINTER_INFO_2 info = new QueueInfoAt(memory);
      return new Queue(info.Status, info.cJobs);
    } finally {
      winspool.ClosePrinter(printer);
    }
  }

  /** A queue, where Windows has written it. */
  public static final class QueueInfoAt extends PRINTER_INFO_2 {
    QueueInfoAt(Pointer at) {
      useMemory(at);
      read();
    }
  }

  @Override
  public List<SpoolerJob> jobs(String name) throws SpoolerException {
    HANDLE printer = open(name);
    try {
      IntByReference needed = new IntByReference();
      IntByReference count = new IntByReference();
      if (winspool.EnumJobs(printer, 0, MOST_JOBS, 1, null, 0, needed, count)) {
        return List.of();
      }
      if (Native.getLastError() != TOO_SMALL) {
        throw last();
      }
      Memory memory = new Memory(needed.getValue());
      need(winspool.EnumJobs(printer, 0, MOST_JOBS, 1, memory, needed.getValue(), needed, count));
      List<SpoolerJob> jobs = new ArrayList<>();
      if (count.getValue() > 0) {
        for (var each : new JobInfoAt(memory).toArray(count.getValue())) {
          JOB_INFO_1 job = (JOB_INFO_1) each;
          jobs.add(
              new SpoolerJob(job.JobId, job.pDocument == null ? "" : job.pDocument, job.Status));
        }
      }
      return List.copyOf(jobs);
    } finally {
      winspool.ClosePrinter(printer);
    }
  }

  @Override
  public Document begin(String name, String document) throws SpoolerException {
    HANDLE printer = open(name);
    int id = documents.StartDocPrinter(printer, 1, new DocumentInfo(document));
    if (id == 0) {
      SpoolerException why = last();
      winspool.ClosePrinter(printer);
      throw why;
    }
    return new Written(printer, id);
  }

  /** A job, where Windows has written it. */
  public static final class JobInfoAt extends JOB_INFO_1 {
    /** For those after the first. */
    public JobInfoAt() {
      // JNA says where.
    }

    JobInfoAt(Pointer at) {
      useMemory(at);
      read();
    }
  }

  private final class Written implements Document {
    private final HANDLE printer;
    private final int id;

    Written(HANDLE printer, int id) {
      this.printer = printer;
      this.id = id;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public void write(byte[] bytes, int count) throws SpoolerException {
      Memory memory = new Memory(count);
      memory.write(0, bytes, 0, count);
      IntByReference written = new IntByReference();
      for (int at = 0; at < count; at += written.getValue()) {
        need(documents.WritePrinter(printer, memory.share(at), count - at, written));
        if (written.getValue() <= 0) {
          throw new SpoolerException(0, "the spooler takes nothing");
        }
      }
    }

    @Override
    public void end() throws SpoolerException {
      boolean done = documents.EndDocPrinter(printer);
      SpoolerException why = last();
      winspool.ClosePrinter(printer);
      if (!done) {
        throw why;
      }
    }

    @Override
    public void abandon() {
      documents.AbortPrinter(printer);
      winspool.ClosePrinter(printer);
    }
  }

  private static void need(boolean done) throws SpoolerException {
    if (!done) {
      throw last();
    }
  }

  private static SpoolerException last() {
    int code = Native.getLastError();
    try {
      return new SpoolerException(code, Kernel32Util.formatMessage(code).strip());
    } catch (RuntimeException e) {
      return new SpoolerException(code, "Windows has no words for it");
    }
  }
}
