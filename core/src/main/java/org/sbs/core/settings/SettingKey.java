package org.sbs.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbs.core.reason.Reason;
import org.sbs.core.reason.ReasonCode;
import org.sbs.core.role.Mode;
import org.sbs.core.settings.Settings.KeepOwner;
import org.sbs.core.settings.Settings.MailEncryption;
import org.sbs.core.settings.Settings.Reconciliation;
import org.sbs.core.settings.Settings.WitnessKind;

/**
 * Every setting that there is, except those of {@code [[sync.folder]]}: where it stands, what it
 * takes, and what is in force where it is not given. The comment of each constant is its row in
 * docs/SETTINGS.md: write it for users.
 */
public enum SettingKey {
  /** The address of this machine that the pair link uses; empty for all of them. */
  PAIR_LOCAL_ADDRESS(text("")),
  /** The other node, as host or host:port; required. */
  PAIR_PEER_ADDRESS(text("")),
  /**
   * The TCP port on which this node listens, and the peer's port where {@code peer-address} names
   * none.
   */
  PAIR_PORT(whole(4445, 1, 65_535)),
  /**
   * Which node serves when both run: {@code symmetric} the first one to run, {@code main-only} this
   * one, {@code backup-only} the other one.
   */
  PAIR_MODE(choice(Mode.SYMMETRIC, Mode.values())),
  /**
   * Time between two cycles; a change that file-system events report is sent without waiting for
   * it.
   */
  PAIR_PERIOD_SECONDS(whole(30, 1, 86_400)),
  /** Time between two heartbeats. */
  PAIR_HEARTBEAT_MS(whole(500, 10, 60_000)),
  /** How long a peer may say nothing before it counts as dead; at least two heartbeats. */
  PAIR_SILENCE_LIMIT_MS(whole(2_000, 20, 600_000)),
  /** How long a node whose data may be old waits for its peer at start. */
  PAIR_START_WAIT_SECONDS(whole(10, 0, 86_400)),
  /** How many takeovers a node makes within {@code takeover-window-seconds}. */
  PAIR_MAX_TAKEOVERS(whole(3, 1, 1_000)),
  /**
   * The window in which takeovers are counted; a service that runs as long is forgiven its
   * failures.
   */
  PAIR_TAKEOVER_WINDOW_SECONDS(whole(600, 1, 604_800)),
  /** Where the pair key is kept; relative to the folder of the settings file. */
  PAIR_KEY_FILE(text("pair.key")),
  /** Addresses of which at least one must answer a node that becomes primary alone (R1.9, R2.8). */
  PAIR_REACHABILITY(texts()),

  /** Whether files that the primary does not have are deleted on the secondary. */
  SYNC_STRICT(flag(false)),
  /** Whether a copy gets its source's modification time. */
  SYNC_KEEP_DATES(flag(false)),
  /**
   * Of which files a copy gets account and group, by name (R4.15): those of root and of service
   * accounts, all, or none; the node that sends decides.
   */
  SYNC_KEEP_OWNER(choice(KeepOwner.SERVICE, KeepOwner.values())),
  /**
   * Updating scripts, each an absolute path, run before each cycle; each prints paths to include,
   * one a line.
   */
  SYNC_SCRIPTS(texts()),
  /** How long the secondary keeps what a cycle replaced or deleted; 0 keeps nothing. */
  SYNC_VERSION_DAYS(whole(30, 0, 3_650)),
  /**
   * What happens to edits of both nodes when they meet again: {@code merge} keeps all, {@code
   * primary-wins} is the classic behaviour.
   */
  SYNC_RECONCILE(choice(Reconciliation.MERGE, Reconciliation.values())),
  /**
   * Folders that this node lets its peer write without asking, beside the settings folder and the
   * folders named here.
   */
  SYNC_ACCEPT(texts()),

