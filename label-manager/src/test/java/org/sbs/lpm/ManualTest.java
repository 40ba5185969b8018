package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.settings.SettingsCheck;
import org.sbs.lpm.settings.SettingsException;
import org.sbs.lpm.settings.SettingsFolder;

/** The manual: what it says to write works, and it names every key. */
class ManualTest {
  private static final Pattern FILE =
      Pattern.compile("(?ms)^```[a-z]+ ([a-z]+[A-Za-z/.]*)\n(.*?)^```$");

  @TempDir private Path root;

  private static String page() throws IOException {
    return Files.readString(Path.of(System.getProperty("project.root"), "docs/LPM.md"));
  }

  @Test
  @DisplayName(
      "R12.7 the ten minutes of the manual: the files as they stand there print three labels")
  void tenMinutes() throws Exception {
    for (String folder :
        List.of("settings/sentinels", "settings/templates", "settings/printers", "in", "printed")) {
      Files.createDirectories(root.resolve(folder));
    }
    Matcher matcher = FILE.matcher(page());
    int count = 0;
    while (matcher.find()) {
      Files.writeString(root.resolve(matcher.group(1)), matcher.group(2));
      count++;
    }
    assertThat(count).isEqualTo(4);
    assertThat(new SettingsCheck(new SettingsFolder(root.resolve("settings"))).run())
        .hasSize(3)
        .allMatch(finding -> finding.problem().isEmpty());
    LabelPrintManager.Options options =
        new LabelPrintManager.Options(
            root.resolve("settings"), root.resolve("state"), Optional.of("A"), false, false);
    try (LabelPrintManager manager =
        LabelPrintManager.start(options, new PrintStream(OutputStream.nullOutputStream()))) {
      Files.copy(root.resolve("prices.csv"), root.resolve("in/prices.csv"));
      eventually().until(() -> Site.names(root.resolve("in/done")).size() == 1);
      assertThat(manager).isNotNull();
    }
    assertThat(Site.names(root.resolve("printed"))).hasSize(3);
  }

  @Test
  @DisplayName("R12.7 what the recipes say to write in templates is right")
  void recipes() throws Exception {
    List<String> written =
        page()
            .lines()
            .dropWhile(line -> !line.startsWith("## Recipes"))
            .takeWhile(line -> !line.startsWith("## Commands"))
            .map(line -> line.replace("\\|", "\u0001"))
            .flatMap(line -> Pattern.compile("`([^`]*\\$\\{[^`]*)`").matcher(line).results())
            .map(result -> result.group(1).replace('\u0001', '|'))
            .toList();
    assertThat(written).hasSizeGreaterThan(15);
    for (String text : written) {
      boolean isCommand = text.startsWith("^");
      String field = isCommand ? text : "^FD" + text + "^FS";
      assertThat(Template.parse(("^XA" + field + "^XZ").getBytes(StandardCharsets.UTF_8)).fields())
          .as(text)
          .isNotNull();
    }
  }

  @Test
  @DisplayName("R12.7 the manual names every key of sentinels and printers, and no other")
  void keys() throws Exception {
    for (String folder : List.of("sentinels", "printers", "templates")) {
      Files.createDirectories(root.resolve(folder));
    }
    SettingsFolder settings = new SettingsFolder(root);
    Files.writeString(root.resolve("sentinels/S.toml"), "nonsense = 1\n");
    assertThat(documented("<!-- sentinel keys:")).isEqualTo(known(() -> settings.load("S")));
    Set<String> printers = new TreeSet<>();
    for (String kind : List.of("folder", "raw", "ipp", "windows")) {
      Files.writeString(root.resolve("printers/p.toml"), "nonsense = 1\nkind = \"" + kind + "\"\n");
      printers.addAll(known(() -> settings.printer("p")));
    }
    assertThat(documented("<!-- printer keys:")).isEqualTo(printers);
  }

  /** What loads wrong settings. */
  private interface Loading {
    void load() throws SettingsException;
  }

  private static Set<String> known(Loading loading) {
    SettingsException problem = catchThrowableOfType(SettingsException.class, loading::load);
    String text = problem.getMessage();
    String keys = text.substring(text.indexOf("The keys are ") + "The keys are ".length());
    return new TreeSet<>(Arrays.asList(keys.substring(0, keys.indexOf('.')).split(", ", -1)));
  }

  private static Set<String> documented(String mark) throws IOException {
    Set<String> keys = new TreeSet<>();
    page()
        .lines()
        .dropWhile(line -> !line.startsWith(mark))
        .skip(4)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("\\|", -1)[1])
        .forEach(
            cell -> {
              Matcher key = Pattern.compile("`([^`]+)`").matcher(cell);
              while (key.find()) {
                keys.add(key.group(1));
              }
            });
    return keys;
  }

  @Test
  @DisplayName("R12.7 a wrong check digit fails the file of the manual with line, field and reason")
  void wrongDigit() throws Exception {
    try (Site site = new Site(root)) {
      Matcher matcher = FILE.matcher(page());
      String data = "";
      while (matcher.find()) {
        if (matcher.group(1).endsWith(".zpl")) {
          site.write("templates/text.zpl", matcher.group(2));
        } else if (matcher.group(1).endsWith(".csv")) {
          data = matcher.group(2);
        }
      }
      site.sentinel("Prices");
      site.start("A");
      site.drop("prices.csv", data.replace("931;", "932;"));
      eventually().until(() -> site.failed().size() == 2);
      Path reason =
          site.capture()
              .resolve("failed")
              .resolve(
                  site.failed().stream()
                      .filter(name -> name.endsWith(".reason.txt"))
                      .findFirst()
                      .orElseThrow());
      assertThat(Files.readString(reason, StandardCharsets.UTF_8))
          .contains(
              "Line 2: the field 'EAN' is '4006381333932': its check digit is 2, and the digits"
                  + " before it give 1; one of the digits is wrong: compare the number with where"
                  + " it comes from.");
      assertThat(site.labels()).isEmpty();
      assertThat(site.ask("A", "list").out()).containsExactly("Prices\tactive\t");
    }
  }
}
