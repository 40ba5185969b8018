package org.sbs.desktop.view;

import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.io.IOException;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.desktop.model.PairKeyEditor;
import org.sbs.view.text.Words;

/**
 * The pair key: made on one node, entered on the other. A key that was just made is shown, so that
 * it can be carried over; one that is stored never is.
 */
final class PairKeyPart {
  private static final int KEY_COLUMNS = 36;

  private final Form form;
  private final Words words;
  private final PairKeyEditor editor;
  private final JLabel state = new JLabel();
  private final JTextField made = new JTextField();
  private final JButton copy;
  private final JTextField entry = new JTextField();
  private final JButton enter;
  private Reason trouble = Reason.NONE;

  PairKeyPart(Form form, Words words, PairKeyEditor editor) {
    this.form = form;
    this.words = words;
    this.editor = editor;
    JButton make = Labels.on(new JButton(), words.get("key.make"));
    this.copy = Labels.on(new JButton(), words.get("key.copy"));
    this.enter = Labels.on(new JButton(), words.get("key.enter"));
    name(make);
    make.addActionListener(event -> make());
    copy.addActionListener(event -> copy());
    enter.addActionListener(event -> enter());
    form.heading("key.heading");
    JPanel panel = form.panel();
    panel.add(state, "newline, span, split 2");
    panel.add(make, "gapleft push");
    panel.add(made, "newline, span, split 2, growx");
    panel.add(copy, "");
    form.hint("key.hint", "newline, span, growx, wmin 100lp");
    panel.add(Labels.leading(entry, words.get("key.entry")), "newline");
    JPanel row = new JPanel(new MigLayout("insets 0, fillx", "[grow,fill][]"));
    row.setOpaque(false);
    row.add(entry);
    row.add(enter);
    // A whole key is seen: 34 letters.
    panel.add(row, "span 2, growx");
    panel.add(form.message("pair-key", entry, this::wrong), "newline, skip 1, span 2, wmin 60lp");
    form.onTyping(entry, typed -> form.refresh());
    form.also(this::show);
  }

  private void name(JButton make) {
    state.setName("pair-key-state");
    made.setName("pair-key-made");
    made.getAccessibleContext().setAccessibleName(words.get("key.made"));
    made.setEditable(false);
    made.setVisible(false);
    made.setFont(new Font(Font.MONOSPACED, Font.BOLD, made.getFont().getSize()));
    copy.setVisible(false);
    copy.setName("pair-key-copy");
    make.setName("pair-key-make");
    entry.setName("pair-key");
    entry.setColumns(KEY_COLUMNS);
    entry.setFont(new Font(Font.MONOSPACED, Font.PLAIN, entry.getFont().getSize()));
    enter.setName("pair-key-enter");
    entry.addActionListener(event -> enter.doClick());
  }

  private void show() {
    boolean there = editor.isThere();
    state.setText(words.get(there ? "key.there" : "key.missing"));
    state.setForeground(there ? Palette.good() : Palette.bad());
    enter.setEnabled(!entry.getText().isBlank() && editor.wrongWith(entry.getText()).isEmpty());
  }

  private Optional<Reason> wrong() {
    String typed = entry.getText();
    Reason wrong = typed.isBlank() ? trouble : editor.wrongWith(typed);
    return wrong.isEmpty() ? Optional.empty() : Optional.of(wrong);
  }

  private static Reason notStored(IOException e) {
    return Reason.of(ReasonCode.PAIR_KEY_NOT_STORED).with("why", String.valueOf(e.getMessage()));
  }

  private boolean mayReplace() {
    return !editor.isThere()
        || JOptionPane.showConfirmDialog(
                form.panel(),
                words.get("key.replace"),
                words.get("key.heading"),
                JOptionPane.OK_CANCEL_OPTION,
                JOptionPane.WARNING_MESSAGE)
            == JOptionPane.OK_OPTION;
  }

  private void make() {
    if (!mayReplace()) {
      return;
    }
    try {
      made.setText(editor.make());
      trouble = Reason.NONE;
      made.setVisible(true);
      copy.setVisible(true);
      made.requestFocusInWindow();
      made.selectAll();
    } catch (IOException e) {
      trouble = notStored(e);
    }
    form.refresh();
  }

  private void copy() {
    StringSelection selection = new StringSelection(made.getText());
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(selection, null);
  }

  private void enter() {
    if (!mayReplace()) {
      return;
    }
    try {
      editor.enter(entry.getText());
      trouble = Reason.NONE;
      entry.setText("");
      made.setVisible(false);
      copy.setVisible(false);
    } catch (IOException e) {
      entry.setText("");
      trouble = notStored(e);
    }
    form.refresh();
  }
}
