package org.sbs.lpm.label;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the fields of the data are meant. Immutable.
 *
 * @param aliases names as templates have them, in lower case, each with the name in the data
 * @param quantityField which field says how many labels of a row are printed
 * @param quantityLimit at most so many
 */
public record Fields(Map<String, String> aliases, String quantityField, int quantityLimit) {
  /** At most so many copies of one label, unless the sentinel says otherwise. */
  public static final int MAX_QUANTITY = 1000;

  /** As they are named, with a field {@code quantity}. */
  public static final Fields PLAIN = new Fields(Map.of(), "quantity", MAX_QUANTITY);

  /** Makes the names of templates lower case; case does not count in those of the data, either. */
  public Fields {
    aliases =
        aliases.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  String inData(String name) {
    return aliases.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }
}
