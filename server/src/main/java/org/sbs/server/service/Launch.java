package org.sbs.server.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts programs, and says in plain words why one does not start. */
final class Launch {
  private static final Pattern ERROR = Pattern.compile("error=(\\d+)");
  private static final int SHOWN = 300;

  private Launch() {}

  static Process start(String name, ProcessBuilder builder) throws ServiceException {
    String program = builder.command().get(0);
    List<String> confined = Confinement.words();
    if (!confined.isEmpty()) {
      List<String> all = new ArrayList<>(confined);
      all.addAll(builder.command());
      builder.command(all);
    }
    try {
      return builder.start();
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      throw new ServiceException(
          ServiceException.Kind.NOT_STARTED,
          "The program "
              + Words.plain(program, SHOWN)
              + " of the command "
              + name
              + why(program, e),
          e);
    }
  }

  /** The system's error number tells; its text may be in any language. */
  private static String why(String program, Exception e) {
    String said = String.valueOf(e.getMessage());
    Matcher matcher = ERROR.matcher(said);
    int error = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    return switch (error) {
      case 2 ->
          exists(program)
              ? " exists, but the interpreter that its first line names was not found."
              : " was not found; name it with its full path.";
      case 13 -> " may not be executed; check its permissions.";
      case 8, 193 ->
          " is no program that this machine can run; a script needs a first line"
              + " that names its interpreter.";
      default -> " did not start: " + Words.plain(said, SHOWN) + ".";
    };
  }

  private static boolean exists(String program) {
    return program.contains("/") && Files.isRegularFile(Path.of(program));
  }
}
