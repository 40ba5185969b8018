package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.WindowConstants;
import org.sbs.core.settings.Problems;
import org.sbs.core.settings.SettingKey;
import org.sbs.desktop.model.MailPassword;
import org.sbs.desktop.model.NodeDoor;
import org.sbs.desktop.model.NodeDoor.Told;
import org.sbs.desktop.model.NodeWatch;
import org.sbs.desktop.model.PairKeyEditor;
import org.sbs.server.config.HomeFolder;
import org.sbs.view.page.Place;
import org.sbs.view.page.Snapshot;
import org.sbs.view.page.State;
import org.sbs.view.page.StatusPage;
import org.sbs.view.page.StatusPages;
import org.sbs.view.picture.Severity;
import org.sbs.view.settings.LocalAddresses;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Words;

/**
 * The dialog: four coloured tabs over a bar with Save. While SBS is active only the first tab can
 * be used. For the user interface's thread.
 */
public final class MainWindow {
  private static final int LEAST_WIDTH = 860;
  private static final int LEAST_HEIGHT = 700;

  private final Words words;
  private final HomeFolder home;
  private final SettingsDraft draft;
  private final PairKeyEditor keys;
  private final NodeWatch watch;
  private final JFrame frame = new JFrame();
  private final JTabbedPane tabs = new JTabbedPane();
  private final StatusTab status;
  private final PairTab pair;
  private final MailTab mail;
  private final BottomBar bar;
  private Consumer<StatusPage> listener = page -> {};
  private Runnable onClose = () -> {};
  private boolean active;
  private State state;
  private Severity severity;
  private final String machine;
  private final List<String> addresses = LocalAddresses.find();
  private Optional<String> readOnly = Optional.empty();

