package org.sbs.core.alert;

import java.util.List;
import java.util.Map;
import org.sbs.core.reason.Reason;

/**
 * Something that an administrator wants to know by mail. Immutable.
 *
 * <p>To add one: a record here, its texts {@code mail.WORD.subject}, {@code mail.WORD.happened},
 * {@code mail.WORD.todo} and {@code mail.WORD.over} in every language (a test misses them), and
 * where it comes from: {@link PointAlerts} for what happens in an instant, {@link ActiveConditions}
 * for what begins and ends.
 */
public sealed interface Alert {
  /** A short stable word: what its texts are called. */
  String word();

  /** The parameters of its texts: strings, reasons and lists of reasons. */
  Map<String, Object> values();

  /** This node took over from its primary. */
  record TookOver(String peer, long epoch, Reason why) implements Alert {
    @Override
    public String word() {
      return "took-over";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "epoch", Long.toString(epoch), "why", why);
    }
  }

  /** The other node handed its role over to this one, as somebody wanted. */
  record HandedOver(String peer, long epoch) implements Alert {
    @Override
    public String word() {
      return "handed-over";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "epoch", Long.toString(epoch));
    }
  }

  /** Nobody serves, as far as this node knows, and it must not. */
  record NobodyServes(String peer, Reason why) implements Alert {
    @Override
    public String word() {
      return "nobody-serves";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "why", why);
    }
  }

  /** This node started alone, and cannot rule out that the other has newer data (R1.8). */
  record OldData(String peer) implements Alert {
    @Override
    public String word() {
      return "old-data";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer);
    }
  }

  /** Two primaries met; this one goes on (R5.2). */
  record TwoPrimaries(String peer, Reason why) implements Alert {
    @Override
    public String word() {
      return "two-primaries";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "why", why);
    }
  }

  /** This primary has no secondary. */
  record SecondaryLost(String peer, Reason why) implements Alert {
    @Override
    public String word() {
      return "secondary-lost";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "why", why);
    }
  }

  /** There is a secondary, but it could not take over. */
  record SecondaryUnfit(String peer, Reason why) implements Alert {
    @Override
    public String word() {
      return "secondary-unfit";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "why", why);
    }
  }

  /** There is a secondary, but nothing reaches it. */
  record ReplicationStalled(String peer, long minutes, Reason why) implements Alert {
    @Override
    public String word() {
      return "replication-stalled";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "minutes", Long.toString(minutes), "why", why);
    }
  }

  /**
   * A part of the folder set is not copied, because it cannot be read or written, or does not
   * answer (R4.16).
   *
   * @param why of each part
   */
  record CopyIncomplete(String peer, List<Reason> why) implements Alert {
    /** Copies the list. */
    public CopyIncomplete {
      why = List.copyOf(why);
    }

    @Override
    public String word() {
      return "copy-incomplete";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peer", peer, "why", why);
    }
  }

  /** Files that were edited on both nodes; the versions that lost are kept (R5.1). */
  record ConflictsKept(long conflicts) implements Alert {
    @Override
    public String word() {
      return "conflicts-kept";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("conflicts", Long.toString(conflicts));
    }
  }

  /**
   * Sentinels that were to work and cannot.
   *
   * @param why of each, with its name
   */
  record SentinelsFailed(List<Reason> why) implements Alert {
    /** Copies the list. */
    public SentinelsFailed {
      why = List.copyOf(why);
    }

    @Override
    public String word() {
      return "sentinels-failed";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("count", Integer.toString(why.size()), "why", why);
    }
  }

  /** The protected service does not run on the primary. */
  record ServiceDown(Reason why) implements Alert {
    @Override
    public String word() {
      return "service-down";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("why", why);
    }
  }

  /** The witness does not answer the primary (R6.3). */
  record WitnessLost(Reason why) implements Alert {
    @Override
    public String word() {
      return "witness-lost";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("why", why);
    }
  }

  /**
   * Deletes that look like an accident are held back (R4.10).
   *
   * @param why of each folder
   */
  record DeletesHeld(long files, List<Reason> why) implements Alert {
    /** Copies the list. */
    public DeletesHeld {
      why = List.copyOf(why);
    }

    @Override
    public String word() {
      return "deletes-held";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("files", Long.toString(files), "why", why);
    }
  }

  /**
   * All that was told of is over.
   *
   * @param over the words of what it was
   */
  record BackToNormal(List<String> over) implements Alert {
    /** Copies the list. */
    public BackToNormal {
      over = List.copyOf(over);
    }

    @Override
    public String word() {
      return "back-to-normal";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }
}
