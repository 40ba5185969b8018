package org.sbs.desktop.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;
import net.miginfocom.swing.MigLayout;
import org.sbs.core.reason.Reason;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.view.settings.OptionNote;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Words;

/**
 * Rows of label, field and what is wrong with it, bound to the settings: what is typed goes into
 * the draft at once, and what the check says of it stands beside the field. For the user
 * interface's thread.
 */
final class Form {
  private static final String OUTLINE = "JComponent.outline";

  private final JPanel panel;
  private final Words words;
  private final SettingsDraft draft;
  private final List<Runnable> refreshes = new ArrayList<>();
  private boolean refreshing;

  Form(JPanel panel, Words words, SettingsDraft draft) {
    this.panel = panel;
    this.words = words;
    this.draft = draft;
    panel.setLayout(
        new MigLayout("insets dialog, fillx, hidemode 3", "[][280lp,fill][230lp::,grow,fill]", ""));
    draft.listen(this::refresh);
    // Colours of one look cannot be read in another.
    panel.addPropertyChangeListener("UI", event -> refresh());
  }

  JPanel panel() {
    return panel;
  }

  /** For a form that is a part of a page, which has its own. */
  void withoutInsets() {
    ((MigLayout) panel.getLayout()).setLayoutConstraints("insets 0, fillx, hidemode 3");
  }

  /** Shows what the draft says. */
  void refresh() {
    refreshing = true;
    try {
      refreshes.forEach(Runnable::run);
    } finally {
      refreshing = false;
    }
    panel.revalidate();
  }

  /** Puts a component into the row of its own label. */
  void row(String label, JComponent field, String constraints, Supplier<Optional<Reason>> wrong) {
    panel.add(Labels.leading(field, words.get(label)), "newline");
    panel.add(field, constraints);
    panel.add(message(field.getName(), field, wrong), "wmin 60lp");
  }

  /** What is wrong, with a mark that needs no colour; the field gets a red outline. */
  JTextArea message(String name, JComponent field, Supplier<Optional<Reason>> wrong) {
    JTextArea message = Labels.flowing(name + ".problem");
    refreshes.add(
        () -> {
          Optional<Reason> said = wrong.get();
          message.setText(said.map(reason -> "⚠ " + words.say(reason)).orElse(""));
          message.setVisible(said.isPresent());
          message.setForeground(Palette.bad());
          field.putClientProperty(OUTLINE, said.isPresent() ? "error" : null);
        });
    return message;
  }

  JTextField text(SettingKey key, String label, String constraints) {
    JTextField field = new JTextField();
    bind(key, field);
    row(label, field, constraints, () -> draft.problem(key));
    return field;
  }

  /** Binds a text field to a setting. */
  void bind(SettingKey key, JTextComponent field) {
    field.setName(key.path());
    onTyping(field, typed -> draft.type(key, typed));
    onRefresh(field, () -> draft.text(key));
  }

  /** Tells what was typed by the user, and not by a refresh. */
  void onTyping(JTextComponent field, Consumer<String> typed) {
    field
        .getDocument()
        .addDocumentListener(
            new DocumentListener() {
              @Override
              public void insertUpdate(DocumentEvent event) {
                if (!refreshing) {
                  typed.accept(field.getText());
                }
              }

              @Override
              public void removeUpdate(DocumentEvent event) {
                insertUpdate(event);
              }

              @Override
              public void changedUpdate(DocumentEvent event) {
                insertUpdate(event);
              }
            });
  }

  /** Keeps what is shown, unless it means something else: the caret stays where it is. */
  void onRefresh(JTextComponent field, Supplier<String> value) {
    refreshes.add(
        () -> {
          String wanted = value.get();
          boolean same =
              field.getText().strip().equals(wanted)
                  || (field.isFocusOwner()
                      && SettingsDraft.split(field.getText()).equals(SettingsDraft.split(wanted)));
          if (!same) {
            field.setText(wanted);
            field.setCaretPosition(0);
          }
        });
  }

  /** A box to tick, with its own problem below. */
  JCheckBox flag(SettingKey key, String label) {
    JCheckBox box = Labels.on(new JCheckBox(), words.get(label));
    box.setName(key.path());
    box.addActionListener(event -> draft.set(key, new RawValue.Flag(box.isSelected(), 0)));
    refreshes.add(() -> box.setSelected(draft.flag(key)));
    panel.add(box, "newline, skip 1, span 2, growx 0");
    panel.add(
        message(key.path(), box, () -> draft.problem(key)),
        "newline, skip 1, span 2, growx, wmin 60lp");
    return box;
  }

  /** A quiet line that says where an option of the pair was set, if somebody has set it. */
  void note(PairOption option, String constraints) {
    JTextArea note = Labels.flowing("set-on-" + option.word());
    refreshes.add(
        () -> {
          Optional<OptionNote> known = draft.note(option);
          note.setVisible(known.isPresent());
          note.setText(known.map(words::note).orElse(""));
          note.setForeground(Palette.quiet());
        });
    panel.add(note, constraints);
  }

  /** Does something more at each refresh. */
  void also(Runnable refresh) {
    refreshes.add(refresh);
  }

  boolean isRefreshing() {
    return refreshing;
  }

  /** A heading of a group. */
  void heading(String key) {
    JLabel heading = new JLabel(words.get(key));
    Labels.larger(heading, "h4");
    panel.add(heading, "newline, span, gaptop 8lp");
  }

  /** A quiet line of explanation. */
  void hint(String key, String constraints) {
    JTextArea hint = Labels.flowing(key);
    hint.setText(words.get(key));
    refreshes.add(() -> hint.setForeground(Palette.quiet()));
    panel.add(hint, constraints);
  }
}
