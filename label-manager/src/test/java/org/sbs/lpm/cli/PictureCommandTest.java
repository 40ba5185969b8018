package org.sbs.lpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbs.lpm.Site;

class PictureCommandTest {
  @TempDir private Path root;
  private Site site;

  @BeforeEach
  void setUp() throws IOException {
    site = new Site(root);
    site.write("templates/text.zpl", "^XA^FO9,9^FD${text|pad:3}^FS^XZ\n");
    site.sentinel("Dock", "rows = \"good-ones\"");
  }

  @AfterEach
  void tearDown() {
    site.close();
  }

  /** How it ended, and what it said. */
  private record Outcome(int status, String out, String errors) {}

  private Outcome picture(String sentinel, Path... files) throws Exception {
    List<String> words = new ArrayList<>(List.of("picture", "-o", root.resolve("out").toString()));
    if (!sentinel.isEmpty()) {
      words.addAll(List.of("--settings", site.settings().toString(), "--sentinel", sentinel));
    }
    Arrays.stream(files).map(Path::toString).forEach(words::add);
    PrintStream out = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      int status = LpmCommand.execute(words.toArray(String[]::new));
      return new Outcome(
          status, printed.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(errors);
    }
  }

  private List<String> pictures() {
    return Site.names(root.resolve("out"));
  }

  private Path file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  @DisplayName("R12.7 picture names each wrong row with its reason, and draws the others")
  void wrongRows() throws Exception {
    Outcome some = picture("Dock", file("a.csv", "text\none\nfive5\nfour4\ntwo\n"));
    assertThat(some.status()).isEqualTo(1);
    assertThat(pictures()).containsExactly("a-1.png", "a-2.png");
    assertThat(some.errors().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("Line 3: the field 'text' is 'five5': it has 5 characters"))
        .anyMatch(line -> line.contains("Line 4: the field 'text' is 'four4'"));
    Outcome none = picture("Dock", file("b.csv", "text\nfive5\n"));
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.errors())
        .contains("Line 2: the field 'text' is 'five5'")
        .contains("no row is right")
        .doesNotContain("no label in ZPL");
  }

  @Test
  @DisplayName("R12.7 picture: files of the same name have pictures of their own")
  void sameNames() throws Exception {
    Path one = file("x/a.zpl", "^XA^PW40^LL10^FO1,1^GB5,5^FS^XZ");
    Path two = file("y/a.zpl", "^XA^PW80^LL10^FO1,1^GB5,5^FS^XZ");
    Path three = file("z/a-2.zpl", "^XA^PW120^LL10^FO1,1^GB5,5^FS^XZ");
    Outcome all = picture("", one, two, three);
    assertThat(all.status()).isZero();
    assertThat(pictures()).containsExactly("a-1.png", "a-2-1.png", "a-2-2-1.png");
    assertThat(all.out()).contains("\t40x10\t").contains("\t80x10\t").contains("\t120x10\t");
  }

  @Test
  @DisplayName("R12.7 picture ends with 1 where a bar code cannot have its data")
  void impossibleCode() throws Exception {
    Path label = file("c.zpl", "^XA^PW400^LL200^FO9,9^BCN,60,N,N,N,N^FD>;123^FS^XZ");
    Outcome odd = picture("", label);
    assertThat(odd.status()).isEqualTo(1);
    assertThat(odd.out()).contains("the bar code ^BC of '>;123' is not drawn");
  }

  @Test
  @DisplayName("R12.7 picture: a sentinel that is not there is answered with those that are")
  void mistyped() throws Exception {
    Outcome wrong = picture("Dok", file("a.csv", "text\none\n"));
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.errors()).contains("No sentinel is called 'Dok'").contains("there are Dock.");
  }

  @Test
  @DisplayName("R10.8 words of data, settings and names that picture repeats command no terminal")
  void cleanWords() throws Exception {
    String bad = "a\u001b]0;x\u0007\u202eb\u009b31m\u0085\u2066";
    Outcome data = picture("Dock", file("a.csv", "text\n" + bad + "\n"));
    Outcome name = picture("Dock", file(bad + ".csv", "text\nfive5\n"));
    Outcome missing = picture("", root.resolve(bad + ".zpl"));
    site.write("templates/text.zpl", "^XA^FO9,9^FD${" + bad + "!none}^FS^XZ\n");
    Outcome template = picture("Dock", file("b.csv", "text\none\n"));
    for (Outcome outcome : List.of(data, name, missing, template)) {
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.errors()).isNotBlank();
      assertThat(outcome.errors().replace(System.lineSeparator(), ""))
          .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }
    assertThat(data.errors()).contains("Line 2: the field 'text'");
  }
}
