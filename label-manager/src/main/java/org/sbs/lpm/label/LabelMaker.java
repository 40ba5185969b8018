package org.sbs.lpm.label;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.data.DataSource;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.data.Records;
import org.sbs.lpm.data.Wanted;
import org.sbs.lpm.files.Content;

/**
 * Makes labels from a data file, one at a time: whoever wants all or none goes through it twice.
 * Immutable.
 *
 * @param template what to fill; empty to pass the file through as it is
 * @param source how the data are read
 * @param fields how they are meant
 * @param labelLimit at most so many labels from one file, copies included
 */
public record LabelMaker(
    Optional<Template> template, DataSource source, Fields fields, int labelLimit) {
  /** At most so many labels from one file where the sentinel says nothing else. */
  public static final int MAX_LABELS = 10_000;

  /** Excel may write 3 as 3,00; 3.000 may be three thousand, and is no whole number here. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("([0-9]{1,9})(?:[.,]0{1,2})?");

  /**
   * Begins with the labels of one file.
   *
   * @param content stays the caller's, who closes it after the labels
   */
  public Labels open(String fileName, Content content)
      throws IOException, BadDataException, IncompleteDataException {
    if (template.isEmpty()) {
      if (content.size() == 0) {
        throw new IncompleteDataException("The file is empty.");
      }
      return new PassedThrough(content);
    }
    Set<String> names = new HashSet<>();
    template.get().fields().forEach(name -> names.add(fields.inData(name)));
    names.add(fields.inData(fields.quantityField()));
    Records records = source.open(fileName, content, new Wanted(names));
    return new Filled(records, template.get(), fields, labelLimit);
  }

  /** The whole file as the one label that it is. */
  private static final class PassedThrough implements Labels {
    private final Content content;
    private boolean taken;

    PassedThrough(Content content) {
      this.content = content;
    }

    @Override
    public Optional<Label> next() {
      boolean first = !taken;
      taken = true;
      return first ? Optional.of(new Label(content, 1)) : Optional.empty();
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }

  /** A label a row. */
  private static final class Filled implements Labels {
    private final Records records;
    private final Template template;
    private final Fields fields;
    private final int labelLimit;
    private final LocalDate today = LocalDate.now(ZoneId.systemDefault());
    private int total;

    Filled(Records records, Template template, Fields fields, int labelLimit) {
      this.records = records;
      this.template = template;
      this.fields = fields;
      this.labelLimit = labelLimit;
    }

    @Override
    public Optional<Label> next() throws IOException, BadDataException, IncompleteDataException {
      for (Optional<DataRow> next = records.next(); next.isPresent(); next = records.next()) {
        DataRow row = next.get().known(fields.aliases());
        int quantity = quantity(row);
        if (quantity > 0) {
          int copies = template.takesQuantity(fields.quantityField()) ? 1 : quantity;
          total += copies;
          if (total > labelLimit) {
            throw new BadDataException(
                "The file asks for more than "
                    + labelLimit
                    + " labels; split it, or raise label-limit in the sentinel.");
          }
          return Optional.of(Label.of(template.render(row, today), copies));
        }
      }
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }

    /**
     * The quantity of a row. A 0 in a field that the template puts into ^PQ means no label, too.
     */
    private int quantity(DataRow row) throws BadDataException {
      Optional<String> text = row.get(fields.quantityField()).map(String::strip);
      int quantity = text.isEmpty() ? 1 : number(row, fields.quantityField(), text.get());
      for (String field : template.quantityFields()) {
        Optional<String> sent = row.get(field).map(String::strip);
        if (sent.isPresent() && number(row, field, sent.get()) == 0) {
          return 0;
        }
      }
      return quantity;
    }

    private int number(DataRow row, String field, String text) throws BadDataException {
      Matcher matcher = WHOLE_NUMBER.matcher(text);
      if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > fields.quantityLimit()) {
        throw new BadDataException(
            "Line "
                + row.line()
                + ": the field '"
                + field
                + "' must be a whole number from 0 to "
                + fields.quantityLimit()
                + ", and is '"
                + text
                + "'.");
      }
      return Integer.parseInt(matcher.group(1));
    }
  }
}
