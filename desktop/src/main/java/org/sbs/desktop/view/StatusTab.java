package org.sbs.desktop.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.sbs.desktop.model.NodeDoor;
import org.sbs.desktop.model.NodeDoor.Told;
import org.sbs.desktop.model.NodeWatch;
import org.sbs.desktop.view.RowTable.FirstColumn;
import org.sbs.view.page.CycleLog;
import org.sbs.view.page.Place;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.StatusPages;
import org.sbs.view.picture.Remedy;
import org.sbs.view.text.Words;

/** The first tab: what both nodes are and do, and the one button that starts or stops. */
final class StatusTab {
  private static final int LOGO = 72;
  private static final int SIGN = 32;
  private static final int PER_MILLE = 1000;

  private final Words words;
  private final StatusPages pages;
  private final NodeWatch watch;
  private final Questions questions;
  private final JPanel panel = new JPanel();
  private final JLabel logo = new JLabel();
  private final JLabel sign = new JLabel();
  private final JTextArea headline = Labels.larger(Labels.flowing("headline"), "h1");
  private final JTextArea reason = Labels.flowing("reason");
  private final JTextArea readiness = Labels.flowing("readiness");
  private final JButton power = new JButton();
  private final JButton swap;
  private final ProblemRows problems;
  private final NodeCard mine;
  private final NodeCard other;
  private final JLabel cycle = new JLabel();
  private final JProgressBar progress = new JProgressBar(0, PER_MILLE);
  private final JTextArea notes = Labels.flowing("notes");
  private final JTextArea answer = Labels.flowing("answer");
  private final JTabbedPane lists = new JTabbedPane();
  private final MoreMenu more;
  private final RowTable faults;
  private final RowTable sentinels;
  private final RowTable cycles;
  private final RowTable events;
  private final CycleLog log = new CycleLog();
  private boolean busy;
  private boolean readOnly;
  private boolean good = true;
  private StatusPage shown;
  private Place place = Place.UNKNOWN;

  StatusTab(Words words, StatusPages pages, NodeWatch watch) {
    this.words = words;
    this.pages = pages;
    this.watch = watch;
    this.questions = new Questions(words, panel);
    this.problems = new ProblemRows(words, this::remedy);
    this.swap = Labels.on(new JButton(), words.get("status.swap"));
    this.mine = new NodeCard("card-mine", words.get("status.mine"));
    this.other = new NodeCard("card-other", words.get("status.other"));
    this.more = new MoreMenu(words, new Chosen());
    this.sentinels =
        table("sentinels", "sentinel", "state", FirstColumn.NAMES, "status.no-sentinels");
    this.faults =
        table("faults", "severity", "problem", FirstColumn.AS_GIVEN, "status.no-problems");
    this.cycles = table("cycles", "cycle", "committed", FirstColumn.AS_GIVEN, "status.no-cycle");
    this.events = table("events", "time", "event", FirstColumn.AS_GIVEN, "status.no-events");
    power.setName("power");
    swap.setName("swap");
    progress.getAccessibleContext().setAccessibleName(words.get("status.progress"));
    cycle.setName("cycle");
    progress.setName("progress");
    progress.setStringPainted(true);
    power.addActionListener(event -> press());
    swap.addActionListener(event -> swap());
    layOut();
    show(watch.latest(), Place.UNKNOWN);
    lookAtStart();
    // Colours of one look cannot be read in another.
    panel.addPropertyChangeListener("UI", event -> SwingUtilities.invokeLater(this::recolour));
  }

  private RowTable table(
      String name, String left, String right, FirstColumn first, String nothing) {
    return new RowTable(words, name, List.of("column." + left, "column." + right), first, nothing);
  }

  /** Asks the service manager, which may take a while. */
  private void lookAtStart() {
    watch.find(NodeDoor::startsWithMachine, more::startsWithMachine);
  }

  JPanel panel() {
    return panel;
  }

  /** The button that starts or stops. */
  JButton power() {
    return power;
  }

