package org.sbs.systemtests.kit;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network namespace. Programs run in it, and calls are made from it by a thread of its own. */
final class Namespace implements AutoCloseable {
  private static final int NETWORK = 0x40000000;
  private static final LibC LIB_C = Native.load("c", LibC.class);

  private final String name;
  private final ExecutorService inside;

  /** The calls of the C library. */
  private interface LibC extends Library {
    int open(String path, int flags) throws LastErrorException;

    int setns(int descriptor, int kind) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;
  }

  Namespace(String name) {
    this.name = name;
    Shell.run("ip", "netns", "add", name);
    inside = Executors.newSingleThreadExecutor(task -> new Thread(() -> enterAndRun(task), name));
  }

  private void enterAndRun(Runnable task) {
    int descriptor = LIB_C.open("/run/netns/" + name, 0);
    try {
      LIB_C.setns(descriptor, NETWORK);
    } finally {
      LIB_C.close(descriptor);
    }
    task.run();
  }

  String name() {
    return name;
  }

  /**
   * The words before those of a program that is to run in it. Unlike "ip netns exec" this makes no
   * namespace of mounts, which would keep file systems alive that a system test unmounts.
   */
  List<String> words() {
    return List.of("nsenter", "--net=/run/netns/" + name, "--");
  }

  /** Makes a call whose sockets are those of the namespace. */
  <T> T call(Callable<T> call) throws ExecutionException {
    try {
      return inside.submit(call).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    inside.shutdown();
    Shell.run("ip", "netns", "delete", name);
  }
}
