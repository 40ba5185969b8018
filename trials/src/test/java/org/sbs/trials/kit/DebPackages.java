package org.sbs.trials.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian packages of what Maven has built: as it is, as a newer one, and as 0.1.0 packed it. */
public final class DebPackages {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Path TREE = ROOT.resolve("target/packaging/deb");
  private static final String OLD = "/package-0.1.0/";

  /** What the unit of 0.1.0 did not say: as whom SBS runs, and most of what is closed to it. */
  private static final String NEW_LINES =
      "(?m)^(User|Group|CapabilityBoundingSet|AmbientCapabilities|NoNewPrivileges|ProtectSystem|"
          + "KeyringMode|ProtectControlGroups|ProtectKernelTunables|Restrict(AddressFamilies|"
          + "Namespaces|SUIDSGID)|SystemCall[A-Za-z]+)=.*\n";

  private final Path folder;

  /** Packages go into that folder. */
  public DebPackages(Path folder) {
    this.folder = folder;
  }

  /** Builds the package of this version; the others need it built. */
  public void build() {
    String script = ROOT.resolve("packaging/build-deb").toString();
    Tools.run("env", "DEB_COMPRESSION=none", script, "--built", "--output", folder.toString());
  }

  /** The same as if it were of another version. */
  public Path as(String version) throws IOException {
    Path control = TREE.resolve("DEBIAN/control");
    String text = Files.readString(control);
    Files.writeString(control, text.replaceFirst("(?m)^Version: .*$", "Version: " + version));
    Path made = folder.resolve("sbs_" + version + "_amd64.deb");
    Tools.run("dpkg-deb", "--root-owner-group", "-Znone", "-b", TREE.toString(), made.toString());
    return made;
  }

  /** With the unit and the scripts of 0.1.0, as of that version. Spoils the tree of the build. */
  public Path old() throws IOException {
    Path unit = TREE.resolve("lib/systemd/system/sbs.service");
    Files.writeString(unit, Files.readString(unit).replaceAll(NEW_LINES, ""));
    Files.delete(TREE.resolve("DEBIAN/preinst"));
    for (String script : new String[] {"postinst", "prerm", "postrm"}) {
      try (InputStream text = DebPackages.class.getResourceAsStream(OLD + script)) {
        Files.write(TREE.resolve("DEBIAN").resolve(script), text.readAllBytes());
      }
    }
    return as("0.1.0");
  }
}
