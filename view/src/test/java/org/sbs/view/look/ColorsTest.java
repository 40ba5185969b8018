package org.sbs.view.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ColorsTest {
  private static final double TEXT = 4.5;
  private static final double SIGN = 3;
  private static final List<String> TEXTS =
      List.of("ink", "quiet", "ok", "notice", "warning", "critical");
  private static final List<String> SIGNS =
      List.of(
          "sign-stopped",
          "sign-starting",
          "sign-secondary",
          "sign-primary",
          "sign-unknown",
          "sign-ok",
          "sign-notice",
          "sign-warning",
          "sign-critical");
  private static final List<String> TABS =
      List.of("tab-status", "tab-configuration", "tab-mail", "tab-folders");

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xFF)
        + 0.7152 * linear(rgb >> 8 & 0xFF)
        + 0.0722 * linear(rgb & 0xFF);
  }

  /** WCAG 2.1, 1.4.3. */
  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static void check(
      List<String> weak, Colors colors, String over, String below, double least) {
    double contrast = contrast(colors.rgb(over), colors.rgb(below));
    if (contrast < least) {
      weak.add("%s on %s: %.2f".formatted(over, below, contrast));
    }
  }

  @Test
  @DisplayName("R9.1 each colour stands out from what it stands on, in both themes (WCAG AA)")
  void contrasts() {
    for (Colors colors : List.of(Colors.LIGHT, Colors.DARK)) {
      List<String> weak = new ArrayList<>();
      for (String below : List.of("ground", "field")) {
        TEXTS.forEach(text -> check(weak, colors, text, below, TEXT));
        SIGNS.forEach(sign -> check(weak, colors, sign, below, SIGN));
      }
      SIGNS.forEach(sign -> check(weak, colors, "mark", sign, SIGN));
      TABS.forEach(tab -> check(weak, colors, "on-tab", tab, TEXT));
      assertThat(weak).as(colors == Colors.LIGHT ? "light" : "dark").isEmpty();
    }
  }

  @Test
  @DisplayName("the contrast is computed as WCAG does, and a weak pair is found")
  void computes() {
    assertThat(contrast(0x000000, 0xFFFFFF)).isCloseTo(21, Offset.offset(0.01));
    assertThat(contrast(0x777777, 0xFFFFFF)).isCloseTo(4.48, Offset.offset(0.01));
    List<String> weak = new ArrayList<>();
    check(weak, Colors.LIGHT, "sign-warning", "ground", TEXT);
    assertThat(weak).hasSize(1);
  }

  @Test
  @DisplayName("a colour that is not there is told by its name")
  void missing() {
    assertThatThrownBy(() -> Colors.DARK.rgb("none")).hasMessageContaining("dark.none");
  }
}
