package org.sbs.desktop.view;

import java.awt.Component;
import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.Map;
import javax.swing.JOptionPane;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import org.sbs.view.page.State;
import org.sbs.view.page.StatusPage;
import org.sbs.view.text.Words;

/** Asks before something is done that somebody may regret. Return always says no. */
final class Questions {
  private static final int COLUMNS = 52;
  private static final int LIST_ROWS = 20;
  private static final int LIST_COLUMNS = 90;

  private final Words words;
  private final Component above;

  Questions(Words words, Component above) {
    this.words = words;
    this.above = above;
  }

  /** Says what follows for printing. */
  boolean mayStop(StatusPage page) {
    String key =
        switch (page.afterStop()) {
          case OTHER_TAKES_OVER -> "stop.other-takes-over";
          case NOBODY_PRINTS -> "stop.nobody-prints";
          case OTHER_PRINTS_ON -> "stop.other-prints-on";
          case NOT_KNOWN -> "stop.not-known";
        };
    return isSure("stop.title", "stop.yes", words.get(key, Map.of("host", page.other().host())));
  }

  /** Says who prints then. */
  boolean maySwap(StatusPage page) {
    boolean away = page.state() == State.PRIMARY;
    String key = away ? "swap.away" : "swap.here";
    return isSure("swap.title", "swap.yes", words.get(key, Map.of("host", page.other().host())));
  }

  boolean mayAllowDeletes() {
    return isSure("deletes.title", "deletes.yes", words.get("deletes.question"));
  }

  private boolean isSure(String title, String yes, String question) {
    JTextArea text = Labels.flowing("question");
    text.setColumns(COLUMNS);
    text.setText(question);
    // A text that wraps knows its height only when it knows its width.
    text.setSize(text.getPreferredSize().width, Short.MAX_VALUE);
    Object[] answers = {words.get(yes), words.get("question.no")};
    int answer =
        JOptionPane.showOptionDialog(
            above,
            text,
            words.get(title),
            JOptionPane.YES_NO_OPTION,
            JOptionPane.WARNING_MESSAGE,
            null,
            answers,
            answers[1]);
    return answer == JOptionPane.YES_OPTION;
  }

  /** Shows a list that a command printed. */
  void show(String title, String list) {
    JTextArea text = new JTextArea(list, LIST_ROWS, LIST_COLUMNS);
    text.setName("list");
    text.setEditable(false);
    text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, text.getFont().getSize()));
    text.setCaretPosition(0);
    Object[] answers = {words.get("list.copy"), words.get("list.close")};
    int answer =
        JOptionPane.showOptionDialog(
            above,
            new JScrollPane(text),
            title,
            JOptionPane.YES_NO_OPTION,
            JOptionPane.PLAIN_MESSAGE,
            null,
            answers,
            answers[1]);
    if (answer == JOptionPane.YES_OPTION) {
      StringSelection selection = new StringSelection(list);
      Toolkit.getDefaultToolkit().getSystemClipboard().setContents(selection, null);
    }
  }
}
