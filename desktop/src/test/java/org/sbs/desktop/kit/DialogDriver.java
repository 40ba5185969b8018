package org.sbs.desktop.kit;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.swing.SwingUtilities;
import org.sbs.desktop.model.NodeDoor;
import org.sbs.desktop.model.NodeWatch;
import org.sbs.desktop.node.HomePassword;
import org.sbs.desktop.view.MainWindow;
import org.sbs.desktop.view.Theme;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.options.HomeSettings;
import org.sbs.view.page.StatusPages;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Texts;
import org.sbs.view.text.Words;

/**
 * The dialog on the tests' screen, wired as the program wires it.
 *
 * @param words of its language
 */
public record DialogDriver(MainWindow window, NodeWatch watch, SettingsDraft draft, Words words)
    implements AutoCloseable {
  private static final String SCALE = "flatlaf.uiScale";

  /** In the light look and the usual size. */
  public static DialogDriver open(Path home, NodeDoor node, Locale language) {
    return open(home, node, language, false, 1);
  }

  /**
   * As wanted.
   *
   * @param scale 2 for 200 %
   */
  public static DialogDriver open(
      Path home, NodeDoor node, Locale language, boolean dark, int scale) {
    System.setProperty(SCALE, String.valueOf(scale));
    NodeWatch watch = new NodeWatch(node, SwingUtilities::invokeLater);
    DialogDriver driver =
        Person.look(
            () -> {
              Theme.wear(dark);
              Words words = new Words(Texts.of(language));
              HomeFolder folder = HomeFolder.at(home);
              SettingsDraft draft = new SettingsDraft(new HomeSettings(folder));
              MainWindow window =
                  new MainWindow(
                      folder,
                      words,
                      new StatusPages(words, ZoneOffset.UTC),
                      draft,
                      new HomePassword(folder, draft),
                      watch,
                      "PACK-1");
              window.open();
              return new DialogDriver(window, watch, draft, words);
            });
    watch.start();
    return driver;
  }

  @Override
  public void close() {
    watch.close();
    Person.look(
        () -> {
          window.frame().dispose();
          return null;
        });
    System.clearProperty(SCALE);
  }
}
