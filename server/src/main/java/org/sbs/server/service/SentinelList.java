package org.sbs.server.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/** Reads what {@code list} prints. Strict: what is not understood is an error, never skipped. */
final class SentinelList {
  private static final int SHOWN = 120;

  private SentinelList() {}

  static List<Sentinel> parse(String output) throws ServiceException {
    List<Sentinel> sentinels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String line : output.lines().toList()) {
      number++;
      Sentinel sentinel = parseLine(number, line);
      if (!names.add(sentinel.name())) {
        throw bad(ReasonCode.LIST_NAME_TWICE, number, line);
      }
      sentinels.add(sentinel);
    }
    return List.copyOf(sentinels);
  }

  private static Sentinel parseLine(int number, String line) throws ServiceException {
    String[] fields = line.split("\t", -1);
    if (fields.length != 3) {
      throw bad(ReasonCode.LIST_LINE_MALFORMED, number, line);
    }
    if (fields[0].isBlank()) {
      throw bad(ReasonCode.LIST_LINE_NAMELESS, number, line);
    }
    return Sentinel.told(fields[0], state(number, line, fields[1]), fields[2]);
  }

  private static Sentinel.State state(int number, String line, String word)
      throws ServiceException {
    return switch (word) {
      case "active" -> Sentinel.State.ACTIVE;
      case "inactive" -> Sentinel.State.INACTIVE;
      case "failed" -> Sentinel.State.FAILED;
      default -> throw bad(ReasonCode.LIST_STATE_UNKNOWN, number, line);
    };
  }

  private static ServiceException bad(ReasonCode code, int number, String line) {
    return new ServiceException(
        Reason.of(code).with("number", (long) number).with("line", Words.shown(line, SHOWN)));
  }
}
