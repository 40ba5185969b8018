package org.sbs.desktop.view;

import java.awt.AWTException;
import java.awt.Dimension;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.SystemTray;
import java.awt.TrayIcon;
import java.util.Map;
import java.util.Optional;
import org.sbs.view.page.State;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.TakeoverWatch;
import org.sbs.view.picture.Severity;
import org.sbs.view.text.Words;

/** The icon in the system's tray, where there is one. For the user interface's thread. */
public final class TrayPresence implements AutoCloseable {
  private static final int LONGEST_TIP = 120;

  private final Words words;
  private final SystemTray tray;
  private final TrayIcon icon;
  private final MenuItem power = new MenuItem();
  private final Dimension size;
  private final TakeoverWatch takeovers = new TakeoverWatch();
  private State shown = State.STOPPED;
  private Severity severity = Severity.OK;

  private TrayPresence(Words words, SystemTray tray, Actions actions) {
    this.words = words;
    this.tray = tray;
    this.size = tray.getTrayIconSize();
    this.icon = new TrayIcon(StateIcon.image(shown, severity, size.width));
    MenuItem open = new MenuItem(words.get("tray.open"));
    MenuItem quit = new MenuItem(words.get("tray.quit"));
    open.addActionListener(event -> actions.open().run());
    power.addActionListener(event -> actions.power().run());
    quit.addActionListener(event -> actions.quit().run());
    icon.addActionListener(event -> actions.open().run());
    PopupMenu menu = new PopupMenu();
    menu.add(open);
    menu.add(power);
    menu.addSeparator();
    menu.add(quit);
    icon.setPopupMenu(menu);
    icon.setImageAutoSize(true);
  }

  /**
   * What the menu does.
   *
   * @param open also by a click on the icon
   * @param power starts or stops
   */
  public record Actions(Runnable open, Runnable power, Runnable quit) {}

  /** Puts the icon into the tray; empty where there is none. */
  public static Optional<TrayPresence> appear(Words words, Actions actions) {
    if (!SystemTray.isSupported()) {
      return Optional.empty();
    }
    SystemTray tray = SystemTray.getSystemTray();
    TrayPresence presence = new TrayPresence(words, tray, actions);
    try {
      tray.add(presence.icon);
      return Optional.of(presence);
    } catch (AWTException e) {
      // The tray went away in this moment: the window does without.
      return Optional.empty();
    }
  }

  /** Shows role and severity as form and colour, and says host and headline when pointed at. */
  public void show(StatusPage page) {
    if (page.state() != shown || page.severity() != severity) {
      shown = page.state();
      severity = page.severity();
      icon.setImage(StateIcon.image(shown, severity, size.width));
    }
    icon.setToolTip(tip(page));
    power.setLabel(Labels.plain(words.get(page.startable() ? "status.start" : "status.stop")));
    if (takeovers.sees(page.state())) {
      icon.displayMessage(
          words.get("tray.takeover", Map.of("host", page.mine().host())),
          page.headline(),
          TrayIcon.MessageType.WARNING);
    }
  }

  /** Host and headline, no longer than systems show. */
  static String tip(StatusPage page) {
    String tip = page.mine().host() + ": " + page.headline();
    return tip.length() <= LONGEST_TIP ? tip : tip.substring(0, LONGEST_TIP - 1) + "…";
  }

  /** What it says when pointed at. */
  String tip() {
    return icon.getToolTip();
  }

  @Override
  public void close() {
    tray.remove(icon);
  }
}
