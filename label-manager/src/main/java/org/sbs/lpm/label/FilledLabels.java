package org.sbs.lpm.label;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.data.Records;
import org.sbs.lpm.files.Content;

/** A label a row. Used by one thread. */
final class FilledLabels implements Labels {
  /** Excel may write 3 as 3,00; 3.000 may be three thousand, and is no whole number here. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("([0-9]{1,9})(?:[.,]0{1,2})?");

  private final Records records;
  private final Template own;
  private final LabelMaker maker;
  private final RejectedRows rejected;
  private final boolean passesOver;
  private final LocalDate today = LocalDate.now(ZoneId.systemDefault());
  private int total;

  /**
   * Begins.
   *
   * @param own the template where the data choose none
   */
  FilledLabels(Records records, Template own, LabelMaker maker, RejectedRows rejected) {
    this.records = records;
    this.own = own;
    this.maker = maker;
    this.rejected = rejected;
    this.passesOver = maker.selection().goodRows();
    if (passesOver) {
      records.keepRows();
    }
  }

  @Override
  public Optional<Label> next() throws IOException, BadDataException, IncompleteDataException {
    for (Optional<Row> row = row(); row.isPresent(); row = row()) {
      Optional<Label> label = row.get().label();
      if (label.isPresent()) {
        count(label.get());
        return label;
      }
    }
    return Optional.empty();
  }

  /**
   * A row that is right.
   *
   * @param label nothing if none is wanted
   */
  private record Row(Optional<Label> label) {}

  /** The next row that is right. */
  private Optional<Row> row() throws IOException, BadDataException, IncompleteDataException {
    while (true) {
      Optional<DataRow> row = Optional.empty();
      try {
        row = records.next();
        if (row.isEmpty()) {
          rejected.end(records.tail());
          return Optional.empty();
        }
        DataRow known = row.get().known(maker.fields().aliases());
        return Optional.of(new Row(label(known)));
      } catch (BadDataException e) {
        boolean isOfRow = row.isPresent() || e.isOfRow();
        if (!passesOver || !isOfRow) {
          throw e;
        }
        rejected.add(records.head(), records.rowText(), e.getMessage());
      }
    }
  }

  private Optional<Label> label(DataRow row) throws BadDataException {
    Template template = maker.selection().template(row, own);
    Optional<String> printer = maker.selection().printer(row);
    int quantity = quantity(row, template);
    if (quantity == 0) {
      return Optional.empty();
    }
    int copies = template.takesQuantity(maker.fields().quantityField()) ? 1 : quantity;
    return Optional.of(new Label(Content.of(template.render(row, today)), copies, printer));
  }

  private void count(Label label) throws BadDataException {
    total += label.copies();
    if (total > maker.labelLimit()) {
      throw new BadDataException(
          "The file asks for more than "
              + maker.labelLimit()
              + " labels; split it, or raise label-limit in the sentinel.");
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /** The quantity of a row. A 0 in a field that the template puts into ^PQ means no label, too. */
  private int quantity(DataRow row, Template template) throws BadDataException {
    String name = maker.fields().quantityField();
    Optional<String> text = row.get(name).map(FilledLabels::strip);
    int quantity = text.isEmpty() ? 1 : number(row, name, text.get());
    for (String field : template.quantityFields()) {
      Optional<String> sent = row.get(field).map(FilledLabels::strip);
      if (sent.isPresent() && number(row, field, sent.get()) == 0) {
        return 0;
      }
    }
    return quantity;
  }

  /** Without the blanks that spreadsheets put around a number. */
  private static String strip(String text) {
    return text.replace('\u00A0', ' ').replace('\u202F', ' ').strip();
  }

  private int number(DataRow row, String field, String text) throws BadDataException {
    int limit = maker.fields().quantityLimit();
    Matcher matcher = WHOLE_NUMBER.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > limit) {
      throw row.wrong(
          field, "must be a whole number from 0 to " + limit + ", and is '" + text + "'.");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
