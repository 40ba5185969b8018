package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.ActionEvent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.TableRowSorter;
import net.miginfocom.swing.MigLayout;
import org.sbs.view.page.StatusPage.Row;
import org.sbs.view.picture.Severity;
import org.sbs.view.text.Words;

/**
 * A list of names with what is to be said of them, with a mark of its severity. A click on a
 * column's title sorts; what is selected is shown in full below, and can be copied.
 */
final class RowTable {
  private static final int NAME_WIDTH = 170;
  private static final int TEXT_WIDTH = 500;
  private static final int HEIGHT = 130;
  private static final String COPY = "copy";

  /** How the first column is sorted. */
  enum FirstColumn {
    /** Names, by the alphabet. */
    NAMES,
    /** Times, numbers or severities: as they come, or the other way round. */
    AS_GIVEN
  }

  private final FirstColumn first;
  private final Row nothing;
  private final Model model;
  private final JTable table;
  private final JPanel panel =
      new JPanel(new MigLayout("insets 0, fill, hidemode 3", "[grow,fill][]", "[grow,fill][]"));
  private final JTextArea detail;
  private final JButton copy;
  private final JScrollPane details;

  /**
   * A table.
   *
   * @param name of the table; its parts are called by it
   * @param columns the keys of the columns' titles
   * @param nothing the key of what stands there where no row is
   */
  RowTable(Words words, String name, List<String> columns, FirstColumn first, String nothing) {
    this.first = first;
    this.nothing = new Row("", words.get(nothing), Optional.empty());
    this.model = new Model(columns.stream().map(words::get).toList());
    this.table = new JTable(model);
    this.detail = Labels.flowing(name + ".detail");
    this.details = new JScrollPane(detail);
    this.copy = Labels.on(new JButton(), words.get("table.copy"));
    table.setName(name);
    table.getAccessibleContext().setAccessibleDescription(words.get("table.help"));
    detail.setFocusable(true);
    detail.getAccessibleContext().setAccessibleName(words.get("table.detail"));
    copy.setName(name + ".copy");
    copy.addActionListener(event -> copy());
    setUp();
    details.setVisible(false);
    copy.setVisible(false);
    panel.setOpaque(false);
    panel.add(new JScrollPane(table), "span, grow");
    panel.add(details, "newline, hmin 34lp, hmax 60lp");
    panel.add(copy, "aligny top");
    show(List.of());
  }

  private void setUp() {
    table.setPreferredScrollableViewportSize(
        new Dimension(UIScale.scale(TEXT_WIDTH), UIScale.scale(HEIGHT)));
    table.setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
    table.setShowGrid(false);
    table.setDefaultRenderer(Object.class, new CellRenderer());
    table.getColumnModel().getColumn(0).setPreferredWidth(UIScale.scale(NAME_WIDTH));
    table.getColumnModel().getColumn(1).setPreferredWidth(UIScale.scale(TEXT_WIDTH));
    TableRowSorter<Model> sorter = new TableRowSorter<>(model);
    Comparator<Cell> asGiven = Comparator.comparingInt(Cell::index);
    Comparator<Cell> byText = Comparator.comparing(Cell::text, String.CASE_INSENSITIVE_ORDER);
    sorter.setComparator(0, first == FirstColumn.NAMES ? byText : asGiven);
    // What failed stands together.
    sorter.setComparator(1, Comparator.comparing(Cell::rank).thenComparing(byText));
    table.setRowSorter(sorter);
    table.getSelectionModel().addListSelectionListener(event -> selected());
    // Ctrl+C, by the look's own keys.
    table
        .getActionMap()
        .put(
            COPY,
            new AbstractAction() {
              private static final long serialVersionUID = 1L;

              @Override
              public void actionPerformed(ActionEvent event) {
                copy();
              }
            });
    // Tab leads out of a table that nobody types into.
    table.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
    table.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
  }

