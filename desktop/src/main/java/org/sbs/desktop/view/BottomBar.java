package org.sbs.desktop.view;

import java.util.function.BooleanSupplier;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JToggleButton;
import net.miginfocom.swing.MigLayout;
import org.sbs.view.text.Words;

/** The bar below the tabs: what was said last, and the buttons that hold for all settings. */
final class BottomBar {
  private final JPanel panel =
      new JPanel(new MigLayout("insets dialog, fillx", "[grow,fill][][][][]"));
  private final JTextArea said = Labels.flowing("said");
  private final JButton save;
  private final JButton revert;
  private final Runnable refuge;
  private boolean locked;
  private boolean good = true;

  BottomBar(
      Words words, BooleanSupplier onSave, Runnable onRevert, Runnable onClose, Runnable refuge) {
    this.refuge = refuge;
    this.save = Labels.on(new JButton(), words.get("bar.save"));
    this.revert = Labels.on(new JButton(), words.get("bar.revert"));
    JButton close = Labels.on(new JButton(), words.get("bar.close"));
    JToggleButton dark = Labels.on(new JToggleButton(), words.get("bar.dark"));
    save.setName("save");
    revert.setName("revert");
    close.setName("close");
    dark.setName("dark");
    dark.setSelected(Palette.isDark());
    save.addActionListener(
        event -> {
          boolean unused = onSave.getAsBoolean();
        });
    revert.addActionListener(event -> onRevert.run());
    close.addActionListener(event -> onClose.run());
    dark.addActionListener(event -> Theme.choose(dark.isSelected()));
    panel.add(said, "wmin 100lp");
    panel.add(dark, "");
    panel.add(revert, "sg");
    panel.add(save, "sg");
    panel.add(close, "sg");
    changed(false, false);
    panel.addPropertyChangeListener("UI", event -> recolour());
  }

  JPanel panel() {
    return panel;
  }

  JButton save() {
    return save;
  }

  void changed(boolean savable, boolean revertible) {
    boolean lost =
        (save.isFocusOwner() && !savable) || (revert.isFocusOwner() && (!revertible || locked));
    if (lost) {
      // Else the focus goes on to Close.
      refuge.run();
    }
    save.setEnabled(savable);
    revert.setEnabled(revertible && !locked);
  }

  /** While it is, says why nothing can be changed. */
  void locked(boolean now, String why) {
    locked = now;
    say(now ? why : "", true);
  }

  void say(String text, boolean isGood) {
    good = isGood;
    recolour();
    Labels.say(said, text);
  }

  private void recolour() {
    said.setForeground(good ? Palette.quiet() : Palette.bad());
  }
}
