package org.sbs.lpm.printer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keywords by which IPP printers say why they stand still (RFC 8011, PWG 5100.9). */
final class IppReasons {
  private static final Map<String, PrinterState> KEYWORDS = keywords();

  private IppReasons() {}

  private static Map<String, PrinterState> keywords() {
    Map<String, PrinterState> known = new LinkedHashMap<>();
    known.put("cover-open", PrinterState.HEAD_OPEN);
    known.put("door-open", PrinterState.HEAD_OPEN);
    known.put("interlock-open", PrinterState.HEAD_OPEN);
    known.put("media-empty", PrinterState.PAPER_OUT);
    known.put("media-needed", PrinterState.PAPER_OUT);
    known.put("media-jam", PrinterState.PAPER_OUT);
    known.put("input-tray-missing", PrinterState.PAPER_OUT);
    known.put("marker-supply-empty", PrinterState.RIBBON_OUT);
    known.put("marker-supply-missing", PrinterState.RIBBON_OUT);
    known.put("toner-empty", PrinterState.RIBBON_OUT);
    known.put("fuser-over-temp", PrinterState.TOO_HOT);
    known.put("over-temp", PrinterState.TOO_HOT);
    known.put("offline", PrinterState.OFFLINE);
    known.put("shutdown", PrinterState.OFFLINE);
    known.put("timed-out", PrinterState.OFFLINE);
    known.put("connecting-to-device", PrinterState.OFFLINE);
    known.put("printer-stopped", PrinterState.PAUSED);
    known.put("paused", PrinterState.PAUSED);
    known.put("moving-to-paused", PrinterState.PAUSED);
    return known;
  }

  /** The first that means something here; warnings stop no printer. */
  static Optional<PrinterState> state(List<String> reasons) {
    for (Map.Entry<String, PrinterState> known : KEYWORDS.entrySet()) {
      for (String reason : reasons) {
        if (reason.startsWith(known.getKey()) && !reason.endsWith("-warning")) {
          return Optional.of(known.getValue());
        }
      }
    }
    return Optional.empty();
  }
}
