package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;

/**
 * Every setting that there is, except those of {@code [[sync.folder]]}: where it stands, what it
 * takes, and what counts where it is not given.
 */
public enum SettingKey {
  /** Which of this machine's addresses to use; empty for all of them. */
  PAIR_LOCAL_ADDRESS(text("")),
  /** The other node, as host or host:port. */
  PAIR_PEER_ADDRESS(text("")),
  /** Where this node listens, and the peer's port where none is given. */
  PAIR_PORT(whole(4445, 1, 65_535)),
  /** Which roles the node may take by itself. */
  PAIR_MODE(text("symmetric")),
  /** Time between two cycles. */
  PAIR_PERIOD_SECONDS(whole(30, 1, 86_400)),
  /** Time between two heartbeats. */
  PAIR_HEARTBEAT_MS(whole(500, 10, 60_000)),
  /** How long a peer may say nothing before it counts as dead. */
  PAIR_SILENCE_LIMIT_MS(whole(2_000, 20, 600_000)),
  /** How long a node that may hold old data waits for its peer at start. */
  PAIR_START_WAIT_SECONDS(whole(10, 0, 86_400)),
  /** How many takeovers are allowed within the window. */
  PAIR_MAX_TAKEOVERS(whole(3, 1, 1_000)),
  /** The window in which takeovers are counted. */
  PAIR_TAKEOVER_WINDOW_SECONDS(whole(600, 1, 604_800)),
  /** Where the pair key is kept; relative to the node's home. */
  PAIR_KEY_FILE(text("pair.key")),
  /** Addresses of which one must answer a node that becomes primary alone (R1.9, R2.8). */
  PAIR_REACHABILITY(texts()),

  /** Whether files that the primary does not have are deleted on the secondary. */
  SYNC_STRICT(flag(false)),
  /** Whether a copy gets its source's modification time. */
  SYNC_KEEP_DATES(flag(false)),
  /** Of which files a copy gets account and group, by name (R4.15). */
  SYNC_KEEP_OWNER(text("service")),
  /** Updating scripts, run before each cycle. */
  SYNC_SCRIPTS(texts()),
  /** How long the secondary keeps what a cycle replaced. */
  SYNC_VERSION_DAYS(whole(30, 0, 3_650)),
  /** What happens to edits of both sides when nodes meet again. */
  SYNC_RECONCILE(text("merge")),
  /** Which folders the peer may write here; empty for all but the system's. */
  SYNC_ACCEPT(texts()),

  /** How the protected service is controlled. */
  SERVICE_ADAPTER(text("lpm")),
  /** The service's settings folder, always replicated; the default is the platform's. */
  SERVICE_SETTINGS_FOLDER(text("")),
  /** How often a failed service is started again in place. */
  SERVICE_RESTARTS(whole(2, 0, 100)),
  /** The program to run when this node has become primary. */
  SERVICE_ON_PROMOTE(texts()),
  /** The program to run when this node ends being primary. */
  SERVICE_ON_DEMOTE(texts()),
  /** Health checks of the service (R7.3); where none are given, the LPM has one all the same. */
  SERVICE_CHECKS(tables()),
  /** Command: a foreground program that SBS owns. */
  SERVICE_RUN(texts()),
  /** Command: starts a service that is managed elsewhere. */
  SERVICE_START(texts()),
  /** Command: stops it. */
  SERVICE_STOP(texts()),
  /** Command: tells whether it runs. */
  SERVICE_RUNNING(texts()),
  /** Command and Windows service: lists the sentinels. */
  SERVICE_LIST(texts()),
  /** Command and Windows service: activates sentinels. */
  SERVICE_ACTIVATE(texts()),
  /** Command and Windows service: deactivates sentinels. */
  SERVICE_DEACTIVATE(texts()),
  /** Command and Windows service: makes the service read its settings again. */
  SERVICE_RELOAD(texts()),
  /** Systemd: the service's unit. */
  SERVICE_UNIT(text("")),
  /** Systemd: the name of a sentinel's unit, with %s for the sentinel's own name. */
  SERVICE_SENTINEL_UNIT(text("")),
  /** Windows service: its name for the service manager. */
  SERVICE_SERVICE_NAME(text("")),

  /** Whether mails are sent. */
  MAIL_ENABLED(flag(false)),
  /** The mail server. */
  MAIL_SMTP_SERVER(text("")),
  /** Its port. */
  MAIL_PORT(whole(25, 1, 65_535)),
  /** Whether to log in with account and password. */
  MAIL_SECURED(flag(false)),
  /** The account. */
  MAIL_ACCOUNT(text("")),
  /** Where its password is kept; relative to the node's home. */
  MAIL_PASSWORD_FILE(text("mail.password")),
  /** Encryption: none, starttls or implicit. */
  MAIL_SSL(text("starttls")),
  /** The authority that vouches for the mail server; empty for those that Java knows. */
  MAIL_CA_FILE(text("")),
  /** Who mails come from. */
  MAIL_SENDER(text("")),
  /** Who gets them. */
  MAIL_RECEIVERS(texts()),

