package org.sbs.server.platform;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints the unit for a package: the one that {@code sbs service install} writes, for the installed
 * home. The build of the package calls it.
 */
public final class PackagedUnit {
  private static final String MARK =
      "# Part of the package. Changes belong into: systemctl edit sbs.service";

  private static final String PRIVILEGED = "--privileged";

  private PackagedUnit() {}

  /**
   * Prints it.
   *
   * @param args the settings folder of the home, and the words of the command that runs the node;
   *     or {@code --privileged} for the drop-in by which that runs as root
   */
  public static void main(String[] args) {
    List<String> words = List.of(args);
    if (words.equals(List.of(PRIVILEGED))) {
      print(SystemdUnit.rootDropIn());
      return;
    }
    String text = SystemdUnit.text(Path.of(words.get(0)), words.subList(1, words.size()), false);
    print(text.replace(SystemdUnit.MARK, MARK));
  }

  private static void print(String text) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(text);
    out.flush();
  }
}
