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
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.reason.ReasonException;
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
record LpmSettings(Set<Path> captures, Set<Printer> printers, Map<String, Reason> faults) {
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
      } catch (ReasonException e) {
        found.faults.put(name, e.reason());
      } catch (IOException | InvalidPathException | URISyntaxException e) {
        found.faults.put(name, Patience.why(e));
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
    Definition sentinel = Definition.read(root.resolve("sentinels").resolve(name + ".toml"));
    captures.add(root.resolve(sentinel.text("capture-folder")).normalize());
    String printer = sentinel.text("printer");
    printers.add(printer(root, printer));
  }

  private static Printer printer(Path root, String name) throws IOException, URISyntaxException {
    Definition definition = Definition.read(root.resolve("printers").resolve(name + ".toml"));
    String kind = definition.text("kind");
    return switch (kind) {
      case "folder" -> {
        Path folder = root.resolve(definition.text("folder")).normalize();
        yield new Printer(name, "", 0, "", Optional.of(folder));
      }
      case "raw" -> {
        int port = definition.whole("port", RAW_PORT);
        yield new Printer(name, definition.text("host"), port, "", Optional.empty());
      }
      case "ipp" -> {
        URI uri = new URI(definition.text("uri"));
        String path = uri.getPath() == null ? "" : uri.getPath();
        int given = uri.getPort() > 0 ? uri.getPort() : IPP_PORT;
        String queue = path.substring(path.lastIndexOf('/') + 1);
        yield new Printer(name, String.valueOf(uri.getHost()), given, queue, Optional.empty());
      }
      default ->
          throw new ReasonException(
              Reason.of(ReasonCode.PROBE_PRINTER_KIND)
                  .with("file", definition.file())
                  .with("value", kind));
    };
  }

  /**
   * A file of definitions.
   *
   * @param file its folder and name
   */
  private record Definition(String file, TomlParseResult toml) {
    static Definition read(Path path) throws IOException {
      String file = path.getParent().getFileName() + "/" + path.getFileName();
      if (!Files.isRegularFile(path)) {
        throw new ReasonException(Reason.of(ReasonCode.PROBE_FILE_MISSING).with("file", file));
      }
      if (Files.size(path) > MOST_BYTES) {
        throw new ReasonException(Reason.of(ReasonCode.PROBE_FILE_LONG).with("file", file));
      }
      TomlParseResult toml = Toml.parse(path);
      if (toml.hasErrors()) {
        throw new ReasonException(
            Reason.of(ReasonCode.PROBE_FILE_NOT_TOML)
                .with("file", file)
                .with("words", String.valueOf(toml.errors().get(0).getMessage())));
      }
      return new Definition(file, toml);
    }

    String text(String key) {
      if (!toml.isString(key)) {
        throw new ReasonException(
            Reason.of(ReasonCode.PROBE_SETTING_MISSING).with("file", file).with("key", key));
      }
      return toml.getString(key);
    }

    int whole(String key, int otherwise) {
      Long value = toml.isLong(key) ? toml.getLong(key) : null;
      return value == null ? otherwise : value.intValue();
    }
  }
}
