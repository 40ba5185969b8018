package org.sbs.server.platform;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The symbolic links by which systemd starts a unit at boot or with another unit. They are kept and
 * put back one by one, because {@code systemctl disable} also removes a link that makes the unit
 * known at all ({@code systemctl link}) and the units of {@code Also=}, and {@code systemctl
 * enable} does not know links that an administrator made by hand ({@code add-wants}).
 */
final class UnitLinks {
  private static final Pattern PULLS_IN = Pattern.compile("[^/]+\\.(wants|requires|upholds)");

  private final List<Path> folders;

  /**
   * One link.
   *
   * @param path where it lies
   * @param target what it says, as it was read
   */
  record Link(Path path, String target) {}

  /** With the folders of units in which an administrator enables them. */
  UnitLinks(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** All links that start that unit, or give it a second name. */
  List<Link> find(String unit) throws IOException {
    List<Link> found = new ArrayList<>();
    for (Path folder : folders) {
      for (Path entry : entries(folder)) {
        if (Files.isSymbolicLink(entry)) {
          boolean alias = !name(entry).equals(unit) && targetOf(entry).endsWith("/" + unit);
          link(entry, alias).ifPresent(found::add);
        } else if (PULLS_IN.matcher(name(entry)).matches()) {
          for (Path each : entries(entry)) {
            boolean ours =
                Files.isSymbolicLink(each)
                    && (name(each).equals(unit) || targetOf(each).endsWith("/" + unit));
            link(each, ours).ifPresent(found::add);
          }
        }
      }
    }
    return found;
  }

  /** Removes a link; the folder that it leaves empty stays. */
  static void remove(Link link) throws IOException {
    Files.deleteIfExists(link.path());
  }

  /** Puts a link back; where something lies there by now, that stays. */
  static void restore(Link link) throws IOException {
    Files.createDirectories(link.path().getParent());
    try {
      Files.createSymbolicLink(link.path(), Path.of(link.target()));
    } catch (FileAlreadyExistsException e) {
      return; // Enabled again by somebody else.
    }
  }

  /**
   * Whether such a link may be put back for that unit: it lies where {@link #find} looks, so that a
   * forged record cannot make root write elsewhere.
   */
  boolean isPossible(Link link, String unit) {
    Path path = link.path();
    boolean inPlace =
        path.normalize().equals(path)
            && folders.stream()
                .anyMatch(
                    folder ->
                        folder.equals(path.getParent())
                            || (path.getParent() != null
                                && folder.equals(path.getParent().getParent())
                                && PULLS_IN.matcher(name(path.getParent())).matches()));
    String target = "/" + link.target();
    int at = unit.indexOf('@');
    int dot = unit.lastIndexOf('.');
    String template = at < 0 ? unit : unit.substring(0, at + 1) + unit.substring(dot);
    return inPlace && (target.endsWith("/" + unit) || target.endsWith("/" + template));
  }

  private static Optional<Link> link(Path path, boolean wanted) throws IOException {
    return wanted
        ? Optional.of(new Link(path, Files.readSymbolicLink(path).toString()))
        : Optional.empty();
  }

  private static String targetOf(Path link) throws IOException {
    return "/" + Files.readSymbolicLink(link);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
