package org.sbs.desktop.view;

import java.awt.Component;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.sbs.view.page.StatusPage.ProblemRow;
import org.sbs.view.picture.Remedy;
import org.sbs.view.text.Words;

/** What is not as it should be, a row each: how urgent, what, and a button that does something. */
final class ProblemRows {
  private static final int SIGN = 16;

  /** More would push everything else off the screen; the most urgent ones come first. */
  private static final int MOST = 8;

  private final Words words;
  private final Consumer<Remedy> press;
  private final JPanel panel =
      new JPanel(new MigLayout("insets 0, fillx, wrap 3", "[][grow,fill][]", "[]3lp[]"));
  private List<ProblemRow> shown = List.of();
  private boolean usable = true;

  /**
   * Rows.
   *
   * @param press does what the button says
   */
  ProblemRows(Words words, Consumer<Remedy> press) {
    this.words = words;
    this.press = press;
    panel.setName("problems");
    panel.setOpaque(false);
  }

  JPanel panel() {
    return panel;
  }

  /** Shows them; what is shown already stays, with the focus that it may have. */
  void show(List<ProblemRow> rows) {
    if (!rows.equals(shown)) {
      shown = rows;
      build();
    }
    panel.setVisible(!rows.isEmpty());
  }

  /** The same rows in the colours of the look that is worn now. */
  void repaintAll() {
    build();
  }

  /** Whether the buttons can be pressed. */
  void usable(boolean now) {
    usable = now;
    for (Component part : panel.getComponents()) {
      if (part instanceof JButton) {
        part.setEnabled(now);
      }
    }
  }

  private void build() {
    panel.removeAll();
    int number = 0;
    for (ProblemRow row : shown.subList(0, Math.min(MOST, shown.size()))) {
      add(row, number++);
    }
    if (shown.size() > MOST) {
      JTextArea more = Labels.flowing("problem-more");
      more.setText(words.get("problem.more", Map.of("count", String.valueOf(shown.size() - MOST))));
      panel.add(more, "skip 1, span 2, growx, wmin 100lp");
    }
    panel.revalidate();
    panel.repaint();
  }

  private void add(ProblemRow row, int number) {
    JLabel sign = new JLabel(new SeverityIcon(row.severity(), SIGN));
    String severity = words.get("severity." + row.severity().word());
    sign.setToolTipText(severity);
    sign.getAccessibleContext().setAccessibleName(severity);
    JTextArea text = Labels.flowing("problem-" + number);
    text.setText(row.text());
    text.setForeground(Palette.text(row.severity()));
    text.getAccessibleContext().setAccessibleName(severity + ": " + row.text());
    panel.add(sign, "aligny top, gaptop 2lp");
    panel.add(text, "wmin 100lp, aligny center");
    panel.add(remedy(row.remedy(), number), "growx");
  }

  private Component remedy(Optional<Remedy> remedy, int number) {
    if (remedy.isEmpty()) {
      return new JLabel();
    }
    Remedy what = remedy.get();
    if (what == Remedy.START || what == Remedy.JOIN) {
      // The one button that starts stands above, and the key is entered on a page of its own.
      JTextField command = new JTextField(what.command());
      command.setEditable(false);
      command.setName("problem-command-" + number);
      return command;
    }
    JButton button = new JButton(words.get("remedy." + key(what)));
    button.setName("problem-action-" + number);
    button.setToolTipText(what.command());
    button.setEnabled(usable);
    button.addActionListener(event -> press.accept(what));
    return button;
  }

  static String key(Remedy remedy) {
    return remedy.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
