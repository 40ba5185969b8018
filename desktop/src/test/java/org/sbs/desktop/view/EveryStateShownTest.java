package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JButton;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.desktop.kit.DialogDriver;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.server.admin.StatusJson;
import org.sbs.testkit.ShownState;
import org.sbs.view.page.Place;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.Snapshot.Power;
import org.sbs.view.page.State;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.StatusPage.AfterStop;
import org.sbs.view.page.StatusPages;
import org.sbs.view.page.TakeoverWatch;
import org.sbs.view.picture.Picture;
import org.sbs.view.picture.Remedy;
import org.sbs.view.picture.Severity;
import org.sbs.view.status.HistoryRow;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

/** Every state that screens show: dialog and tray say what the picture says. */
@OnScreen
class EveryStateShownTest {
  private static final Path ALBUM = Path.of("target", "screenshots");
  private static final Place HERE = new Place("PACK-1", "192.0.2.1", List.of(), Optional.empty());
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  @TempDir Path folder;

  static List<ShownState> states() {
    return ShownState.all();
  }

  private static Snapshot seen(ShownState state) throws IOException {
    return new Snapshot(
        Power.ON, Optional.of(StatusJson.read(state.json())), List.of(), Optional.empty());
  }

  private static StatusPage page(ShownState state, Locale language) throws IOException {
    return new StatusPages(new Words(Texts.of(language)), ZoneOffset.UTC).of(seen(state), HERE);
  }

  @ParameterizedTest(name = "R9.7 {0}")
  @MethodSource("states")
  @DisplayName("R9.7 R9.2 page and tray say headline, severity and problems, in both languages")
  void said(ShownState state) throws IOException {
    for (Locale language : LANGUAGES) {
      Words words = new Words(Texts.of(language));
      StatusPage page = page(state, language);
      Picture picture = Picture.of(StatusJson.read(state.json()));
      assertThat(page.severity().word()).isEqualTo(state.severity());
      assertThat(page.headline())
          .isEqualTo(words.headline(picture.headline()))
          .isNotBlank()
          .isNotEqualTo(state.headline());
      assertThat(page.problems())
          .extracting(StatusPage.ProblemRow::code)
          .containsExactlyElementsOf(state.problems());
      assertThat(page.problems())
          .allSatisfy(row -> assertThat(row.text()).isNotBlank().doesNotContain("{"));
      assertThat(TrayPresence.tip(page)).startsWith(page.mine().host() + ": ");
      String whole = page.mine().host() + ": " + page.headline();
      assertThat(whole).startsWith(TrayPresence.tip(page).replace("…", ""));
    }
  }

  @Test
  @DisplayName("R9.7 both nodes are told alike, and a stop says what follows for printing")
  void afterStop() throws IOException {
    for (ShownState state : states()) {
      AfterStop expected =
          switch (state.name()) {
            case "secondary-ready", "secondary-late-cycle", "secondary-offer-waits" ->
                AfterStop.OTHER_PRINTS_ON;
            case "starting-alone", "starting-beside-primary", "stopped" -> AfterStop.NOT_KNOWN;
            default ->
                StatusJson.read(state.json()).readiness().ready()
                    ? AfterStop.OTHER_TAKES_OVER
                    : AfterStop.NOBODY_PRINTS;
          };
      StatusPage page = page(state, Locale.ENGLISH);
      assertThat(page.afterStop()).as(state.name()).isEqualTo(expected);
      assertThat(page.mine().host()).isNotBlank();
      assertThat(page.mine().lines()).contains("192.0.2.1");
      assertThat(page.other().host()).isEqualTo("PACK-2");
    }
  }

