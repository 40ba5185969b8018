package org.sbs.lpm.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbs.lpm.LabelPrintManager;
import org.sbs.lpm.claims.NodeId;

/**
 * A command line in the plain form in which SBS gives it: the command, then options with their
 * values as words of their own. It is understood without building the whole command line model,
 * which would take a quarter of a second of every {@code lpm list} and of every takeover. Any other
 * form, and whatever is wrong, is left to the model, which knows how to complain.
 */
record PlainLine(
    String command, Map<String, String> values, Set<String> flags, List<String> names) {
  private static final Set<String> ASKING = Set.of("list", "activate", "deactivate", "status");

  /** Nothing if the line is not of the plain form. */
  static Optional<PlainLine> parse(String... arguments) {
    if (arguments.length == 0) {
      return Optional.empty();
    }
    PlainLine line =
        new PlainLine(arguments[0], new HashMap<>(), new HashSet<>(), new ArrayList<>());
    for (int i = 1; i < arguments.length; i++) {
      String word = arguments[i];
      if (Set.of("--settings", "--state", "--node").contains(word)) {
        i++;
        if (i == arguments.length || line.values.putIfAbsent(word, arguments[i]) != null) {
          return Optional.empty();
        }
      } else if (word.startsWith("-")) {
        line.flags.add(word);
      } else {
        line.names.add(word);
      }
    }
    return line.isUnderstood() ? Optional.of(line) : Optional.empty();
  }

  private boolean isUnderstood() {
    if (!values.containsKey("--settings") || !values.containsKey("--state")) {
      return false;
    }
    String node = values.getOrDefault("--node", "node");
    boolean plainNode = !node.isEmpty() && NodeId.nodeName(node).equals(node);
    if (command.equals("run")) {
      return plainNode
          && names.isEmpty()
          && Set.of("--held", "--adopt", "--lifeline").containsAll(flags);
    }
    boolean takesNames = command.equals("activate") || command.equals("deactivate");
    return ASKING.contains(command)
        && !values.containsKey("--node")
        && flags.isEmpty()
        && (takesNames || names.isEmpty());
  }

  int carryOut() throws IOException, InterruptedException {
    Path state = Path.of(values.get("--state"));
    if (command.equals("run")) {
      return Running.run(
          new LabelPrintManager.Options(
              Path.of(values.get("--settings")),
              state,
              Optional.ofNullable(values.get("--node")),
              flags.contains("--held"),
              flags.contains("--adopt")),
          flags.contains("--lifeline"));
    }
    boolean takesNames = command.equals("activate") || command.equals("deactivate");
    return Asking.ask(state, command, takesNames ? Asking.names(names) : List.of());
  }
}
