package org.sbs.core.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbs.core.health.HealthCheck;
import org.sbs.core.role.Mode;

/**
 * The settings of one node, checked. Units stand in the names; paths are as written in the file.
 * Immutable.
 *
 * @param given the options of the pair that the file names
 */
public record Settings(
    Pair pair,
    Sync sync,
    Service service,
    Mail mail,
    Witness witness,
    Licence licence,
    Admin admin,
    Set<PairOption> given) {
  /** Copies the set. */
  public Settings {
    given = Set.copyOf(given);
  }

  /** Whether the file names that option of the pair. */
  public boolean gives(PairOption option) {
    return given.contains(option);
  }

  /**
   * The pair and its timing.
   *
   * @param localAddress which of this machine's addresses to use; empty for all of them
   * @param peerAddress the other node, with its port
   * @param port where this node listens
   * @param silenceLimitMs at least two heartbeats
   * @param keyFile absolute, or relative to the node's home
   */
  public record Pair(
      Optional<String> localAddress,
      HostPort peerAddress,
      int port,
      Mode mode,
      long periodSeconds,
      long heartbeatMs,
      long silenceLimitMs,
      long startWaitSeconds,
      int maxTakeovers,
      long takeoverWindowSeconds,
      String keyFile,
      List<String> reachability) {}

  /**
   * Replication.
   *
   * @param strict whether files that the primary does not have are deleted on the secondary
   * @param keepDates whether copies get their source's modification time
   * @param keepOwner of which files a copy gets its source's account and group, by name
   * @param scripts updating scripts: absolute paths of programs
   * @param versionDays 0 keeps nothing
   * @param accept folders that the peer may write here; empty for all but the system's
   * @param folders beside the service's settings folder; none lies in another, nor in that one
   */
  public record Sync(
      boolean strict,
      boolean keepDates,
      KeepOwner keepOwner,
      List<String> scripts,
      int versionDays,
      Reconciliation reconciliation,
      List<String> accept,
      List<Folder> folders) {
    /** Copies the lists. */
    public Sync {
      scripts = List.copyOf(scripts);
      accept = List.copyOf(accept);
      folders = List.copyOf(folders);
    }
  }

  /** Of which files a copy gets its source's account and group. */
  public enum KeepOwner {
    /** Of those that belong to root or to an account that is a service's. */
    SERVICE,
    /** Of all. */
    ALL,
    /** Of none: a copy belongs to the account that SBS runs as. */
    NONE
  }

  /** What happens to edits of both sides when the nodes meet again. */
  public enum Reconciliation {
    /** Each file is compared three ways; nothing is lost. */
    MERGE,
    /** The primary's files win. */
    PRIMARY_WINS
  }

  /**
   * One more folder to replicate.
   *
   * @param path absolute
   * @param include patterns; everything where none is given
   * @param exclude patterns, stronger than include
   */
  public record Folder(String path, List<String> include, List<String> exclude) {
    /** Copies the lists. */
    public Folder {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }
  }

  /**
   * The protected service.
   *
   * @param settingsFolder absolute
   * @param restarts how often a failed service is started again in place before the role passes
   * @param checks that tell whether it works
   */
  public record Service(
      ServiceAdapter adapter,
      String settingsFolder,
      int restarts,
      List<HealthCheck> checks,
      Hooks hooks) {
    /** Copies the list. */
    public Service {
      checks = List.copyOf(checks);
    }
  }

  /**
   * Programs to run at role changes, each with its arguments; an empty list is none.
   *
   * @param onPromote when this node has become primary
   * @param onDemote when it ends being primary
   */
  public record Hooks(List<String> onPromote, List<String> onDemote) {
    /** Copies the lists. */
    public Hooks {
      onPromote = List.copyOf(onPromote);
      onDemote = List.copyOf(onDemote);
    }
  }

  /**
   * Mail.
   *
   * @param smtpServer "" if this node has no mail settings of its own
   * @param secured whether to log in with account and password
   * @param passwordFile absolute, or relative to the node's home
   * @param caFile the authority that vouches for the server; empty for those that Java knows
   */
  public record Mail(
      boolean enabled,
      String smtpServer,
      int port,
      boolean secured,
      String account,
      String passwordFile,
      MailEncryption ssl,
      Optional<String> caFile,
      String sender,
      List<String> receivers) {
    /** Copies the list. */
    public Mail {
      receivers = List.copyOf(receivers);
    }
  }

  /** How the connection to the mail server is encrypted. */
  public enum MailEncryption {
    /** Not at all. */
    NONE,
    /** Agreed on after connecting. */
    STARTTLS,
    /** From the first byte. */
    IMPLICIT
  }

  /**
   * The third voice.
   *
   * @param leaseSeconds how long a claim holds without being renewed
   * @param folder absolute; empty but for {@link WitnessKind#SHARE}
   * @param etcd without endpoints but for {@link WitnessKind#ETCD}
   */
  public record Witness(WitnessKind kind, long leaseSeconds, String folder, Etcd etcd) {}

  /** Which witness. */
  public enum WitnessKind {
    /** No witness. */
    NONE,
    /** A folder on a network share. */
    SHARE,
    /** An etcd cluster. */
    ETCD
  }

  /**
   * An etcd cluster. Files are absolute, or relative to the node's home.
   *
   * @param endpoints URLs, all with http or all with https
   * @param login who logs in; empty for a cluster without users
   * @param caFile the authority that vouches for the cluster; empty for those that Java knows
   * @param certificate this node's own; empty for none
   * @param prefix what the names of SBS's keys begin with
   */
  public record Etcd(
      List<String> endpoints,
      Optional<EtcdLogin> login,
      Optional<String> caFile,
      Optional<EtcdCertificate> certificate,
      String prefix) {
    /** Copies the list. */
    public Etcd {
      endpoints = List.copyOf(endpoints);
    }
  }

  /** A user of an etcd cluster, and where the password is kept. */
  public record EtcdLogin(String user, String passwordFile) {}

  /** The certificate that this node shows, and the private key to it; both in PEM. */
  public record EtcdCertificate(String certFile, String keyFile) {}

  /**
   * Licensing.
   *
   * @param issuer public key of who issues licences; empty turns licensing off
   */
  public record Licence(Optional<String> issuer) {}

  /**
   * The admin interface.
   *
   * @param listen a loopback address; port 0 for any free one
   * @param metricsListen where numbers and health, and nothing else, are told to anybody; may be
   *     reached from other machines
   */
  public record Admin(HostPort listen, Optional<HostPort> metricsListen) {}
}
