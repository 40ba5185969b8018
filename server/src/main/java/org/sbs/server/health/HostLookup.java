package org.sbs.server.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of a host without waiting for a name service longer than allowed. One
 * question at a time: one that hangs keeps its thread, and is not asked anew before it ends.
 */
final class HostLookup {
  private final String host;
  private CompletableFuture<List<InetAddress>> open =
      CompletableFuture.failedFuture(new UnknownHostException());

  HostLookup(String host) {
    this.host = host;
  }

  /**
   * All addresses.
   *
   * @throws UnknownHostException if there are none, or the name service does not answer in time
   */
  List<InetAddress> find(long withinNanos) throws UnknownHostException, InterruptedException {
    if (open.isDone()) {
      CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
      Thread thread = new Thread(() -> ask(answer), "sbs-check-lookup");
      thread.setDaemon(true);
      thread.start();
      open = answer;
    }
    try {
      return open.get(withinNanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      UnknownHostException unknown = new UnknownHostException(host);
      unknown.initCause(e);
      throw unknown;
    }
  }

  private void ask(CompletableFuture<List<InetAddress>> answer) {
    try {
      answer.complete(List.of(InetAddress.getAllByName(host)));
    } catch (UnknownHostException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
