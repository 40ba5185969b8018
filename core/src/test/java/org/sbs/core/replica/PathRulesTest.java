package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.Examples;
import org.sbs.core.replica.PathRules.Names;

/** The one form of paths. */
final class PathRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c",
        "..a",
        "a..",
        "...",
        ".hidden",
        "a b",
        "ä/日本/\ud83d\ude80",
        "-",
        "~"
      })
  @DisplayName("R10.2 ordinary paths are taken")
  void taken(String path) {
    assertThat(PathRules.objection(path, Names.POSIX)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "a/./b",
        "a\0",
        "\ud83d",
        ".sbs-staging",
        ".sbs-staging/a",
        ".sbs-versions/1-x/0/0",
        ".sbs-kept/1-x/0/0",
        "a/.SBS-STAGING/b"
      })
  @DisplayName("R10.2 paths out of form are refused everywhere")
  void refused(String path) {
    assertThat(PathRules.objection(path, Names.POSIX)).isPresent();
    assertThat(PathRules.objection(path, Names.WINDOWS)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:", "C:/a", "a/b:stream", "a\\b", "..\\a", "con", "a/NUL", "nul.txt", "Com1.log", "LPT9",
        "lpt\u00b9", "aux .txt", "CONOUT$", "a.", "a /b", "a.../b", "a<b", "a|b", "a\"b", "a*",
        "a?", "a\tb", "a\u0001b"
      })
  @DisplayName(
      "R10.2 drive letters, devices, streams and names that Windows changes are refused there")
  void refusedOnWindows(String path) {
    assertThat(PathRules.objection(path, Names.WINDOWS)).isPresent();
    assertThat(PathRules.objection(path, Names.POSIX)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"console", "com", "com10", "nula", "a.con", "lpt", "auxiliary.txt"})
  @DisplayName("R4.12 names that only look like devices are taken on Windows")
  void notDevices(String path) {
    assertThat(PathRules.objection(path, Names.WINDOWS)).isEmpty();
  }

  @Test
  @DisplayName("R10.3 lengths are bounded in bytes")
  void lengths() {
    assertThat(PathRules.objection("n".repeat(255), Names.POSIX)).isEmpty();
    assertThat(PathRules.objection("n".repeat(256), Names.POSIX)).isPresent();
    assertThat(PathRules.objection("ä".repeat(128), Names.POSIX)).isPresent();
    assertThat(PathRules.objection("ä".repeat(128), Names.WINDOWS)).isEmpty();
    assertThat(PathRules.objection("n/".repeat(1999) + "n", Names.POSIX)).isEmpty();
    assertThat(PathRules.objection("n/".repeat(2000) + "n", Names.POSIX)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "l, a, true",
    "l, a/b, true",
    "l, ., true",
    "l, a/, true",
    "d/l, ../a, true",
    "d/e/l, ../../a/b, true",
    "d/l, .., true",
    "l, .., false",
    "l, ../a, false",
    "d/l, ../../a, false",
    "l, a/../b, false",
    "d/l, a/../../b, false",
    "l, /a, false",
    "l, //server/share, false",
    "l, '', false",
    "l, .sbs-staging/x, false",
    "../l, a, false",
  })
  @DisplayName("R10.2 R4.12 links must be relative and stay in their folder, other links included")
  void links(String path, String target, boolean taken) {
    assertThat(PathRules.linkObjection(path, target, Names.POSIX).isEmpty()).isEqualTo(taken);
  }

  @Test
  @DisplayName("R10.2 a path that is taken, resolved name by name, stays in its folder")
  void staysInside() {
    Examples.each(
        5000,
        random -> {
          String path = Examples.text(random, "./a\\: ", 0, 12);
          for (Names names : Names.values()) {
            if (PathRules.objection(path, names).isEmpty()) {
              List<String> parts = List.of(path.split("/", -1));
              assertThat(parts).doesNotContain("", ".", "..");
              if (names == Names.WINDOWS) {
                assertThat(path).doesNotContain("\\", ":");
                assertThat(parts).noneMatch(name -> name.endsWith(".") || name.endsWith(" "));
              }
            }
          }
        });
  }

  @Test
  @DisplayName("R10.2 a link that is taken never climbs above its folder")
  void linkStaysInside() {
    Examples.each(
        5000,
        random -> {
          String target = Examples.text(random, "./a", 1, 12);
          String path = Examples.text(random, "/a", 1, 6);
          if (PathRules.linkObjection(path, target, Names.POSIX).isEmpty()) {
            int depth = path.split("/", -1).length - 1;
            for (String name : target.split("/", -1)) {
              if (name.equals("..")) {
                depth--;
              } else if (!name.isEmpty() && !name.equals(".")) {
                depth++;
              }
              assertThat(depth).isNotNegative();
            }
          }
        });
  }

  @Test
  @DisplayName("R4.2 what lies in a folder follows directly after it")
  void order() {
    Examples.each(
        3000,
        random -> {
          String one = Examples.text(random, "/a.-", 1, 6);
          String other = Examples.text(random, "/a.-", 1, 6);
          EntryPath folder = new EntryPath(0, one);
          EntryPath inner = new EntryPath(0, one + "/x");
          EntryPath any = new EntryPath(0, other);
          if (folder.compareTo(any) < 0 && any.compareTo(inner) < 0) {
            assertThat(any.isBelow(folder)).isTrue();
          }
          assertThat(Integer.signum(folder.compareTo(any)))
              .isEqualTo(-Integer.signum(any.compareTo(folder)));
          assertThat(folder.compareTo(any) == 0).isEqualTo(one.equals(other));
        });
  }
}
