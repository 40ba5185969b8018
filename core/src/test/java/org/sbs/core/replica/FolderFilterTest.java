package org.sbs.core.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.core.reason.ReasonException;

/** The rules of filters, as a table. A path that ends with a slash is a folder's. */
final class FolderFilterTest {
  private static boolean holds(Folder folder, String path) {
    boolean isFolder = path.endsWith("/");
    return folder.holds(isFolder ? path.substring(0, path.length() - 1) : path, isFolder);
  }

  private static List<String> patterns(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    // include, exclude, path, whether it is in
    ",, a/b/c, true",
    "**,, a/b/c, true",
    "*.zpl,, x.zpl, true",
    "*.zpl,, a/b/x.zpl, true",
    "*.zpl,, x.zpl.bak, false",
    "*.zpl,, a/, false",
    "/*.zpl,, x.zpl, true",
    "/*.zpl,, a/x.zpl, false",
    "a/*.zpl,, a/x.zpl, true",
    "a/*.zpl,, b/a/x.zpl, false",
    "a/*.zpl,, a/b/x.zpl, false",
    "a/**/*.zpl,, a/b/c/x.zpl, true",
    "a/**/*.zpl,, a/x.zpl, true",
    "a/**,, a/, false",
    "a/**,, a/b, true",
    "a/**,, a/b/c, true",
    "**/a,, a, true",
    "**/a,, x/y/a/z, true",
    "a,, a/b/c, true",
    "a,, b/a/c, true",
    "a/,, a, false",
    "a/,, a/, true",
    "a/,, a/b, true",
    "?.txt,, a.txt, true",
    "?.txt,, ab.txt, false",
    "a*b?d,, axxxbcd, true",
    "a*b?d,, a/bcd, false",
    "*,, .hidden, true",
    "A,, a, false",
    "a[b],, a[b], true",
    "a[b],, ab, false",
    ", *.tmp, x.tmp, false",
    ", *.tmp, a/x.tmp, false",
    ", *.tmp, a/x.tmp.txt, true",
    ", cache, cache/deep/x, false",
    ", /cache, a/cache/x, true",
    "cache/x, cache, cache/x, false",
    "*.zpl, old*, old.zpl, false",
    "*.zpl *.csv,, x.csv, true",
    ",, .sbs-staging, false",
    ",, .SBS-Staging/1/0/0, false",
    ",, a/.sbs-staging/x, false",
  })
  @DisplayName("R4.4 filters: what is in and what is out")
  void table(String include, String exclude, String path, boolean in) {
    Folder folder = Folder.of(1, "/x", new FolderFilter(patterns(include), patterns(exclude)));
    assertThat(holds(folder, path)).isEqualTo(in);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/*.zpl,, a, true",
    "a/b/*.zpl,, a/b, true",
    "a/b/*.zpl,, a/c, false",
    "a/b/*.zpl,, a/b/c, false",
    "*.zpl,, any/where, true",
    "a/**/x,, a/b/c/d, true",
    ", a, a/b, false",
    ",, .sbs-staging, false",
  })
  @DisplayName("R4.4 folders in which nothing can belong to the set are not walked")
  void walked(String include, String exclude, String path, boolean in) {
    Folder folder = Folder.of(1, "/x", new FolderFilter(patterns(include), patterns(exclude)));
    assertThat(folder.mayHoldBelow(path)).isEqualTo(in);
  }

  @Test
  @DisplayName("R4.3 a forced path is in whatever the filter says, with all that lies in it")
  void forced() {
    Folder folder =
        Folder.of(1, "/x", new FolderFilter(List.of("*.zpl"), List.of("out")))
            .withForced(List.of("out/in", "one.log"));
    assertThat(folder.holds("one.log", false)).isTrue();
    assertThat(folder.holds("two.log", false)).isFalse();
    assertThat(folder.holds("out/in/deep", false)).isTrue();
    assertThat(folder.holds("out/inside", false)).isFalse();
    assertThat(folder.mayHoldBelow("out")).isTrue();
    assertThat(folder.mayHoldBelow("out/other")).isFalse();
    assertThat(folder.accepts("one.log", false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a//b", "../a", "a/./b", "//a"})
  @DisplayName("R4.4 a pattern that can match nothing is an error with a reason")
  void impossible(String pattern) {
    assertThatThrownBy(() -> new FolderFilter(List.of(pattern), List.of()))
        .isInstanceOf(ReasonException.class)
        .hasMessage("pattern-improper {pattern=" + pattern + "}");
  }

  @Test
  @DisplayName("R10.3 a pattern made to be slow is not")
  void hostilePattern() {
    String pattern = "**/a*a*a*a*a*a*a*b/".repeat(20) + "x";
    Folder folder = Folder.of(1, "/x", new FolderFilter(List.of(pattern), List.of()));
    assertThat(folder.holds(("a".repeat(200) + "/").repeat(19) + "y", false)).isFalse();
  }
}
