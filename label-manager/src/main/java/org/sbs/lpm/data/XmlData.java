package org.sbs.lpm.data;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML: what repeats inside the document's wrappings is a label, or each member of a list that the
 * template uses. Fields are named by their way, as in {@code E1EDL20/VBELN}, attributes with an at
 * sign, as in {@code item/@id}; an element with an attribute {@code name} and a text is the field
 * of that name. Name spaces do not count. Entities of a file's own, and document types that declare
 * something, are refused.
 */
final class XmlData implements Records {
  /** Names that no template uses, so that they are wrappings and no part of a field's way. */
  private static final String ROWS = "lpm-rows";

  private static final String ROW = "lpm-row";
  private static final int LINE_SEPARATOR = 0x2028;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_CHARACTERS = 16 * TextStream.MAX_ROW_CHARACTERS;

  private final TextStream text;
  private final Branches branches;
  private final Optional<Charset> encoding;
  private final Writable writable;
  private Optional<Iterator<DataRow>> rows = Optional.empty();
  private Optional<DataRow> last = Optional.empty();
  private String version = "1.0";
  private int length;

  XmlData(TextStream text, Wanted wanted, Optional<Charset> encoding) {
    this.text = text;
    this.encoding = encoding;
    this.writable = new Writable(encoding);
    this.branches = new Branches("/", "", wanted);
  }

  @Override
  public Optional<DataRow> next() throws IOException, BadDataException, IncompleteDataException {
    if (rows.isEmpty()) {
      rows = Optional.of(read().iterator());
    }
    last = rows.get().hasNext() ? Optional.of(rows.get().next()) : Optional.empty();
    return last;
  }

  private List<DataRow> read() throws IOException, BadDataException, IncompleteDataException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    skipBlanks();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new XmlProlog(text));
      try {
        version = Optional.ofNullable(xml.getVersion()).orElse(version);
        return branches.rows(document(xml));
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNumber();
      // A text that ends before its first element has no place for the parser.
      if (line < 1) {
        throw new IncompleteDataException("The XML text ends before its first element.");
      }
      if (text.drain()
          <= Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getCharacterOffset())) {
        throw new IncompleteDataException("The XML text ends too early, in line " + line + ".");
      }
      throw new BadDataException(
          "Line " + line + ", column " + column + " is no XML: " + sentence(e) + ".");
    }
  }

  /** Some programs write an empty line before the declaration. */
  private void skipBlanks() throws IOException {
    while (text.peek() != TextStream.END && Character.isWhitespace(text.peek())) {
      text.take();
    }
  }

  private static String sentence(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("Message:");
    return (at < 0 ? message : message.substring(at + 8)).strip().replaceAll("\\.$", "");
  }

  private Branch document(XMLStreamReader xml) throws XMLStreamException, BadDataException {
    Deque<Branch> open = new ArrayDeque<>();
    Deque<String> names = new ArrayDeque<>();
    Deque<StringBuilder> texts = new ArrayDeque<>();
    Branch root = Branch.open(0, Optional.empty());
    open.push(root);
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > MAX_DEPTH) {
            throw new BadDataException(
                "Line " + line(xml) + ": elements are nested deeper than " + MAX_DEPTH + ".");
          }
          open.push(element(xml));
          names.push(xml.getLocalName());
          texts.push(new StringBuilder());
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!texts.isEmpty()) {
            texts.peek().append(xml.getText());
            grow(xml, xml.getTextLength());
          }
        }
        case XMLStreamConstants.END_ELEMENT ->
            closed(open.pop(), names.pop(), Text.strip(texts.pop().toString()), open.peek());
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new BadDataException(
                "Line "
                    + line(xml)
                    + ": the file defines or uses entities of its own, which are not read. Export"
                    + " it without declarations in its document type.");
        default -> {}
      }
    }
    return root;
  }

  private Branch element(XMLStreamReader xml) throws BadDataException {
    // Many documents are one line: that it is the first says nothing.
    Branch element = Branch.open(line(xml) > 1 ? line(xml) : 0, Optional.empty());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(xml.getAttributeNamespace(i))) {
        // About the document, and no data.
        continue;
      }
      String value = xml.getAttributeValue(i);
      grow(xml, value.length());
      element.add("@" + xml.getAttributeLocalName(i), Branch.leaf(line(xml), value));
    }
    grow(xml, xml.getLocalName().length() + 1);
    return element;
  }

  private static void closed(Branch element, String name, String value, Branch parent) {
    boolean hasElements = element.groups().keySet().stream().anyMatch(key -> !key.startsWith("@"));
    Optional<String> named = attribute(element, "@name");
    if (named.isPresent() && !hasElements) {
      String own = value.isEmpty() ? attribute(element, "@value").orElse("") : value;
      parent.add(named.get(), Branch.leaf(element.line(), own));
    } else if (hasElements) {
      parent.add(name, element);
    } else {
      Branch leaf = new Branch(element.line(), Optional.of(value), element.groups());
      parent.add(name, leaf);
    }
  }

  private static Optional<String> attribute(Branch element, String name) {
    return element.groups().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .findFirst()
        .flatMap(entry -> entry.getValue().members().get(0).value());
  }

  private void grow(XMLStreamReader xml, int by) throws BadDataException {
    length += by;
    if (length > MAX_CHARACTERS) {
      throw new BadDataException(
          "Line "
              + line(xml)
              + ": the document is longer than "
              + MAX_CHARACTERS
              + " characters; split it.");
    }
  }

  private static int line(XMLStreamReader xml) {
    return Math.max(1, xml.getLocation().getLineNumber());
  }

  @Override
  public void keepRows() {
    // They are made anew.
  }

  @Override
  public String head() {
    String name = encoding.orElse(StandardCharsets.UTF_8).name();
    return "<?xml version=\"" + version + "\" encoding=\"" + name + "\"?>\n<" + ROWS + ">\n";
  }

  /** An element with a field a line, by the names that templates have for them. */
  @Override
  public String rowText() {
    StringBuilder row = new StringBuilder("<" + ROW + ">\n");
    if (last.isPresent()) {
      last.get().written().forEach(field -> field(field.getKey(), field.getValue(), row));
      last.get().lists().forEach((name, values) -> values.forEach(each -> field(name, each, row)));
    }
    return row.append("</" + ROW + ">\n").toString();
  }

  /** Blanks at the ends count in an attribute only. */
  private void field(String name, String value, StringBuilder row) {
    row.append("  <field name=\"").append(escaped(name));
    if (Text.strip(value).equals(value)) {
      row.append("\">").append(escaped(value)).append("</field>\n");
    } else {
      row.append("\" value=\"").append(escaped(value)).append("\"/>\n");
    }
  }

  private String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    value
        .codePoints()
        .forEach(
            c -> {
              boolean isPlain = "&<>\"".indexOf(c) < 0 && !Character.isISOControl(c);
              if (isPlain && c != LINE_SEPARATOR) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append("&#").append(c).append(';');
              }
            });
    return writable.text(escaped.toString(), c -> "&#" + c + ";");
  }

  @Override
  public String tail() {
    return "</" + ROWS + ">\n";
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
