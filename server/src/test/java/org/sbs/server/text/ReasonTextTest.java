package org.sbs.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

class ReasonTextTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

  private static final Reason TAKEOVER =
      Reason.of(ReasonCode.PRIMARY_BY_TAKEOVER)
          .with("epoch", 7L)
          .with("peer", "192.0.2.1:4445")
          .with(
              "why", Reason.sentence("the link closed").and(Reason.sentence("connection refused")));

  @ParameterizedTest
  @EnumSource(
      value = ReasonCode.class,
      mode = Mode.EXCLUDE,
      names = {"NONE", "SENTENCE"})
  @DisplayName("R9.2 R9.9 each code has a text of the same values in every language")
  void everyCode(ReasonCode code) {
    Texts english = Texts.of(Locale.ENGLISH);
    Texts german = Texts.of(Locale.GERMAN);
    assertThat(english.has(code.key())).as(code.key()).isTrue();
    assertThat(german.pattern(code.key()))
        .as("German has a text of its own")
        .matches(text -> code == ReasonCode.BOTH || !text.equals(english.pattern(code.key())));
    assertThat(parameters(german.pattern(code.key())))
        .isEqualTo(parameters(english.pattern(code.key())));
  }

  @Test
  @DisplayName("R9.9 no text is left of a code that is gone")
  void noText() {
    for (String key : Texts.of(Locale.ENGLISH).keys("reason.")) {
      assertThat(ReasonCode.values()).anyMatch(code -> code.key().equals(key));
    }
  }

  @Test
  @DisplayName("R9.9 reasons within reasons are worded too")
  void nested() {
    assertThat(ReasonText.english().say(TAKEOVER))
        .isEqualTo(
            "primary in epoch 7: took over from 192.0.2.1:4445, for the link closed; connection"
                + " refused");
    assertThat(ReasonText.in(Texts.of(Locale.GERMAN)).say(TAKEOVER)).contains("192.0.2.1:4445");
    assertThat(ReasonText.english().say(Reason.NONE)).isEmpty();
  }

  private static Set<String> parameters(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
