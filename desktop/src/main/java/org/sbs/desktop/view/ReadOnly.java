package org.sbs.desktop.view;

import java.awt.Component;
import java.awt.Container;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.text.JTextComponent;

/** Makes a page one that can be read and not changed, and back. For the interface's thread. */
final class ReadOnly {
  private static final String BEFORE = "sbs.before-read-only";

  private ReadOnly() {}

  static void set(Component part, boolean readOnly) {
    if (part instanceof JTextComponent text) {
      text.setEditable(next(text, readOnly, text.isEditable()));
    } else if (part instanceof AbstractButton || part instanceof JComboBox) {
      JComponent input = (JComponent) part;
      input.setEnabled(next(input, readOnly, input.isEnabled()));
    }
    if (part instanceof Container container) {
      for (Component child : container.getComponents()) {
        set(child, readOnly);
      }
    }
  }

  /** Whether it can be used from now on; remembers whether it could before it was locked. */
  private static boolean next(JComponent input, boolean readOnly, boolean usable) {
    Object before = input.getClientProperty(BEFORE);
    if (readOnly) {
      if (before == null || usable) {
        input.putClientProperty(BEFORE, usable);
      }
      return false;
    }
    input.putClientProperty(BEFORE, null);
    return before == null ? usable : before.equals(true);
  }
}
