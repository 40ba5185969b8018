package org.sbs.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.sbs.core.text.Sanitizer;
import org.sbs.server.admin.AdminClient;
import org.sbs.server.admin.AdminException;
import org.sbs.server.config.HomeFolder;
import org.sbs.server.node.NodeControl.Answer;
import org.sbs.server.platform.FolderOwner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program's command line: what all commands share, and the list of them. */
@Command(
    name = "sbs",
    description = "Keeps a print service alive on two computers.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit status: 0 done, 1 answered no or failed, 2 wrong usage,",
      "69 the node does not answer, 78 the settings are wrong."
    })
public final class Sbs implements Callable<Integer> {
  private static final int HELP_COLUMNS = 90;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "The node's home folder; else SBS_HOME, else the%ninstalled one, else ./sbs-home.")
  private Path home;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answers in JSON, on one line.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean version;

  @Option(names = "-cfg", description = "Opens the dialog, as does: sbs config dialog.")
  private boolean dialog;

  private Sbs(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs one command.
   *
   * @return the exit status: 0 done, 1 answered no or failed, 2 wrong usage, 69 the node does not
   *     answer, 78 the settings are wrong
   */
  public static int execute(Surroundings surroundings, String... arguments) {
    Sbs sbs = new Sbs(surroundings);
    int status = PlainCommand.of(arguments).map(sbs::plain).orElseGet(() -> sbs.parsed(arguments));
    return status == ExitStatus.USAGE ? status : sbs.settled(status);
  }

  private int parsed(String... arguments) {
    return line(arguments).execute(arguments);
  }

  /** Reading the arguments with all their rules would take longer than such a command itself. */
  private int plain(PlainCommand command) {
    home = command.home().orElse(null);
    json = command.json();
    try {
      return switch (command.name()) {
        case STATUS -> new StatusCommand(this).call();
        case RUN -> new RunCommand(this).call();
      };
    } catch (Failure | IOException | RuntimeException e) {
      return failed(e);
    }
  }

  /** What a command of root's wrote in the home of an SBS that is not root must be that SBS's. */
  private int settled(int status) {
    try {
      FolderOwner.settle(home().settings());
      FolderOwner.settle(home().state());
      return status;
    } catch (IOException e) {
      complain("what was written in " + home() + " may not be SBS's to read: " + e.getMessage());
      return status == ExitStatus.DONE ? ExitStatus.FAILED : status;
    }
  }

  /** The commands that those arguments may mean; all of them if there are none. */
  static CommandLine line(Surroundings surroundings, String... arguments) {
    return new Sbs(surroundings).line(arguments);
  }

  private CommandLine line(String... arguments) {
    CommandLine line = new CommandLine(this);
    addCommands(line, List.of(arguments));
    line.getCommandSpec().version("sbs " + versionText());
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(HELP_COLUMNS);
    CommandGroup.listIn(line);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    line.setParameterExceptionHandler(new UsageError());
    return line;
  }

  /**
   * Reading the annotations of all commands takes longer than most commands do: only those whose
   * names are among the arguments are read, unless help may have to list them.
   */
  private void addCommands(CommandLine line, List<String> arguments) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("run", () -> new RunCommand(this));
    commands.put("start", () -> new StartCommand(this));
    commands.put("stop", () -> new StopCommand(this));
    commands.put("status", () -> new StatusCommand(this));
    commands.put("sync", () -> new SyncCommand(this));
    commands.put("switchover", () -> new SwitchoverCommand(this));
    commands.put("pause", () -> new PauseCommand(this));
    commands.put("resume", () -> new ResumeCommand(this));
    commands.put("console", () -> new ConsoleCommand(this));
    commands.put("reload", () -> new ReloadCommand(this));
    commands.put("history", () -> new HistoryCommand(this));
    commands.put("check", () -> new CheckCommand(this));
    commands.put("licence", () -> LicenceCommand.line(this));
    commands.put("config", () -> ConfigCommand.line(this));
    commands.put("pair", () -> PairCommand.line(this));
    commands.put("files", () -> FilesCommand.line(this));
    commands.put("sentinels", () -> SentinelsCommand.line(this));
    commands.put("service", () -> ServiceCommand.line(this));
    commands.put("mail", () -> MailCommand.line(this));
    commands.put("repair", () -> new RepairCommand(this));
    commands.put("demo", () -> new DemoCommand(this));
    commands.put("completion", () -> new CompletionCommand(this));
    Set<String> names = new HashSet<>(arguments);
    if (names.contains(LicenceCommand.AMERICAN)) {
      names.add("licence");
    }
    boolean all =
        (Collections.disjoint(names, commands.keySet()) && !names.contains("-cfg"))
            || names.contains("completion")
            || names.contains("-h")
            || names.contains("--help");
    commands.forEach(
        (name, command) -> {
          if (all || names.contains(name)) {
            line.addSubcommand(name, command.get());
          }
        });
  }

  private static String versionText() {
    String version = Sbs.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  private int failed(Exception e) {
    if (e instanceof Failure failure) {
      if (json) {
        say(JsonAnswer.failed(failure.status(), failure.getMessage()));
      }
      complain(failure.getMessage());
      return failure.status();
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    complain("something went wrong that should not: " + trace);
    return ExitStatus.FAILED;
  }

  @Override
  public Integer call() throws Failure, IOException {
    if (dialog) {
      return new DialogCommand(this).call();
    }
    throw new ParameterException(spec.commandLine(), "Say which command.");
  }

  Surroundings surroundings() {
    return surroundings;
  }

  HomeFolder home() {
    return HomeFolder.find(
        Optional.ofNullable(home), surroundings.environment(), surroundings.workingFolder());
  }

  /** What a command asks of the running node. */
  interface Request {
    Answer to(AdminClient client) throws AdminException;
  }

  /** Asks the running node, and says what it answers; a no is a failure. */
  int ask(Request request) throws Failure {
    HomeFolder node = home();
    Answer answer;
    try {
      answer = request.to(AdminClient.reach(node.state(), node.toString()));
    } catch (AdminException e) {
      throw Failure.of(e);
    }
    if (!answer.done()) {
      throw new Failure(ExitStatus.FAILED, answer.sentence());
    }
    answer(answer.sentence());
    return ExitStatus.DONE;
  }

  /** Whether the user wants JSON. */
  boolean json() {
    return json;
  }

  /** Says that it is done, in one sentence. */
  void answer(String sentence) {
    say(json ? JsonAnswer.done(sentence) : Sanitizer.line(sentence));
  }

  /** Says something; what came from elsewhere cannot command the terminal by it (R10.8). */
  void say(String text) {
    show(json ? Sanitizer.json(text) : Sanitizer.lines(text));
  }

  /** The same for a text that commands the terminal on purpose, of which every part is clean. */
  void show(String painted) {
    surroundings.out().println(painted);
    surroundings.out().flush();
  }

  /** Says how far something is, to whoever watches. */
  void progress(String text) {
    if (!json) {
      say(text);
    }
  }

  void complain(String text) {
    surroundings.err().println("sbs: " + Sanitizer.lines(text));
    surroundings.err().flush();
  }
}
