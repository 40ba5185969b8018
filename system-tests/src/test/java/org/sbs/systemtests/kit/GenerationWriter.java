package org.sbs.systemtests.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sbs.server.admin.AdminException;
import org.sbs.server.node.NodeControl.Answer;

/**
 * Edits the primary's folder all the time, one generation a cycle. It does so from the updating
 * script that the primary runs before it looks at its files: whatever starts a cycle and whenever,
 * the cycle finds exactly one generation. While it holds, the cycle waits in its script, and
 * nothing is sent.
 */
public final class GenerationWriter implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final TestNode primary;
  private final Generations generations;
  private final ServerSocket server;
  private int made;
  private int acknowledged;
  private boolean holding;
  private boolean closed;
  private CompletableFuture<String> cycles = CompletableFuture.completedFuture("");

  private GenerationWriter(TestNode primary, ServerSocket server) {
    this.primary = primary;
    this.server = server;
    this.generations = new Generations(tree(primary), primary.home());
  }

  /** For a primary that does not run yet; its settings are changed. */
  public static GenerationWriter of(TestNode primary) throws IOException {
    ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Path script = primary.home().resolve("edit.sh");
    Files.writeString(
        script,
        "#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/"
            + server.getLocalPort()
            + " && read -r -u 3 answer && [ \"$answer\" = edited ]\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    primary
        .settings()
        .set("sync.scripts", List.of(script.toString()))
        .set("sync.strict", true)
        .set("sync.keep-dates", true);
    GenerationWriter writer = new GenerationWriter(primary, server);
    Thread thread = new Thread(writer::answerScripts, "generation-writer");
    thread.setDaemon(true);
    thread.start();
    return writer;
  }

  /** Where the generations lie in a node's folder. */
  public static Path tree(TestNode node) {
    return node.files().resolve("tree");
  }

  private void answerScripts() {
    while (!server.isClosed()) {
      try (Socket script = server.accept()) {
        editNext();
        script.getOutputStream().write("edited\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The script was killed with its cycle, or the system test is over.
      }
    }
  }

  private synchronized void editNext() {
    try {
      while (holding && !closed) {
        wait();
      }
      if (!closed) {
        generations.edit(made, made + 1);
        made++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("generation " + (made + 1) + " cannot be made", e);
    }
  }

  /** From now on each cycle waits before its edit. */
  public synchronized void hold() {
    holding = true;
  }

  /** Lets the cycles go on, and asks for one after the other until one is not committed. */
  public synchronized void release() {
    holding = false;
    notifyAll();
    cycles = new CompletableFuture<>();
    CompletableFuture<String> mine = cycles;
    Thread thread = new Thread(() -> mine.complete(cyclesUntilRefused()), "cycle-after-cycle");
    thread.setDaemon(true);
    thread.start();
  }

  private String cyclesUntilRefused() {
    while (true) {
      int before = made();
      try {
        Answer answer = primary.sync();
        if (!answer.done()) {
          return answer.sentence();
        }
        // The cycle began after it was asked for, and so with at least one edit more.
        acknowledge(before + 1);
      } catch (AdminException e) {
        return e.getMessage();
      }
    }
  }

  private synchronized void acknowledge(int generation) {
    acknowledged = Math.max(acknowledged, generation);
  }

  /** Waits for the cycle that is not committed, and returns why. */
  public String awaitRefused() {
    try {
      return cycles.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the cycles do not end", e);
    }
  }

  /** Whether cycles go on. */
  public boolean goesOn() {
    return !cycles.isDone();
  }

  /** The newest generation of the primary's folder. */
  public synchronized int made() {
    return made;
  }

  /** The newest generation that is known to be acknowledged. */
  public synchronized int acknowledged() {
    return acknowledged;
  }

  /** The primary's folder was put back to that generation, and that is committed. */
  public synchronized void resume(int generation) {
    made = generation;
    acknowledged = generation;
  }

  /** What a folder of that generation holds. */
  public TreeSnapshot snapshot(int generation) {
    return generations.snapshot(generation);
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.close();
  }
}