  /** How the protected service is controlled. */
  SERVICE_ADAPTER(choice(ServiceAdapter.Kind.LPM, ServiceAdapter.Kind.values())),
  /** The service's settings folder, always replicated; the default is the platform's. */
  SERVICE_SETTINGS_FOLDER(text("")),
  /**
   * How often a failed service is started again in place before the role passes to the other node.
   */
  SERVICE_RESTARTS(whole(2, 0, 100)),
  /** The program to run when this node has become primary, with its arguments; empty for none. */
  SERVICE_ON_PROMOTE(texts()),
  /**
   * The program to run when this node ends being primary, and at each start of SBS; empty for none.
   */
  SERVICE_ON_DEMOTE(texts()),
  /**
   * Health checks of the service (R7.3), 20 at most; without this line the LPM has one and other
   * services have none.
   */
  SERVICE_CHECKS(tables()),
  /** Adapter {@code command}: a foreground program that SBS owns. */
  SERVICE_RUN(texts()),
  /** Adapter {@code command}: starts a service that is managed elsewhere. */
  SERVICE_START(texts()),
  /** Adapter {@code command}: stops that service. */
  SERVICE_STOP(texts()),
  /** Adapter {@code command}: tells by its exit status whether that service runs (0 yes, 1 no). */
  SERVICE_RUNNING(texts()),
  /** Adapters {@code command} and {@code windows-service}: lists the sentinels. */
  SERVICE_LIST(texts()),
  /**
   * Adapters {@code command} and {@code windows-service}: activates the sentinels that it reads
   * from standard input.
   */
  SERVICE_ACTIVATE(texts()),
  /**
   * Adapters {@code command} and {@code windows-service}: deactivates sentinels in the same way.
   */
  SERVICE_DEACTIVATE(texts()),
  /**
   * Adapters {@code command} and {@code windows-service}: makes the service read its settings
   * again.
   */
  SERVICE_RELOAD(texts()),
  /** Adapter {@code systemd}: the service's unit. */
  SERVICE_UNIT(text("")),
  /**
   * Adapter {@code systemd}: the name of a sentinel's unit, with {@code %s} for the sentinel's own
   * name.
   */
  SERVICE_SENTINEL_UNIT(text("")),
  /** Adapter {@code windows-service}: the service's name for the service manager. */
  SERVICE_SERVICE_NAME(text("")),

  /** Whether mails are sent. */
  MAIL_ENABLED(flag(false)),
  /** The mail server. */
  MAIL_SMTP_SERVER(text("")),
  /** The mail server's TCP port. */
  MAIL_PORT(whole(25, 1, 65_535)),
  /** Whether to log in with account and password. */
  MAIL_SECURED(flag(false)),
  /** The account to log in with. */
  MAIL_ACCOUNT(text("")),
  /** Where the account's password is kept; relative to the folder of the settings file. */
  MAIL_PASSWORD_FILE(text("mail.password")),
  /** How the connection to the mail server is encrypted. */
  MAIL_SSL(choice(MailEncryption.STARTTLS, MailEncryption.values())),
  /**
   * The certificate of the authority that vouches for the mail server; empty for those that Java
   * knows.
   */
  MAIL_CA_FILE(text("")),
  /** The address that mails come from. */
  MAIL_SENDER(text("")),
  /** The addresses that get the mails, 50 at most. */
  MAIL_RECEIVERS(texts()),

