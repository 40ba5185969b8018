package org.sbs.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SentencesTest {
  private final Sentences german = Sentences.in(Texts.of(Locale.GERMAN));

  @Test
  @DisplayName("R9.2 sentences of the node are said in German, with what stands in them")
  void german() {
    assertThat(german.say("no secondary is connected"))
        .isEqualTo("kein sekundärer Knoten ist verbunden");
    assertThat(german.say("the last cycle was committed 12 seconds ago"))
        .isEqualTo("der letzte Zyklus wurde vor 12 Sekunden abgeschlossen");
    assertThat(german.say("primary in epoch 7 by a direct start: no primary is there"))
        .isEqualTo("primär in Amtszeit 7 durch direkten Start: kein primärer Knoten ist da");
  }

  @Test
  @DisplayName("R9.2 a sentence that is not known stays English, and English stays as it is")
  void unknown() {
    assertThat(german.say("the moon is full")).isEqualTo("the moon is full");
    assertThat(Sentences.in(Texts.of(Locale.ENGLISH)).say("no secondary is connected"))
        .isEqualTo("no secondary is connected");
  }
}
