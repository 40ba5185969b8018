package org.sbs.lpm.printer;

import java.util.Optional;

/**
 * What a printer has said of itself.
 *
 * @param problem why it does not print, if so
 * @param idle whether nothing that it got is left to be printed
 */
record PrinterReport(Optional<PrinterState> problem, boolean idle) {}
