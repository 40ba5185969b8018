package org.sbs.systemtests.kit;

import java.util.List;
import org.sbs.testkit.Needs;

/** The machine's own tools, for system tests. */
@Needs("setpriv")
public final class Tools {
  private Tools() {}

  /** Runs one to its end, which must be a good one, and returns what it printed. */
  public static String run(String... words) {
    return Shell.run(words);
  }

  /**
   * What runs a program so that file permissions hold for it, also when this is root. Others need
   * no such thing.
   */
  public static List<String> withoutThePowersOfRoot() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")
        : List.of();
  }
}
