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
  private final Words words;
  private final JPanel panel =
      new JPanel(new MigLayout("insets dialog, fillx", "[grow,fill][][][][]"));
  private final JTextArea said = Labels.flowing("said");
  private final JButton save;
  private final JButton revert;
  private boolean locked;

  BottomBar(Words words, BooleanSupplier onSave, Runnable onRevert, Runnable onClose) {
    this.words = words;
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
  }

  JPanel panel() {
    return panel;
  }

  JButton save() {
    return save;
  }

  void changed(boolean savable, boolean revertible) {
    save.setEnabled(savable);
    revert.setEnabled(revertible && !locked);
  }

  /** While SBS is active, says why nothing can be changed. */
  void locked(boolean now) {
    locked = now;
    say(now ? words.get("bar.locked") : "", true);
  }

  void say(String text, boolean good) {
    said.setForeground(good ? Form.quiet() : Palette.bad());
    said.setText(text);
  }
}
