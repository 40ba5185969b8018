package org.sbs.desktop.view;

import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import org.sbs.view.page.StatusPage;
import org.sbs.view.picture.Remedy;
import org.sbs.view.text.Words;

/** The button behind which all stands that is not needed every day, and its menu. */
final class MoreMenu {
  private final Words words;
  private final Handler handler;
  private final JButton button;
  private StatusPage.Actions actions = StatusPage.Actions.NONE;
  private Optional<Boolean> withMachine = Optional.empty();
  private boolean usable = true;

  /** Who does what was chosen. */
  interface Handler {
    /** Asks for how long, and pauses. */
    void pause();

    /** Asks about each folder that waits. */
    void offers();

    /** Starts SBS with the machine, or on command only. */
    void withMachine(boolean wanted);

    /** All that a row of a problem can offer too. */
    void remedy(Remedy what);
  }

  MoreMenu(Words words, Handler handler) {
    this.words = words;
    this.handler = handler;
    this.button = Labels.on(new JButton(), words.get("status.more"));
    button.setName("more");
    button.getAccessibleContext().setAccessibleDescription(words.get("more.help"));
    button.addActionListener(event -> menu().show(button, 0, button.getHeight()));
  }

  JButton button() {
    return button;
  }

  void show(StatusPage.Actions now, boolean free) {
    actions = now;
    usable = free;
    refresh();
  }

  /**
   * Tells how SBS starts.
   *
   * @param now whether with the machine; empty where the service manager does not have this node
   */
  void startsWithMachine(Optional<Boolean> now) {
    withMachine = now;
    refresh();
  }

  private void refresh() {
    Labels.enable(button, usable && (actions.running() || withMachine.isPresent()));
  }

  private JPopupMenu menu() {
    JPopupMenu menu = new JPopupMenu();
    boolean running = actions.running();
    add(menu, "pause", running && !actions.paused(), handler::pause);
    add(menu, "resume", running && actions.paused(), () -> handler.remedy(Remedy.RESUME));
    add(menu, "deletes", actions.heldDeletes() > 0, () -> handler.remedy(Remedy.ALLOW_DELETES));
    menu.addSeparator();
    add(menu, "conflicts", running, () -> handler.remedy(Remedy.SHOW_CONFLICTS));
    add(menu, "offers", running, handler::offers);
    add(menu, "licence", running, () -> handler.remedy(Remedy.SHOW_LICENCE));
    add(menu, "check", running, () -> handler.remedy(Remedy.CHECK));
    withMachine.ifPresent(
        on -> {
          menu.addSeparator();
          JCheckBoxMenuItem item = Labels.on(new JCheckBoxMenuItem(), words.get("more.machine"));
          item.setName("more-machine");
          item.setSelected(on);
          item.addActionListener(event -> handler.withMachine(item.isSelected()));
          menu.add(item);
        });
    return menu;
  }

  private void add(JPopupMenu menu, String name, boolean enabled, Runnable action) {
    JMenuItem item = Labels.on(new JMenuItem(), words.get("more." + name));
    item.setName("more-" + name);
    item.setEnabled(enabled);
    item.addActionListener(event -> action.run());
    menu.add(item);
  }
}
