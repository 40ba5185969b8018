package org.sbs.server.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Finds the addresses of one name without waiting for a name service longer than allowed. At most
 * one question is open at a time, whoever gave up waiting for it. Where the name service does not
 * answer, the addresses that the name had last are the answer. Safe for any thread.
 */
public final class NameLookup {
  /** A name with more addresses is no name of a single machine; asking them all would be a scan. */
  static final int MOST_ADDRESSES = 32;

  private static final Reason SILENT = Reason.of(ReasonCode.NAME_SERVICE_SILENT);
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

  // Of the time for a question, the calls get the larger share: an address that is called in what
  // a slow name service left over would look like a dead one.
  private static final int SHARE = 2;
  private static final int SHARE_WITH_MEMORY = 4;

  private final String name;
  private final NameResolver resolver;
  private final AddressMemory memory;
  private final ReentrantLock keeping = new ReentrantLock();
  private CompletableFuture<Answer> open =
      CompletableFuture.completedFuture(Answer.none(Reason.NONE));
  private long openedNanos;
  private volatile List<InetAddress> last;

  /**
   * What is known of the name.
   *
   * @param addresses that it has, or had last; empty if it cannot be resolved and never could
   * @param remembered whether the addresses are the last ones known, not the present ones
   * @param trouble why the name cannot be resolved now; empty if it can
   */
  public record Answer(List<InetAddress> addresses, boolean remembered, Optional<Reason> trouble) {
    /** Copies the list. */
    public Answer {
      addresses = List.copyOf(addresses);
    }

    private static Answer of(List<InetAddress> found) {
      return new Answer(found, false, Optional.empty());
    }

    private static Answer none(Reason trouble) {
      return new Answer(List.of(), false, Optional.of(trouble));
    }
  }

  /** Looks nothing up yet; an address instead of a name needs no resolver. */
  public NameLookup(String name, NameResolver resolver, AddressMemory memory) {
    this.name = name;
    this.resolver = resolver;
    this.memory = memory;
    last = isLiteral(name) ? List.of() : usable(memory.recall(name));
  }

  /** Whether that is an address and no name. */
  static boolean isLiteral(String host) {
    return LITERAL.matcher(host).matches();
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The addresses that the name had last, without asking; empty while none was ever found. */
  public List<InetAddress> last() {
    return isLiteral(name) ? literal().addresses() : last;
  }

  /** Looks the name up, and waits for the answer for half of that time at most. */
  public Answer find(long limitNanos) {
    if (isLiteral(name)) {
      return literal();
    }
    List<InetAddress> before = last;
    try {
      Answer now = ask().get(patienceNanos(limitNanos, before), TimeUnit.NANOSECONDS);
      return now.addresses().isEmpty() ? fallback(now.trouble().orElse(SILENT)) : now;
    } catch (TimeoutException e) {
      return fallback(SILENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fallback(SILENT);
    } catch (ExecutionException e) {
      return fallback(notResolved(String.valueOf(e.getCause())));
    }
  }

  private synchronized long patienceNanos(long limitNanos, List<InetAddress> before) {
    if (before.isEmpty()) {
      return Math.max(0, limitNanos / SHARE);
    }
    long waited = System.nanoTime() - openedNanos;
    return Math.max(0, limitNanos / SHARE_WITH_MEMORY - waited);
  }

  private Answer fallback(Reason trouble) {
    List<InetAddress> known = last;
    return new Answer(known, !known.isEmpty(), Optional.of(trouble));
  }

  /** Java parses it; no name service is asked. An address on a link that is not there fails. */
  private Answer literal() {
    try {
      return Answer.of(List.of(InetAddress.getByName(name)));
    } catch (UnknownHostException e) {
      return Answer.none(Reason.of(ReasonCode.ADDRESS_WITHOUT_INTERFACE));
    }
  }

  private synchronized CompletableFuture<Answer> ask() {
    if (open.isDone()) {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      Thread thread = new Thread(() -> resolve(answer), "sbs-link-lookup");
      thread.setDaemon(true);
      openedNanos = System.nanoTime();
      open = answer;
      thread.start();
    }
    return open;
  }

  private void resolve(CompletableFuture<Answer> answer) {
    List<InetAddress> found;
    try {
      List<InetAddress> all = resolver.resolve(name);
      found = usable(all);
      if (found.isEmpty()) {
        answer.complete(Answer.none(Reason.of(ReasonCode.NAME_WITHOUT_ADDRESS)));
        return;
      }
      if (found.size() > MOST_ADDRESSES) {
        answer.complete(
            Answer.none(
                Reason.of(ReasonCode.NAME_WITH_TOO_MANY_ADDRESSES).with("count", found.size())));
        return;
      }
    } catch (UnknownHostException e) {
      answer.complete(Answer.none(notResolved(words(e))));
      return;
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
      return;
    }
    last = found;
    answer.complete(Answer.of(found));
    keep();
  }

  /**
   * After the answer was given: nobody waits for the disk. One that hangs is not asked again, and
   * whoever writes looks once more whether that is still the latest. What was written once is not
   * written again, whatever the memory recalls: another look-up of this name may have its own.
   */
  private void keep() {
    List<InetAddress> written = List.of();
    List<InetAddress> latest = last;
    while (!same(latest, written) && !same(latest, memory.recall(name)) && keeping.tryLock()) {
      try {
        memory.keep(name, latest);
      } finally {
        keeping.unlock();
      }
      written = latest;
      latest = last;
    }
  }

  private static boolean same(List<InetAddress> one, List<InetAddress> other) {
    return new HashSet<>(one).equals(new HashSet<>(other));
  }

  /** What can be a machine's address, each once. Some name services answer 0.0.0.0 for "no". */
  private static List<InetAddress> usable(List<InetAddress> found) {
    Set<InetAddress> usable = new LinkedHashSet<>(found);
    usable.removeIf(address -> address.isAnyLocalAddress() || address.isMulticastAddress());
    return List.copyOf(usable);
  }

  /** Java repeats the name before the system's own words. */
  private String words(UnknownHostException e) {
    String message = String.valueOf(e.getMessage());
    String prefix = name + ": ";
    String words = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    return words.equals(name) ? "no such name" : words;
  }

  private static Reason notResolved(String words) {
    return Reason.of(ReasonCode.NAME_NOT_RESOLVED).with("words", PeerText.clean(words));
  }
}
