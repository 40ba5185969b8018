import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Prints the notices of a package: its libraries with version, licence and address, from the lists
 * that the build makes (CycloneDX, sbom.xml). Fails where a library names no licence.
 */
final class ThirdParty {
  private ThirdParty() {}

  public static void main(String[] files) throws Exception {
    SortedMap<String, String> libraries = new TreeMap<>();
    List<String> without = new ArrayList<>();
    for (String file : files) {
      Element bom =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Path.of(file).toFile())
              .getDocumentElement();
      for (Element component : children(child(bom, "components"), "component")) {
        String group = text(component, "group");
        String name = group + ":" + text(component, "name");
        if (group.equals("org.sbs")) {
          continue;
        }
        List<String> licences = licences(component);
        if (licences.isEmpty()) {
          without.add(name);
        }
        libraries.put(
            name,
            "  version: " + text(component, "version") + "\n"
                + "  licence: " + String.join(", or ", licences) + "\n"
                + "  from:    " + address(component) + "\n");
      }
    }
    if (!without.isEmpty()) {
      System.err.println("These libraries name no licence: " + String.join(", ", without));
      System.exit(1);
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(
        "SBS comes with these libraries, unchanged but for machine code of other platforms, which is\n"
            + "left out. Each is under its own licence, whose text and notices lie in its jar (META-INF)\n"
            + "or at the address named. The Java runtime has its own in runtime/legal.\n");
    libraries.forEach((name, what) -> out.print("\n" + name + "\n" + what));
  }

  private static List<String> licences(Element component) {
    List<String> found = new ArrayList<>();
    for (Element all : children(component, "licenses")) {
      for (Element licence : children(all, "license")) {
        found.add(
            children(licence, "id").isEmpty() ? text(licence, "name") : text(licence, "id"));
      }
      for (Element expression : children(all, "expression")) {
        found.add(expression.getTextContent().strip());
      }
    }
    return found;
  }

  private static String address(Element component) {
    for (Element all : children(component, "externalReferences")) {
      for (Element reference : children(all, "reference")) {
        if (reference.getAttribute("type").equals("website")) {
          return text(reference, "url");
        }
      }
    }
    return text(component, "purl");
  }

  private static Element child(Element parent, String name) {
    return children(parent, name).get(0);
  }

  private static String text(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node at = parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
