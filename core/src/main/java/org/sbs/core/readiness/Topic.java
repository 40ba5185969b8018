package org.sbs.core.readiness;

import java.util.Locale;
import java.util.Optional;

/**
 * What is looked at. Its texts are found by its {@link #word}: what is said of it and, as {@code
 * check.remedy.…}, what to do.
 */
public enum Topic {
  /** The service's settings folder. */
  SETTINGS_FOLDER(Level.NOT_READY, Kind.PROBED),
  /** Another folder of the folder set. */
  FOLDER(Level.NOT_READY, Kind.PROBED),
  /** A part of the folder set that the primary may not read (R4.12). */
  ENTRY(Level.NOT_READY, Kind.PROBED),
  /** Whether names in any script can be read and made (R4.12). */
  NAMES(Level.NOT_READY, Kind.PROBED),
  /** Whether copies can belong to the account that they belong to on the other node (R4.15). */
  OWNERS(Level.WARNING, Kind.PROBED),
  /** Whether files have what is not carried over (R4.15). */
  ATTRIBUTES(Level.WARNING, Kind.PROBED),
  /** A program of the service. */
  PROGRAM(Level.NOT_READY, Kind.PROBED),
  /** The right to control the service. */
  RIGHTS(Level.NOT_READY, Kind.PROBED),
  /** A capture folder, usually on a share. */
  CAPTURE_FOLDER(Level.NOT_READY, Kind.PROBED),
  /** The witness's folder on a share. */
  WITNESS_FOLDER(Level.NOT_READY, Kind.PROBED),
  /** A sentinel's definition. */
  SENTINEL(Level.WARNING, Kind.PROBED),
  /** A printer that both nodes reach by themselves. */
  PRINTER(Level.NOT_READY, Kind.PROBED),
  /** A printer that is a queue of the machine's own operating system. */
  LOCAL_PRINTER(Level.NOT_READY, Kind.PROBED),
  /** A hook. */
  HOOK(Level.WARNING, Kind.PROBED),
  /** A health check of the service. */
  HEALTH_CHECK(Level.WARNING, Kind.PROBED),
  /** An updating script. */
  SCRIPT(Level.WARNING, Kind.PROBED),
  /** The pair key. */
  PAIR_KEY(Level.NOT_READY, Kind.PROBED),
  /** A password that a setting asks for. */
  PASSWORD(Level.WARNING, Kind.PROBED),
  /** An option of the pair. */
  PAIR_OPTION(Level.WARNING, Kind.PROBED),
  /** So little room that a cycle would fail. */
  DISK(Level.NOT_READY, Kind.PROBED),
  /** Little room. */
  DISK_LOW(Level.WARNING, Kind.PROBED),
  /** Whether the node's own address is fixed. */
  ADDRESS(Level.WARNING, Kind.PROBED),
  /** The peer's name. */
  PEER_ADDRESS(Level.NOT_READY, Kind.PROBED),
  /** Whether the peer's name can be looked up now. */
  PEER_NAME(Level.WARNING, Kind.PROBED),
  /** Whether the node can call its peer. */
  PEER_LINK(Level.NOT_READY, Kind.PROBED),
  /** What the licence allows. */
  LICENCE(Level.NOT_READY, Kind.PROBED),
  /** A licence that is worth less, or soon will be. */
  LICENCE_END(Level.WARNING, Kind.PROBED),

  // ---- of both nodes together ----

  /** What the node knows at this moment. */
  NOW(Level.NOT_READY, Kind.PAIR),
  /** Whether the other node could be asked at all. */
  PEER(Level.NOT_READY, Kind.PAIR),
  /** The version of SBS. */
  VERSION(Level.WARNING, Kind.COMPARED),
  /** The operating system. */
  SYSTEM(Level.WARNING, Kind.COMPARED),
  /** How the service is controlled. */
  ADAPTER(Level.NOT_READY, Kind.COMPARED),
  /** The version of the service. */
  SERVICE_VERSION(Level.WARNING, Kind.COMPARED),
  /** Where the service's settings lie. */
  INSTALL_FOLDER(Level.WARNING, Kind.COMPARED),
  /** Under which account SBS runs. */
  ACCOUNT(Level.WARNING, Kind.COMPARED),
  /** Which witness. */
  WITNESS(Level.NOT_READY, Kind.COMPARED),
  /** Whose licences, and of which kinds. */
  LICENCES(Level.WARNING, Kind.PAIR),
  /** The operating systems' printers. */
  QUEUES(Level.WARNING, Kind.PAIR),
  /** The clocks. */
  CLOCK(Level.WARNING, Kind.PAIR);

  /** How a topic is found out about. */
  public enum Kind {
    /** Each node looks by itself, with a {@link Probe}. */
    PROBED,
    /** One value of each node is compared with the other's. */
    COMPARED,
    /** In a way of its own. */
    PAIR
  }

  private final Level trouble;
  private final Kind kind;

  Topic(Level trouble, Kind kind) {
    this.trouble = trouble;
    this.kind = kind;
  }

  /** What trouble with it is worth. */
  public Level trouble() {
    return trouble;
  }

  /** How it is found out about. */
  public Kind kind() {
    return kind;
  }

  /** As JSON writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The topic of that word; an older program does not know all that a newer one looks at. */
  public static Optional<Topic> find(String word) {
    for (Topic topic : values()) {
      if (topic.word().equals(word)) {
        return Optional.of(topic);
      }
    }
    return Optional.empty();
  }
}
