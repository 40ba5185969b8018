package org.sbs.systemtests;

import java.util.Locale;
import org.sbs.systemtests.kit.CutSeries;

/** One row for each series of cuts. */
final class CutReport {
  private CutReport() {}

  static void row(String title, CutSeries.Result result) {
    System.out.printf(
        Locale.ROOT,
        "RESULT %-22s %5d strikes, %5d old set, %5d new set, %3d violations%n",
        title,
        result.strikes(),
        result.old(),
        result.fresh(),
        result.violations().size());
  }
}
