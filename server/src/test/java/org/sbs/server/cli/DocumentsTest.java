package org.sbs.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pages of the documents lead to one another: every link has its page, and its heading. */
class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path USERS = ROOT.resolve("docs");
  private static final Path BUILDERS = USERS.resolve("dev");

  /** Code is no text: a bracket in it is no link. */
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\n]*`");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");

  private static List<Path> pagesIn(Path folder) throws IOException {
    try (Stream<Path> pages = Files.walk(folder)) {
      return pages.filter(page -> page.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(pagesIn(USERS));
    for (String name : List.of("README.md", "ARCHITECTURE.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(name));
    }
    pages.add(ROOT.resolve("packaging").resolve("README.md"));
    return pages;
  }

  @Test
  @DisplayName("every link of every page leads to a file that is there, and to a heading of it")
  void linksLeadSomewhere() throws IOException {
    List<String> wrong = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(Files.readString(page)));
      while (link.find()) {
        if (link.group(1).contains(":")) {
          continue;
        }
        links++;
        Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
        if (!Files.exists(target)) {
          wrong.add(ROOT.relativize(page) + ": " + link.group(1));
        } else if (link.group(2) != null && !headings(target).contains(link.group(2))) {
          wrong.add(ROOT.relativize(page) + ": " + link.group(1) + "#" + link.group(2));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(links).isGreaterThan(100);
  }

  @Test
  @DisplayName("the lists of pages name every page for users, and every one for builders")
  void everyPageIsListed() throws IOException {
    for (Path folder : List.of(USERS, BUILDERS)) {
      String list = Files.readString(folder.resolve("README.md"));
      for (Path page : pagesIn(folder)) {
        String name = page.getFileName().toString();
        if (page.getParent().equals(folder) && !name.equals("README.md")) {
          assertThat(list).as(folder + "/README.md").contains("](" + name);
        }
      }
    }
  }

  private static String withoutCode(String text) {
    return CODE.matcher(text).replaceAll("");
  }

  /** As the places that show pages name them: lower case, hyphens, no other signs. */
  private static Set<String> headings(Path page) throws IOException {
    Set<String> headings = new HashSet<>();
    String text =
        Pattern.compile("(?ms)^ *```.*?^ *```$").matcher(Files.readString(page)).replaceAll("");
    for (String line : text.lines().filter(each -> each.startsWith("#")).toList()) {
      String plain = line.replaceFirst("^#+ *", "").replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
      headings.add(
          plain
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}\\-_ ]", "")
              .replace(' ', '-'));
    }
    return headings;
  }
}
