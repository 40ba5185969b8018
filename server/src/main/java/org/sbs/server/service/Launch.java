package org.sbs.server.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

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
          why(program, String.valueOf(e.getMessage()))
              .with("program", Words.plain(program, SHOWN))
              .with("name", name),
          e);
    }
  }

  /** The system's error number tells; its text may be in any language. */
  private static Reason why(String program, String said) {
    Matcher matcher = ERROR.matcher(said);
    int error = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    return switch (error) {
      case 2 ->
          Reason.of(
              exists(program)
                  ? ReasonCode.PROGRAM_WITHOUT_INTERPRETER
                  : ReasonCode.PROGRAM_NOT_FOUND);
      case 13 -> Reason.of(ReasonCode.PROGRAM_DENIED);
      case 8, 193 -> Reason.of(ReasonCode.PROGRAM_NOT_ONE);
      default -> Reason.of(ReasonCode.PROGRAM_NOT_STARTED).with("words", Words.plain(said, SHOWN));
    };
  }

  private static boolean exists(String program) {
    return program.contains("/") && Files.isRegularFile(Path.of(program));
  }
}
