package org.sbs.lpm.printer;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A printer as its definition file describes it. */
public sealed interface PrinterDefinition {
  /** The definition's name. */
  String name();

  /**
   * The printer itself; it is not reached yet.
   *
   * @param writer names the writing process, so that two of them never share a temporary file
   * @param watch hears how jobs go
   * @param gate the printer's own, held by whoever prints
   */
  Printer create(String writer, PrinterWatch watch, PrinterGate gate);

  /** The device that it leads to, by which two definitions of one printer are known as such. */
  String device();

  /** How a printer is asked about itself. */
  enum StatusBy {
    /** It is not asked. */
    NONE,
    /** By {@code ~HS} on its own connection, between labels. */
    ZEBRA,
    /** By SNMP. */
    SNMP
  }

  /**
   * How a printer tells about itself.
   *
   * @param timeoutMs how long an answer may take
   * @param community the SNMP community that may read
   */
  record Telling(StatusBy by, int timeoutMs, String community, int snmpPort) {
    /** It does not. */
    public static final Telling NOT_AT_ALL = new Telling(StatusBy.NONE, 2000, "public", 161);
  }

  /**
   * A folder that gets a file a label.
   *
   * @param extension of the files, without the dot
   */
  record Folder(String name, Path folder, String extension) implements PrinterDefinition {
    /**
     * The name of a label's file.
     *
     * @param dataFile the name of the data file that it is made of
     */
    public String labelFile(String dataFile, String jobId, int number) {
      int dot = dataFile.lastIndexOf('.');
      String stem = dot > 0 ? dataFile.substring(0, dot) : dataFile;
      return String.format(Locale.ROOT, "%s~%s-%04d.%s", stem, jobId, number, extension);
    }

    @Override
    public Printer create(String writer, PrinterWatch watch, PrinterGate gate) {
      return new FolderPrinter(this, writer, watch);
    }

    @Override
    public String device() {
      try {
        return "folder " + folder.toRealPath();
      } catch (IOException e) {
        return "folder " + folder;
      }
    }
  }

  /**
   * A printer that takes its language from a TCP port.
   *
   * @param connectMs how long connecting may take
   * @param stallMs how long nothing may move before somebody should look; it is waited for even
   *     then
   * @param closeMs how long one that never closes its side is given after the last byte
   * @param awaitClose whether the printer is known to close its side
   * @param telling how it tells about itself
   */
  record Raw(
      String name,
      String host,
      int port,
      int connectMs,
      int stallMs,
      int closeMs,
      boolean awaitClose,
      Telling telling)
      implements PrinterDefinition {
    @Override
    public Printer create(String writer, PrinterWatch watch, PrinterGate gate) {
      return new RawPrinter(this, watch, gate);
    }

    @Override
    public String device() {
      return "raw " + host.toLowerCase(Locale.ROOT) + " " + port;
    }

    StatusBy status() {
      return telling.by();
    }

    int statusMs() {
      return telling.timeoutMs();
    }
  }

  /**
   * An IPP printer or a CUPS queue.
   *
   * @param documentFormat what the labels are announced as; empty to take one that the queue knows
   * @param timeoutMs how long one question may take
   */
  record Ipp(String name, URI uri, Optional<String> documentFormat, String user, int timeoutMs)
      implements PrinterDefinition {
    @Override
    public Printer create(String writer, PrinterWatch watch, PrinterGate gate) {
      return new IppPrinter(this, watch, gate);
    }

    @Override
    public String device() {
      return "queue "
          + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)
          + " "
          + uri.getPort()
          + " "
          + uri.getPath();
    }
  }

  /**
   * A queue of Windows' spooler.
   *
   * @param queue its name in Windows' list of printers
   */
  record Windows(String name, String queue) implements PrinterDefinition {
    @Override
    public Printer create(String writer, PrinterWatch watch, PrinterGate gate) {
      return new SpoolerPrinter(
          this,
          File.separatorChar == '\\' ? Optional.of(new WindowsSpooler()) : Optional.empty(),
          watch,
          gate);
    }

    @Override
    public String device() {
      return "spooler " + queue.toLowerCase(Locale.ROOT);
    }
  }
}
