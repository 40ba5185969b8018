package org.sbs.server.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands that help lists together, by what one wants to do. */
enum CommandGroup {
  /** What a node does now. */
  RUN("Run and watch", "start", "stop", "run", "status", "console", "check", "history"),
  /** Which node serves. */
  ROLES("Roles", "switchover", "pause", "resume"),
  /** What is printed. */
  SERVICE("The protected service", "sentinels"),
  /** What is copied. */
  FILES("Files", "sync", "files"),
  /** How it is done. */
  SETTINGS("Settings", "config", "reload", "mail"),
  /** What is done once, or seldom. */
  SETUP("Set up and care for", "pair", "licence", "service", "repair", "completion", "demo");

  private final String title;

  /** Cannot change: the checker does not know {@code List.of}. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> names;

  CommandGroup(String title, String... names) {
    this.title = title;
    this.names = List.of(names);
  }

  /**
   * Lets the help of that line, not of its commands, list them so, each with the first line of its
   * own help.
   */
  static void listIn(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    Map<String, CommandLine.IHelpSectionRenderer> sections = new HashMap<>(usage.sectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    sections.put(
        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
        help ->
            Stream.of(values())
                .map(group -> group.list(help.commandSpec().subcommands()))
                .collect(Collectors.joining()));
    usage.sectionMap(sections);
  }

  private String list(Map<String, CommandLine> commands) {
    return names.stream()
        .filter(commands::containsKey)
        .map(
            name ->
                String.format(
                    "  %-12s%s%n",
                    name, commands.get(name).getCommandSpec().usageMessage().description()[0]))
        .collect(Collectors.joining("", String.format("%n%s:%n", title), ""));
  }
}
