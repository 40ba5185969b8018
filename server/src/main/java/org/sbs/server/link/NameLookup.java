package org.sbs.server.link;

import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Finds the peer's address without waiting for a name service longer than allowed. At most one
 * question is open at a time, whoever gave up waiting for it. Safe for any thread.
 */
final class NameLookup {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

  private CompletableFuture<InetAddress> open = CompletableFuture.failedFuture(new Exception());

  /**
   * The address of the peer, of the same kind as the one that it is called from where there is a
   * choice.
   *
   * @throws SocketTimeoutException when the name service does not answer in time
   */
  InetAddress find(PeerAddress peer, long limitNanos)
      throws UnknownHostException, SocketTimeoutException {
    if (LITERAL.matcher(peer.host()).matches()) {
      return InetAddress.getByName(peer.host());
    }
    try {
      return ask(peer).get(limitNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("the name service does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SocketTimeoutException("interrupted");
    } catch (ExecutionException e) {
      throw new UnknownHostException("the name '" + peer.host() + "' is not known here");
    }
  }

  private synchronized CompletableFuture<InetAddress> ask(PeerAddress peer) {
    if (open.isDone()) {
      CompletableFuture<InetAddress> answer = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  answer.complete(choose(peer, InetAddress.getAllByName(peer.host())));
                } catch (UnknownHostException | RuntimeException e) {
                  answer.completeExceptionally(e);
                }
              },
              "sbs-link-lookup");
      thread.setDaemon(true);
      thread.start();
      open = answer;
    }
    return open;
  }

  private static InetAddress choose(PeerAddress peer, InetAddress[] found) {
    for (InetAddress address : found) {
      if (peer.from().isPresent() && peer.from().get().getClass() == address.getClass()) {
        return address;
      }
    }
    return found[0];
  }
}
