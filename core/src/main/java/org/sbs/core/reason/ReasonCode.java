package org.sbs.core.reason;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The stable names of the reasons that a node gives. Each has one text in every language, under
 * {@link #key()}, with the values of its {@link Reason} as parameters.
 *
 * <p>To add one: a constant here, and its text in {@code texts.properties} of every language; a
 * test misses it otherwise. A code is never renamed once it is released.
 */
public enum ReasonCode {
  /** Nothing worth telling. */
  NONE,

  /** A sentence that is already worded: {@code text}. Only for reasons that have no code yet. */
  SENTENCE,

  /** A reason of the other node that this version has no words for: {@code code}. */
  UNKNOWN,

  /** Two reasons, told one after the other: {@code first}, {@code second}. */
  BOTH,

  /** The service runs and does not work: {@code check}, the one that found it. */
  SERVICE_HANGS,

  /** A service that hangs is ended, and started again in place. */
  SERVICE_ENDED_ANEW,

  /** A service that hangs is ended, and then the role passes: {@code peer}. */
  SERVICE_ENDED_ROLE_PASSES,

  /** The service failed more often than {@code restarts}, and the role stays: {@code obstacle}. */
  SERVICE_ROLE_STAYS,

  /** A service that hangs on both nodes is ended and started again, but seldom: {@code seconds}. */
  SERVICE_ENDED_SELDOM,

  /** A service that hung works again by itself. */
  SERVICE_WORKS_AGAIN,

  /** A service that hangs did not end, and is told again: {@code why}. */
  SERVICE_HANGS_ON,

  /**
   * A check of the service failed: {@code check} and {@code target} say which, {@code failures} how
   * often in a row so that it counts, {@code cause} why.
   */
  CHECK_FAILED,

  /** The check has not succeeded since the service was started. */
  CHECK_NEVER_PASSED,

  /** A check cannot be done: {@code check}, {@code target}, {@code cause}. */
  CHECK_NOT_POSSIBLE,

  /** A check that failed or could not be done succeeds again: {@code check}, {@code target}. */
  CHECK_PASSES_AGAIN,

  /** The service did not answer a check in time: {@code seconds}. */
  CHECK_TIMED_OUT,

  /** Nobody accepts the connection: {@code why}. */
  CHECK_NO_CONNECTION,

  /** The connection broke, or what came is no answer: {@code why}. */
  CHECK_BROKEN,

  /** The answer has a bad HTTP status: {@code status}. */
  CHECK_HTTP_STATUS,

  /** The program of a check ended with {@code status}. */
  CHECK_EXIT_STATUS,

  /** The Label Print Manager does not answer. */
  CHECK_LPM_SILENT,

  /** Sentinels do not get on with their work: {@code sentinels}. */
  CHECK_JOBS_STUCK,

  /** The name of the host to ask is not found: {@code name}. */
  CHECK_NAME_UNKNOWN,

  /** The check cannot ask: {@code why}. */
  CHECK_CANNOT_ASK,

  /**
   * The check ended long after its limit because this node stood still: {@code seconds}, {@code
   * limit}.
   */
  CHECK_TOO_LATE,

  /** The check does not come to its end: {@code seconds}. */
  CHECK_UNDER_WAY,

  /**
   * Old versions came back on the secondary, as from a backup, and are kept as conflict copies:
   * {@code files}, {@code example}.
   */
  OLD_FILES_CAME_BACK,

  /**
   * The same where the primary's files always win, without copies: {@code files}, {@code example}.
   */
  OLD_FILES_REPLACED,

  /** What is missing on a node to which a backup was put back is not deleted: {@code files}. */
  MISSING_FILES_STAY,

  /**
   * The primary itself has old versions, as from a backup; the newer ones of the secondary are kept
   * as conflict copies: {@code files}, {@code example}.
   */
  PRIMARY_FILES_WENT_BACK,

  /**
   * The same where the primary's files always win, without copies: {@code files}, {@code example}.
   */
  PRIMARY_OLD_FILES_WIN,

  /**
   * Not primary because nobody could be asked: the peer's name cannot be resolved, and no earlier
   * address of it is known: {@code name}, {@code trouble}.
   */
  PEER_NAME_UNKNOWN,

  /** Nobody was asked, by {@code --force}, because of the same: {@code name}, {@code trouble}. */
  PEER_NOT_ASKED,

  /**
   * Not primary because something else answers at an address of the peer, which may change by
   * itself: {@code what}.
   */
  STRANGER_AT_PEER_ADDRESS,

  /** The operating system cannot resolve a name: {@code words}, its own. */
  NAME_NOT_RESOLVED,

  /** The name service does not answer in time. */
  NAME_SERVICE_SILENT,

  /** A name has no address that can be a machine's, such as 0.0.0.0. */
  NAME_WITHOUT_ADDRESS,

  /** A name has more addresses than a machine has: {@code count}. */
  NAME_WITH_TOO_MANY_ADDRESSES,

  /** A name that is to be another machine's stands for this one: {@code addresses}. */
  NAME_OF_THIS_MACHINE,

  /**
   * A name cannot be resolved now, its last addresses are used: {@code trouble}, {@code addresses}.
   */
  NAME_REMEMBERED,

  /** An address names a network interface, or a protocol, that this machine does not have. */
  ADDRESS_WITHOUT_INTERFACE,

  /** Primary because it started and no other primary was there: {@code epoch}, {@code why}. */
  PRIMARY_BY_START,

  /** Primary because the other node handed its role over: {@code epoch}, {@code peer}. */
  PRIMARY_BY_HANDOVER,

  /** Primary because the primary was lost: {@code epoch}, {@code peer}, {@code why}. */
  PRIMARY_BY_TAKEOVER,

  /** A port that accepts has not answered yet and is asked on: {@code peer}, {@code seconds}. */
  PEER_IS_SLOW,

  /** It shows itself, and a question to it got no answer: {@code peer}, {@code why}. */
  PEER_NOT_REACHED,

  /** It never answered and counts as frozen: {@code seconds} without a word, {@code detail}. */
  PEER_COUNTS_AS_FROZEN,

  /** Something else answers for the peer; it may pass: {@code what}, {@code seconds}. */
  STRANGER_AT_PEER,

  /** The data here may lack what the other node changed while this one did not run. */
  DATA_MAY_BE_OLD,

  /** The connection for data has ended, and the link has not: {@code why}. */
  REPLICATION_ENDED,

  /** The primary is followed anew, on a new link: {@code peer}, {@code why}. */
  JOINS_ANEW,

  /** The other node turned out to be primary while this one became it: {@code peer}. */
  PEER_IS_PRIMARY,

  /** Another primary, and this one stays: {@code peer}, {@code epoch}, {@code why}. */
  PRECEDENCE_HERE,

  /** Another primary, and that one stays: {@code peer}, {@code epoch}, {@code why}. */
  PRECEDENCE_THERE,

  /** Why one of two primaries stays: it is the main node. */
  STAYS_AS_MAIN,

  /** Why one of two primaries stays: the other started with data that may be old. */
  STAYS_WITH_DATA,

  /** Why one of two primaries stays: its epoch is higher. */
  STAYS_BY_EPOCH,

  /** Why one of two primaries stays: its node id is smaller. */
  STAYS_BY_ID,

  /** The primary goes on in an epoch above the other one's: {@code epoch}. */
  EPOCH_RAISED,

  /** No takeover, because this node's own address is gone: {@code why}. */
  NO_TAKEOVER_WITHOUT_OWN_ADDRESS,

  /** Not primary though nobody else is, because this node cannot be now: {@code why}. */
  NOT_PRIMARY_UNFIT,

  /** Not primary yet, because the other node may still believe that this one cannot be. */
  NOT_PRIMARY_JUST_FIT,

  /**
   * Not primary yet, because the other node has newer data and cannot serve now: {@code peer},
   * {@code seconds} to wait for it, {@code why}.
   */
  NOT_PRIMARY_BEHIND,

  /** The witness does not answer the node. */
  UNFIT_WITNESS,

  /** The service failed on the node too often. */
  UNFIT_SERVICE,

  /** A cycle that was received cannot be put in place: {@code why}. */
  DATA_NOT_IN_PLACE,

  /** A cycle that was received is not in place after that time: {@code seconds}. */
  DATA_LATE,

  /** The node's state cannot be written: {@code why}. */
  STATE_NOT_WRITTEN,

  /** A system test write into the node's state folder failed: {@code folder}, {@code why}. */
  STATE_FOLDER_FAILS,

  /** A system test write into the node's state folder does not end: {@code folder}. */
  STATE_FOLDER_HANGS,

  /** This node found out that it could not become primary now: {@code why}. */
  NODE_UNFIT,

  /** What kept this node from becoming primary is over. */
  NODE_FIT_AGAIN,

  /** A primary found the same, and the secondary takes over: {@code why}, {@code peer}. */
  ROLE_PASSES_UNFIT,

  /** A primary found the same, and goes on: {@code why}, {@code obstacle}. */
  ROLE_STAYS_UNFIT,

  /** No secondary is connected. */
  NO_SECONDARY,

  /** This node slept, and does not know yet whether its peer took over: {@code peer}. */
  SLEPT_UNSURE,

  /** The pair is paused. */
  PAIR_PAUSED,

  /** The secondary has not got all the data yet. */
  SECONDARY_LACKS_DATA,

  /** A hand-over failed a moment ago. */
  HAND_OVER_JUST_FAILED,

  /** The node's state is not written after that time: {@code seconds}. */
  STATE_LATE,

  /** The witness has not answered within that time: {@code seconds}. */
  WITNESS_LATE,

  /** The other node could not serve either: {@code peer}, {@code why}. */
  PEER_UNFIT,

  /** The service does not run on this primary. */
  SERVICE_DOWN,

  /** The service did not start: {@code why}. */
  SERVICE_NOT_STARTED,

  /** The service ended by itself: {@code why}. */
  SERVICE_ENDED,

  /**
   * The service is started again soon: {@code what} befell it, in {@code seconds}, as {@code
   * attempt} of {@code restarts}.
   */
  SERVICE_STARTED_AGAIN_SOON,

  /**
   * The service failed too often and the role cannot pass: {@code what} befell it, {@code
   * restarts}, {@code obstacle}.
   */
  SERVICE_DOWN_ROLE_STAYS,

  /** The service did not stop: {@code why}. */
  SERVICE_NOT_STOPPED,

  /** The roles are not swapped, and the primary serves on: {@code why}. */
  ROLES_NOT_SWAPPED,

  /** The secondary was lost. */
  SECONDARY_LOST,

  /** Not all of the last changes were sent to the secondary: {@code why}. */
  LAST_CHANGES_NOT_SENT,

  /** SBS is not stopped, because nobody would serve then: {@code why}. */
  NOT_STOPPED,

  /** The other node could not serve: {@code peer}, {@code why}. */
  OTHER_UNFIT,

  // ---- Settings: the kinds of values ----

  /** A text in quotes. */
  KIND_TEXT,

  /** A whole number. */
  KIND_WHOLE,

  /** Yes or no. */
  KIND_FLAG,

  /** A list. */
  KIND_LIST,

  /** A table. */
  KIND_TABLE,

  /** A kind of value that no setting takes. */
  KIND_OTHER,

  /** A whole number: {@code least}, {@code most}. */
  TAKES_WHOLE,

  /** A list of texts. */
  TAKES_TEXTS,

  /** A list of tables: {@code example}. */
  TAKES_TABLES,

  // ---- Settings: names and kinds ----

  /** A value is of the wrong kind: {@code kind}. */
  SETTING_KIND,

  /** An item of a list is of the wrong kind: {@code kind}. */
  SETTING_ITEM_KIND,

  /** A number is out of range: {@code number}. */
  SETTING_NUMBER,

  /** A word is none of those that are offered: {@code word}. */
  SETTING_WORD,

  /** A value is typed that a setting cannot have: {@code word}, {@code key}. */
  SETTING_NOT_FOR,

  /** A text is typed that is no list: {@code word}, {@code key}. */
  SETTING_NOT_LIST,

  /** Several values are typed for one: {@code key}, {@code count}. */
  SETTING_ONE_VALUE,

  /** A table is written as a value: {@code kind}, {@code name}. */
  SETTING_IS_TABLE,

  /** A setting stands in no table. */
  SETTING_IN_NO_TABLE,

  /** There is no such table: {@code table}. */
  TABLE_UNKNOWN,

  /** There is no such setting in its table. */
  SETTING_UNKNOWN,

  /**
   * A setting is of no use: {@code name} would have to be one of {@code words}, and is {@code
   * word}.
   */
  SETTING_ONLY_WITH,

  /** A setting is of no use without {@code other}. */
  SETTING_ALONE,

  /** Write: {@code what}. */
  DO_WRITE,

  /** Set {@code name} to one of {@code words}. */
  DO_SET,

  /** The same, where {@code near} may be meant. */
  DO_SET_NEAR,

  /** Set {@code name} to one of {@code words}, or remove the line. */
  DO_SET_OR_REMOVE,

  /** Set {@code other} too, or remove the line. */
  DO_SET_TOO,

  /** Write a table: {@code name}. */
  DO_WRITE_TABLE,

  /** Move a setting: {@code table}. */
  DO_MOVE_BELOW,

  /** Move or remove a setting that is in no table. */
  DO_MOVE_OR_REMOVE,

  /** The setting belongs to another table: {@code table}. */
  DO_MOVE_THERE,

  /** Another table may be meant: {@code table}. */
  DO_MEAN_TABLE,

  /** Another setting may be meant: {@code name}. */
  DO_MEAN_NAME,

  /** Remove what is unknown; {@code names} are known there. */
  DO_REMOVE_KNOWN,

  // ---- Settings: hosts, ports and addresses ----

  /** A bracket is missing: {@code text}. */
  HOST_NO_BRACKET,

  /** Something that is no port follows the bracket: {@code text}. */
  HOST_AFTER_BRACKET,

  /** This is no IPv6 address: {@code text}. */
  HOST_NOT_IPV6,

  /** An IPv6 address lacks its brackets: {@code text}. */
  HOST_IPV6_BARE,

  /** There is more than one colon: {@code text}. */
  HOST_COLONS,

  /** This is no host: {@code text}. */
  HOST_NOT_ONE,

  /** This is no port: {@code text}, {@code least}. */
  PORT_NOT_ONE,

  /** A port is missing. */
  PORT_MISSING,

  /** An address names no machine: {@code host}. */
  HOST_WILDCARD,

  /** The address of the other node is missing. */
  PEER_ADDRESS_MISSING,

  /** The address of the other node is this node's own. */
  PEER_ADDRESS_OWN,

  /** A port is taken by the pair link: {@code port}. */
  PORT_OF_PAIR,

  /** A port is taken by the admin interface: {@code port}. */
  PORT_OF_ADMIN,

  /** The admin interface would be reachable from elsewhere: {@code host}. */
  ADMIN_BEYOND_LOOPBACK,

  /** The silence limit is less than two heartbeats: {@code limit-ms}, {@code heartbeat-ms}. */
  SILENCE_LIMIT_SHORT,

  /** The name of the key file is empty. */
  KEY_FILE_UNNAMED,

  /** Set the address of the other node. */
  DO_SET_PEER,

  /** Write a host in one of its forms. */
  DO_WRITE_HOST,

  /** Write the address of the other node. */
  DO_WRITE_PEER,

  /** Write another address than this node's. */
  DO_WRITE_OTHER_NODE,

  /** Write an address of this machine. */
  DO_WRITE_LOCAL,

  /** Write addresses that answer as long as there is a network. */
  DO_WRITE_REACHABLE,

  /** Set the silence limit or the heartbeats: {@code least-ms}, {@code most-ms}. */
  DO_SET_SILENCE,

  /** Name the key file. */
  DO_SET_KEY_FILE,

  /** Write the usual address: {@code address}. */
  DO_WRITE_LISTEN,

  /** Listen on this machine only: {@code address}. */
  DO_LISTEN_ON_LOOPBACK,

  /** Write an address of this machine: {@code port}. */
  DO_WRITE_METRICS,

  /** Choose another port: {@code port}. */
  DO_CHOOSE_PORT,

  /** Choose another port here or for the pair: {@code port}. */
  DO_CHOOSE_PORT_OR_PAIR,

  // ---- Settings: paths and folders ----

  /** A path is not absolute: {@code path}. */
  PATH_NOT_ABSOLUTE,

  /** A path goes up: {@code path}. */
  PATH_GOES_UP,

  /** A path has a character that none may have. */
  PATH_CHARACTER,

  /** A path is a whole disk: {@code path}. */
  PATH_WHOLE_DISK,

  /** A folder lies in {@code other}: {@code path}. */
  PATH_INSIDE,

  /** A folder contains {@code other}: {@code path}. */
  PATH_AROUND,

  /** A folder is {@code other}: {@code path}. */
  PATH_SAME,

  /** The settings folder of the service. */
  SETTINGS_FOLDER,

  /** A folder of the set: {@code line} of the file. */
  FOLDER_OF_LINE,

  /** Folders are not written as tables: {@code kind}. */
  FOLDERS_NOT_TABLES,

  /** A folder has no path. */
  FOLDER_WITHOUT_PATH,

  /** Patterns are no list of texts. */
  PATTERNS_NOT_LIST,

  /** A pattern can match nothing: {@code pattern}. */
  PATTERN_IMPROPER,

  /** Enter an absolute path: {@code example}. */
  DO_ENTER_PATH,

  /** Name a folder of the disk. */
  DO_NAME_FOLDER,

  /** Each file belongs to one folder. */
  DO_NARROW_FOLDER,

  /** Write a folder as a table: {@code example}. */
  DO_WRITE_FOLDER,

  /** Set the path of a folder: {@code example}. */
  DO_SET_PATH,

  /** Write patterns as texts. */
  DO_WRITE_PATTERNS,

  /** Write a pattern relative to its folder. */
  DO_WRITE_PATTERN,

  // ---- Settings: the protected service ----

  /** The name of a program is empty. */
  PROGRAM_UNNAMED,

  /** The adapter is another platform's: {@code adapter}, {@code system}. */
  ADAPTER_ELSEWHERE,

  /** The adapter {@code command} lacks a command. */
  ADAPTER_NEEDS_COMMAND,

  /** A service is both run by SBS and managed elsewhere. */
  RUN_AND_MANAGED,

  /** Nothing says how to run the service. */
  NO_WAY_TO_RUN,

  /** Commands of a service that is managed elsewhere are missing: {@code names}. */
  MANAGED_INCOMPLETE,

  /** The unit is missing. */
  UNIT_MISSING,

  /** The unit is a template: {@code unit}. */
  UNIT_TEMPLATE,

  /** The unit is SBS's own. */
  UNIT_OWN,

  /** This is no unit: {@code unit}. */
  UNIT_IMPROPER,

  /** This names no units of sentinels: {@code name}. */
  SENTINEL_UNIT_IMPROPER,

  /** The name of the Windows service is missing. */
  SERVICE_NAME_MISSING,

  /** This is no name of a Windows service: {@code name}. */
  SERVICE_NAME_IMPROPER,

  /** Write a program with its arguments. */
  DO_WRITE_PROGRAM,

  /** Set a command: {@code name}. */
  DO_SET_PROGRAM,

  /** Keep one of two ways to run the service. */
  DO_KEEP_ONE_WAY,

  /** Say how the service runs. */
  DO_SET_RUN,

  /** Complete the commands, or run the service. */
  DO_SET_ALL_OR_RUN,

  /** Set the unit. */
  DO_SET_UNIT,

  /** Write an instance of the template: {@code unit}. */
  DO_WRITE_INSTANCE,

  /** Set the unit of another service. */
  DO_SET_OTHER_UNIT,

  /** Write the unit with its ending. */
  DO_WRITE_UNIT,

  /** Write the template of the sentinels' units. */
  DO_WRITE_SENTINEL_UNIT,

  /** Set the name of the Windows service. */
  DO_SET_SERVICE_NAME,

  /** Write the name of the Windows service. */
  DO_WRITE_SERVICE_NAME,

  /** Set both commands for sentinels or none. */
  DO_SET_BOTH_COMMANDS,

  // ---- Settings: checks of the service ----

  /** There are too many checks: {@code count}. */
  CHECKS_TOO_MANY,

  /** A check is no table: {@code kind}. */
  CHECK_NOT_TABLE,

  /** A check does not say what it asks. */
  CHECK_ASKS_NOTHING,

  /** A check asks more than one thing: {@code names}. */
  CHECK_ASKS_MORE,

  /** The program of a check is no list of texts. */
  CHECK_PROGRAM_NOT_LIST,

  /** Only the Label Print Manager tells of its jobs. */
  CHECK_ONLY_LPM,

  /** An address does not begin as one for HTTP: {@code text}. */
  HTTP_SCHEME,

  /** An address for HTTP is too long: {@code most}. */
  HTTP_LONG,

  /** An address for HTTP has a user or a password. */
  HTTP_USER,

  /** A host name in an address for HTTP has an underscore. */
  HTTP_UNDERSCORE,

  /** An address for HTTP has a character that must be escaped. */
  HTTP_CHARACTER,

  /** Give fewer checks: {@code most}. */
  DO_FEWER_CHECKS,

  /** Write a check as a table: {@code example}. */
  DO_WRITE_CHECK,

  /** Say what a check asks: {@code names}. */
  DO_ASK_ONE_OF,

  /** Make a check of each: {@code example}. */
  DO_SPLIT_CHECK,

  /** Set the address of a check. */
  DO_SET_TCP,

  /** Set the address of a check by HTTP. */
  DO_SET_HTTP,

  /** Write the program of a check. */
  DO_WRITE_CHECK_PROGRAM,

  /** Check the service in another way. */
  DO_CHECK_OTHERWISE,

  // ---- Settings: mail ----

  /** Mails are to be sent, and there is no server. */
  MAIL_WITHOUT_SERVER,

  /** Mails are to be sent, and there is no sender. */
  MAIL_WITHOUT_SENDER,

  /** Mails are to be sent, and there are no receivers. */
  MAIL_WITHOUT_RECEIVERS,

  /** There are too many receivers: {@code most}. */
  MAIL_TOO_MANY_RECEIVERS,

  /** This is no mail address: {@code address}. */
  MAIL_ADDRESS_IMPROPER,

  /** The mail server wants a login, and there is no account. */
  MAIL_WITHOUT_ACCOUNT,

  /** The password would cross the network in the clear. */
  MAIL_PASSWORD_IN_CLEAR,

  /** Certificates are set without encryption. */
  MAIL_CERTIFICATES_UNUSED,

  /** Set the mail server. */
  DO_SET_SMTP_SERVER,

  /** Write the host without its port. */
  DO_WRITE_HOST_ALONE,

  /** Set the sender. */
  DO_SET_SENDER,

  /** Set the receivers. */
  DO_SET_RECEIVERS,

  /** Use a list of the mail server. */
  DO_USE_MAIL_LIST,

  /** Write the address without a name. */
  DO_WRITE_ADDRESS_ALONE,

  /** Set the account and its password. */
  DO_SET_ACCOUNT,

  /** Encrypt, or send without a password. */
  DO_ENCRYPT_MAIL,

  /** Encrypt, or remove the line. */
  DO_ENCRYPT_OR_REMOVE,

  // ---- Settings: the witness and the licence ----

  /** The witness {@code share} has no folder. */
  WITNESS_WITHOUT_FOLDER,

  /** The folder of the witness is copied: {@code folder}. */
  WITNESS_FOLDER_COPIED,

  /** The witness {@code etcd} has no addresses. */
  WITNESS_WITHOUT_ENDPOINTS,

  /** Some addresses of the cluster are encrypted. */
  WITNESS_MIXED,

  /** The prefix of SBS's keys is empty. */
  WITNESS_WITHOUT_PREFIX,

  /** Certificates are set for addresses that are not encrypted. */
  WITNESS_CERTIFICATES_UNUSED,

  /** The password would cross the network in the clear. */
  WITNESS_PASSWORD_IN_CLEAR,

  /** This is no issuer's key: {@code why}. */
  ISSUER_KEY_IMPROPER,

  /** Set the folder of the witness: {@code example}. */
  DO_SET_WITNESS_FOLDER,

  /** Name a folder that is not copied. */
  DO_NAME_SHARE,

  /** Set the addresses of the cluster: {@code example}. */
  DO_SET_ENDPOINTS,

  /** Write whole addresses: {@code example}. */
  DO_WRITE_ENDPOINTS,

  /** Write all addresses of the cluster alike. */
  DO_WRITE_ALIKE,

  /** Encrypt the addresses of the cluster. */
  DO_ENCRYPT_ENDPOINTS,

  /** Encrypt the addresses of the cluster, or remove the line. */
  DO_ENCRYPT_ENDPOINTS_OR_REMOVE,

  /** Set the prefix. */
  DO_SET_PREFIX,

  /** Copy the issuer's key. */
  DO_COPY_ISSUER_KEY,

  // ---- Settings: the file ----

  /** There is no settings file: {@code file}. */
  SETTINGS_MISSING,

  /** The settings file is no text: {@code file}. */
  SETTINGS_NOT_UTF8,

  /** The settings file cannot be read: {@code file}, {@code why}. */
  SETTINGS_UNREADABLE,

  /** A line is not TOML: {@code why}, {@code column}. */
  SETTINGS_NOT_TOML,

  /** Brackets nest too deep. */
  SETTINGS_NESTED,

  /** A setting cannot be added without touching others. */
  SETTING_BY_HAND,

  /** Make a settings file. */
  DO_MAKE_SETTINGS,

  /** Save the file as UTF-8. */
  DO_SAVE_UTF8,

  /** Make the file readable. */
  DO_MAKE_READABLE,

  /** Fix the line. */
  DO_FIX_TOML,

  /** Write it into the file by hand: {@code what}. */
  DO_WRITE_BY_HAND,

  // ---- The pair key as it is typed ----

  /** Letters of a pair key are missing: {@code all}, {@code some}, {@code count}. */
  PAIR_KEY_SHORT,

  /** A pair key has too many letters: {@code all}, {@code some}, {@code count}. */
  PAIR_KEY_LONG,

  /** A letter is in no pair key: {@code letter}, {@code position}. */
  PAIR_KEY_LETTER,

  /** The checksum of a pair key does not fit. */
  PAIR_KEY_CHECKSUM,

  // ---- Settings in the dialog ----

  /** A setting has an impossible value: {@code what} it takes. */
  SETTING_TAKES,

  /** A folder is not there yet. */
  FOLDER_NOT_THERE_YET,

  /** Not all of a folder can be read: {@code why}. */
  FOLDER_NOT_READ,

  /** The pair key could not be stored: {@code why}. */
  PAIR_KEY_NOT_STORED,

  // ---- Copying: what a disk does not do ----

  /** An account may not do that: {@code path}. */
  DISK_DENIED,

  /** Something is not there: {@code path}. */
  DISK_NOT_THERE,

  /** Something is there already: {@code path}. */
  DISK_THERE_ALREADY,

  /** Something is no folder: {@code path}. */
  DISK_NO_FOLDER,

  /** There is room, and not for this account: {@code path}. */
  DISK_QUOTA_USED,

  /** There is no room: {@code path}. */
  DISK_FULL,

  /** There is hardly any room, and versions take {@code megabytes}. */
  DISK_ROOM_SHORT,

  // ---- Copying: entries that cannot be copied ----

  /** A path is empty: {@code path}. */
  ENTRY_EMPTY,

  /** A path is absolute: {@code path}. */
  ENTRY_ABSOLUTE,

  /** A path has an empty name in it: {@code path}. */
  ENTRY_EMPTY_NAME,

  /** A path does not go straight down: {@code path}, {@code name}. */
  ENTRY_NOT_STRAIGHT,

  /** A path has a NUL character in it: {@code path}. */
  ENTRY_NUL,

  /** A path is no text: {@code path}. */
  ENTRY_NOT_UNICODE,

  /** A name is no text on this system: {@code path}. */
  ENTRY_NOT_TEXT,

  /** This system cannot name it: {@code path}. */
  ENTRY_NOT_NAMEABLE,

  /** A path is too long: {@code path}, {@code bytes}. */
  ENTRY_PATH_LONG,

  /** A name is too long: {@code path}, {@code most}. */
  ENTRY_NAME_LONG,

  /** A name is SBS's own: {@code path}, {@code name}. */
  ENTRY_RESERVED,

  /** Windows does not allow a character: {@code path}. */
  ENTRY_WINDOWS_CHARACTER,

  /** Windows drops the end of a name: {@code path}. */
  ENTRY_WINDOWS_END,

  /** Windows has a device of that name: {@code path}. */
  ENTRY_WINDOWS_DEVICE,

  /** Names differ in case alone: {@code path}. */
  ENTRY_CASE,

  /** This is no kind of thing that is copied: {@code path}. */
  ENTRY_KIND,

  /** A file cannot be read: {@code path}, {@code why}. */
  ENTRY_UNREAD,

  /** The other node cannot read a file: {@code path}. */
  ENTRY_UNREAD_THERE,

  /** A file of the other node could not be taken over: {@code path}. */
  ENTRY_NOT_TAKEN_OVER,

  /** Something is left out: {@code path}, {@code why}. */
  ENTRY_LEFT_OUT,

  /** A file changed while it was read: {@code path}. */
  ENTRY_CHANGED,

  /** A file changes while it is read: {@code path}. */
  ENTRY_CHANGES,

  /** A date cannot be carried over: {@code path}. */
  ENTRY_DATE_FAR,

  /** A link has no proper target: {@code path}. */
  SYMLINK_IMPROPER,

  /** A link has an absolute target: {@code path}. */
  SYMLINK_ABSOLUTE,

  /** A link leads out of its folder: {@code path}. */
  SYMLINK_OUTSIDE,

  /** A link leads to a name that cannot be: {@code path}, {@code why}. */
  SYMLINK_TARGET_NAME,

  /** A file changed from which another is made: {@code source}, {@code path}. */
  SOURCE_CHANGED,

  // ---- Copying: what follows for an entry ----

  /** It is not copied. */
  NOT_COPIED,

  /** It comes with the next cycle. */
  COMES_NEXT_CYCLE,

  /** The secondary cannot have it. */
  SECONDARY_CANNOT_HAVE,

  /** It stays on the other node alone. */
  STAYS_THERE_ALONE,

  /** Each node goes on with what it has. */
  STAYS_THERE_APART,

  /** What the primary has there is not copied. */
  PRIMARYS_NOT_COPIED,

  /** Something is the case on the secondary: {@code what}. */
  ON_SECONDARY,

  // ---- Copying: what this node has in the way ----

  /** A path is too long for this system: {@code path}. */
  HERE_PATH_LONG,

  /** A folder cannot be used: {@code path}, {@code why}. */
  HERE_NOT_USABLE,

  /** Something cannot be put there: {@code path}, {@code why}. */
  HERE_NOT_PLACED,

  /** A folder is missing for what comes: {@code path}. */
  HERE_NO_FOLDER,

  /** A folder is deleted for which files come: {@code path}. */
  HERE_DELETED,

  /** There is a file: {@code path}. */
  HERE_IS_FILE,

  /** There is a link: {@code path}. */
  HERE_IS_LINK,

  /** There is something of another kind: {@code path}. */
  HERE_IS_OTHER,

  /** There is no file any more: {@code path}. */
  HERE_NO_FILE,

  /** There is another file system: {@code path}. */
  HERE_MOUNTED,

  /** A folder is another file system: {@code path}. */
  HERE_MOUNTED_FOLDER,

  /** It is another account's: {@code path}. */
  HERE_OTHER_ACCOUNT,

  /** A folder cannot be written: {@code path}. */
  HERE_DENIED,

  /** A folder has something that stays: {@code path}, {@code name}. */
  HERE_FOLDER_STAYS,

  /** A file was edited, and is replaced: {@code path}. */
  HERE_EDITED_REPLACED,

  /** A file was edited, and is deleted: {@code path}. */
  HERE_EDITED_DELETED,

  /** Something was changed, and stays: {@code path}. */
  HERE_CHANGED_STAYS,

  /** Something cannot be deleted: {@code path}. */
  HERE_NOT_DELETABLE,

  /** Something was made anew during a cycle: {@code path}. */
  HERE_MADE_ANEW,

  /** Something was made during a cycle: {@code path}. */
  HERE_MADE_MEANWHILE,

  /** Something was changed during a cycle: {@code path}. */
  HERE_CHANGED_MEANWHILE,

  /** An owner could not be given: {@code path}, {@code why}. */
  OWNER_NOT_GIVEN,

  /** Owners could not be given: {@code path}, {@code count} others, {@code why}. */
  OWNERS_NOT_GIVEN,

  /** An account or group is not known: {@code name}. */
  OWNER_UNKNOWN,

  /** SBS may not give things to that owner: {@code name}, {@code why}. */
  OWNER_REFUSED,

  // ---- Copying: folders and scripts ----

  /** A folder of the set is missing: {@code folder}. */
  FOLDER_MISSING,

  /** A folder is left out: {@code folder}, {@code why}. */
  FOLDER_LEFT_OUT,

  /** A folder is no absolute path. */
  FOLDER_NOT_ABSOLUTE,

  /** A folder does not answer, and is left out: {@code folder}. */
  FOLDER_HANGS_LEFT_OUT,

  /** Changes are not told at once: {@code why}. */
  FILE_EVENTS_OFF,

  /** The active sentinels cannot be listed: {@code why}. */
  ACTIVE_SENTINELS_UNKNOWN,

  /** An updating script does not start: {@code script}, {@code why}. */
  SCRIPT_NOT_STARTED,

  /** An updating script does not end: {@code script}, {@code seconds}. */
  SCRIPT_TIMED_OUT,

  /** An updating script failed: {@code script}, {@code status}. */
  SCRIPT_FAILED,

  /** The same, with what it said: {@code script}, {@code status}, {@code words}. */
  SCRIPT_FAILED_SAYING,

  /** An updating script printed too much: {@code script}, {@code bytes}. */
  SCRIPT_PRINTED_TOO_MUCH,

  /** The updating scripts printed too many paths: {@code most}. */
  SCRIPTS_TOO_MANY_PATHS,

  /**
   * An updating script printed a path that is not used: {@code script}, {@code line}, {@code why}.
   */
  SCRIPT_PRINTED,

  /** This is no path. */
  SCRIPT_LINE_NO_PATH,

  /** This is no absolute path. */
  SCRIPT_LINE_RELATIVE,

  /** This is in no folder of the set. */
  SCRIPT_LINE_OUTSIDE,

  /** There are more problems than are told: {@code count}. */
  PROBLEMS_MORE,

  // ---- Copying: cycles ----

  /** The secondary refused a cycle: {@code why}. */
  SECONDARY_REFUSED_CYCLE,

  /** The secondary does not take a folder: {@code why}. */
  SECONDARY_DOES_NOT_TAKE,

  /** A cycle was not committed: {@code cycle}, {@code why}. */
  CYCLE_NOT_COMMITTED,

  /** A cycle is committed after one that was not: {@code cycle}, {@code why}. */
  CYCLE_COMMITTED_AFTER_ONE,

  /** A cycle is committed after {@code count} that were not: {@code cycle}, {@code why}. */
  CYCLE_COMMITTED_AFTER_SOME,

  /** A recorded cycle is not in place: {@code cycle}, {@code why}. */
  CYCLE_UNFINISHED,

  /** A cycle did not come to its end: {@code why}. */
  CYCLE_ENDED_EARLY,

  /** A cycle was given up because a folder did not answer. */
  CYCLE_GIVEN_UP,

  /** An earlier cycle is not in place: {@code why}. */
  EARLIER_CYCLE_NOT_IN_PLACE,

  /** The last cycle is not in place at a start: {@code why}. */
  LAST_CYCLE_NOT_IN_PLACE,

  /** What both nodes have cannot be remembered: {@code why}. */
  MERGE_BASE_NOT_WRITTEN,

  /** Replication was stopped. */
  REPLICATION_STOPPED,

  /** Replication ended by an error in SBS: {@code words}. */
  REPLICATION_FAULT,

  /** The other node sent what cannot be: {@code what}. */
  PEER_SENT_NONSENSE,

  /** The connection for folder data ended: {@code why}. */
  DATA_CONNECTION_ENDED,

  /** The connection for folder data has just ended. */
  DATA_CONNECTION_JUST_ENDED,

  /** What was changed on the other node cannot be taken over: {@code why}. */
  CHANGES_NOT_TAKEN_OVER,

  /** Files are missing on the other node as by an accident: {@code folder}, {@code files}. */
  MISSING_THERE_SENT_AGAIN,

  // ---- Copying: what is left behind ----

  /** Old versions are not deleted: {@code why}. */
  VERSIONS_NOT_PRUNED,

  /** Old versions of a folder are not deleted: {@code folder}, {@code why}. */
  VERSIONS_NOT_PRUNED_IN,

  /** Old versions cannot be read: {@code why}. */
  VERSIONS_UNREADABLE,

  /** The ages of versions are not known: {@code file}. */
  VERSION_AGES_DAMAGED,

  /** The versions of 0.1.0 are not taken over: {@code folder}, {@code why}. */
  FORMER_VERSIONS_NOT_TAKEN,

  /** The list of conflicts is not shortened: {@code why}. */
  CONFLICTS_NOT_PRUNED,

  /** A temporary file is left: {@code why}. */
  TEMPORARY_LEFT,

  /** A staging folder is left: {@code why}. */
  STAGING_LEFT,

  /** Staged files are left: {@code why}. */
  STAGED_LEFT,

  /** Staged files of a folder are left: {@code folder}, {@code why}. */
  STAGED_LEFT_IN,

  // ---- Copying: deletes that are held ----

  /** A folder is suddenly empty: {@code folder}, {@code lost}, {@code had}. */
  HELD_EMPTY,

  /** A folder lost most of its files: {@code folder}, {@code lost}, {@code had}. */
  HELD_MOST,

  /** What to do about deletes that are held. */
  HELD_REMEDY,

  /** A folder is gone or cannot be read: {@code folder}, {@code files} that stay. */
  HELD_UNREAD,

  /** What to do about a folder that is gone. */
  HELD_UNREAD_REMEDY,

  /** Deletes are held back from now on: {@code why}. */
  DELETES_ARE_HELD,

  /** Deletes are not held back any more. */
  DELETES_ARE_HELD_NO_MORE,

  /** A folder in the place of SBS's own is set aside: {@code folder}, {@code aside}. */
  STAGING_SET_ASIDE,

  // ---- History ----

  /** An event was repeated: {@code what}, {@code times} more times within {@code seconds}. */
  EVENT_REPEATED,

  /** An event was repeated once: {@code what}, within {@code seconds}. */
  EVENT_REPEATED_ONCE,

  /** SBS starts. */
  SBS_STARTS,

  /** The settings folder of the service is not taken on this node. */
  SETTINGS_FOLDER_NOT_TAKEN,

  /** The secondary was lost before a cycle. */
  SECONDARY_LOST_BEFORE_CYCLE,

  /** What this node accepts has changed. */
  CONSENTS_CHANGED,

  /** A folder answers again. */
  FOLDER_ANSWERS_AGAIN,

  // ---- Mail servers ----

  /** The server refuses the login: {@code server}, {@code account}, {@code words}. */
  SMTP_LOGIN_REFUSED,

  /** The name of the server is not known: {@code host}. */
  SMTP_NAME_UNKNOWN,

  /**
   * The server does not answer: {@code server}, {@code connect-seconds}, {@code answer-seconds}.
   */
  SMTP_SILENT,

  /** The port may expect encryption at once. */
  SMTP_TRY_IMPLICIT,

  /** Nobody listens there: {@code server}, {@code words}. */
  SMTP_NOBODY,

  /** The server refuses: {@code server}, {@code words}. */
  SMTP_NOT_LET_IN,

  /** The server offers no encryption: {@code server}. */
  SMTP_NO_ENCRYPTION,

  /** The server's certificate is not trusted: {@code server}. */
  SMTP_UNTRUSTED,

  /** The server's certificate is for another name: {@code server}, {@code words}. */
  SMTP_OTHER_NAME,

  /** The same, where the certificate does not say which: {@code server}. */
  SMTP_OTHER_NAMES,

  /** Server and node agree on no encryption: {@code server}, {@code words}. */
  SMTP_NO_TLS,

  /** The server takes a mail for nobody: {@code words}. */
  SMTP_NO_RECEIVER,

  /** The server fell silent. */
  SMTP_FELL_SILENT,

  /** The server did not take a mail: {@code words}. */
  SMTP_MAIL_REFUSED,

  /** The server refuses a receiver: {@code receiver}, {@code words}. */
  SMTP_RECEIVER_REFUSED,

  /** The server took a test mail: {@code server}, {@code receivers}, {@code words}. */
  SMTP_TEST_TAKEN,

  /**
   * The server took a test mail for some: {@code server}, {@code receivers}, {@code words} for the
   * others.
   */
  SMTP_TEST_PARTLY_TAKEN,

  // ---- Mails of this node ----

  /** A test has no settings to go by. */
  MAIL_SETTINGS_MISSING,

  /** A test has no receivers. */
  MAIL_RECEIVERS_MISSING,

  /** A setting that is to be tried is wrong: {@code key}, {@code why}, {@code remedy}. */
  MAIL_SETTING_WRONG,

  /** The stored password belongs to another server. */
  MAIL_PASSWORD_OF_OTHER,

  /** The outbox cannot be used: {@code words}. */
  MAIL_OUTBOX_UNUSABLE,

  /** The outbox cannot be read: {@code words}. */
  MAIL_OUTBOX_UNREADABLE,

  /** Mails wait while sending is off. */
  MAIL_SWITCHED_OFF,

  /** Others may read the password: {@code file}. */
  MAIL_PASSWORD_OPEN,

  /** A file is too long for a password: {@code file}. */
  MAIL_PASSWORD_LONG,

  /** The file of the password is empty: {@code file}. */
  MAIL_PASSWORD_EMPTY,

  /** There is no password: {@code file}. */
  MAIL_PASSWORD_MISSING,

  /** The password cannot be read: {@code file}, {@code words}. */
  MAIL_PASSWORD_UNREADABLE,

  /** The file of the authority is too long: {@code file}. */
  MAIL_AUTHORITY_LONG,

  /** The authority cannot be read: {@code file}, {@code words}. */
  MAIL_AUTHORITY_UNREADABLE,

  /** The file of the authority holds no certificate. */
  MAIL_AUTHORITY_EMPTY,

  /** The authority's certificates cannot be used: {@code words}. */
  MAIL_AUTHORITY_UNUSABLE,

  /** Mail settings are not handed over: {@code why}. */
  MAIL_NOT_HANDED,

  /** Nothing was stored. */
  NOTHING_STORED,

  // ---- Differences between the nodes ----

  /** Something is new here: {@code cycle}. */
  DIFF_NEW,

  /** Something was edited here: {@code cycle}. */
  DIFF_EDITED,

  /** Something is back in an old version: {@code cycle}. */
  DIFF_RETURNED,

  /** Something was deleted here: {@code cycle}. */
  DIFF_DELETED,

  /** Something is not sent yet. */
  DIFF_UNSENT,

  /** A delete is held. */
  DIFF_DELETE_HELD,

  /** Something is deleted with the next cycle. */
  DIFF_DELETED_NEXT,

  /** What was deleted here stays on the secondary. */
  DIFF_LEFT_ON_SECONDARY,

  /** What was deleted on the other node stays here. */
  DIFF_LEFT_HERE,

  /** Something cannot be copied. */
  DIFF_LEFT_OUT,

  /** The nodes have no cycle in common. */
  NO_COMMON_CYCLE,

  /** SBS ends. */
  NODE_IS_ENDING,

  /** What differs is not known: {@code why}. */
  DIFF_NOT_KNOWN,

  /** A cycle that was asked for was not committed: {@code why}. */
  SYNC_NOT_COMMITTED,

  /** A folder of the set does not answer: {@code folder}. */
  FOLDER_HANGS,

  /** A folder of the set has not answered for a while: {@code folder}, {@code seconds}. */
  FOLDER_HANGS_SINCE,

  /**
   * A folder that must be for SBS alone is not: {@code folder}, {@code owner}, {@code mode}, {@code
   * self}.
   */
  FOLDER_NOT_OWN,

  /** A link to what its owner does not own: {@code link}, {@code owner}, {@code target}. */
  LINK_NOT_FOLLOWED,

  /**
   * Heartbeats arrive, and what this node sends over the connection for data does not: {@code
   * peer}, {@code bytes} that are missing, for {@code seconds}.
   */
  DATA_LOST_ON_THE_WAY_OUT,

  /** The same for what the other node sends. */
  DATA_LOST_ON_THE_WAY_IN,

  /** What was lost on the way arrives again: {@code peer}. */
  DATA_ARRIVES_AGAIN,

  /** A cycle did not get on for that time: {@code seconds}. */
  CYCLE_LATE,

  /**
   * An option of the pair has another value, which was set on this node: {@code option}, {@code
   * value}, {@code host}, {@code revision}.
   */
  OPTION_SET_HERE,

  /** The same, where it was set on the other node. */
  OPTION_SET_THERE,

  /**
   * An option was changed on both nodes while they were apart, and the primary's value holds:
   * {@code option}, {@code value}, {@code host}, {@code other}, {@code other-host}.
   */
  OPTION_OVERRIDDEN,

  /** What holds of the pair's options cannot be written to the disk: {@code why}. */
  OPTIONS_NOT_WRITTEN,

  /** A new pair key waits for the other node: {@code until} when at most, {@code days} in all. */
  KEY_OFFERED,

  /** The other node's new pair key is in use here; the old one still holds: as above. */
  KEY_TAKEN,

  /** Both nodes use the new pair key, and the old one is refused. */
  KEY_IN_USE,

  /**
   * The other node was not there in time for a change of the pair key, and the old one is refused:
   * {@code file} of the key.
   */
  KEY_IN_USE_ALONE,

  /** The other node's version cannot change the pair key. */
  KEY_NOT_CHANGEABLE,

  /** The pair key is being changed already: {@code what}. */
  KEY_CHANGES_ALREADY,

  /** The pair key was replaced because it leaked: {@code file} of the key. */
  KEY_LEAKED,

  /** A user entered another pair key: {@code file} of the key. */
  KEY_ENTERED,

  /** The pair key cannot be written: {@code file}, {@code why}. */
  KEY_NOT_WRITTEN,

  /** A node with the pair's key that is not one of its two nodes was refused: {@code node}. */
  THIRD_NODE_REFUSED,

  /**
   * What answers at the peer's address is not the pair's other node: {@code peer}, {@code node}.
   */
  THIRD_NODE_AT_PEER,

  /** This node does not serve, because its peer has another partner: {@code peer}. */
  EXCLUDED_FROM_PAIR,

  /** This node stops serving, because its peer has another partner: {@code peer}. */
  EXCLUDED_STEPS_ASIDE,

  /** The pair's other node is forgotten: another may take its place. */
  PEER_REPLACED,

  /** It is not forgotten, because it may be there. */
  PEER_NOT_REPLACED,

  /**
   * The silence limit is longer than its setting, because a node was kept from running: {@code
   * limit-ms}, {@code configured-ms}, {@code own-ms}, {@code peer}, {@code peer-ms}.
   */
  SILENCE_LIMIT_EXTENDED,

  /** What the peer names as a folder is no absolute, plain path on this node: {@code folder}. */
  FOLDER_NOT_PLAIN,

  /** The folder belongs to the operating system or holds {@code tree}: {@code folder}. */
  FOLDER_OF_SYSTEM,

  /** The folder belongs to SBS or holds {@code tree}, which does: {@code folder}. */
  FOLDER_OF_SBS,

  /** The folder is too wide to be one of a folder set: {@code folder}. */
  FOLDER_TOO_WIDE,

  /** A login or the start of a program reads or runs what lies there: {@code folder}. */
  FOLDER_READ_AT_LOGIN,

  /** Two folders of the set lie in one another: {@code folder}, {@code other}. */
  FOLDERS_OVERLAP,

  /** A folder of the set cannot be made: {@code folder}, {@code why}. */
  FOLDER_NOT_MADE,

  /** This node asks whether its peer may write the folder: {@code folder}. */
  FOLDER_AWAITS_CONSENT_HERE,

  /** The other node asks whether this one may write the folder: {@code folder}. */
  FOLDER_AWAITS_CONSENT_THERE,

  /** Somebody on this node said that its peer may not write the folder: {@code folder}. */
  FOLDER_REFUSED_HERE,

  /** Somebody on the other node said that this one may not write the folder: {@code folder}. */
  FOLDER_REFUSED_THERE,

  /** The other node never takes the folder: {@code folder}, {@code why}. */
  FOLDER_NOT_TAKEN_THERE,

  /** From now on the peer may write the folder: {@code folder}, {@code place} where it lies. */
  FOLDER_ACCEPTED,

  /** From now on the peer may not write the folder: {@code folder}. */
  FOLDER_REFUSED,

  /** The peer named no such folder, and no answer is known: {@code folder}. */
  FOLDER_NOT_OFFERED,

  /** This node's settings name the folder, so that no answer counts: {@code folder}. */
  FOLDER_NAMED_IN_SETTINGS,

  /** An answer cannot be written to the disk: {@code why}. */
  CONSENT_NOT_WRITTEN,

  /** What was copied before this version asked goes on: {@code folders}. */
  FOLDERS_ACCEPTED_BEFORE,

  /**
   * Entries that a login or the start of a program reads or runs are not copied: {@code count},
   * {@code folder}, {@code names}.
   */
  LOGIN_ENTRIES_LEFT_OUT,

  /** The peer sent such entries, and nothing of them was taken: as above. */
  LOGIN_ENTRIES_REFUSED;

  /** The name as it is written outside, for example {@code own-address-gone}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code of that name, if there is one. */
  public static Optional<ReasonCode> of(String word) {
    return Arrays.stream(values()).filter(code -> code.word().equals(word)).findFirst();
  }

  /** The key of its texts. */
  public String key() {
    return "reason." + word();
  }
}
