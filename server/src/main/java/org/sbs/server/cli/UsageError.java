package org.sbs.server.cli;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.sbs.core.text.Sanitizer;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with the arguments of a command, without what may be a secret among them
 * (R10.8): the output of a script is kept in more places than its arguments.
 */
final class UsageError implements IParameterExceptionHandler {
  private static final String MASK = "…";

  /** Where one of these words stands, any other may be the secret that does not belong there. */
  private static final Set<String> OF_SECRETS = Set.of("pair", "mail", "join", "password");

  /** A pair key, also one that lost its last group or some hyphens. */
  private static final Pattern KEY =
      Pattern.compile("[0-9A-Za-z]{4,}(-[0-9A-Za-z]{4,}){3,}|[0-9A-Za-z]{24,}");

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter to = command.getErr();
    to.println(Sanitizer.lines(masked(error.getMessage(), command, List.of(arguments))));
    if (!UnmatchedArgumentException.printSuggestions(error, to)) {
      command.usage(to);
    }
    return ExitStatus.USAGE;
  }

  private static String masked(String message, CommandLine command, List<String> arguments) {
    String masked = KEY.matcher(message).replaceAll(MASK);
    if (arguments.stream().noneMatch(OF_SECRETS::contains)) {
      return masked;
    }
    Set<String> known = names(command);
    for (String argument : arguments) {
      int value = argument.indexOf('=') + 1;
      boolean named = value > 0 && known.contains(argument.substring(0, value - 1));
      String secret = named ? argument.substring(value) : argument;
      if (!known.contains(secret) && !OF_SECRETS.contains(secret)) {
        masked = masked.replace("'" + secret + "'", "'" + MASK + "'");
      }
    }
    return masked;
  }

  /** The words that belong to the command, and to those above it. */
  private static Set<String> names(CommandLine command) {
    Set<String> names = new HashSet<>();
    for (CommandLine at = command; at != null; at = at.getParent()) {
      names.addAll(at.getSubcommands().keySet());
      names.addAll(at.getCommandSpec().optionsMap().keySet());
    }
    return names;
  }
}
