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
