package org.sbs.systemtests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The workloads of the bench, by their numbers. */
final class Workloads {
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int SEVERAL = 3;
  private static final int LEAST_FOLDERS = 10;
  private static final int MIB = 1 << 20;

  private final BenchOptions options;

  Workloads(BenchOptions options) {
    this.options = options;
  }

  /** 1 to 5. */
  Scenario smallFiles() {
    SmallFiles tree = new SmallFiles(folders(1000), 100, 2 << 10, 6 << 10);
    int percent = Math.max(1, tree.count() / 100);
    String edited =
        options.events() ? "one file edited (SBS: by event)" : "one file edited (SBS: full scan)";
    return new Scenario(
        "small files",
        tree,
        List.of(
            step(1, "first copy: " + tree.words(), new Changes.Arrival(List.of())),
            new Step(2, "nothing changed, full scan", new Changes.Nothing(), SEVERAL, false, LONG),
            new Step(
                3,
                edited,
                new Changes.Edit(tree, List.of(tree.count() / 2)),
                SEVERAL,
                options.events(),
                options.events() ? SHORT : LONG),
            step(
                4,
                words("a folder of %,d files renamed", tree.groupedFiles()),
                new Changes.Renaming(SmallFiles.GROUP, "renamed")),
            step(
                5,
                words("%,d files deleted", percent),
                new Changes.Deletion(tree, tree.some(percent, 5)))),
        options.runs());
  }

  /** 6 to 8. */
  Scenario bigFiles() {
    BigFiles tree = new BigFiles(4, options.scaledBytes(1L << 30));
    return new Scenario(
        "big files",
        tree,
        List.of(
            step(6, "first copy: " + tree.words(), new Changes.Arrival(tree.all())),
            step(
                7,
                words("1 MiB appended to %,d MiB", tree.size() >> 20),
                new Changes.Append(tree.path(1), tree.size(), MIB)),
            step(
                8,
                words("1 MiB inserted in the middle of %,d MiB", tree.size() >> 20),
                new Changes.Insert(tree.path(2), tree.size(), MIB))),
        options.runs());
  }

  /** 9. */
  Scenario settings() {
    SmallFiles tree = new SmallFiles(folders(20), 100, 1 << 10, 8 << 10);
    int percent = Math.max(1, tree.count() / 100);
    return new Scenario(
        "settings",
        tree,
        List.of(
            step(9, "first copy: " + tree.words(), new Changes.Arrival(tree.all())),
            new Step(
                9,
                words("nothing changed among %,d settings files", tree.count()),
                new Changes.Nothing(),
                SEVERAL,
                false,
                LONG),
            new Step(
                9,
                words("%,d of %,d settings files edited", percent, tree.count()),
                new Changes.Edit(tree, tree.some(percent, 9)),
                SEVERAL,
                false,
                LONG)),
        options.runs());
  }

  /** 10: a quarter of a million, then a million. */
  List<Scenario> millions() {
    List<Scenario> scenarios = new ArrayList<>();
    for (int count : List.of(1250, 5000)) {
      SmallFiles tree = new SmallFiles(folders(count), 200, 90, 110);
      scenarios.add(
          new Scenario(
              words("%,d files", tree.count()),
              tree,
              List.of(
                  new Step(
                      10,
                      "first copy: " + tree.words(),
                      new Changes.Arrival(List.of()),
                      1,
                      false,
                      LONGEST),
                  new Step(
                      10,
                      words("nothing changed among %,d files", tree.count()),
                      new Changes.Nothing(),
                      SEVERAL,
                      false,
                      LONGEST)),
              options.millionRuns()));
    }
    return scenarios;
  }

  private int folders(int count) {
    return Math.max(LEAST_FOLDERS, options.scaled(count));
  }

  private static Step step(int workload, String words, Change change) {
    return new Step(workload, words, change, 1, false, LONG);
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
