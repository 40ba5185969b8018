package org.sbs.lpm.control;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command prints and its exit status. Immutable.
 *
 * @param status 0 done, 1 answered no or failed, 2 usage
 * @param out lines for standard output
 * @param err lines for standard error
 */
public record Reply(int status, List<String> out, List<String> err) {
  /** Lines without line breaks. */
  public Reply {
    out = List.copyOf(out);
    err = List.copyOf(err);
  }

  static Reply done(List<String> out) {
    return new Reply(0, out, List.of());
  }

  static Reply failed(String problem) {
    return new Reply(1, List.of(), List.of(problem));
  }

  String encode() {
    StringBuilder text = new StringBuilder();
    out.forEach(line -> text.append("O ").append(line).append('\n'));
    err.forEach(line -> text.append("E ").append(line).append('\n'));
    return text.append("X ").append(status).append('\n').toString();
  }

  /** Gathers the lines of an answer. */
  static final class Decoder {
    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private int status = -1;

    /** Takes one line; false when the answer is complete or is none. */
    boolean take(String line) {
      if (line.startsWith("O ")) {
        out.add(line.substring(2));
        return true;
      }
      if (line.startsWith("E ")) {
        err.add(line.substring(2));
        return true;
      }
      if (line.matches("X [0-9]{1,3}")) {
        status = Integer.parseInt(line.substring(2));
      }
      return false;
    }

    boolean isComplete() {
      return status >= 0;
    }

    Reply reply() {
      return new Reply(status, out, err);
    }
  }
}
