package org.sbs.desktop.view;

import java.awt.Component;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.ListSelectionModel;
import net.miginfocom.swing.MigLayout;
import org.sbs.core.reason.Reason;
import org.sbs.core.settings.PairOption;
import org.sbs.core.settings.SettingKey;
import org.sbs.core.settings.Settings;
import org.sbs.view.settings.SettingsDraft;
import org.sbs.view.text.Words;

/**
 * The fourth tab: the folders that are copied, with their filters and what these match. The first
 * is the service's settings folder, which is always copied whole.
 */
final class FoldersTab {
  private static final List<String> EVERYTHING = List.of("**");

  private final Words words;
  private final SettingsDraft draft;
  private final JPanel panel = new JPanel();
  private final Form form;
  private final DefaultListModel<String> model = new DefaultListModel<>();
  private final JList<String> list = new JList<>(model);
  private final JTextField path = new JTextField();
  private final JTextField include = new JTextField();
  private final JTextField exclude = new JTextField();
  private final JButton remove;
  private final PreviewPane preview;

  FoldersTab(Words words, SettingsDraft draft) {
    this.words = words;
    this.draft = draft;
    this.form = new Form(new JPanel(), words, draft);
    this.preview = new PreviewPane(words);
    form.withoutInsets();
    this.remove = Labels.on(new JButton(), words.get("folders.remove"));
    panel.setLayout(
        new MigLayout("insets dialog, fill, hidemode 3", "[grow,fill]", "[][]8lp[][grow,fill]"));
    choice();
    details();
    panel.add(form.panel(), "newline, growx");
    panel.add(preview.panel(), "newline, grow, hmin 120lp");
    form.also(this::show);
    form.refresh();
    list.setSelectedIndex(0);
  }

  JPanel panel() {
    return panel;
  }

  /** What is selected, of what is there: Undo may have taken the last one away. */
  private int selected() {
    return Math.min(Math.max(0, list.getSelectedIndex()), draft.folders().size());
  }

  private boolean isService() {
    return selected() == 0;
  }

  /** The selected folder, which is not the service's. */
  private Settings.Folder folder() {
    return draft.folders().get(selected() - 1);
  }

  private void choice() {
    JLabel label = Labels.leading(list, words.get("folders.list"));
    list.setName("folders");
    list.setVisibleRowCount(4);
    list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    list.setCellRenderer(new FolderCell());
    list.addListSelectionListener(
        event -> {
          if (!event.getValueIsAdjusting() && !form.isRefreshing()) {
            form.refresh();
          }
        });
    JButton add = Labels.on(new JButton(), words.get("folders.add"));
    add.setName("folder-add");
    remove.setName("folder-remove");
    add.addActionListener(event -> add());
    remove.addActionListener(event -> remove());
    panel.add(label, "split 3, growx");
    panel.add(add, "growx 0");
    panel.add(remove, "growx 0");
    panel.add(new JScrollPane(list), "newline, growx");
  }

  private void details() {
    path.setName("folder-path");
    include.setName("folder-include");
    exclude.setName("folder-exclude");
    JButton browse = Labels.on(new JButton(), words.get("folders.browse"));
    browse.setName("folder-browse");
    browse.addActionListener(event -> browse());
    JPanel row = new JPanel(new MigLayout("insets 0, fillx", "[grow,fill][]"));
    row.setOpaque(false);
    row.add(path);
    row.add(browse);
    form.note(PairOption.FOLDERS, "span, growx, wmin 100lp, gapbottom 6lp");
    form.panel().add(Labels.leading(path, words.get("folders.path")), "newline");
    form.panel().add(row, "wmin 440lp");
    form.panel().add(form.message("folder-path", path, this::pathProblem), "wmin 60lp");
    form.row("folders.include", include, "", () -> folderProblem("include"));
    form.row("folders.exclude", exclude, "", () -> folderProblem("exclude"));
    form.hint("folders.hint", "newline, skip 1, span, wmin 100lp");
    form.onTyping(path, this::pathTyped);
    form.onTyping(include, typed -> change(folder().path(), patterns(typed), folder().exclude()));
    form.onTyping(
        exclude, typed -> change(folder().path(), folder().include(), SettingsDraft.split(typed)));
    form.onRefresh(path, this::shownPath);
    form.onRefresh(
        include,
        () ->
            isService() || folder().include().equals(EVERYTHING)
                ? ""
                : String.join(", ", folder().include()));
    form.onRefresh(exclude, () -> isService() ? "" : String.join(", ", folder().exclude()));
    include.putClientProperty("JTextField.placeholderText", words.get("folders.everything"));
    exclude.putClientProperty("JTextField.placeholderText", words.get("folders.nothing"));
  }

