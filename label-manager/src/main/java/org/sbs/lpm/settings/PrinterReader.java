package org.sbs.lpm.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.lpm.printer.PrinterDefinition;

/** Reads {@code printers/NAME.toml}. */
final class PrinterReader {
  private static final int MAX_PORT = 65_535;
  private static final int HOUR_MS = 3_600_000;
  private static final Set<String> SCHEMES = Set.of("ipp", "ipps", "http", "https");

  private final SettingsPaths paths;
  private final List<String> problems;

  PrinterReader(SettingsPaths paths, List<String> problems) {
    this.paths = paths;
    this.problems = problems;
  }

  /** The kinds of printers. */
  enum Kind {
    FOLDER,
    RAW,
    IPP
  }

  /** The printer; nothing if its definition has problems, which are added to the list. */
  Optional<PrinterDefinition> read(String name) {
    int before = problems.size();
    String shown = "printers/" + name + ".toml";
    Optional<TomlFile> file = TomlFile.read(paths.printer(name), shown, problems);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    TomlFile toml = file.get();
    if (toml.required("kind", "kind = \"folder\"").isEmpty()) {
      return Optional.empty();
    }
    Kind kind = toml.choice("kind", Kind.FOLDER);
    if (problems.size() > before) {
      return Optional.empty();
    }
    PrinterDefinition printer =
        switch (kind) {
          case FOLDER -> folder(name, toml);
          case RAW -> raw(name, toml);
          case IPP -> ipp(name, toml);
        };
    toml.rejectUnknown();
    return problems.size() > before ? Optional.empty() : Optional.of(printer);
  }

  private PrinterDefinition folder(String name, TomlFile toml) {
    Path folder =
        toml.required("folder", "folder = \"/srv/labels\"")
            .flatMap(text -> paths.resolve(toml, "folder", text))
            .orElse(paths.root());
    String extension = toml.string("extension").orElse("zpl");
    if (!extension.matches("[A-Za-z0-9]{1,10}")) {
      toml.problem("extension", "extension must be 1 to 10 letters or digits, without a dot.");
    }
    return new PrinterDefinition.Folder(name, folder, extension);
  }

  private static PrinterDefinition raw(String name, TomlFile toml) {
    return new PrinterDefinition.Raw(
        name,
        host(toml),
        toml.number("port", 9100, 1, MAX_PORT),
        toml.number("connect-timeout-ms", 3000, 10, HOUR_MS),
        toml.number("stall-timeout-ms", 60_000, 10, HOUR_MS),
        toml.number("close-timeout-ms", 10_000, 10, HOUR_MS),
        toml.flag("await-close", true),
        telling(toml));
  }

  /** An IPv6 address has more than one colon; a name or IPv4 address with one has a port. */
  private static String host(TomlFile toml) {
    String host = toml.required("host", "host = \"192.0.2.20\"").orElse("");
    boolean withPort = host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':');
    if (withPort || host.contains("/") || host.contains(" ")) {
      toml.problem("host", "host must be a name or an address alone; the port is a key: port.");
    }
    return host;
  }

  private static PrinterDefinition.Telling telling(TomlFile toml) {
    PrinterDefinition.StatusBy by = toml.choice("status", PrinterDefinition.StatusBy.NONE);
    String community = toml.string("snmp-community").orElse("public");
    return new PrinterDefinition.Telling(
        by,
        toml.number("status-timeout-ms", 2000, 50, 60_000),
        community,
        toml.number("snmp-port", 161, 1, MAX_PORT));
  }

  private static PrinterDefinition ipp(String name, TomlFile toml) {
    URI uri = URI.create("ipp://localhost/");
    Optional<String> text = toml.required("uri", "uri = \"ipp://cups.example:631/printers/dock3\"");
    if (text.isPresent()) {
      try {
        URI given = new URI(text.get());
        if (given.getHost() == null || !SCHEMES.contains(String.valueOf(given.getScheme()))) {
          throw new URISyntaxException(text.get(), "no host or scheme");
        }
        uri = given;
      } catch (URISyntaxException e) {
        toml.problem(
            "uri", "uri must read like ipp://host:631/printers/queue (ipp, ipps, http or https).");
      }
    }
    return new PrinterDefinition.Ipp(
        name,
        uri,
        toml.string("document-format"),
        toml.string("user").orElse("lpm"),
        toml.number("timeout-ms", 15_000, 10, HOUR_MS));
  }
}