  @Test
  @DisplayName("R9.8 a stopped node shows its history and what it was last")
  void stopped() {
    HistoryRow row =
        new HistoryRow(
            "2026-03-04T05:07:00.000+00:00",
            "role",
            7,
            "primary",
            Reason.of(ReasonCode.NO_SECONDARY));
    Snapshot off = new Snapshot(Power.OFF, Optional.empty(), List.of(row), Optional.empty());
    StatusPages pages = new StatusPages(new Words(Texts.of(Locale.ENGLISH)), ZoneOffset.UTC);
    StatusPage page = pages.of(off, HERE);
    assertThat(page.events()).hasSize(1);
    assertThat(page.reason()).contains("Primary", "epoch 7");
    assertThat(page.problems()).extracting(r -> r.code()).containsExactly("no-secondary");
    StatusPage never = pages.of(Snapshot.UNKNOWN, HERE);
    assertThat(never.problems()).extracting(r -> r.code()).containsExactly("never-started");
    assertThat(never.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  @DisplayName("R9.7 a standby that becomes primary is noticed once, a start as primary is not")
  void takeover() {
    TakeoverWatch watch = new TakeoverWatch();
    assertThat(watch.sees(State.PRIMARY)).isFalse();
    assertThat(watch.sees(State.SECONDARY)).isFalse();
    assertThat(watch.sees(State.UNKNOWN)).isFalse();
    assertThat(watch.sees(State.STARTING)).isFalse();
    assertThat(watch.sees(State.PRIMARY)).isTrue();
    assertThat(watch.sees(State.PRIMARY)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"en,false", "de,true"})
  @DisplayName("R9.7 R9.1 R9.2 every state has its picture, light and dark; nothing is cut off")
  void pictures(String language, boolean dark) throws IOException {
    Locale locale = Locale.forLanguageTag(language);
    FakeNode node = new FakeNode();
    try (DialogDriver driver = DialogDriver.open(folder, node, locale, dark, 1)) {
      Person person = new Person(ALBUM);
      for (ShownState state : states()) {
        node.is(seen(state));
        String expected = page(state, locale).headline();
        Person.sees(
            state.name(),
            () ->
                driver.watch().latest().status().equals(seen(state).status())
                    && expected.equals(person.text("headline")));
        person.photograph(
            driver.window().frame(),
            "every-" + language + (dark ? "-dark-" : "-light-") + state.name());
        assertThat(Person.look(() -> StatesTest.cutOff(driver))).as(state.name()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"primary-held-deletes,2", "primary-nine-of-sixty-failed,2", "primary-long-names,1"})
  @DisplayName("R9.1 small screens and large letters: no label and no button is cut off")
  void small(String name, int scale) throws IOException {
    ShownState state =
        states().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    FakeNode node = new FakeNode();
    node.is(seen(state));
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.GERMAN, false, scale)) {
      Person person = new Person(ALBUM);
      String expected = page(state, Locale.GERMAN).headline();
      Person.sees(name, () -> expected.equals(person.text("headline")));
      Person.look(
          () -> {
            driver.window().frame().setSize(1024 * (scale == 2 ? 1400 : 1024) / 1024, 600 * scale);
            driver.window().frame().validate();
            return null;
          });
      person.photograph(driver.window().frame(), "small-" + name + "-" + scale);
      assertThat(Person.look(() -> StatesTest.cutOff(driver))).isEmpty();
    }
  }

  @Test
  @DisplayName("R9.7 a problem's button does what remedies it; deletes are asked for first")
  void remedies() throws IOException {
    FakeNode node = new FakeNode();
    for (ShownState state : states()) {
      if (state.name().equals("primary-paused")) {
        node.is(seen(state));
      }
    }
    try (DialogDriver driver = DialogDriver.open(folder, node, Locale.ENGLISH)) {
      Person person = new Person(ALBUM);
      assertThat(driver.window().frame().isVisible()).isTrue();
      person.click("problem-action-0");
      Person.sees("the pause is ended", () -> node.asked().equals(Optional.of(Remedy.RESUME)));
      for (ShownState state : states()) {
        if (state.name().equals("primary-held-deletes")) {
          node.is(seen(state));
        }
      }
      Person.sees(
          "the button",
          () ->
              person
                  .see("problem-action-1", JButton.class)
                  .getText()
                  .equals("Carry out deletes …"));
      person.click("problem-action-1");
      person.answer("No");
      assertThat(node.asked()).contains(Remedy.RESUME);
      person.click("problem-action-1");
      person.answer("Delete");
      Person.sees("they go", () -> node.asked().equals(Optional.of(Remedy.ALLOW_DELETES)));
    }
  }
}
