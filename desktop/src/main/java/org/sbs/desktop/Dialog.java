package org.sbs.desktop;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;
import org.sbs.desktop.model.NodeWatch;
import org.sbs.desktop.node.ForeignHome;
import org.sbs.desktop.node.HomeNode;
import org.sbs.desktop.node.HomePassword;
import org.sbs.desktop.node.OneWindow;
import org.sbs.desktop.view.MainWindow;
import org.sbs.desktop.view.Theme;
import org.sbs.desktop.view.TrayPresence;
import org.sbs.server.cli.DialogProgram;
import org.sbs.server.cli.Surroundings;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.mail.Machine;
import org.sbs.server.options.HomeSettings;
import org.sbs.view.page.StatusPages;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

/** The configuration dialog as a program: the only place of this module that wires its parts. */
public final class Dialog implements DialogProgram {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  /** For the command that looks for it. */
  public Dialog() {}

  @Override
  public int open(HomeFolder home, Surroundings around) {
    try {
      if (GraphicsEnvironment.isHeadless()) {
        return noScreen(around, "no screen was found (DISPLAY is not set)");
      }
      return once(home, around);
    } catch (HeadlessException | AWTError e) {
      return noScreen(around, String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      return noScreen(
          around,
          "this Java runtime has no windows ("
              + e.getMessage()
              + "); on Debian install"
              + " openjdk-17-jre");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int noScreen(Surroundings around, String why) {
    around
        .err()
        .println(
            "sbs: The dialog cannot be opened: "
                + why
                + ". Open it at the machine's own screen, or use the commands: sbs config set, sbs"
                + " pair new, sbs start.");
    return FAILED;
  }

  /** A second dialog of a home would change the settings under the first one's hands. */
  private static int once(HomeFolder home, Surroundings around) throws InterruptedException {
    Path folder = OneWindow.folder();
    try {
      Optional<OneWindow> place = OneWindow.take(home, folder);
      if (place.isEmpty()) {
        String process = OneWindow.owner(home, folder);
        Words words = new Words(Texts.ofSystem());
        around
            .out()
            .println(words.get("window.open", Map.of("home", home.toString(), "process", process)));
        return DONE;
      }
      try (OneWindow only = place.get()) {
        return show(home, around, only::isAskedToFront);
      }
    } catch (IOException e) {
      // A user without a folder of his own: two windows are better than none.
      return show(home, around, () -> false);
    }
  }

  private static int show(HomeFolder home, Surroundings around, BooleanSupplier askedToFront)
      throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    try (NodeWatch watch = new NodeWatch(new HomeNode(home, around), SwingUtilities::invokeLater)) {
      try {
        SwingUtilities.invokeAndWait(() -> wire(home, watch, end, askedToFront));
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("The dialog could not be shown.", e.getCause());
      }
      end.await();
    }
    return DONE;
  }

  private static void wire(
      HomeFolder home, NodeWatch watch, CountDownLatch end, BooleanSupplier askedToFront) {
    Theme.start();
    Words words = new Words(Texts.ofSystem());
    SettingsDraft draft = new SettingsDraft(new HomeSettings(home));
    MainWindow window =
        new MainWindow(
            home,
            words,
            new StatusPages(words, ZoneId.systemDefault()),
            draft,
            new HomePassword(home, draft),
            watch,
            Machine.name(System.getenv()));
    ForeignHome.find(home)
        .ifPresent(
            found ->
                window.readOnly(
                    words.get("readonly.why", Map.of("me", found.me(), "owner", found.owner()))));
    Runnable open =
        () -> {
          window.frame().setVisible(true);
          window.frame().toFront();
        };
    watch.listen(
        seen -> {
          if (askedToFront.getAsBoolean()) {
            open.run();
          }
        });
    Runnable quit = end::countDown;
    Optional<TrayPresence> tray =
        TrayPresence.appear(
            words,
            new TrayPresence.Actions(
                open,
                () -> {
                  open.run();
                  window.pressPower();
                },
                () -> {
                  if (window.mayEnd()) {
                    quit.run();
                  }
                }));
    tray.ifPresent(presence -> window.listen(presence::show));
    // With an icon in the tray the program stays there, and shows the node's state.
    window.onClose(tray.isPresent() ? () -> window.frame().setVisible(false) : quit);
    window.open();
    watch.start();
  }
}
