package org.sbs.server.link;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The pair keys that a node accepts, and all rules by which they change (R10.8, decision 021).
 * Immutable; reads no clock and no file.
 *
 * <p>A routine change has two durable steps. The node where it begins stores the new key and goes
 * on showing the old one ({@link Kind#OFFERED}). The other node stores the new key as its current
 * one and still accepts the old one ({@link Kind#LEAVING}). The first node hears that, and has the
 * new key alone; the other one hears that, and has the new key alone too. At each moment there is a
 * key that both accept, whichever words are lost and whichever node crashes.
 *
 * @param current the key in the key file; the node shows it
 * @param name the pair's name at a witness: that of its first key, which does not change with the
 *     key
 * @param named whether the name is known to be the pair's; a node whose key was entered by hand
 *     learns it from the other one
 * @param older keys of claims, as hexadecimal digits, by which claims of the past are verified; the
 *     newest first
 * @param change what is under way
 */
public record Keyring(
    PairKey current, String name, boolean named, List<String> older, Optional<Change> change) {
  /** For how long an absent node keeps the old key valid. */
  public static final long LIMIT_DAYS = 7;

  static final long LIMIT_MILLIS = TimeUnit.DAYS.toMillis(LIMIT_DAYS);

  /**
   * What a witness keeps is sealed anew by its holder; more changes without one are not expected.
   */
  static final int MOST_OLDER = 16;

  /** How far a change is on this node. */
  public enum Kind {
    /** The new key is stored, the old one is shown, and both are accepted. */
    OFFERED,
    /** The new key is the current one, and the old one is still accepted. */
    LEAVING
  }

  /**
   * A change that is under way.
   *
   * @param other the new key where it is offered, the old one where it is left
   * @param untilMillis when it ends by the wall clock at the latest, without the other node
   */
  public record Change(Kind kind, PairKey other, long untilMillis) {}

  /** What became of the keys. */
  public enum Step {
    /** Nothing. */
    NONE,
    /** A new key is stored, and offered to the other node. */
    OFFERED,
    /** The other node's new key is stored, and is the current one. */
    TAKEN,
    /** The new key is the only one. */
    IN_USE,
    /** The same, and the other node does not have it. */
    ALONE,
    /** The other node cannot take a key: the offer is withdrawn. */
    WITHDRAWN,
    /** The name of the pair, or the end of the change, is another. */
    CORRECTED
  }

  /** The keys after a step, and which it was. */
  public record Next(Keyring ring, Step step) {}

  /** Copies the list. */
  public Keyring {
    older = List.copyOf(older);
  }

  /** Of a key that was entered, or lies in the key file alone. */
  public static Keyring of(PairKey key) {
    return new Keyring(key, key.pairName(), false, List.of(), Optional.empty());
  }

  /** Of a key that was made on this node, for a new pair. */
  public static Keyring made(PairKey key) {
    return new Keyring(key, key.pairName(), true, List.of(), Optional.empty());
  }

  /** The keys that prove the pair; the one that the node shows is the first. */
  public List<PairKey> accepted() {
    List<PairKey> accepted = new ArrayList<>(List.of(current));
    change.map(Change::other).ifPresent(accepted::add);
    return accepted;
  }

  /** Whether the key with that id proves the pair. */
  public boolean accepts(String id) {
    return accepted().stream().anyMatch(key -> key.id().equals(id));
  }

  /** The keys by which claims are verified that were not sealed by the current one. */
  public List<byte[]> verifying() {
    List<byte[]> keys = new ArrayList<>();
    change.ifPresent(under -> keys.add(under.other().claimKey()));
    older.forEach(hex -> keys.add(HexFormat.of().parseHex(hex)));
    return keys;
  }

  /** Whether a change of that kind is under way. */
  public boolean is(Kind kind) {
    return change.filter(under -> under.kind() == kind).isPresent();
  }

  /** What the node tells the other one. */
  public KeyNote note() {
    return new KeyNote(
        current.id(),
        name,
        named,
        change.map(
            under ->
                under.kind() == Kind.OFFERED
                    ? new KeyNote.News(under.other(), current.id())
                    : new KeyNote.News(current, under.other().id())));
  }

  /** A user wants another key. While a change is under way, it stays the one that it is. */
  public Next offer(PairKey next, long nowMillis) {
    return change.isPresent()
        ? stays()
        : new Next(with(new Change(Kind.OFFERED, next, nowMillis + LIMIT_MILLIS)), Step.OFFERED);
  }

  /** The other node told of its keys: at most one step, because it says them again. */
  public Next hear(KeyNote note, long nowMillis) {
    if (is(Kind.OFFERED) && note.current().equals(other().id())) {
      return new Next(moved(other()), Step.IN_USE);
    }
    if (is(Kind.LEAVING) && note.current().equals(current.id())) {
      return new Next(settled(), Step.IN_USE);
    }
    if (note.news().filter(news -> isForMe(news, note)).isPresent()) {
      Change leaving = new Change(Kind.LEAVING, current, nowMillis + LIMIT_MILLIS);
      return new Next(moved(note.news().get().key()).with(leaving), Step.TAKEN);
    }
    if (!note.current().equals(current.id())) {
      return stays();
    }
    if (isNamedBy(note)) {
      return new Next(new Keyring(current, note.pair(), true, older, change), Step.CORRECTED);
    }
    return named || note.named()
        ? stays()
        : new Next(new Keyring(current, agreed(note.pair()), true, older, change), Step.CORRECTED);
  }

  /**
   * The name of a pair of which neither node was told it. One that does not come from the current
   * key is from before that was entered.
   */
  private String agreed(String theirs) {
    String derived = current.pairName();
    if (name.equals(derived) || theirs.equals(derived)) {
      return name.equals(derived) ? theirs : name;
    }
    return name.compareTo(theirs) < 0 ? name : theirs;
  }

  /**
   * Of two keys that are offered at once the one with the greater id holds. A key that the other
   * node shows already holds in any case: it does not take this node's any more.
   */
  private boolean isForMe(KeyNote.News news, KeyNote note) {
    return news.replaces().equals(current.id())
        && !news.key().equals(current)
        && (!is(Kind.OFFERED) || note.isTaken() || news.key().id().compareTo(other().id()) > 0);
  }

  private boolean isNamedBy(KeyNote note) {
    if (note.pair().equals(name)) {
      return note.named() && !named;
    }
    return note.named() && (!named || note.pair().compareTo(name) < 0);
  }

  /**
   * The other node proved a key, and its version knows nothing of changes. It cannot take an offer;
   * if it has the new key, then because it took that before it got the older version.
   */
  public Next hearOlder(String provedId) {
    if (!is(Kind.OFFERED)) {
      return stays();
    }
    return provedId.equals(other().id())
        ? new Next(moved(other()), Step.IN_USE)
        : new Next(settled(), Step.WITHDRAWN);
  }

  /**
   * Time has passed: what the other node did not take in time holds without it.
   *
   * @param nowMillis by the wall clock; where it was set back, the change does not last longer than
   *     the limit from now
   */
  public Next at(long nowMillis) {
    if (change.isEmpty()) {
      return stays();
    }
    Change under = change.get();
    if (under.untilMillis() <= nowMillis) {
      boolean offered = under.kind() == Kind.OFFERED;
      return new Next(offered ? moved(under.other()) : settled(), Step.ALONE);
    }
    return under.untilMillis() <= nowMillis + LIMIT_MILLIS
        ? stays()
        : new Next(
            with(new Change(under.kind(), under.other(), nowMillis + LIMIT_MILLIS)),
            Step.CORRECTED);
  }

  /** The keys leaked: from now on this one alone, also for claims of the past. */
  public Keyring leaked(PairKey fresh) {
    return new Keyring(fresh, name, named, List.of(), Optional.empty());
  }

  /**
   * A user entered a key: from now on this one alone.
   *
   * @param met whether the node has met the other one of its pair: then its pair is still the same
   */
  public Keyring joined(PairKey entered, boolean met) {
    return met ? new Keyring(entered, name, false, List.of(), Optional.empty()) : of(entered);
  }

  private PairKey other() {
    return change.orElseThrow().other();
  }

  private Next stays() {
    return new Next(this, Step.NONE);
  }

  private Keyring with(Change under) {
    return new Keyring(current, name, named, older, Optional.of(under));
  }

  private Keyring settled() {
    return new Keyring(current, name, named, older, Optional.empty());
  }

  private Keyring moved(PairKey to) {
    List<String> before = new ArrayList<>(older);
    before.add(0, HexFormat.of().formatHex(current.claimKey()));
    List<String> newest = before.stream().distinct().limit(MOST_OLDER).toList();
    return new Keyring(to, name, named, newest, Optional.empty());
  }

  /** Names keys by their ids. */
  @Override
  public String toString() {
    return "Keyring["
        + current.id()
        + change.map(under -> ", " + under.kind() + " " + under.other().id()).orElse("")
        + "]";
  }
}
