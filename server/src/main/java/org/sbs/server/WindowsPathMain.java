package org.sbs.server;

import com.sun.jna.platform.win32.Win32Exception;
import java.util.List;
import org.sbs.server.windows.SearchPath;

/**
 * What the scripts of the Windows package ask for: {@code add FOLDER} and {@code remove FOLDER} for
 * the search path of the machine. Batch files cannot do that without harm to other entries.
 */
final class WindowsPathMain {
  private WindowsPathMain() {}

  /** Exit status 0: done; 1: not, and nothing was changed; 2: wrong words. */
  public static void main(String[] words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    if (words.size() != 2 || !List.of("add", "remove").contains(words.get(0))) {
      System.err.println("Usage: add FOLDER or remove FOLDER");
      return 2;
    }
    try {
      if (words.get(0).equals("add")) {
        SearchPath.add(words.get(1));
      } else {
        SearchPath.remove(words.get(1));
      }
      return 0;
    } catch (Win32Exception e) {
      System.err.println("The search path of this machine was left as it is: " + e.getMessage());
      return 1;
    }
  }
}
