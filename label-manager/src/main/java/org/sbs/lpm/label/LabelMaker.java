package org.sbs.lpm.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataFormat;
import org.sbs.lpm.data.DataRow;
import org.sbs.lpm.data.IncompleteDataException;

/**
 * Makes labels from a data file: all of them, or none and the reason. Immutable.
 *
 * @param template what to fill; empty to pass the file through as it is
 * @param format how the data are written
 * @param finalLineBreak whether text without a line break at its end counts as cut off
 */
public record LabelMaker(Optional<Template> template, DataFormat format, boolean finalLineBreak) {
  /** At most so many copies of one label. */
  public static final int MAX_QUANTITY = 1000;

  /** At most so many labels from one file, copies included. */
  public static final int MAX_LABELS = 10_000;

  private static final String QUANTITY = "quantity";
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  /**
   * Makes the labels of one file.
   *
   * @return the labels in order; none when every quantity is 0
   * @throws IncompleteDataException if the file looks cut off
   * @throws BadDataException if it can never be printed; the message names field and line
   */
  public List<Label> make(String fileName, byte[] content)
      throws BadDataException, IncompleteDataException {
    if (template.isEmpty()) {
      if (content.length == 0) {
        throw new IncompleteDataException("The file is empty.");
      }
      return List.of(new Label(content, 1));
    }
    List<Label> labels = new ArrayList<>();
    int total = 0;
    for (DataRow row : format.read(fileName, content, finalLineBreak)) {
      int quantity = quantity(row);
      if (quantity == 0) {
        continue;
      }
      int copies = template.get().takesQuantity() ? 1 : quantity;
      total += copies;
      if (total > MAX_LABELS) {
        throw new BadDataException(
            "The file asks for more than " + MAX_LABELS + " labels; split it.");
      }
      labels.add(new Label(template.get().render(row), copies));
    }
    return labels;
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
