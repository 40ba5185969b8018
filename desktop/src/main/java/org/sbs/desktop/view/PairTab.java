package org.sbs.desktop.view;

import java.util.List;
import java.util.Optional;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.plaf.basic.BasicComboBoxEditor;
import javax.swing.text.JTextComponent;
import org.sbs.core.reason.Reason;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.desktop.model.PairKeyEditor;
import org.sbs.view.settings.LocalAddresses;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Words;

/** The second tab: the pair and its cycle. */
final class PairTab {
  private static final String SYMMETRIC = "symmetric";
  private static final String MAIN = "main-only";
  private static final String BACKUP = "backup-only";

  private final Words words;
  private final SettingsDraft draft;
  private final Form form;
  private final JTextField peer;

  PairTab(Words words, SettingsDraft draft, PairKeyEditor editor) {
    this.words = words;
    this.draft = draft;
    this.form = new Form(new JPanel(), words, draft);
    this.peer = addresses();
    form.text(SettingKey.PAIR_PORT, "pair.port", "width 90lp!, growx 0");
    form.text(SettingKey.PAIR_PERIOD_SECONDS, "pair.period", "width 90lp!, growx 0");
    mode();
    form.heading("pair.copying");
    form.flag(SettingKey.SYNC_STRICT, "pair.strict");
    form.note(PairOption.STRICT, "newline, skip 1, span 2, growx, wmin 60lp, gapleft 22lp");
    form.flag(SettingKey.SYNC_KEEP_DATES, "pair.keep-dates");
    form.note(PairOption.KEEP_DATES, "newline, skip 1, span 2, growx, wmin 60lp, gapleft 22lp");
    new PairKeyPart(form, words, editor);
    otherProblems();
    form.refresh();
  }

  JPanel panel() {
    return form.panel();
  }

  /** Puts the focus where a newcomer begins. */
  void focus() {
    peer.requestFocusInWindow();
  }

  private JTextField addresses() {
    JComboBox<String> local = new JComboBox<>();
    local.setEditable(true);
    // The look's own editor is replaced with the look, and then no longer bound to the setting.
    local.setEditor(new BasicComboBoxEditor());
    local.addItem("");
    LocalAddresses.find().forEach(local::addItem);
    JTextComponent editor = (JTextComponent) local.getEditor().getEditorComponent();
    form.bind(SettingKey.PAIR_LOCAL_ADDRESS, editor);
    // A change of looks sets the editor to what is selected.
    form.also(() -> local.setSelectedItem(editor.getText()));
    local.putClientProperty("JTextField.placeholderText", words.get("pair.all-addresses"));
    local.setName("local-addresses");
    form.row("pair.local-address", local, "", () -> draft.problem(SettingKey.PAIR_LOCAL_ADDRESS));
    return form.text(SettingKey.PAIR_PEER_ADDRESS, "pair.peer-address", "");
  }

  /** Two boxes of which one at most is ticked; none means that both nodes are equal. */
  private void mode() {
    JCheckBox main = Labels.on(new JCheckBox(), words.get("pair.main-only"));
    JCheckBox backup = Labels.on(new JCheckBox(), words.get("pair.backup-only"));
    main.setName(MAIN);
    backup.setName(BACKUP);
    main.addActionListener(event -> mode(main.isSelected() ? MAIN : SYMMETRIC));
    backup.addActionListener(event -> mode(backup.isSelected() ? BACKUP : SYMMETRIC));
    form.also(
        () -> {
          String mode = draft.text(SettingKey.PAIR_MODE);
          main.setSelected(mode.equals(MAIN));
          backup.setSelected(mode.equals(BACKUP));
        });
    JPanel panel = form.panel();
    panel.add(main, "newline, skip 1, split 2, growx 0");
    panel.add(backup, "growx 0");
    JTextArea meaning = Labels.flowing("mode.meaning");
    form.also(
        () -> {
          Optional<Reason> wrong = draft.problem(SettingKey.PAIR_MODE);
          meaning.setText(
              wrong
                  .map(reason -> "⚠ " + words.say(reason))
                  .orElseGet(() -> words.get("mode." + draft.text(SettingKey.PAIR_MODE))));
          meaning.setForeground(wrong.isPresent() ? Palette.bad() : Palette.quiet());
        });
    panel.add(meaning, "wmin 60lp");
  }

  private void mode(String mode) {
    draft.set(SettingKey.PAIR_MODE, new RawValue.Text(mode, 0));
  }

  /** What is wrong in the file and has no field in the dialog. */
  private void otherProblems() {
    JTextArea others = Labels.flowing("other-problems");
    form.also(
        () -> {
          List<String> said = draft.problemsBeside(Fields.SHOWN).stream().map(words::say).toList();
          others.setVisible(!said.isEmpty());
          others.setForeground(Palette.bad());
          others.setText(
              said.isEmpty()
                  ? ""
                  : "⚠ " + words.get("pair.others") + "\n" + String.join("\n", said));
        });
    form.panel().add(others, "newline, span, growx, wmin 100lp, gaptop 8lp");
  }
}
