package org.sbs.server.check;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * What the settings folder of our Label Print Manager says of capture folders and printers; the
 * secondary has the same. What the LPM itself would complain of is named and passed over.
 *
 * @param captures absolute
 * @param printers those that sentinels name
 * @param faults what cannot be read, by the name of the sentinel
 */
record LpmSettings(Set<Path> captures, Set<Printer> printers, Map<String, String> faults) {
  private static final int MOST_SENTINELS = 1_000;
  private static final long MOST_BYTES = 1 << 20;
  private static final int IPP_PORT = 631;
  private static final int RAW_PORT = 9100;

  /**
   * A printer.
   *
   * @param host empty for a folder
   * @param queue of a spooler, the last part of its address; empty for others
   * @param folder where labels go, for printers that are folders
   */
  record Printer(String name, String host, int port, String queue, Optional<Path> folder) {}

  /** Reads what is there. */
  static LpmSettings read(Path root) throws IOException {
    LpmSettings found =
        new LpmSettings(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
    for (String name : names(root.resolve("sentinels"))) {
      try {
        found.sentinel(root, name);
      } catch (IOException | InvalidPathException | URISyntaxException e) {
        found.faults.put(name, Patience.words(e));
      }
    }
    return found;
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.toml")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".") && names.size() < MOST_SENTINELS) {
          names.add(name.substring(0, name.length() - ".toml".length()));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return names;
    }
    return names;
  }

  private void sentinel(Path root, String name) throws IOException, URISyntaxException {
    TomlParseResult sentinel = toml(root.resolve("sentinels").resolve(name + ".toml"));
    captures.add(root.resolve(text(sentinel, "capture-folder")).normalize());
    String printer = text(sentinel, "printer");
    printers.add(printer(root, printer));
  }

  private static Printer printer(Path root, String name) throws IOException, URISyntaxException {
    TomlParseResult toml = toml(root.resolve("printers").resolve(name + ".toml"));
    String kind = text(toml, "kind");
    return switch (kind) {
      case "folder" -> {
        Path folder = root.resolve(text(toml, "folder")).normalize();
        yield new Printer(name, "", 0, "", Optional.of(folder));
      }
      case "raw" -> {
        Long port = toml.isLong("port") ? toml.getLong("port") : Long.valueOf(RAW_PORT);
        yield new Printer(name, text(toml, "host"), port.intValue(), "", Optional.empty());
      }
      case "ipp" -> {
        URI uri = new URI(text(toml, "uri"));
        String path = uri.getPath() == null ? "" : uri.getPath();
        int given = uri.getPort() > 0 ? uri.getPort() : IPP_PORT;
        String queue = path.substring(path.lastIndexOf('/') + 1);
        yield new Printer(name, String.valueOf(uri.getHost()), given, queue, Optional.empty());
      }
      default -> throw new IOException("printers/" + name + ".toml: its kind is " + kind);
    };
  }

  private static TomlParseResult toml(Path file) throws IOException {
    String shown = file.getParent().getFileName() + "/" + file.getFileName();
    if (!Files.isRegularFile(file)) {
      throw new IOException(shown + " is not there");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(shown + " is too long");
    }
    TomlParseResult toml = Toml.parse(file);
    if (toml.hasErrors()) {
      throw new IOException(shown + " is no TOML: " + toml.errors().get(0).getMessage());
    }
    return toml;
  }

  private static String text(TomlParseResult toml, String key) throws IOException {
    if (!toml.isString(key)) {
      throw new IOException(key + " is missing");
    }
    return toml.getString(key);
  }
}
