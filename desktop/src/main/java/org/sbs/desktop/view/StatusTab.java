package org.sbs.desktop.view;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import net.miginfocom.swing.MigLayout;
import org.sbs.desktop.model.NodeDoor;
import org.sbs.desktop.model.NodeDoor.Told;
import org.sbs.desktop.model.NodeWatch;
import org.sbs.view.status.CycleLog;
import org.sbs.view.status.Snapshot;
import org.sbs.view.status.State;
import org.sbs.view.status.StatusPage;
import org.sbs.view.status.StatusPages;
import org.sbs.view.text.Words;

/** The first tab: what both nodes are and do, and the one button that starts or stops. */
final class StatusTab {
  private static final int LOGO = 72;
  private static final int PER_MILLE = 1000;

  private final Words words;
  private final StatusPages pages;
  private final NodeWatch watch;
  private final JPanel panel = new JPanel();
  private final JLabel logo = new JLabel();
  private final JLabel title = Labels.larger(new JLabel(), "h1");
  private final JTextArea reason = Labels.flowing("reason");
  private final JTextArea readiness = Labels.flowing("readiness");
  private final JButton power = new JButton();
  private final JButton swap;
  private final NodeCard mine;
  private final NodeCard other;
  private final JLabel cycle = new JLabel();
  private final JProgressBar progress = new JProgressBar(0, PER_MILLE);
  private final JTextArea problems = Labels.flowing("problems");
  private final JTextArea answer = Labels.flowing("answer");
  private final RowTable sentinels;
  private final RowTable cycles;
  private final RowTable events;
  private final CycleLog log = new CycleLog();
  private boolean busy;
  private StatusPage shown;

  StatusTab(Words words, StatusPages pages, NodeWatch watch) {
    this.words = words;
    this.pages = pages;
    this.watch = watch;
    this.swap = Labels.on(new JButton(), words.get("status.swap"));
    this.mine = new NodeCard("card-mine", words.get("status.mine"));
    this.other = new NodeCard("card-other", words.get("status.other"));
    this.sentinels = new RowTable("sentinels", words.get("status.no-sentinels"));
    this.cycles = new RowTable("cycles", words.get("status.no-cycle"));
    this.events = new RowTable("events", words.get("status.no-events"));
    title.setName("title");
    power.setName("power");
    swap.setName("swap");
    cycle.setName("cycle");
    progress.setName("progress");
    progress.setStringPainted(true);
    power.addActionListener(event -> power());
    swap.addActionListener(event -> ask("status.swapping", "", NodeDoor::switchover));
    layOut();
    show(watch.latest(), List.of());
  }

  JPanel panel() {
    return panel;
  }

  /** The button that Return presses. */
  JButton defaultButton() {
    return power;
  }

  private void power() {
    if (shown.startable()) {
      ask("status.starting", "status.started", NodeDoor::start);
    } else if (mayStop()) {
      ask("status.stopping", "status.stopped", NodeDoor::stop);
    }
  }

  private void layOut() {
    panel.setLayout(new MigLayout("insets dialog, fill, wrap, hidemode 3", "[grow,fill]"));
    panel.add(head(), "");
    JPanel cards = new JPanel(new MigLayout("insets 0, fill", "[grow,fill,sg][grow,fill,sg]"));
    cards.setOpaque(false);
    cards.add(mine.panel(), "grow");
    cards.add(other.panel(), "grow");
    panel.add(cards, "gaptop 6lp");
    panel.add(cycle, "gaptop 6lp");
    panel.add(progress, "");
    panel.add(problems, "wmin 100lp");
    panel.add(answer, "wmin 100lp");
    JTabbedPane lists = new JTabbedPane();
    lists.setName("lists");
    addTo(lists, sentinels, "status.sentinels");
    addTo(lists, cycles, "status.cycles");
    addTo(lists, events, "status.events");
    panel.add(lists, "grow, pushy, hmin 110lp");
  }

