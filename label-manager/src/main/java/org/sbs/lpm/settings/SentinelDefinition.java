package org.sbs.lpm.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.lpm.capture.CaptureScanner;
import org.sbs.lpm.capture.FileMask;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.printer.PrinterDefinition;

/**
 * A sentinel as its definition file and what that names describe it. Immutable.
 *
 * @param group free text for people
 * @param captureFolder absolute
 * @param templates the names of its templates
 * @param printer where labels go whose data choose no printer
 * @param printers those that the data may choose, by name in lower case
 */
public record SentinelDefinition(
    String name,
    String group,
    Path captureFolder,
    FileMask mask,
    LabelMaker labels,
    List<String> templates,
    PrinterDefinition printer,
    Map<String, PrinterDefinition> printers,
    ErrorPolicy errorPolicy,
    CaptureScanner.Order order,
    Timing timing,
    Limits limits) {
  /**
   * How patient a sentinel is.
   *
   * @param stableMs how long a file must not change before it is taken
   * @param completeWaitSeconds how long a file that looks cut off may stay so before it is failed
   * @param pollMs how often the folder is looked at when nothing hints at a change
   */
  public record Timing(int stableMs, int completeWaitSeconds, int pollMs) {}

  /**
   * What one file may ask for, and how long it lives; the number of labels is in the label maker.
   *
   * @param fileBytes the greatest size of a file that is taken
   * @param expireAfter how long a job may have waited when it is printed; empty for any time
   * @param retentionDays how long printed and failed files are kept; 0 for ever
   */
  public record Limits(long fileBytes, Optional<Duration> expireAfter, int retentionDays) {}

  /** All printers that it may use and that are folders. */
  public List<PrinterDefinition.Folder> folderPrinters() {
    return folders(Stream.concat(Stream.of(printer), printers.values().stream()));
  }

  static List<PrinterDefinition.Folder> folders(Stream<PrinterDefinition> printers) {
    return printers
        .filter(PrinterDefinition.Folder.class::isInstance)
        .map(PrinterDefinition.Folder.class::cast)
        .distinct()
        .toList();
  }

  /** Whether a file that the printer makes may have a name that the mask takes. */
  static boolean takesLabels(FileMask mask, PrinterDefinition.Folder printer) {
    return mask.takesAgain(
        dataFile -> printer.labelFile(dataFile, "20260101T000000000-0001-aaaaaa", 1));
  }
}
