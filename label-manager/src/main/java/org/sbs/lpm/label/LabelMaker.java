package org.sbs.lpm.label;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.data.IncompleteDataException;
import org.sbs.lpm.data.Records;
import org.sbs.lpm.files.Content;

/**
 * Makes labels from a data file, one at a time: whoever wants all or none goes through it twice.
 * Immutable.
 *
 * @param template what to fill; empty to pass the file through as it is
 * @param format how the data are written
 * @param finalLineBreak whether text without a line break at its end counts as cut off
 * @param labelLimit at most so many labels from one file, copies included
 */
public record LabelMaker(
    Optional<Template> template, DataFormat format, boolean finalLineBreak, int labelLimit) {
  /** At most so many copies of one label. */
  public static final int MAX_QUANTITY = 1000;

  /** At most so many labels from one file where the sentinel says nothing else. */
  public static final int MAX_LABELS = 10_000;

  private static final String QUANTITY = "quantity";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

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
    return new Filled(format.open(fileName, content, finalLineBreak), template.get(), labelLimit);
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
    private final int labelLimit;
    private int total;

    Filled(Records records, Template template, int labelLimit) {
      this.records = records;
      this.template = template;
      this.labelLimit = labelLimit;
    }

    @Override
    public Optional<Label> next() throws IOException, BadDataException, IncompleteDataException {
      for (Optional<DataRow> row = records.next(); row.isPresent(); row = records.next()) {
        int quantity = quantity(row.get());
        if (quantity > 0) {
          int copies = template.takesQuantity() ? 1 : quantity;
          total += copies;
          if (total > labelLimit) {
            throw new BadDataException(
                "The file asks for more than "
                    + labelLimit
                    + " labels; split it, or raise label-limit in the sentinel.");
          }
          return Optional.of(Label.of(template.render(row.get()), copies));
        }
      }
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }

  private static int quantity(DataRow row) throws BadDataException {
    Optional<String> text = row.get(QUANTITY).map(String::strip);
    if (text.isEmpty()) {
      return 1;
    }
    if (!WHOLE_NUMBER.matcher(text.get()).matches()
        || Integer.parseInt(text.get()) > MAX_QUANTITY) {
      throw new BadDataException(
          "Line "
              + row.line()
              + ": the field 'quantity' must be a whole number from 0 to "
              + MAX_QUANTITY
              + ".");
    }
    return Integer.parseInt(text.get());
  }
}
