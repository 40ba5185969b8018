package org.sbs.server.cli;

import java.util.Locale;
import org.sbs.view.status.NodeStatus.Progress;

/** One calm line about a running cycle (R4.13). */
final class ProgressText {
  private static final long MEGABYTE = 1_000_000;
  private static final long MS_PER_SECOND = 1000;

  /** Before that a rate says nothing. */
  private static final long RATE_FROM_MS = 1000;

  private ProgressText() {}

  static String of(Progress progress) {
    String cycle = "cycle " + progress.cycle() + ": ";
    return switch (progress.phase()) {
      case "comparing" -> cycle + "comparing both sides";
      case "committing" -> cycle + "being put in place on the secondary";
      default -> cycle + moved(progress) + rate(progress);
    };
  }

  private static String moved(Progress progress) {
    String files = number(progress.files()) + " of " + number(progress.allFiles()) + " files";
    return progress.allBytes() < MEGABYTE
        ? files
        : files
            + ", "
            + number(progress.bytes() / MEGABYTE)
            + " of "
            + number(progress.allBytes() / MEGABYTE)
            + " MB";
  }

  private static String rate(Progress progress) {
    if (progress.elapsedMs() < RATE_FROM_MS || progress.bytes() == 0) {
      return "";
    }
    double perMs = (double) progress.bytes() / progress.elapsedMs();
    long leftMs = Math.round((progress.allBytes() - progress.bytes()) / perMs);
    return ", "
        + String.format(Locale.ROOT, "%.1f", perMs * MS_PER_SECOND / MEGABYTE)
        + " MB/s, about "
        + duration(leftMs / MS_PER_SECOND)
        + " left";
  }

  private static String duration(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 120 ? minutes + " min" : (minutes + 30) / 60 + " h";
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
