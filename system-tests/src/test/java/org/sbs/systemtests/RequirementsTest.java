package org.sbs.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of requirements is true: its tests exist and name what they prove. */
class RequirementsTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern ROW =
      Pattern.compile("\\| (R\\d+\\.\\d+) \\| [^|]* \\| (done|partly|open)[^|]* \\| ([^|]*) \\|");

  /** A class of tests, and perhaps a method of it. */
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Run))(?:\\.(\\w+))?`");

  @Test
  void everyRowOfTheTableIsTrue() throws IOException {
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(ROOT.resolve("docs/dev/REQUIREMENTS.md"))) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        continue;
      }
      rows++;
      List<String> tests =
          Stream.of(row.group(3).split(","))
              .map(name -> name.replace("`", "").strip())
              .filter(name -> !name.isEmpty())
              .toList();
      if (tests.isEmpty() && !row.group(2).equals("open")) {
        wrong.add(row.group(1) + " is " + row.group(2) + " and has no test");
      }
      for (String test : tests) {
        if (!names(test, row.group(1))) {
          wrong.add(test + " does not name " + row.group(1));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).isGreaterThan(60);
  }

  @Test
  void everyGuaranteeNamesTestsThatExist() throws IOException {
    List<String> wrong = new ArrayList<>();
    String guarantees = Files.readString(ROOT.resolve("docs").resolve("GUARANTEES.md"));
    Matcher test = TEST.matcher(guarantees);
    int found = 0;
    while (test.find()) {
      found++;
      String method = test.group(2) == null ? "" : test.group(2) + "(";
      boolean exists = false;
      for (Path source : sources(test.group(1) + ".java")) {
        exists |= Files.readString(source).contains(method);
      }
      if (!exists) {
        wrong.add(test.group());
      }
    }
    assertThat(wrong).as("tests that GUARANTEES.md names").isEmpty();
    assertThat(found).isGreaterThan(20);
  }

  private static boolean names(String test, String requirement) throws IOException {
    Pattern named = Pattern.compile("\\b" + Pattern.quote(requirement) + "\\b");
    for (Path source : sources(test + ".java")) {
      if (named.matcher(Files.readString(source)).find()) {
        return true;
      }
    }
    return false;
  }

  /** In the modules' own trees only: what others build in the target folders comes and goes. */
  private static List<Path> sources(String fileName) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path tests : modules.map(module -> module.resolve("src/test")).toList()) {
        if (Files.isDirectory(tests)) {
          try (Stream<Path> all = Files.walk(tests)) {
            all.filter(file -> file.getFileName().toString().equals(fileName)).forEach(found::add);
          }
        }
      }
    }
    return found;
  }
}
