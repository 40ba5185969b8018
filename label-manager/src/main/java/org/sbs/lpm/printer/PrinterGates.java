package org.sbs.lpm.printer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gates of all printers of a process. Thread safe. */
public final class PrinterGates {
  private final Map<String, PrinterGate> gates = new ConcurrentHashMap<>();

  /** The gate of the device that the definition leads to, whatever the definition is called. */
  public PrinterGate of(PrinterDefinition printer) {
    return gates.computeIfAbsent(printer.device(), device -> new PrinterGate());
  }
}
