package org.sbs.lpm.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sbs.lpm.sentinel.HeldJob;
import org.sbs.lpm.sentinel.SentinelView;
import org.sbs.lpm.sentinel.SentinelView.Health;
import org.sbs.lpm.sentinel.Sentinels;

/** What the control commands do. Thread safe. */
public final class ControlCommands {
  private static final long ORDER_SECONDS = 5;

  private final Sentinels sentinels;
  private final StatusReport report;

  /** For these sentinels. */
  public ControlCommands(Sentinels sentinels, StatusReport report) {
    this.sentinels = sentinels;
    this.report = report;
  }

  /** Carries out one command; unknown ones are refused. */
  public Reply carryOut(String command, List<String> arguments) {
    try {
      return switch (command) {
        case "list" -> Reply.done(sentinels.views().stream().map(ControlCommands::line).toList());
        case "activate" -> set(arguments, true);
        case "deactivate" -> set(arguments, false);
        case "status" -> Reply.done(report.text(sentinels.views()));
        case "status-json" -> Reply.done(List.of(report.json(sentinels.views())));
        case "stuck" -> stuck(arguments);
        case "hold-list" -> Reply.done(held());
        case "hold-release" -> order(arguments, true);
        case "hold-discard" -> order(arguments, false);
        case "jobs" -> jobs(arguments);
        case "jobs-reprint" -> reprint(arguments);
        default -> new Reply(2, List.of(), List.of("The command " + command + " is unknown."));
      };
    } catch (IOException e) {
      return Reply.failed("It failed: " + e + ".");
    }
  }

  private static String line(SentinelView view) {
    return String.join(
        "\t", view.name(), view.health().name().toLowerCase(Locale.ROOT), view.explanation());
  }

  /** Sentinels that have been stuck for longer than that; with none of them all is well. */
  private Reply stuck(List<String> arguments) throws IOException {
    if (arguments.size() != 1 || !arguments.get(0).matches("[0-9]{1,9}")) {
      return new Reply(2, List.of(), List.of("How many seconds are too long?"));
    }
    long limit = Long.parseLong(arguments.get(0));
    List<String> lines = new ArrayList<>();
    for (SentinelView view : sentinels.views()) {
      if (view.stuckSeconds() > limit) {
        lines.add(view.name() + "\t" + view.stuckSeconds());
      }
    }
    return new Reply(lines.isEmpty() ? 0 : 1, lines, List.of());
  }

  private Reply set(List<String> names, boolean active) throws IOException {
    List<String> unknown = sentinels.set(names, active);
    List<String> problems = new ArrayList<>();
    for (String name : unknown) {
      problems.add("No sentinel is called '" + name + "'; lpm list shows their names.");
    }
    for (SentinelView view : sentinels.views()) {
      if (active && names.contains(view.name()) && view.health() == Health.FAILED) {
        problems.add(view.name() + " cannot work yet: " + view.explanation());
      }
    }
    return new Reply(unknown.isEmpty() ? 0 : 1, List.of(), problems);
  }

  private List<String> held() throws IOException {
    List<String> lines = new ArrayList<>();
    for (SentinelView view : sentinels.views()) {
      for (HeldJob job : view.held()) {
        lines.add(String.join("\t", job.id(), job.sentinel(), job.file(), job.reason()));
      }
    }
    return lines;
  }

  private Reply jobs(List<String> arguments) throws IOException {
    if (arguments.size() != 1 || !arguments.get(0).matches("[0-9]{1,6}")) {
      return new Reply(2, List.of(), List.of("How many jobs?"));
    }
    return Reply.done(new JobList(sentinels.journals()).last(Integer.parseInt(arguments.get(0))));
  }

  private Reply reprint(List<String> arguments) throws IOException {
    if (arguments.size() != 2 || !arguments.get(1).matches("[1-9][0-9]{0,8}")) {
      return new Reply(2, List.of(), List.of("Which job, and from which label on?"));
    }
    String id = arguments.get(0);
    Optional<JobList.Ended> job = new JobList(sentinels.journals()).find(id);
    Optional<CompletableFuture<Void>> order =
        job.flatMap(
            ended ->
                sentinels.reprint(
                    ended.sentinel(), id, ended.file(), Integer.parseInt(arguments.get(1))));
    if (order.isEmpty()) {
      return Reply.failed(
          "No job of a sentinel here has the id '" + id + "'; lpm jobs shows them.");
    }
    Optional<String> problem = await(order.get(), id);
    return problem.map(Reply::failed).orElseGet(() -> Reply.done(List.of()));
  }

  private Reply order(List<String> ids, boolean release) {
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      Optional<CompletableFuture<Void>> order = sentinels.order(id, release);
      if (order.isEmpty()) {
        problems.add("No held job has the id '" + id + "'; lpm hold list shows them.");
      } else {
        await(order.get(), id).ifPresent(problems::add);
      }
    }
    return new Reply(problems.isEmpty() ? 0 : 1, List.of(), problems);
  }

  private static Optional<String> await(CompletableFuture<Void> order, String id) {
    try {
      order.get(ORDER_SECONDS, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(id + ": " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      return Optional.of(
          id
              + ": its sentinel is busy; the order stands and is carried out after the job in hand.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(id + ": the Label Print Manager is stopping.");
    }
  }
}
