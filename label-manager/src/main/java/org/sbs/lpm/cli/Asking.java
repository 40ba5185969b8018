package org.sbs.lpm.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbs.lpm.control.ControlClient;
import org.sbs.lpm.control.Reply;
import org.sbs.lpm.state.Log;

/** What the commands that ask a running Label Print Manager have in common. */
final class Asking {
  private Asking() {}

  /** Asks, prints the answer, and returns the exit status. */
  static int ask(Path state, String command, List<String> arguments) {
    Optional<Reply> reply = ControlClient.ask(state, command, arguments);
    if (reply.isEmpty()) {
      System.err.println(
          "No Label Print Manager runs with the state folder "
              + state
              + ", or it does not answer; lpm run starts one.");
      return ExitStatus.NOT_RUNNING;
    }
    print(reply.get().out(), System.out);
    print(reply.get().err(), System.err);
    return reply.get().status();
  }

  private static void print(List<String> lines, PrintStream stream) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      // What came from elsewhere must not command a terminal; programs read parts between tabs.
      String[] parts = line.split("\t", -1);
      text.append(Arrays.stream(parts).map(Log::clean).collect(Collectors.joining("\t")));
      text.append('\n');
    }
    // UTF-8 whatever the locale: programs read this, and sentinels have names in any script.
    stream.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }

  /** The names given as arguments or, without any, on standard input, one a line. */
  static List<String> names(List<String> arguments) throws IOException {
    if (!arguments.isEmpty()) {
      return arguments;
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      return reader.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }
}
