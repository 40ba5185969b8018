package org.sbs.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Signals that Java cannot send, as STOP and CONT. */
public final class Signals {
  private static final long LIMIT_SECONDS = 60;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Stopped, traced, a zombie, dead. */
  private static final String ENDED_OR_STOPPED = "TtZXx";

  private Signals() {}

  /** Sends a signal to those processes; fails if one of them is not there. */
  public static void send(String name, List<ProcessHandle> processes) {
    if (!trySend(name, processes)) {
      throw new AssertionError("SIG" + name + " could not be sent to " + processes);
    }
  }

  /**
   * Sends a signal to those processes. After STOP none of them does anything any more: the kernel
   * stops a process only when one of its threads next gets a processor, and until then the others
   * go on.
   *
   * @return whether all of them were there
   */
  public static boolean trySend(String name, List<ProcessHandle> processes) {
    // By the shell's own command: the program of that name is not on every machine.
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "kill \"$@\"", "sh"));
    words.add("-" + name);
    processes.forEach(process -> words.add(Long.toString(process.pid())));
    try {
      Process kill = TestProcess.builder(words).inheritIO().start();
      boolean sent = kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
      if (sent && name.equals("STOP")) {
        processes.forEach(Signals::awaitStopped);
      }
      return sent;
    } catch (IOException e) {
      throw new AssertionError("SIG" + name + " could not be sent to " + processes, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while sending SIG" + name, e);
    }
  }

  private static void awaitStopped(ProcessHandle process) {
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    long began = System.nanoTime();
    while (Files.isDirectory(tasks) && !isStopped(tasks)) {
      if (System.nanoTime() - began > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
        throw new AssertionError("SIGSTOP does not stop process " + process.pid());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * One thread that has stopped has told all the others. One that waits in the kernel for a disk
   * stops when that is over, before it does anything else.
   */
  private static boolean isStopped(Path tasks) {
    boolean one = false;
    try (Stream<Path> all = Files.list(tasks)) {
      for (Path task : all.toList()) {
        char state = state(task);
        if (ENDED_OR_STOPPED.indexOf(state) >= 0) {
          one = true;
        } else if (state != 'D') {
          return false;
        }
      }
      return one;
    } catch (IOException gone) {
      return !Files.isDirectory(tasks);
    }
  }

  private static char state(Path task) throws IOException {
    String stat = Files.readString(task.resolve("stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }
}
