package org.sbs.systemtests.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports for nodes that must know each other's before they run. They lie below the range from
 * which systems take ports for outgoing connections, so that none of those gets in between. Each of
 * the JVMs of a run that work side by side has ports of its own and gives none twice, so that no
 * test beside takes one whose node has yet to start.
 */
public final class Ports {
  private static final int FROM = 12_000;
  private static final int OF_A_JVM = 4_000;
  private static final int JVMS = 5;

  private static final int FIRST =
      FROM + Integer.getInteger("system-tests.jvm", 0) % JVMS * OF_A_JVM;

  /** Begins anywhere, because ports of an earlier run may still be in use. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(OF_A_JVM));

  private Ports() {}

  /** Some ports of 127.0.0.1 that nobody uses now. */
  public static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < count) {
        hold(FIRST + Math.floorMod(NEXT.getAndIncrement(), OF_A_JVM), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(Ports::release);
    }
  }

  private static void hold(int port, List<ServerSocket> held) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      held.add(socket);
    } catch (IOException taken) {
      // Then another one.
      release(socket);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new AssertionError("a port cannot be freed", e);
    }
  }
}
