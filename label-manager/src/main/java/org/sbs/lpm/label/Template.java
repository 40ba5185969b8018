package org.sbs.lpm.label;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;

/**
 * A template with placeholders in a printer's language. Immutable.
 *
 * <p>A plain placeholder (dollar, brace, field name, brace) stands where the language takes text,
 * and is filled so that no data can reach the printer as a command. A question mark after the name,
 * and what stands for a value that is missing or empty, make a default; !required refuses such a
 * value. With !number at its end it takes plain numbers only and may stand anywhere; with !raw it
 * may stand anywhere and takes the data as they are. Functions stand after bars. A doubled dollar
 * makes it ordinary text. Text is UTF-8, which the label chooses unless the template does.
 */
public final class Template {
  private final List<TemplatePart> parts;
  private final boolean hasCode128;

  private Template(List<TemplatePart> parts, boolean hasCode128) {
    this.parts = parts;
    this.hasCode128 = hasCode128;
  }

  /** Reads a template in ZPL. */
  public static Template parse(byte[] content) throws TemplateException {
    return parse(content, PrinterLanguage.ZPL);
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException if it cannot be used, with the line
   */
  public static Template parse(byte[] content, PrinterLanguage language) throws TemplateException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new TemplateException("The template is not UTF-8 text: save it as UTF-8.");
    }
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    boolean hasCode128 = language == PrinterLanguage.ZPL && PairCheck.concerns(unmarked);
    return new Template(language.parse(unmarked), hasCode128);
  }

  /** Whether the template takes the quantity itself, as in a ^PQ command. */
  public boolean takesQuantity(String field) {
    return parts.stream().anyMatch(part -> part.isField(field));
  }

  /** The fields that it uses. */
  public Set<String> fields() {
    return parts.stream()
        .flatMap(part -> part.placeholder().stream())
        .map(Placeholder::field)
        .filter(field -> !field.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The fields that say to the printer how many labels it prints. */
  public Set<String> quantityFields() {
    return parts.stream()
        .flatMap(part -> part.placeholder().stream())
        .filter(Placeholder::isQuantity)
        .map(Placeholder::field)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Fills the template today. */
  public byte[] render(DataRow row) throws BadDataException {
    return render(row, LocalDate.now(ZoneId.systemDefault()));
  }

  /**
   * Fills the template.
   *
   * @param today the day on which the label is made
   * @throws BadDataException if a field is missing, or a value cannot stand where it is to
   */
  public byte[] render(DataRow row, LocalDate today) throws BadDataException {
    StringBuilder out = new StringBuilder(1024);
    List<int[]> values = new ArrayList<>();
    for (TemplatePart part : parts) {
      out.append(part.render(row, today));
      int from = values.isEmpty() ? 0 : values.get(values.size() - 1)[1];
      values.add(new int[] {from + part.text().length(), out.length()});
    }
    if (hasCode128) {
      checkPairs(row, out.toString(), values);
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The field that is named is the last one before the fault. */
  private void checkPairs(DataRow row, String label, List<int[]> values) throws BadDataException {
    Optional<PairCheck.Fault> fault = PairCheck.find(label, values);
    if (fault.isEmpty()) {
      return;
    }
    Optional<Placeholder> guilty = Optional.empty();
    for (int i = 0; i < values.size() && values.get(i)[0] <= fault.get().at(); i++) {
      Optional<Placeholder> here = parts.get(i).placeholder();
      guilty = here.isPresent() && !here.get().field().isEmpty() ? here : guilty;
    }
    if (guilty.isEmpty()) {
      throw new BadDataException("The template has a bar code: " + fault.get().why() + ".");
    }
    Placeholder field = guilty.get();
    throw field.wrong(row, row.get(field.field()).orElse(""), fault.get().why());
  }

  /**
   * What no data could make right: in code set C of a Code 128 a digit too many. Nothing is said of
   * values whose length is up to the data.
   *
   * @return a sentence, with the line; nothing if there is no such fault
   */
  public Optional<String> faultOfAnyData() {
    if (!hasCode128) {
      return Optional.empty();
    }
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    StringBuilder out = new StringBuilder(1024);
    List<int[]> values = new ArrayList<>();
    for (TemplatePart part : parts) {
      out.append(part.text());
      int from = out.length();
      part.placeholder()
          .ifPresent(
              placeholder -> {
                OptionalInt digits = placeholder.digits(today);
                out.append(
                    digits.isPresent()
                        ? "1".repeat(digits.getAsInt())
                        : String.valueOf(PairCheck.UNKNOWN));
              });
      values.add(new int[] {from, out.length()});
    }
    return PairCheck.find(out.toString(), values)
        .map(
            fault ->
                "Line "
                    + (1 + out.substring(0, fault.at()).chars().filter(c -> c == '\n').count())
                    + ": the bar code there cannot be printed, whatever the data are: "
                    + fault.why()
                    + ".");
  }

  /** The label with a sample in each place. */
  public byte[] sample() {
    StringBuilder out = new StringBuilder(1024);
    for (TemplatePart part : parts) {
      out.append(part.text()).append(part.placeholder().map(Placeholder::sample).orElse(""));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
