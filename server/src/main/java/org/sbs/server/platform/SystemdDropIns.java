package org.sbs.server.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.server.service.SystemdDropIn;

/** The drop-ins that tie a taken unit, and the template of its sentinels, to SBS's own unit. */
final class SystemdDropIns {
  private static final String DROP_IN = "50-sbs.conf";
  private static final String FOLDER_END = ".d";
  private static final String FOR = "# For the unit ";

  private final Path units;

  SystemdDropIns(Path units) {
    this.units = units;
  }

  /**
   * A drop-in that SBS wrote.
   *
   * @param unit the taken unit for which it is; empty if SBS 0.1.0 wrote it, which took one unit
   */
  record DropIn(Path file, Optional<String> unit) {
    /** The unit or the template that it changes. */
    String of() {
      String folder = String.valueOf(file.getParent().getFileName());
      return folder.substring(0, folder.length() - FOLDER_END.length());
    }

    /** Whether it goes when that unit is given back. */
    boolean belongsTo(String other) {
      return unit.map(other::equals).orElse(true);
    }
  }

  /** Writes those of a unit; returns the files. */
  List<Path> write(String unit, Optional<String> sentinelUnit, boolean root) throws IOException {
    List<Path> written = new ArrayList<>();
    written.add(write(unit, unit, SystemdDropIn.serviceDropIn(root)));
    if (sentinelUnit.isPresent()) {
      String template = sentinelUnit.get().replace("%s", "");
      written.add(write(template, unit, SystemdDropIn.sentinelDropIn(root)));
    }
    return written;
  }

  private Path write(String of, String unit, String text) throws IOException {
    Path file = units.resolve(of + FOLDER_END).resolve(DROP_IN);
    Files.createDirectories(file.getParent());
    replace(file, SystemdUnit.MARK + "\n" + FOR + unit + "\n" + text);
    return file;
  }

  /** All that SBS wrote. */
  List<DropIn> all() throws IOException {
    List<DropIn> found = new ArrayList<>();
    if (!Files.isDirectory(units)) {
      return found;
    }
    try (Stream<Path> folders = Files.list(units)) {
      for (Path folder :
          folders.filter(path -> path.toString().endsWith(FOLDER_END)).sorted().toList()) {
        Path file = folder.resolve(DROP_IN);
        if (Files.isRegularFile(file) && isOurs(file)) {
          Optional<String> unit =
              Files.readString(file, StandardCharsets.ISO_8859_1)
                  .lines()
                  .filter(line -> line.startsWith(FOR))
                  .findFirst()
                  .map(line -> line.substring(FOR.length()));
          found.add(new DropIn(file, unit));
        }
      }
    }
    return found;
  }

  /** Whether SBS wrote that file. */
  static boolean isOurs(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1).startsWith(SystemdUnit.MARK);
  }

  /** Removes one, and its folder if that is empty then. */
  static void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    try (Stream<Path> others = Files.list(file.getParent())) {
      if (others.findAny().isEmpty()) {
        Files.delete(file.getParent());
      }
    }
  }

  /** Replaces a file whole. */
  static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
