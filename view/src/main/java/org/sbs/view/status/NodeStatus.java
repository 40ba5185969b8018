package org.sbs.view.status;

import java.util.List;
import java.util.Optional;
import org.sbs.core.reason.Reason;

/**
 * All that a node tells of itself: an immutable snapshot. Its JSON form is the contract of {@code
 * sbs status --json}: names and order as here, absent values null, times in ISO 8601 with zone.
 *
 * @param node the node's id
 * @param host its machine's name; empty if not known
 * @param role {@code stopped}, {@code starting}, {@code secondary}, {@code primary}
 * @param since when it took the role
 * @param epoch the highest epoch it has lived through
 * @param mode {@code symmetric}, {@code main-only}, {@code backup-only}
 * @param reason why the role is what it is
 * @param witness the third voice, if one is configured
 * @param pause null when not paused
 * @param keyChange null while the pair key is not being changed
 * @param account as whom SBS runs
 */
public record NodeStatus(
    String node,
    String host,
    String role,
    String since,
    long epoch,
    String mode,
    Reason reason,
    Peer peer,
    Service service,
    Sync sync,
    Witness witness,
    Optional<String> pause,
    Licence licence,
    Readiness readiness,
    Mail mail,
    Optional<KeyChange> keyChange,
    Account account) {
  /** Of a node that does not tell where and as whom it runs, and whose key is not being changed. */
  public NodeStatus(
      String node,
      String role,
      String since,
      long epoch,
      String mode,
      Reason reason,
      Peer peer,
      Service service,
      Sync sync,
      Witness witness,
      Optional<String> pause,
      Licence licence,
      Readiness readiness,
      Mail mail) {
    this(
        node,
        "",
        role,
        since,
        epoch,
        mode,
        reason,
        peer,
        service,
        sync,
        witness,
        pause,
        licence,
        readiness,
        mail,
        Optional.empty(),
        Account.UNKNOWN);
  }

  /** Of a node that sends no mails. */
  public NodeStatus(
      String node,
      String role,
      String since,
      long epoch,
      String mode,
      Reason reason,
      Peer peer,
      Service service,
      Sync sync,
      Witness witness,
      Optional<String> pause,
      Licence licence,
      Readiness readiness) {
    this(
        node, role, since, epoch, mode, reason, peer, service, sync, witness, pause, licence,
        readiness, Mail.NONE);
  }

  /** The same with another service. */
  public NodeStatus with(Service other) {
    return new NodeStatus(
        node, host, role, since, epoch, mode, reason, peer, other, sync, witness, pause, licence,
        readiness, mail, keyChange, account);
  }

  /**
   * As whom SBS runs on this node.
   *
   * @param name of the account; empty if not known
   * @param privileged whether that is root, or an account that can do as much
   */
  public record Account(String name, boolean privileged) {
    /** An older node does not tell. */
    public static final Account UNKNOWN = new Account("", false);
  }

  /**
   * The other node.
   *
   * @param address host and port, as configured
   * @param connected whether heartbeats flow
   * @param role its role as it last said; empty while not connected
   * @param silenceLimitMs after how much silence it counts as dead now
   * @param allowedPauseMs how much of that is beyond the setting, for pauses of either node
   * @param connectedAddress at which of its addresses it is connected; empty while not connected
   * @param host its machine's name, as it told last; empty while not known
   */
  public record Peer(
      String address,
      boolean connected,
      Optional<String> role,
      long silenceLimitMs,
      long allowedPauseMs,
      Optional<String> connectedAddress,
      Optional<String> host) {
    /** Whose machine's name is not known. */
    public Peer(
        String address,
        boolean connected,
        Optional<String> role,
        long silenceLimitMs,
        long allowedPauseMs,
        Optional<String> connectedAddress) {
      this(
          address,
          connected,
          role,
          silenceLimitMs,
          allowedPauseMs,
          connectedAddress,
          Optional.empty());
    }

    /** Where it is, for people: what is configured, and what that stands for now if it differs. */
    public String where() {
      return connectedAddress
          .filter(now -> !address.contains(now))
          .map(now -> address + " (" + now + ")")
          .orElse(address);
    }

    /** Whether pauses make the limit longer by more than a quarter. */
    public boolean isLimitExtended() {
      return 4 * allowedPauseMs > silenceLimitMs - allowedPauseMs;
    }
  }

  /**
   * The protected service on this node.
   *
   * @param listsSentinels whether {@code sentinels} tells them all; not while it starts or when it
   *     does not answer, and never of a service that has none
   * @param problems of the service, of its checks and of the hooks that go with it
   * @param checks that tell whether it works, as they ended last
   */
  public record Service(
      boolean running,
      List<SentinelStatus> sentinels,
      boolean listsSentinels,
      List<Reason> problems,
      List<CheckStatus> checks) {
    /** Without problems and checks. */
    public Service(boolean running, List<SentinelStatus> sentinels) {
      this(running, sentinels, running, List.of(), List.of());
    }

    /** Without checks. */
    public Service(boolean running, List<SentinelStatus> sentinels, List<Reason> problems) {
      this(running, sentinels, running, problems, List.of());
    }

    /** One that tells all of its sentinels. */
    public Service(
        boolean running,
        List<SentinelStatus> sentinels,
        List<Reason> problems,
        List<CheckStatus> checks) {
      this(running, sentinels, running, problems, checks);
    }
  }

  /**
   * A health check of the service.
   *
   * @param check its form: {@code tcp}, {@code http}, {@code program}, {@code jobs}
   * @param target what it asks, as the settings name it
   * @param state {@code passed}, {@code failed}, {@code not-possible}, or {@code waiting} while
   *     there is no result: the service does not run here, say
   * @param failures how many in a row count
   * @param problem what is wrong
   */
  public record CheckStatus(
      String check, String target, String state, int failures, Optional<Reason> problem) {}

  /**
   * One sentinel.
   *
   * @param problem why it failed, if it failed
   * @param printerState the code of why its printer does not print just now, if it is known
   */
  public record SentinelStatus(
      String name, boolean active, Optional<Reason> problem, Optional<String> printerState) {
    /** Of whose printer nothing is known. */
    public SentinelStatus(String name, boolean active, Optional<Reason> problem) {
      this(name, active, problem, Optional.empty());
    }
  }

  /**
   * Replication, seen from this node.
   *
   * @param cycle the last committed cycle, 0 for none
   * @param committedAt when, if there was one since SBS started
   * @param files in the folder set
   * @param pendingFiles of the running cycle, not yet sent or received
   * @param problems why the last cycle was not committed, and what it left out
   * @param heldDeletes files that the guard against mass deletion keeps on the secondary
   * @param offers folders that the primary names and that are not copied
   * @param progress of the running cycle; empty between two
   */
  public record Sync(
      long cycle,
      Optional<String> committedAt,
      long files,
      long pendingFiles,
      long heldDeletes,
      long conflicts,
      List<Reason> problems,
      List<Offer> offers,
      Optional<Progress> progress) {
    /** Copies the lists. */
    public Sync {
      problems = List.copyOf(problems);
      offers = List.copyOf(offers);
    }

    /** Where all folders are copied. */
    public Sync(
        long cycle,
        Optional<String> committedAt,
        long files,
        long pendingFiles,
        long heldDeletes,
        long conflicts,
        List<Reason> problems,
        Optional<Progress> progress) {
      this(
          cycle,
          committedAt,
          files,
          pendingFiles,
          heldDeletes,
          conflicts,
          problems,
          List.of(),
          progress);
    }

    /** Between two cycles. */
    public Sync(
        long cycle,
        Optional<String> committedAt,
        long files,
        long pendingFiles,
        long heldDeletes,
        long conflicts) {
      this(
          cycle,
          committedAt,
          files,
          pendingFiles,
          heldDeletes,
          conflicts,
          List.of(),
          Optional.empty());
    }
  }

  /**
   * A folder that the primary names and that is not copied (R10.5).
   *
   * @param folder as the primary names it
   * @param place where it lies on this node, if this node looked
   * @param node whose doing that is: {@code this} or {@code other}
   * @param state {@code waits} for a yes there, {@code refused}, {@code never}, or {@code fails}
   *     where it hangs or cannot be made
   * @param why it is not copied
   */
  public record Offer(
      String folder, Optional<String> place, String node, String state, Reason why) {}

  /**
   * How far the running cycle is; rate and time left follow from it.
   *
   * @param cycle its number
   * @param phase {@code comparing}, {@code sending}, {@code receiving}, {@code committing}
   * @param files done, of {@code allFiles}
   * @param bytes done, of {@code allBytes}
   * @param since when the phase began
   * @param elapsedMs since then, by a clock that does not jump
   */
  public record Progress(
      long cycle,
      String phase,
      long files,
      long allFiles,
      long bytes,
      long allBytes,
      String since,
      long elapsedMs) {}

  /** The third voice. */
  public record Witness(String kind, boolean holds) {}

  /**
   * What the licence allows.
   *
   * @param kind {@code main} or {@code backup}; {@code none} where a licence is missing, {@code
   *     off} where none is needed
   * @param explanation a sentence each, also why sentinels are held and what would release them
   */
  public record Licence(String kind, List<Reason> explanation) {
    /** Copies the list. */
    public Licence {
      explanation = List.copyOf(explanation);
    }
  }

  /**
   * Mails to administrators.
   *
   * @param enabled whether they are sent
   * @param settings which count: {@code own}, {@code handed} by the primary, {@code none}
   * @param waiting how many wait to be sent
   * @param problem why they wait, or whom the mail server refused
   */
  public record Mail(boolean enabled, String settings, int waiting, Optional<Reason> problem) {
    /** There is nothing of it. */
    public static final Mail NONE = new Mail(false, "none", 0, Optional.empty());
  }

  /**
   * A change of the pair key that is under way.
   *
   * @param state {@code offered} where the other node is to take the new key, {@code taken} where
   *     this node has it in use, and the other one may not
   * @param until when it ends at the latest: then the old key is refused
   * @param explanation what is under way
   */
  public record KeyChange(String state, String until, Reason explanation) {}

  /** Whether the other node could take over now, and if not, why not. */
  public record Readiness(boolean ready, List<Reason> reasons) {}
}
