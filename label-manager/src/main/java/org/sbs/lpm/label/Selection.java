package org.sbs.lpm.label;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;

/**
 * What the data may choose, within what the sentinel names, and what becomes of wrong rows.
 * Immutable.
 *
 * @param templateField the field that names the template; empty where there is one for all
 * @param templates those that it may name, by name in lower case
 * @param printerField the field that names the printer; empty where there is one for all
 * @param printers those that it may name, in lower case
 * @param goodRows whether the right rows are printed though others are wrong
 */
public record Selection(
    Optional<String> templateField,
    Map<String, Template> templates,
    Optional<String> printerField,
    Set<String> printers,
    boolean goodRows) {
  /** Nothing is chosen, and one wrong row fails the file. */
  public static final Selection NONE =
      new Selection(Optional.empty(), Map.of(), Optional.empty(), Set.of(), false);

  /** Copies. */
  public Selection {
    templates = Map.copyOf(templates);
    printers = Set.copyOf(printers);
  }

  /** The template for a row; the sentinel's own where the field is missing or empty. */
  Template template(DataRow row, Template own) throws BadDataException {
    Optional<String> name = name(row, templateField, "templates", templates.keySet());
    return name.map(templates::get).orElse(own);
  }

  /** The printer for a row; nothing where the field is missing or empty. */
  Optional<String> printer(DataRow row) throws BadDataException {
    return name(row, printerField, "printers", printers);
  }

  private static Optional<String> name(
      DataRow row, Optional<String> field, String what, Set<String> names) throws BadDataException {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> given =
        row.get(field.get()).map(String::strip).filter(text -> !text.isEmpty());
    Optional<String> name = given.map(text -> text.toLowerCase(Locale.ROOT));
    if (name.isPresent() && !names.contains(name.get())) {
      throw row.wrong(
          field.get(),
          "is '"
              + given.get()
              + "', and the sentinel's "
              + what
              + " are "
              + String.join(", ", new TreeSet<>(names))
              + ".");
    }
    return name;
  }
}