  /** The third voice, which rules out two primaries. */
  WITNESS_KIND(choice(WitnessKind.NONE, WitnessKind.values())),
  /** How long a claim holds without being renewed; the same on both nodes. */
  WITNESS_LEASE_SECONDS(whole(8, 3, 120)),
  /** Kind {@code share}: a folder on the network share, the same one for both nodes. */
  WITNESS_FOLDER(text("")),
  /** Kind {@code etcd}: the members of the cluster, as URLs. */
  WITNESS_ENDPOINTS(texts()),
  /** Kind {@code etcd}: the user to log in as; empty for a cluster without users. */
  WITNESS_USER(text("")),
  /**
   * Kind {@code etcd}: where that user's password is kept; relative to the folder of the settings
   * file.
   */
  WITNESS_PASSWORD_FILE(text("")),
  /**
   * Kind {@code etcd}: the certificate of the authority that vouches for the cluster; empty for
   * those that Java knows.
   */
  WITNESS_CA_FILE(text("")),
  /** Kind {@code etcd}: this node's certificate for the cluster; empty for none. */
  WITNESS_CERT_FILE(text("")),
  /** Kind {@code etcd}: the private key of that certificate, in PKCS #8. */
  WITNESS_KEY_FILE(text("")),
  /** Kind {@code etcd}: what the names of SBS's keys begin with. */
  WITNESS_PREFIX(text("/sbs/")),
  /** The public key of the issuer of licences; empty turns licensing off. */
  LICENCE_ISSUER(text("")),
  /** Where this node's commands reach it: a loopback address. */
  ADMIN_LISTEN(text("127.0.0.1:4446")),
  /**
   * Where other machines may read {@code /metrics} and {@code /health}, without a token; empty for
   * nowhere.
   */
  ADMIN_METRICS_LISTEN(text(""));

  private static final List<String> UNITS = List.of("seconds", "ms", "days");

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

  /** When a changed value is used. */
  public TakesEffect takesEffect() {
    if (PairOption.of(this).isPresent()) {
      return TakesEffect.RELOAD_FOR_PAIR;
    }
    return switch (this) {
      case PAIR_PERIOD_SECONDS, SYNC_SCRIPTS, SYNC_RECONCILE, SYNC_ACCEPT -> TakesEffect.RELOAD;
      default -> TakesEffect.START;
    };
  }

  /** The unit of a number; empty where it has none. */
  public Optional<String> unit() {
    return UNITS.stream().filter(unit -> shortName.endsWith("-" + unit)).findFirst();
  }

  /** When a changed value is used. */
  public enum TakesEffect {
    /** When SBS is started again on the node whose file was changed. */
    START,
    /** After {@code sbs reload} on that node, or a start of it. */
    RELOAD,
    /** Likewise, and from then on for both nodes, because it is an option of the pair. */
    RELOAD_FOR_PAIR;

    /** Whether a node that runs can use a changed value. */
    public boolean isByReload() {
      return this != START;
    }
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
   * @param choices the words of which a text is one; empty where any text may be given
   * @param otherwise the default
   */
  public record Takes(
      RawValue.Kind kind,
      boolean ofTexts,
      long least,
      long most,
      List<String> choices,
      RawValue otherwise) {
    /** Copies the list. */
    public Takes {
      choices = List.copyOf(choices);
    }

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
    return of(RawValue.Kind.TEXT, false, new RawValue.Text(otherwise, 0));
  }

  private static <E extends Enum<E>> Takes choice(E otherwise, E[] offered) {
    List<String> words = Stream.of(offered).map(Words::word).toList();
    return new Takes(
        RawValue.Kind.TEXT, false, 0, 0, words, new RawValue.Text(Words.word(otherwise), 0));
  }

  private static Takes whole(long otherwise, long least, long most) {
    RawValue number = new RawValue.Whole(otherwise, 0);
    return new Takes(RawValue.Kind.WHOLE, false, least, most, List.of(), number);
  }

  private static Takes flag(boolean otherwise) {
    return of(RawValue.Kind.FLAG, false, new RawValue.Flag(otherwise, 0));
  }

  private static Takes texts() {
    return of(RawValue.Kind.MANY, true, new RawValue.Many(List.of(), 0));
  }

  private static Takes tables() {
    return of(RawValue.Kind.MANY, false, new RawValue.Many(List.of(), 0));
  }

  private static Takes of(RawValue.Kind kind, boolean ofTexts, RawValue otherwise) {
    return new Takes(kind, ofTexts, 0, 0, List.of(), otherwise);
  }
}
