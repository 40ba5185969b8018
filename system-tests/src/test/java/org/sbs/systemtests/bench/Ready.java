package org.sbs.systemtests.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until something is so. */
final class Ready {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int CONNECT_MS = 500;

  private Ready() {}

  static void await(String what, BooleanSupplier ready) throws IOException {
    await(what, PATIENCE, Duration.ofMillis(10), ready);
  }

  static void await(String what, Duration limit, Duration pause, BooleanSupplier ready)
      throws IOException {
    long begin = System.nanoTime();
    while (!ready.getAsBoolean()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new IOException(what + " is not ready within " + limit.toSeconds() + " s");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while waiting for " + what);
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** Whether a program at the other end accepts connections. */
  static boolean answers(BenchNetwork network, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(network.thereAddress(), port), CONNECT_MS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
