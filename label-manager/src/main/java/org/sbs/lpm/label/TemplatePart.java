package org.sbs.lpm.label;

import java.time.LocalDate;
import java.util.Optional;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;

/** Fixed text, then perhaps a placeholder. */
record TemplatePart(String text, Optional<Placeholder> placeholder) {
  boolean isField(String name) {
    return placeholder.isPresent() && placeholder.get().field().equalsIgnoreCase(name);
  }

  String render(DataRow row, LocalDate today) throws BadDataException {
    return placeholder.isPresent() ? text + placeholder.get().render(row, today) : text;
  }
}