  JPanel panel() {
    return panel;
  }

  JTable table() {
    return table;
  }

  void show(List<Row> rows) {
    List<Row> wanted = rows.isEmpty() ? List.of(nothing) : rows;
    if (!wanted.equals(model.rows)) {
      List<Row> chosen = chosen();
      model.rows = wanted;
      model.fireTableDataChanged();
      for (int i = 0; i < wanted.size(); i++) {
        Row row = wanted.get(i);
        if (chosen.stream().anyMatch(before -> isSame(before, row))) {
          int place = table.convertRowIndexToView(i);
          table.addRowSelectionInterval(place, place);
        }
      }
      selected();
    }
  }

  /** A name stays the same whatever is said of it; two events may have one time. */
  private boolean isSame(Row before, Row row) {
    return first == FirstColumn.NAMES ? before.name().equals(row.name()) : before.equals(row);
  }

  /** As they are shown, from above. */
  private List<Row> chosen() {
    return Arrays.stream(table.getSelectedRows())
        .map(table::convertRowIndexToModel)
        .mapToObj(model.rows::get)
        .toList();
  }

  private String chosenText() {
    return chosen().stream()
        .map(row -> row.name().isEmpty() ? row.text() : row.name() + ": " + row.text())
        .collect(Collectors.joining("\n"));
  }

  private void selected() {
    String text = chosenText();
    Labels.say(detail, text);
    boolean any = !text.isEmpty();
    if (details.isVisible() != any) {
      details.setVisible(any);
      copy.setVisible(any);
      panel.revalidate();
    }
  }

  private void copy() {
    StringSelection selection = new StringSelection(chosenText());
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(selection, null);
  }

  /**
   * What stands in one cell.
   *
   * @param index of its row, as given
   * @param severity as its row's; empty in the first column
   */
  private record Cell(int index, String text, Optional<Severity> severity) {
    /** What is urgent comes first, what is well last. */
    int rank() {
      return severity.map(Cell::rankOf).orElse(0);
    }

    private static int rankOf(Severity severity) {
      return switch (severity) {
        case OK -> 1;
        case NOTICE -> -1;
        case WARNING -> -2;
        case CRITICAL -> -3;
      };
    }

    /** With a mark that needs no colour; also what is read aloud. */
    @Override
    public String toString() {
      return severity.map(Cell::mark).orElse("") + text;
    }

    private static String mark(Severity severity) {
      return switch (severity) {
        case OK -> "✓ ";
        case NOTICE -> "• ";
        case WARNING, CRITICAL -> "⚠ ";
      };
    }
  }

  private static final class Model extends AbstractTableModel {
    private static final long serialVersionUID = 1L;
    private final transient List<String> columns;
    private transient List<Row> rows = List.of();

    Model(List<String> columns) {
      this.columns = columns;
    }

    @Override
    public int getRowCount() {
      return rows.size();
    }

    @Override
    public int getColumnCount() {
      return columns.size();
    }

    @Override
    public String getColumnName(int column) {
      return columns.get(column);
    }

    @Override
    public Object getValueAt(int row, int column) {
      Row shown = rows.get(row);
      return column == 0
          ? new Cell(row, shown.name(), Optional.empty())
          : new Cell(row, shown.text(), shown.severity());
    }
  }

  private static final class CellRenderer extends DefaultTableCellRenderer {
    private static final long serialVersionUID = 1L;

    CellRenderer() {
      // A name is shown as it is, whatever it begins with.
      putClientProperty("html.disable", true);
    }

    @Override
    public Component getTableCellRendererComponent(
        JTable in, Object value, boolean chosen, boolean focused, int row, int column) {
      super.getTableCellRendererComponent(in, value, chosen, false, row, column);
      if (!chosen) {
        Optional<Severity> severity = ((Cell) value).severity();
        setForeground(severity.map(Palette::text).orElse(in.getForeground()));
      }
      return this;
    }
  }
}
