package org.sbs.systemtests.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Debian packages of what Maven has built: as it is, as a newer one, and as 0.1.0 packed it. The
 * first system test of a run that asks for them builds all three; those in other JVMs wait for it,
 * because a build has one place for its files.
 */
public final class DebPackages {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path TREE = ROOT.resolve("target/packaging/deb");
  private static final Path SHARED = ROOT.resolve("system-tests/target/packages");
  private static final Path LOCK = ROOT.resolve("system-tests/target/packages.lock");
  private static final String OLD = "/package-0.1.0/";

  /** One run of the tests by Maven; where there is none, as in an editor, each JVM is its own. */
  private static final String RUN =
      System.getProperty("system-tests.run", UUID.randomUUID().toString());

  /** What the unit of 0.1.0 did not say: as whom SBS runs, and most of what is closed to it. */
  private static final String NEW_LINES =
      "(?m)^(User|Group|CapabilityBoundingSet|AmbientCapabilities|NoNewPrivileges|ProtectSystem|"
          + "KeyringMode|ProtectControlGroups|ProtectKernelTunables|Restrict(AddressFamilies|"
          + "Namespaces|SUIDSGID)|SystemCall[A-Za-z]+)=.*\n";

  /** Which package. */
  public enum Edition {
    /** As it is. */
    CURRENT,
    /** The same as if it were of a {@linkplain #NEWER_VERSION later version}. */
    NEWER,
    /** The same with the unit and the scripts of 0.1.0, as of that version. */
    OLD
  }

  /** Later than any. */
  public static final String NEWER_VERSION = "9.9.9";

  private final Path folder;

  /** Packages go into that folder. */
  public DebPackages(Path folder) {
    this.folder = folder;
  }

  /** Puts one into the folder, where it replaces one of the same version. */
  public Path put(Edition edition) throws IOException {
    try (FileChannel channel =
            FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      Path run = SHARED.resolve("run");
      if (held.isValid() && !(Files.exists(run) && Files.readString(run).equals(RUN))) {
        Folders.delete(SHARED);
        build();
        Files.writeString(run, RUN);
      }
    }
    Path shared = shared(edition);
    Path put = folder.resolve(shared.getFileName());
    Files.deleteIfExists(put);
    return Files.createLink(put, shared);
  }

  private static Path folderOf(Edition edition) throws IOException {
    return Files.createDirectories(SHARED.resolve(edition.name()));
  }

  private static Path shared(Edition edition) throws IOException {
    try (Stream<Path> built = Files.list(folderOf(edition))) {
      return built.findFirst().orElseThrow();
    }
  }

  private static void build() throws IOException {
    String script = ROOT.resolve("packaging/build-deb").toString();
    String current = folderOf(Edition.CURRENT).toString();
    Tools.run("env", "DEB_COMPRESSION=none", script, "--built", "--output", current);
    pack(Edition.NEWER, NEWER_VERSION);
    spoil();
    pack(Edition.OLD, "0.1.0");
  }

  private static void pack(Edition edition, String version) throws IOException {
    Path control = TREE.resolve("DEBIAN/control");
    String text = Files.readString(control);
    Files.writeString(control, text.replaceFirst("(?m)^Version: .*$", "Version: " + version));
    Path made = folderOf(edition).resolve("sbs_" + version + "_amd64.deb");
    Tools.run("dpkg-deb", "--root-owner-group", "-Znone", "-b", TREE.toString(), made.toString());
  }

  /** Makes the unit and the scripts those of 0.1.0. */
  private static void spoil() throws IOException {
    Path unit = TREE.resolve("lib/systemd/system/sbs.service");
    Files.writeString(unit, Files.readString(unit).replaceAll(NEW_LINES, ""));
    Files.delete(TREE.resolve("DEBIAN/preinst"));
    for (String script : new String[] {"postinst", "prerm", "postrm"}) {
      try (InputStream text = DebPackages.class.getResourceAsStream(OLD + script)) {
        Files.write(TREE.resolve("DEBIAN").resolve(script), text.readAllBytes());
      }
    }
  }
}
