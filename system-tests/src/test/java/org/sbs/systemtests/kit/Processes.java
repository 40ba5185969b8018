package org.sbs.systemtests.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sbs.testkit.Signals;

/** What system tests do to processes, each named by its number. */
public final class Processes {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Processes() {}

  /**
   * The words that start a program in a session of its own, where the platform has such, under the
   * same process number. Else the kernel wakes what a system test has frozen when the shell that
   * began the system tests ends before them.
   */
  static List<String> apart(List<String> words) {
    List<String> all = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      all.add(SETSID.toString());
    }
    all.addAll(words);
    return all;
  }

  /** The process and all that descend from it now. */
  static List<ProcessHandle> family(ProcessHandle process) {
    List<ProcessHandle> family = new ArrayList<>(List.of(process));
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(family::add);
    }
    return family;
  }

  /** The processes, but for this one, on whose command line that path stands. */
  static List<ProcessHandle> naming(Path path) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> process.pid() != ProcessHandle.current().pid())
          .filter(process -> commandLine(process).contains(path.toString()))
          .filter(Processes::runs)
          .toList();
    }
  }

  /** Java tells the beginning of a long one only. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Gone in this moment, or a platform without /proc.
      return process.info().commandLine().orElse("");
    }
  }

  /** Kills it and all that descend from it; stopped first, it starts nothing meanwhile. */
  static void destroyFamily(ProcessHandle process) {
    if (runs(process)) {
      Signals.trySend("STOP", List.of(process));
    }
    family(process).forEach(ProcessHandle::destroyForcibly);
  }

  /** Freezes one process, which goes on existing and does nothing any more. */
  public static void freeze(ProcessHandle process) {
    signal("STOP", List.of(process));
  }

  /** Sends a signal that Java does not know, as STOP and CONT. */
  static void signal(String name, List<ProcessHandle> processes) {
    Signals.send(name, processes);
  }

  /** True while the process can still do something; a zombie cannot. */
  public static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String afterName = stat.substring(stat.lastIndexOf(')') + 1).strip();
      return !afterName.startsWith("Z") && !afterName.startsWith("X");
    } catch (IOException e) {
      // Gone in this moment, or a platform without /proc.
      return process.isAlive();
    }
  }
}
