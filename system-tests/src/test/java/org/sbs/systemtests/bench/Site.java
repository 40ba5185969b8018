package org.sbs.systemtests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of one tool, all on one disk.
 *
 * @param home for what the tool keeps
 * @param source what is copied
 * @param target the copy
 * @param aside for what will be renamed into the source
 */
record Site(Path home, Path source, Path target, Path aside) {
  static Site in(Path folder) throws IOException {
    Site site =
        new Site(
            folder.resolve("home"),
            folder.resolve("source"),
            folder.resolve("target"),
            folder.resolve("aside"));
    Files.createDirectories(site.home);
    Files.createDirectories(site.aside);
    site.empty();
    return site;
  }

  void empty() throws IOException {
    Shell.delete(source);
    Shell.delete(target);
    Files.createDirectories(source);
    Files.createDirectories(target);
  }

  /** The tree while it is part of the source. */
  Path tree() {
    return source.resolve("tree");
  }

  /** The tree while it is not. */
  Path parked() {
    return aside.resolve("tree");
  }
}
