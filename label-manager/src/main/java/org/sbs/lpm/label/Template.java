package org.sbs.lpm.label;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
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

  private Template(List<TemplatePart> parts) {
    this.parts = parts;
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
    return new Template(language.parse(unmarked));
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
    for (TemplatePart part : parts) {
      out.append(part.render(row, today));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
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