  /**
   * A window that is not shown yet.
   *
   * @param machine this machine's name
   */
  public MainWindow(
      HomeFolder home,
      Words words,
      StatusPages pages,
      SettingsDraft draft,
      MailPassword password,
      NodeWatch watch,
      String machine) {
    this.machine = machine;
    this.home = home;
    this.words = words;
    this.draft = draft;
    this.keys = new PairKeyEditor(home, draft);
    this.watch = watch;
    this.status = new StatusTab(words, pages, watch);
    this.pair = new PairTab(words, draft, keys);
    this.mail = new MailTab(words, draft, password, this::testMail);
    this.bar =
        new BottomBar(words, this::save, this::revert, this::close, tabs::requestFocusInWindow);
    add(Palette.Tab.STATUS, "tab.status", status.panel());
    add(Palette.Tab.CONFIGURATION, "tab.configuration", pair.panel());
    add(Palette.Tab.MAIL, "tab.mail", mail.panel());
    add(Palette.Tab.FOLDERS, "tab.folders", new FoldersTab(words, draft).panel());
    tabs.setName("tabs");
    // A tab keeps its colour when it is pointed at or has the focus.
    tabs.putClientProperty("FlatLaf.style", "hoverColor: null; focusColor: null");
    tabs.addChangeListener(
        event -> {
          tabChosen();
          if (tabs.getSelectedIndex() == 0) {
            // Laying out moves the focus of a field to the first button there, which stops.
            tabs.doLayout();
            tabs.requestFocusInWindow();
          }
        });
    frame.setName("sbs");
    frame.add(tabs, BorderLayout.CENTER);
    frame.add(bar.panel(), BorderLayout.SOUTH);
    frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent event) {
            close();
          }
        });
    draft.listen(this::edited);
    watch.listen(look -> lookAtFile());
    mail.onPassword(this::edited);
    watch.listen(this::seen);
    seen(watch.latest());
    tabChosen();
  }

  private void add(Palette.Tab tab, String key, JPanel content) {
    JPanel page = new JPanel(new BorderLayout());
    content.setOpaque(false);
    page.add(content, BorderLayout.CENTER);
    JScrollPane scroll = new JScrollPane(new WidthOfView(page));
    scroll.setBorder(new TabStripe(tab));
    scroll.getVerticalScrollBar().setUnitIncrement(16);
    tabs.addTab("", scroll);
    int index = tabs.getTabCount() - 1;
    Labels.onTab(tabs, index, words.get(key));
    TabColors.keep(tabs, index, tab);
  }

  /** The window itself. */
  public JFrame frame() {
    return frame;
  }

  /** Told of each look at the node, as it is shown. */
  public void listen(Consumer<StatusPage> told) {
    this.listener = told;
  }

  /** Done when the user closes the window, and nothing unsaved holds him back. */
  public void onClose(Runnable action) {
    this.onClose = action;
  }

  /** Shows it: a newcomer at the settings, everybody else at the status. */
  public void open() {
    frame.pack();
    Dimension packed = frame.getSize();
    frame.setSize(
        fitting(
            new Dimension(
                Math.max(packed.width, UIScale.scale(LEAST_WIDTH)),
                Math.max(packed.height, UIScale.scale(LEAST_HEIGHT)))));
    frame.setLocationRelativeTo(null);
    if (draft.isNew()) {
      tabs.setSelectedIndex(1);
      bar.say(words.get("bar.welcome"), true);
      pair.focus();
    } else {
      // Not on the button that stops.
      tabs.requestFocusInWindow();
    }
    frame.setVisible(true);
  }

  /** No larger than the screen, whatever the scale. */
  private Dimension fitting(Dimension wanted) {
    GraphicsConfiguration screen = frame.getGraphicsConfiguration();
    Rectangle bounds = screen.getBounds();
    Insets taken = Toolkit.getDefaultToolkit().getScreenInsets(screen);
    return new Dimension(
        Math.min(wanted.width, bounds.width - taken.left - taken.right),
        Math.min(wanted.height, bounds.height - taken.top - taken.bottom));
  }

  private void tabChosen() {
    boolean first = tabs.getSelectedIndex() == 0;
    JButton wanted = first ? status.defaultButton().orElse(null) : bar.save();
    if (frame.getRootPane().getDefaultButton() != wanted) {
      frame.getRootPane().setDefaultButton(wanted);
    }
  }

  private void edited() {
    boolean changed = isChanged();
    bar.changed(changed && draft.isSavable() && !isLocked(), changed);
    if (changed) {
      bar.say(draft.isSavable() ? "" : words.get("bar.wrong"), false);
    }
    seen(watch.latest());
  }

  private boolean isChanged() {
    return draft.isChanged() || mail.isPasswordTyped();
  }

  private void seen(Snapshot seen) {
    boolean lockChanged = active != seen.isActive();
    // Known before the draft is read, which tells of itself and leads here again.
    active = seen.isActive();
    StatusPage page = status.show(seen, place());
    if (page.state() != state || page.severity() != severity) {
      state = page.state();
      severity = page.severity();
      frame.setIconImages(StateIcon.images(state, severity));
      tabs.setIconAt(0, new StateIcon(state, 16));
    }
    frame.setTitle(
        words.get(
            "title",
            Map.of(
                "host", page.mine().host(), "headline", page.headline(), "home", home.toString())));
    tabChosen();
    if (lockChanged) {
      lock();
      if (!isLocked() && !isChanged()) {
        // What cannot be used for another reason is so again.
        draft.load();
      }
    } else if (isLocked()) {
      keepLocked();
    }
    listener.accept(page);
  }

  private Place place() {
    String port = ":" + draft.text(SettingKey.PAIR_PORT);
    String own = draft.text(SettingKey.PAIR_LOCAL_ADDRESS);
    String address =
        own.isEmpty() ? address().map(first -> first + port).orElse("") : bracketed(own) + port;
    return new Place(machine, address, missing(), readOnly);
  }

  /** One that people know the machine by, if it has one. */
  private Optional<String> address() {
    return addresses.stream()
        .filter(address -> address.indexOf(':') < 0 && !address.startsWith("127."))
        .findFirst()
        .or(() -> addresses.stream().findFirst())
        .map(MainWindow::bracketed);
  }

  private static String bracketed(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }

  /**
   * Nothing can be changed or done.
   *
   * @param why a sentence
   */
  public void readOnly(String why) {
    readOnly = Optional.of(why);
    status.readOnly();
    lock();
    seen(watch.latest());
  }

  private boolean isLocked() {
    return active || readOnly.isPresent();
  }

  private void lock() {
    boolean locked = isLocked();
    if (locked) {
      tabs.setSelectedIndex(0);
      // Where the focus was cannot be used now, and what comes next may be Close.
      tabs.requestFocusInWindow();
    }
    for (int i = 1; i < tabs.getTabCount(); i++) {
      ReadOnly.set(((JScrollPane) tabs.getComponentAt(i)).getViewport(), locked);
      tabs.setToolTipTextAt(i, locked ? readOnly.orElse(words.get("tab.locked")) : null);
    }
    bar.locked(locked, readOnly.orElse(words.get("bar.locked")));
    bar.changed(isChanged() && draft.isSavable() && !locked, isChanged());
  }

  /** A refresh may have made something usable again. */
  private void keepLocked() {
    for (int i = 1; i < tabs.getTabCount(); i++) {
      ReadOnly.set(((JScrollPane) tabs.getComponentAt(i)).getViewport(), true);
    }
  }

  /** Another program may have written the file. */
  private void lookAtFile() {
    if (readOnly.isPresent() || !draft.isOutdated()) {
      return;
    }
    if (isChanged()) {
      bar.say(words.get("bar.changed-below"), false);
    } else {
      boolean told = !draft.isNew();
      draft.load();
      if (told && !isLocked()) {
        bar.say(words.get("bar.changed-outside"), true);
      }
    }
  }

  /** What a node needs before it can start, in the user's language. */
  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    draft.problems().forEach(problem -> missing.add(Fields.say(words, problem)));
    if (!keys.isThere()) {
      missing.add(words.get("missing.key"));
    }
    if (isChanged()) {
      missing.add(words.get("missing.save"));
    } else if (draft.isNew() && missing.isEmpty()) {
      missing.add(words.get("missing.settings"));
    }
    return missing;
  }

  /** Saves what was changed; says whether nothing is left unsaved. */
  private boolean save() {
    try {
      Problems problems = draft.isChanged() || draft.isNew() ? draft.save() : Problems.NONE;
      if (!problems.isEmpty()) {
        String cause = problems.list().stream().map(words::say).collect(Collectors.joining("\n"));
        bar.say(words.get("bar.not-saved", Map.of("cause", cause)), false);
        return false;
      }
      mail.savePassword();
    } catch (IOException e) {
      bar.say(words.get("bar.not-saved", Map.of("cause", e.toString())), false);
      return false;
    }
    edited();
    bar.say(words.get(missing().isEmpty() ? "bar.saved" : "bar.saved-missing"), true);
    return true;
  }

  private void revert() {
    mail.forgetPassword();
    draft.load();
    bar.say(words.get("bar.reverted"), true);
  }

  private void testMail(Consumer<Told> then) {
    if (!isChanged() || save()) {
      watch.ask(NodeDoor::testMail, then);
    } else {
      then.accept(new Told(false, words.get("mail.save-first")));
    }
  }

  private void close() {
    if (!isChanged() || maySaveOrForget()) {
      onClose.run();
    }
  }

  private boolean maySaveOrForget() {
    Object[] choices = {
      words.get("close.save"), words.get("close.forget"), words.get("close.stay")
    };
    int answer =
        JOptionPane.showOptionDialog(
            frame,
            words.get("close.question"),
            words.get("close.title"),
            JOptionPane.YES_NO_CANCEL_OPTION,
            JOptionPane.QUESTION_MESSAGE,
            null,
            choices,
            choices[0]);
    if (answer == JOptionPane.YES_OPTION) {
      return save();
    }
    if (answer == JOptionPane.NO_OPTION) {
      revert();
      return true;
    }
    return false;
  }

  /** Starts or stops SBS, as the button does. */
  public void pressPower() {
    status.power().doClick();
  }

  /** Whether what was changed was saved, or the user lets it go. */
  public boolean mayEnd() {
    return !isChanged() || maySaveOrForget();
  }
}
