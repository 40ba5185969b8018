package org.sbs.lpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbs.lpm.Site.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataSource;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.data.Mutations;
import org.sbs.lpm.label.Fields;
import org.sbs.lpm.label.Label;
import org.sbs.lpm.label.LabelMaker;
import org.sbs.lpm.label.Selection;
import org.sbs.lpm.label.Template;
import org.sbs.lpm.label.TemplateException;
import org.sbs.lpm.picture.LabelPicture;

/** Files of every format, damaged by chance that is the same each time. */
class MutatedFilesTest {
  private static final String TEMPLATE =
      "^XA^FD${name}^FS^FD${code?0|substring:1;5|code128}^FS^FD${items[].code?}${i/code?}^FS^XZ";
  private static final int MUTATIONS = 250;
  private static final int FILES = 4;

  @TempDir private Path root;

  static Set<String> formats() {
    return new TreeMap<>(Mutations.GOOD).keySet();
  }

  private static LabelMaker maker(String name, boolean goodRows) throws TemplateException {
    DataSource source =
        name.endsWith(".dat")
            ? new DataSource(
                DataFormat.FIXED_WIDTH,
                Optional.empty(),
                List.of("name:1-12", "code:13-15", "quantity:16-18"),
                true)
            : DataSource.AUTO;
    Selection selection =
        new Selection(Optional.empty(), Map.of(), Optional.empty(), Set.of(), goodRows);
    Template template = Template.parse(TEMPLATE.getBytes(StandardCharsets.UTF_8));
    return new LabelMaker(Optional.of(template), source, Fields.PLAIN, 1000, selection);
  }

  @ParameterizedTest
  @MethodSource("formats")
  @DisplayName("R12.7 a damaged file becomes labels, or is wrong, or unfinished, and nothing else")
  void everyFormat(String name) throws Exception {
    byte[] good = Mutations.GOOD.get(name);
    assertThat(Whole.labels(maker(name, false), name, good)).isNotEmpty();
    int printed = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] bad = Mutations.mutate(good, new Random(seed));
      try {
        for (Label label : Whole.labels(maker(name, seed % 2 == 0), name, bad)) {
          String zpl = new String(Whole.bytes(label.content()), StandardCharsets.UTF_8);
          assertThat(zpl.chars().filter(c -> c == '^').count())
              .as("commands with seed %d: %s", seed, zpl)
              .isEqualTo(TEMPLATE.chars().filter(c -> c == '^').count() + 4);
          printed++;
        }
      } catch (BadDataException | IncompleteDataException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " of " + name, e);
      }
    }
    assertThat(printed).isPositive();
  }

  @Test
  @DisplayName(
      "R12.7 XML that ends before its first element is unfinished, and has no strange place")
  void cutXml() {
    byte[] cut = "<!DOCTYPE x [<".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Whole.labels(maker("x.xml", false), "x.xml", cut))
        .isInstanceOf(IncompleteDataException.class)
        .hasMessageContaining("before its first element");
  }

  @Test
  @DisplayName("R12.7 a damaged template is refused or used, and damaged labels are drawn or not")
  void templatesAndPictures() throws Exception {
    Path real = Path.of(System.getProperty("project.root"), "label-manager/samples/real");
    List<byte[]> good = new ArrayList<>();
    good.add(TEMPLATE.getBytes(StandardCharsets.UTF_8));
    for (String name : List.of("price.zpl", "carrier.zpl", "hazard.zpl", "pallet.zpl")) {
      good.add(Files.readAllBytes(real.resolve("settings/templates").resolve(name)));
    }
    for (int seed = 0; seed < 400; seed++) {
      byte[] bad = Mutations.mutate(good.get(seed % good.size()), new Random(seed));
      try {
        Template.parse(bad).sample();
      } catch (TemplateException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      if (seed % 20 == 0) {
        assertThat(LabelPicture.of(bad)).as("seed %d", seed).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"all", "good-ones"})
  @DisplayName(
      "R12.8 whatever files come, each is printed or failed with its reason, and the next one"
          + " prints")
  void sentinel(String rows) throws Exception {
    try (Site site = new Site(root)) {
      site.write("templates/text.zpl", TEMPLATE);
      site.sentinel("Dock", "rows = \"" + rows + "\"", "complete-wait-seconds = 0");
      List<String> names =
          IntStream.range(0, FILES)
              .boxed()
              .flatMap(seed -> formats().stream().map(format -> seed + format))
              .toList();
      for (String name : names) {
        byte[] good = Mutations.GOOD.get(name.substring(1));
        drop(site, name, Mutations.mutate(good, new Random(name.charAt(0))));
      }
      site.start("A");
      drop(site, "z.csv", "name;code\nlast;1\n".getBytes(StandardCharsets.UTF_8));
      eventually().until(() -> site.labels().contains("last"));
      eventually().until(() -> Site.names(site.capture()).stream().allMatch(n -> !n.contains(".")));
      List<String> failed = site.failed();
      for (String file : failed) {
        boolean isReason = file.endsWith(".reason.txt");
        assertThat(failed)
            .contains(isReason ? file.replace(".reason.txt", "") : file + ".reason.txt");
      }
      assertThat(site.ask("A", "list").out()).containsExactly("Dock\tactive\t");
      assertThat(site.journal("A")).doesNotContain("An error in the program");
    }
  }

  private static void drop(Site site, String name, byte[] content) throws IOException {
    Path temporary = site.capture().resolve("." + name + ".tmp");
    Files.write(temporary, content);
    Files.move(temporary, site.capture().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
