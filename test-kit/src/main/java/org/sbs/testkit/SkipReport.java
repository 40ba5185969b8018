package org.sbs.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The end of a run of all tests: how many were skipped, which, and what would bring what they need.
 * Where {@code SBS_SKIPS=fail} is in the environment, a skipped test is a failure.
 */
public final class SkipReport {
  private static final Pattern PACKAGE = Pattern.compile("\\(package ([^)]+)\\)");

  private SkipReport() {}

  /** Prints the report for the project in the folder that is the one argument. */
  public static void main(String[] arguments) throws IOException {
    List<TestJournal.Line> journal = TestJournal.read(Path.of(arguments[0]));
    System.out.println(text(journal));
    if (!skipped(journal).isEmpty() && "fail".equals(System.getenv("SBS_SKIPS"))) {
      System.out.println("SBS_SKIPS=fail: each of them is a failure.");
      System.exit(1);
    }
  }

  /** Why each test was skipped. */
  private static SortedMap<String, String> skipped(List<TestJournal.Line> journal) {
    return journal.stream()
        .filter(line -> line.what().equals("skipped"))
        .collect(
            Collectors.toMap(
                line -> WatchedTest.name(line.id()),
                TestJournal.Line::detail,
                (one, other) -> one,
                TreeMap::new));
  }

  static String text(List<TestJournal.Line> journal) {
    SortedMap<String, String> skipped = skipped(journal);
    if (skipped.isEmpty()) {
      return "No test was skipped.";
    }
    StringBuilder text = new StringBuilder();
    text.append("Skipped tests: ").append(skipped.size()).append("\n");
    SortedMap<String, SortedSet<String>> byReason = new TreeMap<>();
    skipped.forEach(
        (test, reason) -> byReason.computeIfAbsent(reason, key -> new TreeSet<>()).add(test));
    for (Map.Entry<String, SortedSet<String>> each : byReason.entrySet()) {
      text.append("  ").append(each.getKey()).append(":\n");
      each.getValue().forEach(test -> text.append("    ").append(test).append('\n'));
    }
    SortedSet<String> packages = new TreeSet<>();
    skipped.values().stream()
        .flatMap(reason -> PACKAGE.matcher(reason).results())
        .forEach(found -> packages.add(found.group(1)));
    if (!packages.isEmpty()) {
      text.append("On Debian: sudo apt-get install ").append(String.join(" ", packages));
    }
    return text.toString().stripTrailing();
  }
}