  private static List<String> patterns(String typed) {
    List<String> patterns = SettingsDraft.split(typed);
    return patterns.isEmpty() ? EVERYTHING : patterns;
  }

  private String shownPath() {
    return isService() ? draft.text(SettingKey.SERVICE_SETTINGS_FOLDER) : folder().path();
  }

  private Optional<Reason> pathProblem() {
    return isService()
        ? draft.problem(SettingKey.SERVICE_SETTINGS_FOLDER)
        : draft.folderProblem(selected() - 1, "path");
  }

  private Optional<Reason> folderProblem(String name) {
    return isService() ? Optional.empty() : draft.folderProblem(selected() - 1, name);
  }

  private void pathTyped(String typed) {
    if (isService()) {
      draft.type(SettingKey.SERVICE_SETTINGS_FOLDER, typed);
    } else {
      change(typed.strip(), folder().include(), folder().exclude());
    }
  }

  private void change(String newPath, List<String> newInclude, List<String> newExclude) {
    List<Settings.Folder> folders = new ArrayList<>(draft.folders());
    folders.set(selected() - 1, new Settings.Folder(newPath, newInclude, newExclude));
    draft.folders(folders);
  }

  private void add() {
    List<Settings.Folder> folders = new ArrayList<>(draft.folders());
    folders.add(new Settings.Folder("", EVERYTHING, List.of()));
    draft.folders(folders);
    list.setSelectedIndex(folders.size());
    path.requestFocusInWindow();
  }

  private void remove() {
    int index = selected();
    List<Settings.Folder> folders = new ArrayList<>(draft.folders());
    folders.remove(index - 1);
    list.setSelectedIndex(index - 1);
    draft.folders(folders);
  }

  private void browse() {
    JFileChooser chooser = new JFileChooser(shownPath());
    chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
    chooser.setDialogTitle(words.get("folders.choose"));
    if (chooser.showDialog(panel, words.get("folders.take")) == JFileChooser.APPROVE_OPTION) {
      Path chosen = chooser.getSelectedFile().toPath();
      path.setText(chosen.toString());
    }
  }

  private void show() {
    int index = selected();
    List<String> wanted = new ArrayList<>();
    wanted.add(
        draft.text(SettingKey.SERVICE_SETTINGS_FOLDER) + "  –  " + words.get("folders.service"));
    draft.folders().forEach(folder -> wanted.add(folder.path()));
    for (int i = 0; i < wanted.size(); i++) {
      if (i >= model.size()) {
        model.add(i, wanted.get(i));
      } else if (!model.get(i).equals(wanted.get(i))) {
        model.set(i, wanted.get(i));
      }
    }
    while (model.size() > wanted.size()) {
      model.remove(model.size() - 1);
    }
    list.setSelectedIndex(Math.min(index, wanted.size() - 1));
    include.setEnabled(!isService());
    exclude.setEnabled(!isService());
    remove.setEnabled(!isService());
    boolean sound =
        pathProblem().isEmpty()
            && folderProblem("include").isEmpty()
            && folderProblem("exclude").isEmpty();
    if (!sound || shownPath().isEmpty()) {
      preview.clear();
    } else if (isService()) {
      preview.look(shownPath(), EVERYTHING, List.of());
    } else {
      preview.look(shownPath(), folder().include(), folder().exclude());
    }
  }

  /** A folder in the list, with a mark if something is wrong with it. */
  private final class FolderCell extends DefaultListCellRenderer {
    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> in, Object value, int index, boolean chosen, boolean focused) {
      super.getListCellRendererComponent(in, value, index, chosen, focused);
      boolean wrong =
          index == 0
              ? draft.problem(SettingKey.SERVICE_SETTINGS_FOLDER).isPresent()
              : List.of("path", "include", "exclude").stream()
                  .anyMatch(name -> draft.folderProblem(index - 1, name).isPresent());
      String text = String.valueOf(value).isBlank() ? words.get("folders.new") : value.toString();
      setText((wrong ? "⚠ " : "") + text);
      return this;
    }
  }
}
