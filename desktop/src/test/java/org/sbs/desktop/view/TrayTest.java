package org.sbs.desktop.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.SystemTray;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sbs.desktop.kit.FakeNode;
import org.sbs.desktop.kit.OnScreen;
import org.sbs.desktop.kit.Person;
import org.sbs.desktop.kit.Screen;
import org.sbs.testkit.Needs;
import org.sbs.testkit.TestProcess;
import org.sbs.view.page.Place;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.StatusPages;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

/** The icon in a real tray: Debian's trayer. */
@OnScreen
class TrayTest {
  private static final Path ALBUM = Path.of("target", "screenshots");

  private final Words words = new Words(Texts.of(Locale.ENGLISH));
  private final StatusPages pages = new StatusPages(words, ZoneOffset.UTC);

  private StatusPage page(Snapshot seen) {
    return pages.of(seen, new Place("PACK-1", "", List.of(), Optional.empty()));
  }

  @Test
  @Needs("trayer")
  @DisplayName("R9.1 R9.7 the tray icon shows role and severity and says host and headline")
  void tray() throws IOException, InterruptedException {
    ProcessBuilder builder =
        TestProcess.builder(
            "trayer",
            "--edge",
            "top",
            "--align",
            "left",
            "--widthtype",
            "request",
            "--height",
            "32");
    builder.environment().put("DISPLAY", Screen.display());
    Process trayer =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    AtomicInteger opened = new AtomicInteger();
    try {
      await().atMost(60, TimeUnit.SECONDS).until(Screen::hasTray);
      await().atMost(60, TimeUnit.SECONDS).until(SystemTray::isSupported);
      TrayPresence.Actions actions =
          new TrayPresence.Actions(opened::incrementAndGet, () -> {}, () -> {});
      TrayPresence tray = Person.look(() -> TrayPresence.appear(words, actions).orElseThrow());
      try {
        Person person = new Person(ALBUM);
        show(person, tray, page(FakeNode.running(FakeNode.status("primary", "secondary"))), 1);
        show(person, tray, page(FakeNode.running(FakeNode.status("secondary", "primary"))), 2);
        show(person, tray, page(Snapshot.UNKNOWN), 3);
        assertThat(tray.tip()).startsWith("PACK-1: SBS is stopped on this node");
      } finally {
        Person.look(
            () -> {
              tray.close();
              return null;
            });
      }
    } finally {
      trayer.destroy();
      trayer.waitFor();
    }
  }

  private static void show(Person person, TrayPresence tray, StatusPage page, int number) {
    Person.look(
        () -> {
          tray.show(page);
          return null;
        });
    Color wanted = Palette.of(page.state());
    await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> person.colors(new Rectangle(0, 0, 400, 40)).contains(wanted));
    person.photograph(new Rectangle(0, 0, 200, 40), "tray-" + number);
  }
}
