package org.sbs.desktop.view;

import java.awt.Component;
import java.awt.Font;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.JComboBox;
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

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofHours(4),
          Duration.ofHours(12));

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

  /** For how long neither node is to take over; empty if it is to stay as it is. */
  Optional<Duration> pause() {
    JComboBox<String> times = new JComboBox<>();
    for (Duration time : PAUSES) {
      times.addItem(
          time.toHours() < 2
              ? words.get("pause.minutes", Map.of("count", time.toMinutes()))
              : words.get("pause.hours", Map.of("count", time.toHours())));
    }
    times.setName("pause-time");
    times.getAccessibleContext().setAccessibleName(words.get("pause.time"));
    Object[] question = {text(words.get("pause.question")), times};
    return isSure("pause.title", "pause.yes", question)
        ? Optional.of(PAUSES.get(times.getSelectedIndex()))
        : Optional.empty();
  }

  /**
   * Whether the other node may write the folder; empty if that is left open.
   *
   * @param host the other node
   */
  Optional<Boolean> accepts(StatusPage.OfferedFolder offer, String host) {
    Object[] answers = {
      words.get("offer.yes"), words.get("offer.refuse"), words.get("offer.later")
    };
    Map<String, String> values =
        Map.of("host", host, "folder", offer.folder(), "place", offer.place());
    int answer =
        JOptionPane.showOptionDialog(
            above,
            text(words.get("offer.question", values)),
            words.get("offer.title"),
            JOptionPane.YES_NO_CANCEL_OPTION,
            JOptionPane.QUESTION_MESSAGE,
            null,
            answers,
            answers[2]);
    return switch (answer) {
      case JOptionPane.YES_OPTION -> Optional.of(true);
      case JOptionPane.NO_OPTION -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static JTextArea text(String question) {
    JTextArea text = Labels.flowing("question");
    text.setColumns(COLUMNS);
    text.setText(question);
    // A text that wraps knows its height only when it knows its width.
    text.setSize(text.getPreferredSize().width, Short.MAX_VALUE);
    return text;
  }

  private boolean isSure(String title, String yes, String question) {
    return isSure(title, yes, new Object[] {text(question)});
  }

  private boolean isSure(String title, String yes, Object[] question) {
    Object[] answers = {words.get(yes), words.get("question.no")};
    int answer =
        JOptionPane.showOptionDialog(
            above,
            question,
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