  /** The third voice: none, share or etcd. */
  WITNESS_KIND(text("none")),
  /** How long a claim holds without being renewed. */
  WITNESS_LEASE_SECONDS(whole(8, 3, 120)),
  /** Share: a folder on the network share, the same for both nodes. */
  WITNESS_FOLDER(text("")),
  /** Etcd: the members of the cluster, as URLs. */
  WITNESS_ENDPOINTS(texts()),
  /** Etcd: who logs in; empty for a cluster without users. */
  WITNESS_USER(text("")),
  /** Etcd: where that user's password is kept; relative to the node's home. */
  WITNESS_PASSWORD_FILE(text("")),
  /** Etcd: the authority that vouches for the cluster; empty for those that Java knows. */
  WITNESS_CA_FILE(text("")),
  /** Etcd: this node's certificate for the cluster; empty for none. */
  WITNESS_CERT_FILE(text("")),
  /** Etcd: the private key to it. */
  WITNESS_KEY_FILE(text("")),
  /** Etcd: what the names of SBS's keys begin with. */
  WITNESS_PREFIX(text("/sbs/")),
  /** Public key of who issues licences; empty turns licensing off. */
  LICENCE_ISSUER(text("")),
  /** Where the admin interface listens. */
  ADMIN_LISTEN(text("127.0.0.1:4446")),
  /** Where numbers and health are told to who watches over many machines; empty for nowhere. */
  ADMIN_METRICS_LISTEN(text(""));

  private final String table;
  private final String shortName;

  // A record of values that never change; the checker cannot see that of RawValue.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Takes takes;

  SettingKey(Takes takes) {
    String lower = name().toLowerCase(Locale.ROOT);
    int cut = lower.indexOf('_');
    this.table = lower.substring(0, cut);
    this.shortName = lower.substring(cut + 1).replace('_', '-');
    this.takes = takes;
  }

  /** The table it stands in. */
  public String table() {
    return table;
  }

  /** Its name within the table. */
  public String shortName() {
    return shortName;
  }

  /** As users say it: {@code table.name}. */
  public String path() {
    return table + "." + shortName;
  }

  /** What may be given. */
  public Takes takes() {
    return takes;
  }

  /**
   * What counts where nothing is given.
   *
   * @param style of the platform
   * @param root all that is given
   */
  public RawValue defaultValue(PathStyle style, RawValue.Table root) {
    return switch (this) {
      case SERVICE_SETTINGS_FOLDER -> new RawValue.Text(style.defaultSettingsFolder(), 0);
      case SERVICE_CHECKS -> CheckRules.otherwise(root);
      default -> takes.otherwise();
    };
  }

  /** The setting of that path. */
  public static Optional<SettingKey> find(String path) {
    for (SettingKey key : values()) {
      if (key.path().equals(path)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** The paths that somebody who wrote this one may have meant; empty where none is near. */
  public static List<String> near(String path) {
    List<String> paths = new ArrayList<>();
    List<String> sameName = new ArrayList<>();
    String name = path.substring(path.indexOf('.') + 1);
    for (SettingKey key : values()) {
      paths.add(key.path());
      if (key.shortName.equals(name)) {
        sameName.add(key.path());
      }
    }
    return sameName.isEmpty() ? Spelling.nearest(path, paths).stream().toList() : sameName;
  }

  /** The settings of that table, in order. */
  public static List<SettingKey> in(String table) {
    List<SettingKey> found = new ArrayList<>();
    for (SettingKey key : values()) {
      if (key.table.equals(table)) {
        found.add(key);
      }
    }
    return found;
  }

  /**
   * What a setting takes.
   *
   * @param kind of value
   * @param ofTexts for lists: every item is a text; else every item is a table
   * @param least for whole numbers
   * @param most for whole numbers
   * @param otherwise the default
   */
  public record Takes(
      RawValue.Kind kind, boolean ofTexts, long least, long most, RawValue otherwise) {
    /** In words, with its article. */
    public Reason words() {
      return switch (kind) {
        case WHOLE -> wholes(least, most);
        case MANY ->
            ofTexts
                ? Reason.of(ReasonCode.TAKES_TEXTS)
                : Reason.of(ReasonCode.TAKES_TABLES)
                    .with("example", "[{ tcp = \"127.0.0.1:9000\" }]");
        case TEXT, FLAG, TABLE, OTHER -> kind.words();
      };
    }

    /** Whole numbers of that range, in words. */
    static Reason wholes(long least, long most) {
      return Reason.of(ReasonCode.TAKES_WHOLE).with("least", least).with("most", most);
    }
  }

  private static Takes text(String otherwise) {
    return new Takes(RawValue.Kind.TEXT, false, 0, 0, new RawValue.Text(otherwise, 0));
  }

  private static Takes whole(long otherwise, long least, long most) {
    return new Takes(RawValue.Kind.WHOLE, false, least, most, new RawValue.Whole(otherwise, 0));
  }

  private static Takes flag(boolean otherwise) {
    return new Takes(RawValue.Kind.FLAG, false, 0, 0, new RawValue.Flag(otherwise, 0));
  }

  private static Takes texts() {
    return new Takes(RawValue.Kind.MANY, true, 0, 0, new RawValue.Many(List.of(), 0));
  }

  private static Takes tables() {
    return new Takes(RawValue.Kind.MANY, false, 0, 0, new RawValue.Many(List.of(), 0));
  }
}
