package org.sbs.lpm.printer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ZPL printer's answer to {@code ~HS}: three lines of numbers, each between STX and ETX.
 *
 * @param paperOut also when its labels are jammed
 * @param formats labels in its memory that are not printed yet
 * @param remaining copies of the label in hand that are not printed yet
 * @param partial whether it is in the middle of receiving a label
 */
record HostStatus(
    boolean paperOut,
    boolean paused,
    boolean headOpen,
    boolean ribbonOut,
    boolean tooHot,
    int formats,
    long remaining,
    boolean partial) {
  static final byte[] QUESTION = "~HS\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final char STX = 0x02;
  private static final char ETX = 0x03;

  /** Whether three whole lines have come. */
  static boolean isComplete(byte[] answer) {
    return lines(answer).size() >= 3;
  }

  /** The status; nothing if the answer is none, or is not whole. */
  static Optional<HostStatus> parse(byte[] answer) {
    List<String> lines = lines(answer);
    if (lines.size() < 3) {
      return Optional.empty();
    }
    String[] first = lines.get(0).split(",", -1);
    String[] second = lines.get(1).split(",", -1);
    if (first.length < 12 || second.length < 9) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new HostStatus(
              isSet(first[1]),
              isSet(first[2]),
              isSet(second[2]),
              isSet(second[3]),
              isSet(first[11]),
              Integer.parseInt(first[4].strip()),
              Long.parseLong(second[8].strip()),
              isSet(first[7])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isSet(String flag) {
    return Integer.parseInt(flag.strip()) != 0;
  }

  private static List<String> lines(byte[] answer) {
    List<String> lines = new ArrayList<>();
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int to = 0;
    for (int from = text.indexOf(STX); from >= 0; from = text.indexOf(STX, from + 1)) {
      // Each end is looked for once, whatever comes: some answer with anything but a status.
      to = to > from ? to : text.indexOf(ETX, from);
      if (to < 0) {
        break;
      }
      lines.add(text.substring(from + 1, to));
    }
    return lines;
  }

  /** What it means for a job: an open head pauses it and hides its labels, so that comes first. */
  PrinterReport report() {
    Optional<PrinterState> problem = Optional.empty();
    if (headOpen) {
      problem = Optional.of(PrinterState.HEAD_OPEN);
    } else if (paperOut) {
      problem = Optional.of(PrinterState.PAPER_OUT);
    } else if (ribbonOut) {
      problem = Optional.of(PrinterState.RIBBON_OUT);
    } else if (tooHot) {
      problem = Optional.of(PrinterState.TOO_HOT);
    } else if (paused) {
      problem = Optional.of(PrinterState.PAUSED);
    }
    return new PrinterReport(problem, formats == 0 && remaining == 0 && !partial);
  }
}
