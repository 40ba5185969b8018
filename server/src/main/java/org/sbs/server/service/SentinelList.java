package org.sbs.server.service;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        throw bad(number, line, "names a sentinel that was listed before");
      }
      sentinels.add(sentinel);
    }
    return List.copyOf(sentinels);
  }

  private static Sentinel parseLine(int number, String line) throws ServiceException {
    String[] fields = line.split("\t", -1);
    if (fields.length != 3) {
      throw bad(number, line, "is not of the form name TAB state TAB explanation");
    }
    if (fields[0].isBlank()) {
      throw bad(number, line, "has no name");
    }
    return new Sentinel(fields[0], state(number, line, fields[1]), fields[2]);
  }

  private static Sentinel.State state(int number, String line, String word)
      throws ServiceException {
    return switch (word) {
      case "active" -> Sentinel.State.ACTIVE;
      case "inactive" -> Sentinel.State.INACTIVE;
      case "failed" -> Sentinel.State.FAILED;
      default -> throw bad(number, line, "has a state other than active, inactive or failed");
    };
  }

  private static ServiceException bad(int number, String line, String what) {
    return new ServiceException(
        "Line " + number + " of what list printed " + what + ": " + Words.shown(line, SHOWN) + ".");
  }
}