  /** What Return presses: what starts, never what stops. */
  Optional<JButton> defaultButton() {
    return shown.startable() && power.isEnabled() ? Optional.of(power) : Optional.empty();
  }

  /** Nothing can be done from here. */
  void readOnly() {
    readOnly = true;
    buttons(shown);
  }

  private void press() {
    if (shown.startable()) {
      ask("status.starting", "status.started", NodeDoor::start);
    } else if (questions.mayStop(shown)) {
      ask("status.stopping", "status.stopped", NodeDoor::stop);
    }
  }

  private void swap() {
    if (questions.maySwap(shown)) {
      ask("status.swapping", "", NodeDoor::switchover);
    }
  }

  private void remedy(Remedy what) {
    switch (what) {
      case SHOW_HISTORY -> lists.setSelectedIndex(lists.getTabCount() - 1);
      case ALLOW_DELETES -> {
        if (questions.mayAllowDeletes()) {
          ask("status.working", "", door -> door.remedy(what));
        }
      }
      case START, RESUME, TEST_MAIL, RELOAD -> ask("status.working", "", door -> door.remedy(what));
      case SHOW_OFFERS -> offers();
      case SHOW_CONFLICTS, SHOW_LICENCE, CHECK -> list(what);
      case JOIN -> {
        // It is shown as a command to type, without a button.
      }
    }
  }

  /** Those that wait for a yes here, one after the other; where none does, a list of all. */
  private void offers() {
    List<StatusPage.OfferedFolder> waiting = shown.actions().offers();
    if (waiting.isEmpty()) {
      list(Remedy.SHOW_OFFERS);
    }
    for (StatusPage.OfferedFolder offer : waiting) {
      questions
          .accepts(offer, shown.other().host())
          .ifPresent(yes -> ask("status.working", "", door -> door.consent(offer.folder(), yes)));
    }
  }

  /** What the menu offers. */
  private final class Chosen implements MoreMenu.Handler {
    @Override
    public void pause() {
      questions.pause().ifPresent(time -> ask("status.working", "", door -> door.pause(time)));
    }

    @Override
    public void offers() {
      StatusTab.this.offers();
    }

    @Override
    public void withMachine(boolean wanted) {
      ask("status.working", "", door -> door.startWithMachine(wanted));
      lookAtStart();
    }

    @Override
    public void remedy(Remedy what) {
      StatusTab.this.remedy(what);
    }
  }

  private void list(Remedy what) {
    String title = words.get("remedy." + ProblemRows.key(what));
    ask(
        "status.working",
        told -> {
          Labels.say(answer, "");
          answer.setVisible(false);
          questions.show(title + " – " + what.command(), words.say(told.what()));
        },
        door -> door.remedy(what));
  }

  private void layOut() {
    panel.setLayout(
        new MigLayout("insets dialog, fill, wrap, hidemode 3", "[grow,fill]", "[][][][][][][][]"));
    panel.add(head(), "");
    panel.add(problems.panel(), "gaptop 6lp");
    JPanel cards = new JPanel(new MigLayout("insets 0, fill", "[grow,fill,sg][grow,fill,sg]"));
    cards.setOpaque(false);
    cards.add(mine.panel(), "grow");
    cards.add(other.panel(), "grow");
    panel.add(cards, "gaptop 6lp");
    panel.add(cycle, "gaptop 6lp");
    panel.add(progress, "");
    lists.setName("lists");
    addTo(sentinels, "status.sentinels");
    addTo(faults, "status.problems");
    addTo(cycles, "status.cycles");
    addTo(events, "status.events");
    panel.add(lists, "grow, pushy, hmin 110lp");
  }

