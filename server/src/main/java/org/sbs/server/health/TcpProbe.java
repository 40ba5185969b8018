package org.sbs.server.health;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sbs.core.health.CheckOutcome;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Connects to a TCP port and hangs up. Where a name has several addresses one that answers is
 * enough. A refused connection and one that is not accepted in time are failures; where this node
 * has no way there at all, the service was not asked.
 */
final class TcpProbe implements HealthProbe {
  private static final int MOST_ADDRESSES = 8;

  private final HealthCheck.Tcp check;
  private final HostLookup lookup;

  TcpProbe(HealthCheck.Tcp check) {
    this.check = check;
    this.lookup = new HostLookup(check.host());
  }

  @Override
  public CheckOutcome ask(long withinNanos) throws InterruptedException {
    long end = System.nanoTime() + withinNanos;
    List<InetAddress> addresses;
    try {
      addresses = lookup.find(withinNanos);
    } catch (UnknownHostException e) {
      return Causes.unknownName(check.host());
    }
    int count = Math.min(addresses.size(), MOST_ADDRESSES);
    CheckOutcome worst = Causes.late(withinNanos);
    for (int i = 0; i < count; i++) {
      long share = (end - System.nanoTime()) / (count - i);
      CheckOutcome outcome = connect(addresses.get(i), share, withinNanos);
      if (outcome.result() == CheckOutcome.Result.PASSED) {
        return outcome;
      }
      worst = i == 0 || outcome.result() == CheckOutcome.Result.FAILED ? outcome : worst;
    }
    return worst;
  }

  private CheckOutcome connect(InetAddress address, long shareNanos, long withinNanos) {
    int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(shareNanos));
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, check.port()), millis);
      // Linux connects a port to itself where nobody listens, if it happens to choose that one.
      boolean itself =
          socket.getLocalPort() == check.port() && socket.getLocalAddress().equals(address);
      return itself ? refused("connection refused") : CheckOutcome.PASSED;
    } catch (SocketTimeoutException e) {
      return Causes.late(withinNanos);
    } catch (ConnectException e) {
      return refused(Causes.words(e));
    } catch (IOException e) {
      return Causes.notPossible(Causes.words(e));
    }
  }

  private static CheckOutcome refused(String why) {
    return CheckOutcome.failed(
        Reason.of(ReasonCode.CHECK_NO_CONNECTION).with("why", Causes.plain(why)));
  }
}
