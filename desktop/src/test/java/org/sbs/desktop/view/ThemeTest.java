package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import javax.swing.UIManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.view.look.Colors;

/** The file of colours says what the look really paints; else its contrasts prove nothing. */
@OnScreen
class ThemeTest {
  private static final List<String> PAGES =
      List.of("Panel.background", "TabbedPane.background", "OptionPane.background");
  private static final List<String> FIELDS =
      List.of("TextField.background", "Table.background", "List.background");

  @AfterEach
  void light() {
    wear(false);
  }

  private static void wear(boolean dark) {
    Person.look(
        () -> {
          Theme.wear(dark);
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("R9.1 the grounds of the file of colours are those that the look paints")
  void grounds(boolean dark) {
    wear(dark);
    Colors colors = dark ? Colors.DARK : Colors.LIGHT;
    for (String page : PAGES) {
      assertThat(rgb(page)).as(page).isEqualTo(hex(colors.rgb("ground")));
    }
    for (String field : FIELDS) {
      assertThat(rgb(field)).as(field).isEqualTo(hex(colors.rgb("field")));
    }
    assertThat(rgb("Label.foreground")).isEqualTo(hex(colors.rgb("ink")));
  }

  private static String rgb(String name) {
    Color color = UIManager.getColor(name);
    return hex(color.getRGB() & 0xFFFFFF);
  }

  private static String hex(int rgb) {
    return String.format("%06X", rgb);
  }
}