  private JPanel head() {
    JPanel said = new JPanel(new MigLayout("insets 0, fillx, hidemode 3", "[][grow,fill]"));
    said.setOpaque(false);
    said.add(sign, "aligny top, gaptop 2lp");
    said.add(headline, "wmin 100lp, aligny center");
    said.add(readiness, "newline, skip 1, wmin 100lp");
    said.add(notes, "newline, skip 1, wmin 100lp");
    said.add(reason, "newline, skip 1, wmin 100lp");
    said.add(answer, "newline, skip 1, wmin 100lp");
    JPanel head = new JPanel(new MigLayout("insets 0, fillx", "[][grow,fill][fill]"));
    head.setOpaque(false);
    head.add(logo, "aligny top, gapright 10lp");
    head.add(said, "aligny top");
    head.add(power, "split 3, flowy, aligny top, width 150lp::, growx");
    head.add(swap, "growx");
    head.add(more.button(), "growx");
    return head;
  }

  private void addTo(RowTable table, String key) {
    lists.addTab("", table.panel());
    Labels.onTab(lists, lists.getTabCount() - 1, words.get(key));
    table.table().getAccessibleContext().setAccessibleName(Labels.plain(words.get(key)));
  }

  /** Shows what was seen. */
  StatusPage show(Snapshot seen, Place here) {
    log.see(seen);
    place = here;
    StatusPage page = pages.of(seen, here);
    shown = page;
    logo.setIcon(new LogoIcon(page.state(), LOGO));
    sign.setIcon(new SeverityIcon(page.severity(), SIGN));
    sign.getAccessibleContext().setAccessibleName(words.get("severity." + page.severity().word()));
    set(headline, page.headline());
    headline.setForeground(Palette.text(page.severity()));
    set(reason, page.reason());
    reason.setForeground(Palette.quiet());
    set(readiness, page.readiness());
    problems.show(page.problems());
    mine.show(page.mine());
    other.show(page.other());
    cycle.setText(page.cycle());
    cycle.setVisible(!page.cycle().isEmpty());
    progress.setVisible(page.progress().isPresent());
    page.progress().ifPresent(this::show);
    set(notes, bullets(page.notes()));
    sentinels.show(page.sentinels());
    faults.show(
        page.problems().stream()
            .map(
                row ->
                    new StatusPage.Row(
                        words.get("severity." + row.severity().word()),
                        row.text(),
                        Optional.of(row.severity())))
            .toList());
    cycles.show(pages.rows(log));
    events.show(page.events());
    buttons(page);
    return page;
  }

  private void recolour() {
    problems.repaintAll();
    answer.setForeground(good ? Palette.good() : Palette.bad());
    show(watch.latest(), place);
  }

  private void buttons(StatusPage page) {
    Labels.on(power, words.get(page.startable() ? "status.start" : "status.stop"));
    boolean free = !busy && !readOnly;
    Labels.enable(power, free && (!page.startable() || place.missing().isEmpty()));
    Labels.enable(swap, free && page.swappable());
    more.show(page.actions(), free);
    problems.usable(free);
  }

  private static void set(JTextArea area, String text) {
    area.setVisible(!text.isEmpty());
    Labels.say(area, text);
  }

  private static String bullets(List<String> lines) {
    return String.join("\n", lines.stream().map(line -> "• " + line).toList());
  }

  private void show(StatusPage.Progress now) {
    progress.setIndeterminate(now.perMille() < 0);
    progress.setValue(Math.max(0, now.perMille()));
    progress.setString(now.text());
  }

  private void ask(String meanwhile, String done, Function<NodeDoor, Told> action) {
    Consumer<Told> then =
        told -> {
          good = told.done();
          answer.setForeground(good ? Palette.good() : Palette.bad());
          set(
              answer,
              good
                  ? done.isEmpty() ? words.say(told.what()) : words.get(done)
                  : words.get("status.failed", Map.of("said", words.say(told.what()))));
        };
    ask(meanwhile, then, action);
  }

  private void ask(String meanwhile, Consumer<Told> then, Function<NodeDoor, Told> action) {
    busy = true;
    buttons(shown);
    answer.setForeground(Palette.quiet());
    set(answer, words.get(meanwhile));
    watch.ask(
        action,
        told -> {
          busy = false;
          buttons(shown);
          then.accept(told);
        });
  }
}
