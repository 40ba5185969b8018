package org.sbs.desktop.view;

import java.awt.event.KeyEvent;
import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import javax.swing.text.DefaultCaret;

/**
 * Texts on components. An ampersand in a text stands before the letter that, with Alt, leads to the
 * component.
 */
final class Labels {
  private Labels() {}

  static String plain(String text) {
    return text.replace("&", "");
  }

  private static int place(String text) {
    return text.indexOf('&');
  }

  private static char letter(String text) {
    int place = place(text);
    return place < 0 || place + 1 >= text.length() ? 0 : text.charAt(place + 1);
  }

  static <B extends AbstractButton> B on(B button, String text) {
    button.setText(plain(text));
    if (letter(text) != 0) {
      button.setMnemonic(KeyEvent.getExtendedKeyCodeForChar(letter(text)));
      button.setDisplayedMnemonicIndex(place(text));
    }
    return button;
  }

  /** A label that leads to the component. */
  static JLabel leading(JComponent to, String text) {
    JLabel label = new JLabel(plain(text));
    label.setLabelFor(to);
    if (letter(text) != 0) {
      label.setDisplayedMnemonic(KeyEvent.getExtendedKeyCodeForChar(letter(text)));
      label.setDisplayedMnemonicIndex(place(text));
    }
    to.getAccessibleContext().setAccessibleName(plain(text));
    return label;
  }

  static void onTab(JTabbedPane tabs, int index, String text) {
    tabs.setTitleAt(index, plain(text));
    if (letter(text) != 0) {
      tabs.setMnemonicAt(index, KeyEvent.getExtendedKeyCodeForChar(letter(text)));
      tabs.setDisplayedMnemonicIndexAt(index, place(text));
    }
  }

  /** Text that may be long: it wraps, and can be read aloud, but takes no focus. */
  static JTextArea flowing(String name) {
    JTextArea text = new JTextArea();
    text.setName(name);
    text.setEditable(false);
    text.setFocusable(false);
    text.setLineWrap(true);
    text.setWrapStyleWord(true);
    text.setOpaque(false);
    // One that the look does not replace.
    text.setBorder(BorderFactory.createEmptyBorder());
    text.setFont(UIManager.getFont("Label.font"));
    // A caret that follows new text would scroll the page that the text is on.
    ((DefaultCaret) text.getCaret()).setUpdatePolicy(DefaultCaret.NEVER_UPDATE);
    return text;
  }

  /** The same in bold. */
  static JTextArea strong(JTextArea text) {
    return larger(text, "h4");
  }

  /** Sets a text that is not there yet. */
  static void say(JTextArea area, String text) {
    if (!area.getText().equals(text)) {
      area.setText(text);
    }
  }

  /** Sets it so that the focus does not go on to whatever comes next, which may be Close. */
  static void enable(AbstractButton button, boolean enabled) {
    if (!enabled && button.isFocusOwner()) {
      JTabbedPane tabs = (JTabbedPane) SwingUtilities.getAncestorOfClass(JTabbedPane.class, button);
      if (tabs != null) {
        tabs.requestFocusInWindow();
      }
    }
    button.setEnabled(enabled);
  }

  static <C extends JComponent> C larger(C component, String style) {
    component.putClientProperty("FlatLaf.styleClass", style);
    return component;
  }
}
