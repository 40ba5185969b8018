package org.sbs.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {
  private static final Path CORE =
      Path.of(System.getProperty("project.root"), "core/src/main/java/org/sbs/core");
  private static final Pattern NOT_SHOWN =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|Exception\\([^;]*;|\"\\s*\\+\\s*\"");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Sentences german = Sentences.in(Texts.of(Locale.GERMAN));

  @Test
  @DisplayName("R9.2 sentences of the node are said in German, with what stands in them")
  void german() {
    assertThat(german.say("no secondary is connected"))
        .isEqualTo("kein sekundärer Knoten ist verbunden");
    assertThat(german.say("the last cycle was committed 12 seconds ago"))
        .isEqualTo("der letzte Zyklus wurde vor 12 Sekunden abgeschlossen");
    assertThat(german.say("primary in epoch 7 by a direct start: no primary is there"))
        .isEqualTo("primär in Epoche 7 durch direkten Start: kein primärer Knoten ist da");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          B has been silent for 1500 ms; asking it \
          | B schweigt seit 1500 ms und wird gefragt
          both nodes are starting; B goes first, because its data is newer \
          | beide Knoten starten; B geht vor, denn seine Daten sind neuer
          primary in epoch 7: took over from B: no sign of life for 1500 ms; connection refused; \
          it counts as dead \
          | primär in Epoche 7: übernommen von B: es gab 1500 ms lang kein Lebenszeichen; \
          connection refused; er gilt als ausgefallen
          the service ended by itself: exit status 3; it is started again in 2 s, attempt 1 of 3 \
          | der Dienst endete von selbst: Exit-Status 3; er wird in 2 s neu gestartet, \
          Versuch 1 von 3
          the service runs again, after 1 failure: 7 of 9 active; Dock 3: no folder \
          | der Dienst läuft wieder, nach 1 Ausfall: 7 von 9 aktiv; Dock 3: no folder
          stopped by the user; B took over in epoch 8 \
          | vom Benutzer angehalten; B hat in Epoche 8 übernommen
          the folder /labels is suddenly empty here: 1,200 of its 1,200 files would be deleted on \
          the secondary and are held; if that is meant, type sbs sync --allow-deletes, else \
          restore the folder \
          | der Ordner /labels ist hier plötzlich leer: 1,200 seiner 1,200 Dateien würden auf dem \
          sekundären Knoten gelöscht und bleiben vorerst; wenn das so gewollt ist, geben Sie \
          „sbs sync --allow-deletes“ ein, sonst stellen Sie den Ordner wieder her
          No licence is installed on this node. Its 3 sentinels are held: the service was started \
          by hand, not by SBS; no licence is installed on this node; a main licence for this node \
          (sbs licence install) releases them at once; a backup licence does when this node takes \
          over from its primary. \
          | Auf diesem Knoten ist keine Lizenz installiert. Seine 3 Sentinels werden zurückgehalten: \
          der Dienst wurde von Hand gestartet, nicht von SBS; auf diesem Knoten ist keine \
          Lizenz installiert; eine main-Lizenz für diesen Knoten („sbs licence install“) gibt sie \
          sofort frei; eine backup-Lizenz tut es, wenn dieser Knoten von seinem primären übernimmt.
          """)
  @DisplayName("R9.2 sentences are put together in German as in English")
  void putTogether(String english, String said) {
    assertThat(german.say(english.replaceAll("\\s+", " "))).isEqualTo(said.replaceAll("\\s+", " "));
  }

  @Test
  @DisplayName("R9.2 a sentence that is not known stays English, and English stays as it is")
  void unknown() {
    assertThat(german.say("the moon is full")).isEqualTo("the moon is full");
    assertThat(german.say("The moon is full. It is cold."))
        .isEqualTo("The moon is full. It is cold.");
    assertThat(Sentences.in(Texts.of(Locale.ENGLISH)).say("no secondary is connected"))
        .isEqualTo("no secondary is connected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"role", "alert", "licence"})
  @DisplayName("R9.9 no sentence is made where roles, alerts and licences are decided")
  void noSentence(String room) throws IOException {
    assertThat(sentences(CORE.resolve(room))).isEmpty();
  }

  /** What stands between quotes and is more than a word. */
  private static List<String> sentences(Path room) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(room)) {
      for (Path file : files.toList()) {
        Matcher literal = LITERAL.matcher(NOT_SHOWN.matcher(Files.readString(file)).replaceAll(""));
        while (literal.find()) {
          if (literal.group(1).strip().contains(" ")) {
            found.add(file.getFileName() + ": " + literal.group(1));
          }
        }
      }
    }
    return found;
  }
}
