package org.sbs.server.service;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The programs that make up a protected service. Each is a list of a program and its arguments, run
 * without a shell. Immutable.
 *
 * @param lifecycle how the service is started and stopped
 * @param list prints a line per sentinel: name TAB {@code active|inactive|failed} TAB explanation
 * @param activate reads the names to activate on its standard input, one a line
 * @param deactivate like activate, if the service can do that while it runs
 * @param reload makes the running service read its settings again, if it can
 * @param limits how long everything may take
 * @param held whether the service has no active sentinels of its own: it starts each of them
 *     inactive, and waits to be told which are to work
 */
public record CommandSpec(
    Lifecycle lifecycle,
    List<String> list,
    List<String> activate,
    Optional<List<String>> deactivate,
    Optional<List<String>> reload,
    Limits limits,
    boolean held) {

  /** Of a service that knows by itself which of its sentinels are active. */
  public CommandSpec(
      Lifecycle lifecycle,
      List<String> list,
      List<String> activate,
      Optional<List<String>> deactivate,
      Optional<List<String>> reload,
      Limits limits) {
    this(lifecycle, list, activate, deactivate, reload, limits, false);
  }

  /** Of a service that cannot deactivate sentinels while it runs. */
  public CommandSpec(
      Lifecycle lifecycle,
      List<String> list,
      List<String> activate,
      Optional<List<String>> reload,
      Limits limits) {
    this(lifecycle, list, activate, Optional.empty(), reload, limits);
  }

  /** How the service is started and stopped. */
  public sealed interface Lifecycle {
    /** Answers by the form of the lifecycle. */
    <T> T match(Function<Owned, T> owned, Function<Managed, T> managed);
  }

  /**
   * A foreground program that SBS owns. Its standard input is a lifeline: SBS holds it open and
   * writes nothing; its end means that SBS is gone, and the program must end at once.
   *
   * @param run the program
   * @param saysReady whether it prints the line {@code ready} when it can list and activate; else
   *     it counts as ready as soon as {@code list} succeeds
   */
  public record Owned(List<String> run, boolean saysReady) implements Lifecycle {
    /** Checks the command. */
    public Owned {
      run = command("run", run);
    }

    @Override
    public <T> T match(Function<Owned, T> owned, Function<Managed, T> managed) {
      return owned.apply(this);
    }
  }

  /**
   * A service that something else runs: an init script, a container, a remote control.
   *
   * @param start starts it, and ends
   * @param stop stops it, and ends
   * @param running exit status 0: it runs; 1: it does not; anything else is an error. If it prints
   *     a line, that tells this run of the service from others: a process number, say
   */
  public record Managed(List<String> start, List<String> stop, List<String> running)
      implements Lifecycle {
    /** Checks the commands. */
    public Managed {
      start = command("start", start);
      stop = command("stop", stop);
      running = command("running", running);
    }

    @Override
    public <T> T match(Function<Owned, T> owned, Function<Managed, T> managed) {
      return managed.apply(this);
    }
  }

  /**
   * Time limits.
   *
   * @param ready from start to ready
   * @param stopWait from the polite request to stop to force
   * @param command for each run of {@code list}, {@code activate}, {@code reload}, {@code start},
   *     {@code stop} and {@code running}
   * @param survivorWait how long a program of a former SBS may take to end by its lifeline
   * @param poll between two looks at a managed service
   */
  public record Limits(
      Duration ready, Duration stopWait, Duration command, Duration survivorWait, Duration poll) {
    /** What holds where nothing is configured. */
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1));

    /** The same limits with another wait between the polite request to stop and force. */
    public Limits withStopWait(Duration wait) {
      return new Limits(ready, wait, command, survivorWait, poll);
    }
  }

  /** Checks the commands. */
  public CommandSpec {
    Objects.requireNonNull(lifecycle, "lifecycle");
    list = command("list", list);
    activate = command("activate", activate);
    deactivate = deactivate.map(words -> command("deactivate", words));
    reload = reload.map(words -> command("reload", words));
    Objects.requireNonNull(limits, "limits");
  }

  private static List<String> command(String name, List<String> words) {
    if (words.isEmpty() || words.get(0).isBlank()) {
      throw new IllegalArgumentException("the command " + name + " names no program");
    }
    return List.copyOf(words);
  }
}
