package org.sbs.server.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What this machine knows of its processes, beyond what {@link ProcessHandle} tells. */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  /** Positions in /proc/PID/stat, counted after the program's name. */
  private static final int STATE = 0;

  private static final int START_TICKS = 19;

  private ProcessTable() {}

  /**
   * When the process was born, as a word that no other process with the same number has had. On
   * Linux it is the boot and the tick, which a step of the clock does not move; elsewhere the time.
   */
  static Optional<String> birth(long pid) {
    List<String> stat = stat(pid);
    if (!stat.isEmpty()) {
      try {
        String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        return Optional.of("boot-" + boot + "-tick-" + stat.get(START_TICKS));
      } catch (IOException e) {
        return Optional.of("tick-" + stat.get(START_TICKS));
      }
    }
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(instant -> "time-" + instant.toEpochMilli());
  }

  /** True while the process can still do something; a zombie cannot. */
  static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    List<String> stat = stat(process.pid());
    return stat.isEmpty() || !(stat.get(STATE).equals("Z") || stat.get(STATE).equals("X"));
  }

  /** The process and all that descend from it now. */
  static Set<ProcessHandle> family(ProcessHandle process) {
    Set<ProcessHandle> family = new LinkedHashSet<>();
    family.add(process);
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(family::add);
    }
    return family;
  }

  /**
   * The processes whose environment holds this assignment, wherever they have gone in the process
   * tree; on platforms that do not tell, none. A process that dropped the assignment, or belongs to
   * another user, is not found.
   */
  static List<ProcessHandle> withEnvironment(String assignment) {
    List<ProcessHandle> found = new ArrayList<>();
    long self = ProcessHandle.current().pid();
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return found;
    }
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(process -> process.pid() != self && hasEnvironment(process.pid(), assignment))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean hasEnvironment(long pid, String assignment) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
      String variables = "\0" + new String(bytes, StandardCharsets.ISO_8859_1);
      return variables.contains("\0" + assignment + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until none of the processes runs.
   *
   * @return those that run when the time is over; empty if none does
   */
  static Set<ProcessHandle> awaitEnd(Supplier<Set<ProcessHandle>> processes, Duration limit) {
    return settle(processes, limit, false);
  }

  /**
   * Kills the processes, and those that join them meanwhile.
   *
   * @return those that run when the time is over; empty if none does
   */
  static Set<ProcessHandle> kill(Supplier<Set<ProcessHandle>> processes, Duration limit) {
    return settle(processes, limit, true);
  }

  private static Set<ProcessHandle> settle(
      Supplier<Set<ProcessHandle>> processes, Duration limit, boolean kill) {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        Set<ProcessHandle> running = running(processes.get());
        if (running.isEmpty() || System.nanoTime() - start >= limit.toNanos()) {
          return running;
        }
        if (kill) {
          running.forEach(ProcessHandle::destroyForcibly);
        }
        try {
          Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
          interrupted = true; // The wait is short, and half a stop is worse than a late one.
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Set<ProcessHandle> running(Collection<ProcessHandle> processes) {
    Set<ProcessHandle> running = new LinkedHashSet<>(processes);
    running.removeIf(process -> !runs(process));
    return running;
  }

  /** The words of /proc/PID/stat after the program's name; empty where there is no such file. */
  private static List<String> stat(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat"));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      List<String> words = List.of(text.substring(text.lastIndexOf(')') + 1).strip().split(" "));
      return words.size() > START_TICKS ? words : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
