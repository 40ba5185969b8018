package org.sbs.server.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Every interleaving of two nodes that change the pair key: each may offer a key of its own, say
 * its word at any time, and hear what is on the way in any order, twice, late or never. A crash
 * loses what is on the way and keeps what was written; each write is whole or not there, which
 * {@link KeyringFileTest} shows.
 */
final class KeyringModel {
  /** How many words may be on the way to each node at once. */
  private static final int ON_THE_WAY = 2;

  private static final int ROUNDS = 8;

  /**
   * What both nodes have, and what is on the way.
   *
   * @param toA said by B
   * @param toB said by A
   */
  record World(
      Keyring a,
      Keyring b,
      Set<KeyNote> toA,
      Set<KeyNote> toB,
      boolean mayOfferA,
      boolean mayOfferB) {}

  private final BiFunction<Keyring, KeyNote, Keyring> hear;
  private final BiFunction<Keyring, PairKey, Keyring> offer;
  private final PairKey ofA;
  private final PairKey ofB;
  private int worlds;

  KeyringModel(
      BiFunction<Keyring, PairKey, Keyring> offer,
      BiFunction<Keyring, KeyNote, Keyring> hear,
      PairKey ofA,
      PairKey ofB) {
    this.offer = offer;
    this.hear = hear;
    this.ofA = ofA;
    this.ofB = ofB;
  }

  /** The first world in which something is wrong, and what; empty if all are right. */
  Optional<String> violation(Keyring first) {
    World start = new World(first, first, Set.of(), Set.of(), true, true);
    Set<World> seen = new HashSet<>(List.of(start));
    Deque<World> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      World world = open.poll();
      worlds++;
      Optional<String> wrong = wrong(world, first.current());
      if (wrong.isPresent()) {
        return wrong.map(what -> what + ": " + world.a() + " " + world.b());
      }
      for (World next : next(world)) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return Optional.empty();
  }

  /** How many worlds were looked at. */
  int worlds() {
    return worlds;
  }

  private List<World> next(World w) {
    List<World> next = new ArrayList<>();
    if (w.mayOfferA()) {
      Keyring a = offer.apply(w.a(), ofA);
      next.add(new World(a, w.b(), w.toA(), w.toB(), false, w.mayOfferB()));
    }
    if (w.mayOfferB()) {
      Keyring b = offer.apply(w.b(), ofB);
      next.add(new World(w.a(), b, w.toA(), w.toB(), w.mayOfferA(), false));
    }
    more(w.toB(), w.a().note())
        .ifPresent(
            to -> next.add(new World(w.a(), w.b(), w.toA(), to, w.mayOfferA(), w.mayOfferB())));
    more(w.toA(), w.b().note())
        .ifPresent(
            to -> next.add(new World(w.a(), w.b(), to, w.toB(), w.mayOfferA(), w.mayOfferB())));
    for (KeyNote note : w.toA()) {
      Keyring a = hear.apply(w.a(), note);
      next.add(new World(a, w.b(), w.toA(), w.toB(), w.mayOfferA(), w.mayOfferB()));
      Set<KeyNote> rest = less(w.toA(), note);
      next.add(new World(a, w.b(), rest, w.toB(), w.mayOfferA(), w.mayOfferB()));
      next.add(new World(w.a(), w.b(), rest, w.toB(), w.mayOfferA(), w.mayOfferB()));
    }
    for (KeyNote note : w.toB()) {
      Keyring b = hear.apply(w.b(), note);
      next.add(new World(w.a(), b, w.toA(), w.toB(), w.mayOfferA(), w.mayOfferB()));
      Set<KeyNote> rest = less(w.toB(), note);
      next.add(new World(w.a(), b, w.toA(), rest, w.mayOfferA(), w.mayOfferB()));
      next.add(new World(w.a(), w.b(), w.toA(), rest, w.mayOfferA(), w.mayOfferB()));
    }
    return next;
  }

  private static Optional<Set<KeyNote>> more(Set<KeyNote> on, KeyNote note) {
    if (on.contains(note) || on.size() == ON_THE_WAY) {
      return Optional.empty();
    }
    Set<KeyNote> more = new HashSet<>(on);
    more.add(note);
    return Optional.of(more);
  }

  private static Set<KeyNote> less(Set<KeyNote> on, KeyNote note) {
    Set<KeyNote> less = new HashSet<>(on);
    less.remove(note);
    return less;
  }

  private Optional<String> wrong(World world, PairKey old) {
    if (!connects(world.a(), world.b()) || !connects(world.b(), world.a())) {
      return Optional.of("the nodes cannot connect");
    }
    Keyring a = world.a();
    Keyring b = world.b();
    for (int round = 0; round < ROUNDS; round++) {
      b = hear.apply(b, a.note());
      a = hear.apply(a, b.note());
    }
    if (!a.accepted().equals(b.accepted()) || a.change().isPresent()) {
      return Optional.of("the nodes do not end on one key");
    }
    boolean offered = !world.mayOfferA() || !world.mayOfferB();
    return offered && a.accepts(old.id())
        ? Optional.of("the old key is still accepted")
        : Optional.empty();
  }

  /** As TLS does it: the caller means its current key, and is shown that or the other's. */
  static boolean connects(Keyring caller, Keyring called) {
    PairKey shown =
        called.accepted().contains(caller.current()) ? caller.current() : called.current();
    return caller.accepted().contains(shown);
  }
}
