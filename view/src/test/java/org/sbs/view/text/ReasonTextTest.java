package org.sbs.view.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.sbs.core.readiness.Topic;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.settings.Problem;

class ReasonTextTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z][a-z0-9-]*)(?:,number)?}");

  /** Made in the class of reasons itself. */
  private static final Set<ReasonCode> NOT_MADE = Set.of(ReasonCode.NONE);

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
        .matches(text -> isWithoutWords(text) || !text.equals(english.pattern(code.key())));
    assertThat(parameters(german.pattern(code.key())))
        .isEqualTo(parameters(english.pattern(code.key())));
  }

  @Test
  @DisplayName("R9.9 no text is left of a code that is gone")
  void noText() {
    for (String key : Texts.of(Locale.ENGLISH).keys("reason.")) {
      assertThat(ReasonCode.values())
          .as(key)
          .anyMatch(
              code -> code.key().equals(key) || topics(code).stream().anyMatch(t -> t.equals(key)));
    }
  }

  /** The keys of the texts that a code has beside its own, one for each topic it is said of. */
  private static List<String> topics(ReasonCode code) {
    Optional<Topic.Kind> kind =
        switch (code) {
          case CHECK_TROUBLE, CHECK_FINE -> Optional.of(Topic.Kind.PROBED);
          case NODES_DIFFER, NODES_ALIKE -> Optional.of(Topic.Kind.COMPARED);
          default -> Optional.empty();
        };
    return Arrays.stream(Topic.values())
        .filter(topic -> kind.equals(Optional.of(topic.kind())))
        .map(topic -> code.key() + "." + topic.word())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonCode.class,
      names = {"CHECK_TROUBLE", "CHECK_FINE", "NODES_DIFFER", "NODES_ALIKE"})
  @DisplayName("R7.6 R9.2 R9.9 what a check says of a topic is worded for each, in every language")
  void everyTopic(ReasonCode code) {
    assertThat(topics(code)).isNotEmpty();
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Texts texts = Texts.of(language);
      Set<String> known = parameters(texts.pattern(code.key()));
      for (String key : topics(code)) {
        assertThat(texts.has(key)).as(key).isTrue();
        assertThat(known).as(key).containsAll(parameters(texts.pattern(key)));
        if (language.equals(Locale.GERMAN)) {
          assertThat(texts.pattern(key)).isNotEqualTo(Texts.of(Locale.ENGLISH).pattern(key));
        }
        Reason reason = Reason.of(code);
        for (String name : known) {
          reason = reason.with(name, LongValues.of(name));
        }
        reason = reason.with("topic", key.substring(code.key().length() + 1));
        String said = ReasonText.in(texts).say(reason);
        assertThat(said).doesNotContain("{", "}", "  ");
        for (String name : parameters(texts.pattern(key))) {
          Object value = reason.values().get(name);
          assertThat(said)
              .contains(
                  value instanceof Reason part
                      ? ReasonText.in(texts).say(part).replaceFirst("[.]$", "")
                      : value.toString());
        }
      }
    }
  }

  @Test
  @DisplayName("R9.9 a topic of a newer version is told too, by its word")
  void unknownTopic() {
    Reason unknown =
        Reason.of(ReasonCode.CHECK_TROUBLE)
            .with("topic", "moon-phase")
            .with("subject", "full")
            .with("who", Reason.of(ReasonCode.OTHER_NODE))
            .with("why", Reason.of(ReasonCode.PROBE_MISSING));
    assertThat(ReasonText.english().say(unknown))
        .isEqualTo("moon-phase full (on the other node): it does not exist");
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonCode.class,
      mode = Mode.EXCLUDE,
      names = {"NONE", "SENTENCE"})
  @DisplayName("R9.2 R9.9 each code is worded in every language, however long its values are")
  void longValues(ReasonCode code) {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Texts texts = Texts.of(language);
      Reason reason = Reason.of(code);
      Set<String> names = parameters(texts.pattern(code.key()));
      for (String name : names) {
        reason = reason.with(name, "/" + name + "ä".repeat(4000));
      }
      String said = ReasonText.in(texts).say(reason);
      assertThat(said).doesNotStartWith(code.word() + " {");
      names.forEach(name -> assertThat(said).contains("/" + name + "ä".repeat(4000)));
    }
  }

  @Test
  @DisplayName("R9.2 R4.15 R4.16 what is told of copying is worded in German, with what is in it")
  void copying() {
    ReasonText german = ReasonText.in(Texts.of(Locale.GERMAN));
    assertThat(
            german.sentence(
                Reason.of(ReasonCode.SYMLINK_ABSOLUTE)
                    .with("path", "/srv/a b.zpl")
                    .and(Reason.of(ReasonCode.NOT_COPIED))))
        .isEqualTo("/srv/a b.zpl ist ein Link mit absolutem Ziel; wird nicht kopiert.");
    assertThat(
            german.sentence(
                Reason.of(ReasonCode.ON_SECONDARY)
                    .with(
                        "what",
                        Reason.of(ReasonCode.OWNERS_NOT_GIVEN)
                            .with("path", "/srv/a")
                            .with("count", 3)
                            .with(
                                "why", Reason.of(ReasonCode.OWNER_UNKNOWN).with("name", "label")))))
        .isEqualTo(
            "Auf dem sekundären Knoten: /srv/a und 3 weitere kamen ohne Eigentümer: „label“ ist auf"
                + " diesem Knoten unbekannt.");
    assertThat(
            german.say(
                Reason.of(ReasonCode.CYCLE_NOT_COMMITTED)
                    .with("cycle", 7L)
                    .with(
                        "why",
                        Reason.of(ReasonCode.SECONDARY_REFUSED_CYCLE)
                            .with("why", Reason.of(ReasonCode.DISK_FULL).with("path", "/srv/a")))))
        .isEqualTo(
            "Zyklus 7 wurde nicht abgeschlossen: der sekundäre Knoten hat den Zyklus abgelehnt:"
                + " /srv/a: Auf dem Datenträger ist kein Platz mehr (No space left on device)");
  }

  @Test
  @DisplayName("R9.2 R9.5 a problem of the settings is one line in either language")
  void settings() {
    Problem problem =
        new Problem(
            3,
            "pair.port",
            Reason.of(ReasonCode.SETTING_NUMBER).with("number", 0L),
            Reason.of(ReasonCode.DO_WRITE)
                .with(
                    "what",
                    Reason.of(ReasonCode.TAKES_WHOLE).with("least", 1L).with("most", 65535L)));
    assertThat(ReasonText.english().problem(problem))
        .isEqualTo(
            "line 3: pair.port: 0 is not possible here. Write a whole number from 1 to 65535.");
    assertThat(ReasonText.in(Texts.of(Locale.GERMAN)).problem(problem))
        .isEqualTo(
            "Zeile 3: pair.port: 0 ist hier nicht möglich. Schreiben Sie Folgendes: eine ganze Zahl"
                + " von 1 bis 65535.");
    Reason question = Reason.of(ReasonCode.DO_MEAN_NAME).with("name", "port");
    assertThat(ReasonText.english().sentence(question)).isEqualTo("Did you mean port?");
  }

  @Test
  @DisplayName("R9.9 reasons within reasons are worded too")
  void nested() {
    assertThat(ReasonText.english().say(TAKEOVER))
        .isEqualTo(
            "primary in epoch 7: took over from 192.0.2.1:4445: the link closed; connection"
                + " refused");
    assertThat(ReasonText.in(Texts.of(Locale.GERMAN)).say(TAKEOVER)).contains("192.0.2.1:4445");
    assertThat(ReasonText.english().say(Reason.NONE)).isEmpty();
  }

  /** Only puts its values together. */
  private static boolean isWithoutWords(String text) {
    return PARAMETER.matcher(text).replaceAll("").chars().noneMatch(Character::isLetter);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonCode.class,
      mode = Mode.EXCLUDE,
      names = {"NONE", "SENTENCE"})
  @DisplayName("R9.9 each code is worded in every language with the longest values that can occur")
  void longest(ReasonCode code) {
    for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      Texts texts = Texts.of(language);
      Reason reason = Reason.of(code);
      for (String name : parameters(texts.pattern(code.key()))) {
        reason = reason.with(name, LongValues.of(name));
      }
      String said = ReasonText.in(texts).say(reason);
      assertThat(said).doesNotContain("{", "}", "  ");
      for (Map.Entry<String, Object> one : reason.values().entrySet()) {
        String words =
            one.getValue() instanceof Reason part
                ? ReasonText.in(texts).say(part).replaceFirst("[.]$", "")
                : one.getValue().toString();
        boolean grouped = texts.pattern(code.key()).contains("{" + one.getKey() + ",number}");
        assertThat(grouped ? said.replaceAll("(?<=[0-9])[.,](?=[0-9]{3})", "") : said)
            .contains(words);
      }
    }
  }

  @Test
  @DisplayName("R9.9 a value that looks like a parameter, or like a pattern, stays as it is")
  void oddValues() {
    Reason odd = Reason.of(ReasonCode.FOLDER_HANGS).with("folder", "C:\\{why}\\$1");
    assertThat(ReasonText.english().say(odd)).isEqualTo("the folder C:\\{why}\\$1 does not answer");
  }

  @Test
  @DisplayName("R9.2 a count is grouped as the language does, also one that came over the link")
  void grouped() {
    for (Object count : List.<Object>of(1_234_567L, 1_234_567, "1234567")) {
      Reason held = Reason.of(ReasonCode.SYNC_DELETES_ALLOWED).with("files", count);
      assertThat(ReasonText.english().say(held)).startsWith("1,234,567 files");
      assertThat(ReasonText.in(Texts.of(Locale.GERMAN)).say(held)).contains("1.234.567 Dateien");
    }
    Reason odd = Reason.of(ReasonCode.SYNC_DELETES_ALLOWED).with("files", "many");
    assertThat(ReasonText.english().say(odd)).startsWith("many files");
    Reason epoch = Reason.of(ReasonCode.SECONDARY_OF).with("peer", "b").with("epoch", 12345L);
    assertThat(ReasonText.english().say(epoch)).as("no count").contains("12345");
  }

  @Test
  @DisplayName("R9.9 each code is used: none is left of what is no longer said")
  void used() throws IOException {
    assertThat(ReasonSources.named())
        .containsAll(
            Arrays.stream(ReasonCode.values())
                .filter(code -> !NOT_MADE.contains(code))
                .map(Enum::name)
                .toList());
  }

  @Test
  @DisplayName("R9.9 what somebody else said in a sentence stands as a clause within another one")
  void clause() {
    Reason whole = Reason.sentence("The program ended with exit status 3.");
    assertThat(
            ReasonText.english()
                .say(
                    Reason.of(ReasonCode.SERVICE_ENDED)
                        .with("why", whole)
                        .and(Reason.of(ReasonCode.SERVICE_ENDED_ANEW))))
        .isEqualTo(
            "the service ended by itself: the program ended with exit status 3; it is ended and"
                + " started again");
    assertThat(ReasonText.english().sentence(Reason.of(ReasonCode.PAIR_PAUSED)))
        .isEqualTo("The pair is paused.");
  }

  @Test
  @DisplayName("R9.9 the values that the program gives to a code are those of its text")
  void values() throws IOException {
    Texts english = Texts.of(Locale.ENGLISH);
    List<ReasonSources.Use> uses = ReasonSources.uses();
    assertThat(uses).hasSizeGreaterThan(250);
    for (ReasonSources.Use use : uses) {
      Set<String> wanted = parameters(english.pattern(use.code().key()));
      assertThat(wanted).as("%s", use).containsAll(use.values());
      if (use.whole()) {
        assertThat(use.values()).as("%s", use).containsAll(wanted);
      }
    }
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
