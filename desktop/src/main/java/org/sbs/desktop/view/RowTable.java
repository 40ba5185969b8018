package org.sbs.desktop.view;

import com.formdev.flatlaf.util.UIScale;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.KeyboardFocusManager;
import java.util.List;
import java.util.Optional;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import org.sbs.view.page.StatusPage.Row;

/** A list of names with what is to be said of them; what is good or bad has a mark. */
final class RowTable {
  private static final int NAME_WIDTH = 170;
  private static final int TEXT_WIDTH = 500;
  private static final int HEIGHT = 130;

  private final String name;
  private final Row nothing;
  private final Model model = new Model();
  private final JTable table = new JTable(model);

  RowTable(String name, String nothing) {
    this.name = name;
    this.nothing = new Row("", nothing, Optional.empty());
    table.setName(name);
    table.setPreferredScrollableViewportSize(
        new Dimension(UIScale.scale(TEXT_WIDTH), UIScale.scale(HEIGHT)));
    table.setTableHeader(null);
    table.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
    table.setShowGrid(false);
    table.setDefaultRenderer(Object.class, new Cell());
    table.getColumnModel().getColumn(0).setPreferredWidth(UIScale.scale(NAME_WIDTH));
    table.getColumnModel().getColumn(1).setPreferredWidth(UIScale.scale(TEXT_WIDTH));
    // Tab leads out of a table that nobody types into.
    table.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
    table.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
    show(List.of());
  }

  JTable table() {
    return table;
  }

  void show(List<Row> rows) {
    List<Row> wanted = rows.isEmpty() ? List.of(nothing) : rows;
    if (!wanted.equals(model.rows)) {
      Optional<Row> chosen =
          Optional.of(table.getSelectedRow()).filter(row -> row >= 0).map(model.rows::get);
      model.rows = wanted;
      model.fireTableDataChanged();
      chosen
          .map(wanted::indexOf)
          .filter(row -> row >= 0)
          .ifPresent(row -> table.setRowSelectionInterval(row, row));
    }
  }

  @Override
  public String toString() {
    return name + " " + model.rows;
  }

  private static final class Model extends AbstractTableModel {
    private static final long serialVersionUID = 1L;

    private transient List<Row> rows = List.of();

    @Override
    public int getRowCount() {
      return rows.size();
    }

    @Override
    public int getColumnCount() {
      return 2;
    }

    @Override
    public Object getValueAt(int row, int column) {
      return column == 0 ? rows.get(row).name() : rows.get(row).text();
    }

    Optional<Boolean> good(int row) {
      return rows.get(row).good();
    }
  }

  private final class Cell extends DefaultTableCellRenderer {
    private static final long serialVersionUID = 1L;

    @Override
    public Component getTableCellRendererComponent(
        JTable in, Object value, boolean chosen, boolean focused, int row, int column) {
      super.getTableCellRendererComponent(in, value, chosen, false, row, column);
      setToolTipText(String.valueOf(value));
      Optional<Boolean> good = model.good(row);
      if (!chosen) {
        setForeground(in.getForeground());
      }
      if (column == 1 && good.isPresent()) {
        setText((good.get() ? "✓ " : "⚠ ") + value);
        if (!chosen) {
          setForeground(good.get() ? Palette.good() : Palette.bad());
        }
      }
      return this;
    }
  }
}
