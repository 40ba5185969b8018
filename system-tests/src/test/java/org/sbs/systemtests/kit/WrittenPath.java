package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that a document tells an administrator to type: each block behind a line that says
 * on which PC, in their order.
 */
public final class WrittenPath {
  private static final Pattern STEP =
      Pattern.compile(
          "^On (both|the first|the second)[^\\n]*:\\n\\n```\\n(.*?)\\n```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  private WrittenPath() {}

  /**
   * One block of commands.
   *
   * @param onFirst whether the first PC's administrator types it
   * @param onSecond whether the second PC's does
   */
  public record Step(boolean onFirst, boolean onSecond, String commands) {}

  /** All steps of a document. */
  public static List<Step> steps(Path document) throws IOException {
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(Files.readString(document));
    while (step.find()) {
      String where = step.group(1);
      steps.add(new Step(!where.equals("the second"), !where.equals("the first"), step.group(2)));
    }
    return steps;
  }
}