  private JPanel head() {
    JPanel said = new JPanel(new MigLayout("insets 0, fillx, wrap, hidemode 3", "[grow,fill]"));
    said.setOpaque(false);
    said.add(title, "");
    said.add(reason, "wmin 100lp");
    said.add(readiness, "wmin 100lp");
    JPanel head = new JPanel(new MigLayout("insets 0, fillx", "[][grow,fill][fill]"));
    head.setOpaque(false);
    head.add(logo, "aligny top, gapright 10lp");
    head.add(said, "aligny top");
    head.add(power, "split 2, flowy, aligny top, width 150lp::, growx");
    head.add(swap, "growx");
    return head;
  }

  private void addTo(JTabbedPane lists, RowTable table, String key) {
    lists.addTab("", new JScrollPane(table.table()));
    Labels.onTab(lists, lists.getTabCount() - 1, words.get(key));
  }

  /**
   * Shows what was seen.
   *
   * @param missing what the settings lack before a node can start
   */
  StatusPage show(Snapshot seen, List<String> missing) {
    log.see(seen);
    StatusPage page = pages.of(seen, missing);
    shown = page;
    logo.setIcon(new LogoIcon(page.state(), LOGO));
    title.setText(page.title());
    set(reason, page.reason());
    boolean calm = page.state() == State.STOPPED && missing.isEmpty();
    set(readiness, (page.ready() ? "✓ " : calm ? "" : "⚠ ") + page.readiness());
    readiness.setForeground(page.ready() ? Palette.good() : calm ? Form.quiet() : Palette.bad());
    mine.show(page.mine());
    other.show(page.other());
    cycle.setText(page.cycle());
    cycle.setVisible(!page.cycle().isEmpty());
    progress.setVisible(page.progress().isPresent());
    page.progress().ifPresent(this::show);
    set(problems, bullets(page.problems()));
    sentinels.show(page.sentinels());
    cycles.show(pages.rows(log));
    events.show(page.events());
    buttons(page, missing);
    return page;
  }

  private void buttons(StatusPage page, List<String> missing) {
    Labels.on(power, words.get(page.startable() ? "status.start" : "status.stop"));
    power.setEnabled(!busy && (!page.startable() || missing.isEmpty()));
    swap.setEnabled(!busy && page.swappable());
  }

  private static void set(JTextArea area, String text) {
    area.setVisible(!text.isEmpty());
    if (!area.getText().equals(text)) {
      area.setText(text);
    }
  }

  private static String bullets(List<String> lines) {
    return String.join("\n", lines.stream().map(line -> "• " + line).toList());
  }

  private void show(StatusPage.Progress now) {
    progress.setIndeterminate(now.perMille() < 0);
    progress.setValue(Math.max(0, now.perMille()));
    progress.setString(now.text());
  }

  /** Where nobody would take over, stopping is asked for twice; Return says no. */
  private boolean mayStop() {
    return shown.mine().state() != State.PRIMARY || shown.ready() || isSure();
  }

  private boolean isSure() {
    Object[] answers = {words.get("status.stop-yes"), words.get("status.stop-no")};
    int answer =
        JOptionPane.showOptionDialog(
            panel,
            words.get("status.stop-alone"),
            words.get("status.stop-title"),
            JOptionPane.YES_NO_OPTION,
            JOptionPane.WARNING_MESSAGE,
            null,
            answers,
            answers[1]);
    return answer == JOptionPane.YES_OPTION;
  }

  private void ask(String meanwhile, String done, Function<NodeDoor, Told> action) {
    busy = true;
    power.setEnabled(false);
    swap.setEnabled(false);
    answer.setForeground(Form.quiet());
    set(answer, words.get(meanwhile));
    Consumer<Told> then =
        told -> {
          busy = false;
          answer.setForeground(told.done() ? Palette.good() : Palette.bad());
          set(
              answer,
              told.done()
                  ? done.isEmpty() ? words.say(told.what()) : words.get(done)
                  : words.get("status.failed", Map.of("said", words.say(told.what()))));
          power.setEnabled(true);
        };
    watch.ask(action, then);
  }
}
