package org.sbs.lpm.printer;

import java.net.URI;
import java.nio.file.Path;

/** A printer as its definition file describes it. */
public sealed interface PrinterDefinition {
  /** The definition's name. */
  String name();

  /**
   * The printer itself; it is not reached yet.
   *
   * @param writer names the writing process, so that two of them never share a temporary file
   */
  Printer create(String writer);

  /**
   * A folder that gets a file a label.
   *
   * @param extension of the files, without the dot
   */
  record Folder(String name, Path folder, String extension) implements PrinterDefinition {
    @Override
    public Printer create(String writer) {
      return new FolderPrinter(this, writer);
    }
  }

  /**
   * A printer that takes its language from a TCP port.
   *
   * @param connectMs how long connecting may take
   * @param stallMs how long the printer may take no data before it counts as stuck
   * @param closeMs how long it may take to close its side after the last byte
   * @param awaitClose whether the printer is known to close its side
   */
  record Raw(
      String name,
      String host,
      int port,
      int connectMs,
      int stallMs,
      int closeMs,
      boolean awaitClose)
      implements PrinterDefinition {
    @Override
    public Printer create(String writer) {
      return new RawPrinter(this);
    }
  }

  /**
   * An IPP printer or a CUPS queue.
   *
   * @param timeoutMs how long one request may take
   */
  record Ipp(String name, URI uri, String documentFormat, String user, int timeoutMs)
      implements PrinterDefinition {
    @Override
    public Printer create(String writer) {
      return new IppPrinter(this);
    }
  }
}
