package org.sbs.lpm.label;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbs.lpm.data.BadDataException;
import org.sbs.lpm.data.DataRow;

/**
 * A ZPL template with placeholders. Immutable.
 *
 * <p>A plain placeholder (dollar, brace, field name, brace) stands in field data (^FD or ^FV) and
 * is filled so that no data can reach the printer as a command: whatever is not a harmless ASCII
 * character comes as a hexadecimal escape, for which ^FH is put before the field data unless the
 * template does so itself. A question mark after the name, and what stands for a value that is
 * missing or empty, make a default; !required refuses such a value. With !number after the name it
 * takes plain numbers only and may stand anywhere; with !raw it may stand anywhere and takes the
 * data as they are. A doubled dollar makes it ordinary text.
 *
 * <p>Text is UTF-8: ^CI28 is put after ^XA unless the template has it; another ^CI is refused. So
 * are the commands that change the prefixes (^CC, ^CT, ^CD).
 */
public final class Template {
  private final List<TemplatePart> parts;

  private Template(List<TemplatePart> parts) {
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException if it cannot be used, with the line
   */
  public static Template parse(byte[] content) throws TemplateException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new TemplateException("The template is not UTF-8 text: save it as UTF-8.");
    }
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new Template(new TemplateParser(unmarked).parse());
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

  /**
   * Fills the template.
   *
   * @throws BadDataException if a field is missing, or no number where one is wanted
   */
  public byte[] render(DataRow row) throws BadDataException {
    StringBuilder out = new StringBuilder(1024);
    for (TemplatePart part : parts) {
      out.append(part.render(row));
    }
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
