package org.sbs.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Secrets as a person types them, unseen, or as another program writes them, on one line. */
public final class TypedSecret {
  private static final int MOST_BYTES = 4096;

  private TypedSecret() {}

  /** Asks on the terminal, or reads one line from standard input. */
  public static String ask(String prompt) throws IOException {
    if (!Terminal.isTypedInto()) {
      return line(System.in);
    }
    if (!Terminal.isThere()) {
      throw new IOException(
          "What is typed here could not be hidden, because the output goes elsewhere. Do not"
              + " redirect the output, or write the secret to standard input.");
    }
    char[] typed = System.console().readPassword("%s", prompt);
    if (typed == null) {
      return "";
    }
    String secret = new String(typed).strip();
    Arrays.fill(typed, ' ');
    return secret;
  }

  /** The first line of a stream. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (line.size() == MOST_BYTES) {
        throw new IOException("The first line of standard input is too long for a secret.");
      }
      line.write(next);
      next = in.read();
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  /** Refuses a secret, or whatever else, that was given as an argument. It is not repeated. */
  static void refuse(List<String> arguments, String command, String secret) throws Failure {
    if (!arguments.isEmpty()) {
      throw new Failure(
          ExitStatus.USAGE,
          command
              + " takes no argument: other users of this machine can see what a command was called"
              + " with, and the shell keeps it in its history. Type "
              + command
              + " alone and enter "
              + secret
              + " when it asks, or write it to standard input. Nothing was stored.");
    }
  }
}
