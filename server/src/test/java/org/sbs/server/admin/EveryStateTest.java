package org.sbs.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.server.json.JsonValue;
import org.sbs.server.node.Totals;
import org.sbs.testkit.ShownState;
import org.sbs.view.picture.Picture;
import org.sbs.view.status.NodeStatus;
import org.sbs.view.text.ReasonText;
import org.sbs.view.text.Texts;

/** Every state that screens show: JSON, metrics and health say what the picture says. */
class EveryStateTest {
  static List<ShownState> states() {
    return ShownState.all();
  }

  @ParameterizedTest(name = "R9.7 {0}")
  @MethodSource("states")
  @DisplayName("R9.7 the picture of each state is the expected one")
  void picture(ShownState state) throws IOException {
    Picture picture = Picture.of(StatusJson.read(state.json()));
    assertThat(picture.headline().code().word()).isEqualTo(state.headline());
    assertThat(picture.severity().word()).isEqualTo(state.severity());
    assertThat(picture.troubles())
        .extracting(trouble -> trouble.what().code().word())
        .containsExactlyElementsOf(state.problems());
  }

  @ParameterizedTest(name = "R9.7 {0}")
  @MethodSource("states")
  @DisplayName("R9.7 status --json and the metrics say the same")
  void sameEverywhere(ShownState state) throws IOException {
    NodeStatus status = StatusJson.read(state.json());
    JsonValue json = JsonValue.read(StatusJson.write(status));
    assertThat(json.text("severity")).isEqualTo(state.severity());
    assertThat(json.at("headline").text("code")).isEqualTo(state.headline());
    List<String> codes = new ArrayList<>();
    for (JsonValue problem : json.at("problems").items()) {
      codes.add(problem.text("code"));
      assertThat(problem.text("text")).isNotBlank().isNotEqualTo(problem.text("code"));
    }
    assertThat(codes).isEqualTo(state.problems());
    assertThat(StatusJson.read(StatusJson.write(status))).isEqualTo(status);
    String metrics = Metrics.of(status, new Totals(Map.of(), 0, 0, 0, 0, 0), Instant.EPOCH);
    assertThat(metrics).contains("sbs_severity{severity=\"" + state.severity() + "\"} 1.0");
  }

  @ParameterizedTest(name = "R9.7 R9.2 {0}")
  @MethodSource("states")
  @DisplayName("R9.7 R9.2 each headline and problem has words in both languages")
  void worded(ShownState state) throws IOException {
    Picture picture = Picture.of(StatusJson.read(state.json()));
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      ReasonText words = ReasonText.in(Texts.of(language));
      assertThat(words.headline(picture.headline())).doesNotContain("{").isNotBlank();
      picture
          .troubles()
          .forEach(
              trouble ->
                  assertThat(words.sentence(trouble.what()))
                      .doesNotContain("{")
                      .doesNotStartWith(trouble.what().code().word()));
    }
  }
}
