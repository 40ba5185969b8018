package org.sbs.server.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Event;
import org.sbs.core.role.NetworkState;
import org.sbs.server.link.NameLookup;
import org.sbs.view.text.ReasonText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks several times a second where this node stands in the network: whether its port is served
 * yet (R1.9), and whether it is the one that is cut off (R2.8). Tells the node of changes.
 */
final class NetworkMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkMonitor.class);
  private static final Duration LONGEST_PERIOD = Duration.ofMillis(500);
  private static final Duration LONGEST_ANSWER = Duration.ofMillis(800);

  private final ReasonText english = ReasonText.english();
  private final Duration period;

  /** An address that does not answer for so long does not answer. */
  private final Duration answer;

  private final List<NameLookup> reachability;
  private final BooleanSupplier peerIsHere;
  private final Port port;
  private final Consumer<Event> events;
  private final ExecutorService probes;
  private final Thread thread;
  private NetworkState told = NetworkState.FINE;

  /** The pair's port on this node. */
  interface Port {
    /** Serves it, if it does not yet; why not, if that must wait. */
    Optional<Reason> serve() throws IOException;
  }

  /**
   * Begins to look.
   *
   * @param silenceLimit after which a takeover may follow: a cut must be seen before
   * @param reachability of whose addresses at least one must answer; empty for none
   * @param peerIsHere whether the peer is on this machine: then no network is between them
   * @param fault what to do when the port can never be served
   */
  NetworkMonitor(
      Duration silenceLimit,
      List<NameLookup> reachability,
      BooleanSupplier peerIsHere,
      Port port,
      Consumer<Event> events,
      Consumer<Throwable> fault) {
    this.period = shorter(LONGEST_PERIOD, silenceLimit.dividedBy(8));
    this.answer = shorter(LONGEST_ANSWER, silenceLimit.dividedBy(4));
    this.reachability = List.copyOf(reachability);
    this.peerIsHere = peerIsHere;
    this.port = port;
    this.events = events;
    this.probes =
        Executors.newCachedThreadPool(
            task -> {
              Thread probe = new Thread(task, "sbs-reachability");
              probe.setDaemon(true);
              return probe;
            });
    thread = new Thread(() -> run(fault), "sbs-network");
    thread.setDaemon(true);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Looks once, and goes on looking on a thread of its own.
   *
   * @throws IOException when the port can never be served; the message says why
   */
  void start() throws IOException {
    tell(new NetworkState(port.serve(), cutOff()));
    thread.start();
  }

  private void run(Consumer<Throwable> fault) {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(period.toNanos());
        tell(new NetworkState(port.serve(), cutOff()));
      }
    } catch (InterruptedException e) {
      // The node ends.
    } catch (IOException | RuntimeException e) {
      fault.accept(e);
    }
  }

  private void tell(NetworkState place) {
    if (!place.equals(told)) {
      place.absent().ifPresent(why -> LOG.info("Waiting for the network: {}", english.say(why)));
      place.cutOff().ifPresent(why -> LOG.warn("This node is cut off: {}", english.say(why)));
      told = place;
      events.accept(new Event.Surroundings(place));
    }
  }

  private Optional<Reason> cutOff() {
    if (peerIsHere.getAsBoolean()) {
      return Optional.empty();
    }
    if (!anyLinkIsUp()) {
      return Optional.of(Reason.of(ReasonCode.NETWORK_WITHOUT_LINKS));
    }
    if (reachability.isEmpty() || anyAnswers()) {
      return Optional.empty();
    }
    return Optional.of(
        Reason.of(ReasonCode.NETWORK_REACHES_NOBODY)
            .with(
                "hosts",
                reachability.stream().map(NameLookup::name).collect(Collectors.joining(", "))));
  }

  private static boolean anyLinkIsUp() {
    try {
      for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
        if (!link.isLoopback() && link.isUp() && link.inetAddresses().findAny().isPresent()) {
          return true;
        }
      }
      return false;
    } catch (SocketException unknown) {
      // Who cannot know does not hold a takeover back.
      return true;
    }
  }

  private boolean anyAnswers() {
    try {
      return anyAnswer();
    } catch (RejectedExecutionException e) {
      return true; // The node ends.
    }
  }

  private boolean anyAnswer() {
    List<CompletableFuture<List<InetAddress>>> found =
        reachability.stream()
            .map(
                name ->
                    CompletableFuture.supplyAsync(
                        () -> name.find(answer.toNanos()).addresses(), probes))
            .toList();
    List<CompletableFuture<Boolean>> asked =
        found.stream()
            .flatMap(addresses -> addresses.join().stream())
            .distinct()
            .map(address -> CompletableFuture.supplyAsync(() -> answers(address), probes))
            .toList();
    for (CompletableFuture<Boolean> probe : asked) {
      try {
        if (probe.get(2 * answer.toMillis(), TimeUnit.MILLISECONDS)) {
          return true;
        }
      } catch (TimeoutException | ExecutionException e) {
        // Then it does not answer.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return false;
  }

  /** By ICMP echo where this process may send one, else by a connection that is refused. */
  private boolean answers(InetAddress address) {
    try {
      return address.isReachable((int) answer.toMillis());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    probes.shutdownNow();
  }
}
