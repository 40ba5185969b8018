package org.sbs.server.link;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Every address at which the peer may be (R1.3), looked up anew for each question. Safe for any
 * thread.
 */
public final class PeerAddresses {
  private final PeerAddress peer;
  private final Me me;
  private final NameLookup lookup;
  private final Supplier<List<InetAddress>> machine;
  private volatile Optional<InetAddress> greeted = Optional.empty();

  /**
   * This node, which is not its own peer.
   *
   * @param local the address that it uses
   * @param port where it listens: at another port of this machine may be its peer
   * @param host the host name of its machine, without a domain; empty if it is not known
   */
  public record Me(LocalAddress local, int port, String host) {
    private boolean isCalled(String name) {
      return !NameLookup.isLiteral(name) && name.split("\\.", 2)[0].equalsIgnoreCase(host);
    }
  }

  /** Where the peer may be. */
  sealed interface Found {
    /**
     * At one of these, the most likely first.
     *
     * @param remembered whether the name cannot be resolved now, and had these last
     */
    record At(List<InetAddress> addresses, boolean remembered) implements Found {}

    /** The name leads to this machine alone. */
    record Itself(List<InetAddress> addresses, boolean remembered) implements Found {}

    /** Nobody can tell: the name cannot be resolved, and never could. */
    record Nowhere(Reason trouble) implements Found {}
  }

  /** Looks nothing up yet. */
  public PeerAddresses(PeerAddress peer, Me me, NameResolver resolver, AddressMemory memory) {
    this(peer, me, new NameLookup(peer.host(), resolver, memory), OwnAddresses::ofMachine);
  }

  PeerAddresses(PeerAddress peer, Me me, NameLookup lookup, Supplier<List<InetAddress>> machine) {
    this.peer = peer;
    this.me = me;
    this.lookup = lookup;
    this.machine = machine;
  }

  /** What the settings say. */
  public PeerAddress configured() {
    return peer;
  }

  /** This node's own address, from which it calls. */
  public LocalAddress local() {
    return me.local();
  }

  /** The address at which the peer is, or the one that is the most likely; asks nobody. */
  public Optional<InetAddress> likely() {
    return greeted.or(
        () -> lookup.last().stream().min((one, other) -> Integer.compare(rank(one), rank(other))));
  }

  /**
   * Why the peer could be called at no address; empty if it can be. Waits for the name service for
   * half of that time at most.
   */
  public Optional<Reason> trouble(long limitNanos) {
    NameLookup.Answer answer = lookup.find(limitNanos);
    if (answer.addresses().isEmpty()) {
      return answer.trouble();
    }
    return others(answer.addresses()).isEmpty()
        ? Optional.of(
            Reason.of(ReasonCode.NAME_OF_THIS_MACHINE).with("addresses", text(answer.addresses())))
        : Optional.empty();
  }

  /**
   * Why the addresses of the peer may be out of date; empty if they are not. Waits for the name
   * service for half of that time at most.
   */
  public Optional<Reason> staleness(long limitNanos) {
    NameLookup.Answer answer = lookup.find(limitNanos);
    return answer
        .trouble()
        .filter(why -> answer.remembered())
        .map(
            why ->
                Reason.of(ReasonCode.NAME_REMEMBERED)
                    .with("trouble", why)
                    .with("addresses", text(answer.addresses())));
  }

  /** Addresses for a sentence. */
  static String text(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
  }

  /** Whether the peer is on this machine, as far as its addresses are known; asks nobody. */
  public boolean areHere() {
    List<InetAddress> last = lookup.last();
    return !last.isEmpty() && last.stream().allMatch(InetAddress::isLoopbackAddress);
  }

  /** Where to look for the peer now; waits for the name service for that long at most. */
  Found find(long limitNanos) {
    NameLookup.Answer answer = lookup.find(limitNanos);
    if (answer.addresses().isEmpty()) {
      return new Found.Nowhere(answer.trouble().orElse(Reason.NONE));
    }
    List<InetAddress> others = others(answer.addresses());
    if (others.isEmpty()) {
      return new Found.Itself(answer.addresses(), answer.remembered());
    }
    others.sort((one, other) -> Integer.compare(rank(one), rank(other)));
    return new Found.At(List.copyOf(others), answer.remembered());
  }

  /** Without those of this machine itself. */
  private List<InetAddress> others(List<InetAddress> all) {
    List<InetAddress> others = new ArrayList<>(all);
    if (peer.port() == me.port()) {
      OwnAddresses mine =
          new OwnAddresses(machine.get(), me.local().address(), me.isCalled(peer.host()));
      others.removeIf(mine::contain);
    }
    return others;
  }

  /**
   * The address to call that one from: the local one where both are of one family and kind. Another
   * one cannot be reached from it at all, so the system chooses.
   */
  Optional<InetAddress> fromFor(InetAddress address) {
    return me.local()
        .address()
        .filter(
            own ->
                own.getClass() == address.getClass()
                    && own.isLoopbackAddress() == address.isLoopbackAddress());
  }

  /** The peer greeted from there: the next question goes there first. */
  void greeted(InetAddress address) {
    greeted = Optional.of(address);
  }

  private int rank(InetAddress address) {
    if (greeted.filter(address::equals).isPresent()) {
      return 0;
    }
    return fromFor(address).isPresent() ? 1 : 2;
  }
}
