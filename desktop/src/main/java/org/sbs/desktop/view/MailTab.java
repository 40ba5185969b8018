package org.sbs.desktop.view;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JPanel;
import javax.swing.JPasswordField;
import javax.swing.JTextArea;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.RawValue;
import org.sbs.core.settings.SettingKey;
import org.sbs.desktop.model.MailPassword;
import org.sbs.desktop.model.NodeDoor.Told;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Words;

/** The third tab: mail. */
final class MailTab {
  private static final String NONE = "none";
  private static final List<String> ENCRYPTIONS = List.of("starttls", "implicit");

  private final Words words;
  private final SettingsDraft draft;
  private final MailPassword stored;
  private final Form form;
  private final JPasswordField password = new JPasswordField();
  private final JButton test;
  private final JTextArea result = Labels.flowing("mail-test-result");

  /**
   * A tab.
   *
   * @param send saves what was changed, sends a test mail, and tells what came of it
   */
  MailTab(Words words, SettingsDraft draft, MailPassword stored, Consumer<Consumer<Told>> send) {
    this.words = words;
    this.draft = draft;
    this.stored = stored;
    this.form = new Form(new JPanel(), words, draft);
    this.test = Labels.on(new JButton(), words.get("mail.test"));
    form.flag(SettingKey.MAIL_ENABLED, "mail.enabled");
    form.note(PairOption.MAIL, "newline, skip 1, span 2, growx, wmin 60lp, gapleft 22lp");
    form.text(SettingKey.MAIL_SMTP_SERVER, "mail.server", "");
    form.text(SettingKey.MAIL_PORT, "mail.port", "width 90lp!, growx 0");
    form.heading("mail.secured-group");
    form.flag(SettingKey.MAIL_SECURED, "mail.secured");
    form.text(SettingKey.MAIL_ACCOUNT, "mail.account", "");
    password();
    encryption();
    form.heading("mail.addresses");
    form.text(SettingKey.MAIL_SENDER, "mail.sender", "");
    form.text(SettingKey.MAIL_RECEIVERS, "mail.receivers", "");
    form.hint("mail.receivers-hint", "newline, skip 1, span, wmin 100lp");
    test(send);
    form.refresh();
  }

  JPanel panel() {
    return form.panel();
  }

  /** What was typed is not shown again, nor is what is stored; only whether there is one. */
  private void password() {
    password.setName("mail-password");
    password.putClientProperty("JPasswordField.showCapsLock", true);
    form.row("mail.password", password, "", Optional::empty);
    form.onTyping(password, typed -> form.refresh());
    form.also(
        () ->
            password.putClientProperty(
                "JTextField.placeholderText",
                words.get(stored.isThere() ? "mail.password-there" : "mail.password-missing")));
  }

  boolean isPasswordTyped() {
    return password.getPassword().length > 0;
  }

  /** Told when a password is typed. */
  void onPassword(Runnable listener) {
    form.onTyping(password, typed -> listener.run());
  }

  /** Forgets what was typed. */
  void forgetPassword() {
    password.setText("");
  }

  /**
   * Stores what was typed, if something was.
   *
   * @throws IOException when it cannot be stored
   */
  void savePassword() throws IOException {
    char[] typed = password.getPassword();
    if (typed.length > 0) {
      stored.store(typed);
      Arrays.fill(typed, '\0');
      password.setText("");
    }
  }

  private void encryption() {
    JCheckBox ssl = Labels.on(new JCheckBox(), words.get("mail.ssl"));
    JComboBox<String> kind = new JComboBox<>();
    ENCRYPTIONS.forEach(word -> kind.addItem(words.get("mail.ssl-" + word)));
    ssl.setName(SettingKey.MAIL_SSL.path());
    kind.setName("mail.ssl-kind");
    kind.getAccessibleContext().setAccessibleName(words.get("mail.ssl-kind"));
    Runnable take =
        () -> {
          if (!form.isRefreshing()) {
            String word = ssl.isSelected() ? ENCRYPTIONS.get(kind.getSelectedIndex()) : NONE;
            draft.set(SettingKey.MAIL_SSL, new RawValue.Text(word, 0));
          }
        };
    ssl.addActionListener(event -> take.run());
    kind.addActionListener(event -> take.run());
    form.also(
        () -> {
          String word = draft.text(SettingKey.MAIL_SSL);
          ssl.setSelected(!word.equals(NONE));
          kind.setEnabled(!word.equals(NONE));
          if (ENCRYPTIONS.contains(word)) {
            kind.setSelectedIndex(ENCRYPTIONS.indexOf(word));
          }
        });
    JPanel panel = form.panel();
    panel.add(ssl, "newline, skip 1, split 2, growx 0");
    panel.add(kind, "growx");
    panel.add(
        form.message(SettingKey.MAIL_SSL.path(), ssl, () -> draft.problem(SettingKey.MAIL_SSL)),
        "wmin 60lp");
  }

  private void test(Consumer<Consumer<Told>> send) {
    test.setName("mail-test");
    form.also(() -> test.setEnabled(draft.isSavable() && draft.isSound()));
    test.addActionListener(
        event -> {
          test.setEnabled(false);
          result.setForeground(Palette.quiet());
          result.setText(words.get("mail.testing"));
          send.accept(this::tested);
        });
    form.panel().add(test, "newline, skip 1, growx 0, gaptop 8lp");
    form.panel().add(result, "newline, span, growx, wmin 100lp");
  }

  private void tested(Told told) {
    form.refresh();
    result.setForeground(told.done() ? Palette.good() : Palette.bad());
    result.setText(
        words.get(
            told.done() ? "mail.test-done" : "mail.test-failed",
            Map.of("said", words.say(told.what()))));
  }
}
