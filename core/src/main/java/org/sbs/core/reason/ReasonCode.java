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

  // ---- asking and joining

  /** Why it asks: at a start, until one is found. */
  NO_PRIMARY_THERE,

  /** It asks its peer: {@code peer}. */
  ASKING_WHETHER_PRIMARY,

  /** It asks its peer: {@code peer}. */
  ASKING_WHETHER_SERVES,

  /** It asks its peer: {@code peer}. */
  ASKING_WHETHER_TOOK_OVER,

  /** It asks its peer: {@code peer}. */
  ASKING_WHO_SERVES,

  /** It asks its peer: {@code peer}. */
  ASKING_PEER,

  /** It asks its peer once more: {@code peer}. */
  ASKING_AGAIN,

  /** It asks its primary for the role: {@code peer}. */
  ASKING_FOR_HAND_OVER,

  /** The peer is primary, and this node asks to follow it: {@code peer}, {@code epoch}. */
  JOINING_PRIMARY,

  /** This node is secondary: {@code peer}, {@code epoch}. */
  SECONDARY_OF,

  /** A node that wants to follow gives the attempt up: {@code peer}, {@code why}. */
  JOIN_NOT_ACCEPTED,

  /** The primary does not take this node yet: {@code peer}, {@code why}. */
  JOIN_REFUSED,

  /** The link closed before the primary answered: {@code peer}, {@code why}. */
  JOIN_LINK_CLOSED,

  /** The primary accepted in an epoch that is over: {@code epoch}. */
  JOIN_EPOCH_OVER,

  /** The primary did not answer in time. */
  JOIN_UNANSWERED,

  /** The peer has started anew, and knows nothing of the question. */
  PEER_BEGINS_ANEW,

  /** The peer is on its way to be primary: {@code peer}. */
  PEER_BECOMES_PRIMARY,

  /** The peer is on its way out: {@code peer}. */
  PEER_ENDS,

  /** Nothing that answers counts as the peer. */
  COUNTS_AS_DEAD,

  /** The node ends before it had a role: {@code why}. */
  START_FAILED,

  /** The service cannot be brought under control: {@code why}. */
  SERVICE_NOT_CONTROLLED,

  /** The settings of the two nodes do not fit: {@code why}. */
  SETTINGS_WRONG,

  /** Both nodes have the same mode, which only one can have: {@code mode}. */
  SAME_MODE,

  /** The two nodes have different witnesses. */
  WITNESS_DIFFERS,

  // ---- who goes first

  /** The peer becomes primary: {@code situation}, {@code peer}, {@code why}. */
  PEER_GOES_FIRST,

  /** This node becomes primary: {@code situation}, {@code why}. */
  THIS_GOES_FIRST,

  /** Both have lost their primary. */
  BOTH_WITHOUT_PRIMARY,

  /** Both start. */
  BOTH_START,

  /** The primary that was lost starts: {@code peer}. */
  PEER_STARTED_ANEW,

  /** The peer was secondary and lost its primary: {@code peer}. */
  PEER_LOST_PRIMARY,

  /** Why one of two nodes goes first: the other's witness does not answer. */
  FIRST_BY_WITNESS,

  /** Why one of two nodes goes first: the other could not serve. */
  FIRST_BY_FITNESS,

  /** Why one of two nodes goes first: its lineage is newer. */
  FIRST_BY_DATA,

  /** Why one of two nodes goes first: it was primary last. */
  FIRST_BY_ROLE,

  /** Why one of two nodes goes first: the other is a backup. */
  FIRST_BY_MODE,

  /** Why one of two nodes goes first: the other never got its data. */
  FIRST_BY_COPY,

  // ---- taking over

  /** Why the primary counts as lost: {@code millis} of silence. */
  NO_SIGN_OF_LIFE,

  /** The primary is silent, and is asked: {@code peer}, {@code millis}. */
  PEER_SILENT_ASKED,

  /** This node slept. */
  WOKE_FROM_SLEEP,

  /** This node slept so long: {@code millis}. */
  WOKE_AFTER,

  /** The link to the peer closed: {@code why}. */
  LINK_CLOSED,

  /** The primary that was silent lives: {@code peer}. */
  PEER_ALIVE_AGAIN,

  /** Something answers at the peer's address: {@code what}. */
  NO_TAKEOVER_FROM_STRANGER,

  /** Why it becomes primary: the primary gives it the role. */
  PRIMARY_HANDED_OVER,

  /** The primary gives its role: {@code peer}. */
  PEER_HANDS_OVER,

  /** The primary gives its role after a silence, and is asked first: {@code peer}. */
  PEER_HANDS_OVER_LATE,

  /** A secondary without any data does not take over. */
  NEVER_COPIED,

  /** The witness gave the epoch to another, or to nobody. */
  CLAIM_NOT_GIVEN,

  /** Both become primary, and the peer goes first: {@code peer}. */
  PEER_PROMOTES_FIRST,

  /** The claim at the witness ran out while the epoch was written. */
  EPOCH_WRITTEN_LATE,

  /** This node slept on its way to be primary. */
  SLEPT_WHILE_PROMOTING,

  // ---- what holds a node back

  /** Its own address is not up: {@code why}. */
  WAITING_FOR_NETWORK,

  /** It is cut off at its start: {@code why}. */
  WAITING_FOR_NETWORK_UNLESS_FORCED,

  /** This node is the one that is cut off: {@code why}. */
  NO_TAKEOVER_CUT_OFF,

  /** Why it is cut off: it has no link. */
  NETWORK_WITHOUT_LINKS,

  /** Why it is cut off: nobody of {@code hosts} answers. */
  NETWORK_REACHES_NOBODY,

  /** Its network came back a moment ago. */
  NETWORK_JUST_BACK,

  /** The pair is paused, and the primary is lost. */
  NO_TAKEOVER_PAUSED,

  /** The pause may not be known to the peer yet. */
  PAUSE_TOO_NEW,

  /** It took over too often: {@code times} within {@code seconds}. */
  TOO_MANY_TAKEOVERS,

  /** Its mode does not let it start as primary. */
  WAITING_AS_BACKUP,

  /** The peer may have newer data: {@code seconds} at most, {@code peer}. */
  WAITING_FOR_PEER,

  /** The witness knows of a newer epoch: {@code epoch} there, {@code mine} here. */
  NOT_PRIMARY_OLD_DATA,

  /** The witness was asked and has not answered yet. */
  WITNESS_NOT_HEARD_YET,

  /** The witness cannot be asked: {@code why}. */
  NOT_PRIMARY_WITHOUT_WITNESS,

  /** Another node's claim may still be in force: {@code epoch}. */
  LEASE_MUST_END,

  // ---- of a primary

  /** A secondary is there: {@code peer}. */
  SECONDARY_FOLLOWS,

  /** The secondary counts as lost. */
  SECONDARY_SILENT,

  /** The link to the secondary closed: {@code why}. */
  SECONDARY_GONE,

  /** The peer, asked after a sleep, does not answer: {@code peer}, {@code why}. */
  SERVING_ON,

  /** The node that wants to follow knows an epoch that this one does not. */
  LATER_EPOCH_THERE,

  /** It has to claim an epoch above that. */
  EPOCH_CLAIMED_ANEW,

  /** Why it leaves its role: another primary stays. */
  ANOTHER_PRIMARY_PRECEDES,

  /** Why it asks: it gave its role up. */
  STEPPED_ASIDE,

  /** The right to serve ends: {@code peer}. */
  UNCONFIRMED,

  /** The same, and why the witness does not: {@code why}, {@code peer}. */
  UNCONFIRMED_WITNESS_FAILS,

  /** What follows from that. */
  STOPPING_BEFORE_LEASE_ENDS,

  /** The service is stopped in a hurry. */
  SERVICE_MUST_END_FIRST,

  /** The claim at the witness is another node's. */
  CLAIM_LOST,

  /** What follows from that. */
  STOPPING_SERVICE,

  /** The witness does not answer a primary: {@code why}. */
  WITNESS_SILENT,

  /** What follows from that with a secondary. */
  SERVING_WHILE_CONFIRMED,

  /** What follows from that without one. */
  SERVICE_WILL_STOP,

  /** The witness answers a primary again. */
  WITNESS_ANSWERS_AGAIN,

  /** One file that was edited on the other node is taken over. */
  FILE_TAKEN_OVER,

  /** Files that were edited on the other node are taken over: {@code files}. */
  FILES_TAKEN_OVER,

  /** The service reads its settings again because of that. */
  SERVICE_IS_TOLD,

  // ---- swapping and stopping

  /** The roles are swapped: {@code why}. */
  HANDING_ROLE_OVER,

  /** The secondary takes the role, because the service fails: {@code peer}, {@code why}. */
  ROLE_PASSES,

  /** The secondary is by its mode to be primary: {@code peer}. */
  PEER_IS_TO_LEAD,

  /** A user of this node asks for a switchover. */
  USER_SWAPS,

  /** A user of the secondary does: {@code peer}. */
  PEERS_USER_SWAPS,

  /** What was begun is rolled back. */
  GOING_ON_AS_PRIMARY,

  /** Why it asks: the secondary took over. */
  ROLES_SWAPPED,

  /** Why it asks: it could not hand its role over, and may not serve on. */
  SWITCHOVER_FAILED,

  /** Why it leaves its role: it could not do its work. */
  NOT_FIT_TO_GO_ON,

  /** The secondary took over, and is followed: {@code peer}, {@code epoch}. */
  SUCCESSOR_FOLLOWED,

  /** The secondary took over: {@code peer}, {@code epoch}. */
  PEER_TOOK_OVER,

  /** Its user, or the service manager, ended SBS. */
  STOPPED_BY_USER,

  /** It ends as primary without a secondary. */
  NOBODY_TO_HAND_OVER_TO,

  /** It ends as primary while the pair is paused. */
  NOT_HANDED_OVER_PAUSED,

  /** The secondary was lost while the service was stopped. */
  LOST_BEFORE_HAND_OVER,

  /** The secondary was lost while it was to take over: {@code peer}. */
  TAKEOVER_NOT_CONFIRMED,

  /** The secondary did not say in time that it took over: {@code peer}. */
  TAKEOVER_NOT_CONFIRMED_IN_TIME,

  /** Its user ends SBS on a primary that is alone. */
  USER_STOPS,

  /** Its user ends SBS on a primary with a secondary. */
  USER_STOPS_HANDING_OVER,

  /** Its user ends SBS on a node that gives its role up. */
  USER_STOPS_WHILE_ASIDE,

  /** The service has ended as it was told. */
  SERVICE_STOPPED,

  /** The last cycle before a hand-over begins. */
  SENDING_LAST_CHANGES,

  /** The service did not stop, and is told again: {@code why}. */
  SERVICE_MAY_STILL_RUN,

  /** The secondary is asked to take over: {@code peer}. */
  HANDING_OVER,

  /** The same, though the claim could not be given up: {@code peer}. */
  HANDING_OVER_BEFORE_LEASE_ENDS,

  /** The claim is given up before a hand-over: {@code peer}. */
  GIVING_CLAIM_UP,

  /** Why it asks: its claim could not be given up. */
  WITNESS_DID_NOT_ANSWER,

  /** The claim could not be given up, and nothing is handed over. */
  CLAIM_NOT_GIVEN_UP,

  /** Nobody knows whether the secondary took over. */
  HAND_OVER_UNCONFIRMED,

  /** This node slept on its way out of its role. */
  SLEPT_WHILE_HANDING_OVER,

  /** A user ended the pause. */
  PAUSE_ENDED,

  /** The pause came to its end. */
  PAUSE_OVER,

  /** A user paused the pair: {@code seconds}. */
  PAUSED_FOR_SECONDS,

  /** A user paused the pair: {@code minutes}. */
  PAUSED_FOR_MINUTES,

  // ---- why a link was closed or a node refused

  /** The two nodes cannot be a pair as they are set up. */
  SETTINGS_CLASH,

  /** A newer link to the same node is there. */
  LINK_REPLACED,

  /** The primary that was followed has left its role. */
  PRIMARY_SERVES_NO_MORE,

  /** All that was asked is said. */
  QUESTION_ANSWERED,

  /** The answer comes after the decision. */
  QUESTION_SETTLED,

  /** The primary that was followed does not answer as one. */
  PRIMARY_IN_DOUBT,

  /** The primary that was followed has started again. */
  PRIMARY_STARTED_ANEW,

  /** The primary that was followed is lost. */
  PRIMARY_COUNTS_AS_DEAD,

  /** The primary hands over after it was in doubt. */
  HAND_OVER_LATE,

  /** What was answered may hold no more. */
  ANSWER_LATE,

  /** The node that was to take over could not. */
  CANNOT_TAKE_OVER,

  /** What was said before a sleep does not count. */
  NODE_SLEPT,

  /** The secondary ends. */
  SECONDARY_STOPPED,

  /** The old primary ends after its hand-over. */
  HANDED_OVER,

  /** The other end gave no sign of life. */
  SILENT_TOO_LONG,

  /** The primary gives its role up. */
  STEPPING_ASIDE,

  /** The old primary asks who serves. */
  ROLE_SOUGHT_ANEW,

  /** The other end is a third node. */
  NOT_OF_THIS_PAIR,

  /** The other end is not followed any more. */
  NOT_FOLLOWED,

  /** What answers as the peer is a third node that does not serve. */
  THIRD_NODE_ANSWERS,

  /** Why it leaves its role: its peer has another partner. */
  PAIR_OF_OTHERS,

  /** A primary that slept does not take anybody yet. */
  PRIMARY_UNSURE,

  /** A primary goes to a new epoch before it takes the secondary. */
  EPOCH_IS_RAISED,

  /** The node that was asked does not serve. */
  NOT_PRIMARY,

  /** The primary is on its way out of its role. */
  ROLE_GIVEN_UP,

  /** A third node wants to follow. */
  PAIR_IS_COMPLETE,

  /** The node that wants to follow has another partner. */
  PAIR_IS_WITHOUT_THIS,

  // ---- of the protected service

  /** The service was started: {@code what} became of its sentinels. */
  SERVICE_RUNS,

  /** The same after one failure: {@code what}. */
  SERVICE_RUNS_AFTER_FAILURE,

  /** The same after more of them: {@code failures}, {@code what}. */
  SERVICE_RUNS_AFTER_FAILURES,

  /** A service that failed is started again. */
  SERVICE_STARTED_AGAIN,

  /** Earlier failures are forgiven after a run of {@code seconds}. */
  SERVICE_RAN_WELL,

  /** Why the role passes. */
  SERVICE_FAILED_ONCE,

  /** Why the role passes: {@code times}. */
  SERVICE_FAILED_TIMES,

  /** Why the service does not run: it was told to a moment ago. */
  SERVICE_STILL_STARTING,

  /** What became of a reload. */
  SERVICE_READ_SETTINGS,

  /** The same where it has no command for that: {@code what} became of its sentinels. */
  SERVICE_RESTARTED_FOR_SETTINGS,

  /** Why there is no secondary: it has never been there. */
  SECONDARY_NEVER_CAME,

  /** Why nothing is copied, where nothing says it. */
  CYCLES_DO_NOT_END,

  // ---- of a connection to the other node

  /** Nobody is at the address: {@code peer}, {@code why}. */
  DIAL_NO_ANSWER,

  /** Nobody accepted the connection. */
  DIAL_NO_CONNECTION_IN_TIME,

  /** A connection is accepted, and nothing comes: {@code peer}. */
  DIAL_SAYS_NOTHING,

  /** A connection is accepted and closed: {@code peer}. */
  DIAL_HANGS_UP,

  /** TLS was begun, and did not end: {@code peer}. */
  DIAL_SLOW_HANDSHAKE,

  /** It proved the key and goes no further: {@code peer}, {@code how}. */
  DIAL_BROKEN,

  /** How it goes no further. */
  DIAL_NO_GREETING_IN_TIME,

  /** How it goes no further: it sent {@code what}. */
  DIAL_BAD_MESSAGE,

  /** How it goes no further: {@code why}. */
  DIAL_BROKE_OFF,

  /** The address is this node's own: {@code peer}. */
  DIAL_SELF,

  /** The address is one of this machine: {@code peer}. */
  DIAL_OWN_ADDRESS,

  /** The name is one of this machine: {@code peer}, {@code addresses}. */
  DIAL_OWN_NAME,

  /** What answers is not SBS: {@code peer}, {@code look}. */
  DIAL_STRANGER,

  /** What a stranger is, by its first bytes. */
  LOOKS_LIKE_WEB_SERVER,

  /** What a stranger is, by its first bytes. */
  LOOKS_LIKE_WEB_CLIENT,

  /** What a stranger is, by its first bytes. */
  LOOKS_LIKE_SSH,

  /** What a stranger is, by its first bytes. */
  LOOKS_LIKE_MAIL_OR_FTP,

  /** What a stranger is, by its first bytes. */
  LOOKS_LIKE_NO_TLS,

  /** What a stranger is: {@code why} it is not SBS. */
  LOOKS_LIKE_OTHER_TLS,

  /** What a stranger is, by its certificate: {@code subject}. */
  LOOKS_LIKE_TLS_SERVER,

  /** It is SBS with another pair key: {@code peer}. */
  DIAL_WRONG_KEY,

  /**
   * It is SBS, and the two share no protocol: {@code peer}, {@code theirs} and {@code program}
   * there, {@code mine} and {@code own} here.
   */
  DIAL_OTHER_VERSION,

  /** Nobody was asked: {@code name} has no address. */
  DIAL_ADDRESS_UNKNOWN,

  /** An error of the program: {@code address}, {@code why}. */
  DIAL_FAILED_HERE,

  /** How it goes no further: another address answered. */
  DIAL_NOT_CALLED,

  /** The other end closed the connection: {@code node}. */
  LINK_NODE_CLOSED,

  /** The other end said why it ends the link: {@code node}, {@code why}. */
  LINK_NODE_ENDED,

  /** The other end sent {@code what}: {@code node}. */
  LINK_PROTOCOL_BROKEN,

  /** The connection broke: {@code node}, {@code why}. */
  LINK_BROKE,

  /** The connection was given up: {@code node}. */
  LINK_CUT,

  /** The other end takes nothing: {@code node}. */
  LINK_NOT_READ,

  /** The other end asked and did no more: {@code node}. */
  LINK_UNUSED,

  /** This node was too slow: {@code node}. */
  LINK_UNANSWERED,

  /** This node does not take the other as its secondary: {@code node}, {@code why}. */
  LINK_REFUSED,

  /** This node ends the link: {@code why}. */
  LINK_GOODBYE,

  /** An error of the program: {@code node}, {@code why}. */
  LINK_FAILED_HERE,

  /** An error of the program. */
  LINK_ENDED_HERE,

  /** This program ends. */
  LINK_NODE_ENDS,

  /** The pair key that the other end used is gone: {@code node}. */
  LINK_KEY_INVALID,

  /** The other end opened more links than it needs. */
  LINK_TOO_MANY,

  // ---- of this machine's own address

  /** Its own name stands for no address: {@code address}. */
  OWN_ADDRESS_UNKNOWN,

  /** No network interface has the address: {@code address}. */
  OWN_ADDRESS_NOT_UP,

  // ---- of the sentinels

  /** No sentinel is to work. */
  SENTINELS_NONE,

  /** How many of those that are to work do: {@code some}, {@code all}. */
  SENTINELS_ACTIVE,

  /** One is to work and does not: {@code name}, {@code why}. */
  SENTINEL_FAILED,

  /** Why it does not, where the service does not say. */
  SENTINEL_WITHOUT_WORDS,

  /** Further ones do not: {@code count}. */
  SENTINELS_MORE,

  /** The service runs, and does not say what they do: {@code why}. */
  SENTINELS_NOT_LISTED,

  /** The service does not have them: {@code names}. */
  SENTINELS_UNKNOWN,

  /** One that failed works: {@code names}. */
  SENTINEL_WORKS_AGAIN,

  /** Some that failed work: {@code names}. */
  SENTINELS_WORK_AGAIN,

  /** They do not work any more: {@code names}. */
  SENTINELS_NEWLY_FAILED,

  /** More names than can be told: {@code names}, and {@code count}. */
  NAMES_AND_MORE,

  // ---- of the licence

  /** There is nothing to check. */
  LICENCE_OFF,

  /** It is valid: {@code kind}, {@code holder}. */
  LICENCE_ENDLESS,

  /** It is valid through {@code day}: {@code kind}, {@code holder}. */
  LICENCE_UNTIL,

  /** It is valid through {@code day}: {@code kind}, {@code holder}. */
  LICENCE_UNTIL_TODAY,

  /** It is valid through {@code day}: {@code kind}, {@code holder}. */
  LICENCE_UNTIL_TOMORROW,

  /** It is valid through {@code day}, for {@code days}: {@code kind}, {@code holder}. */
  LICENCE_UNTIL_SOON,

  /** It was valid through {@code day}: {@code kind}, {@code holder}. */
  LICENCE_EXPIRED,

  /** What to do before it ends. */
  LICENCE_RENEW_IN_TIME,

  /** What to do after it ended. */
  LICENCE_RENEW,

  /** There is none. */
  LICENCE_NONE,

  /** What to do then: {@code node}. */
  LICENCE_ASK_FOR,

  /** Its file cannot be read: {@code file}, {@code why}. */
  LICENCE_UNREADABLE,

  /** What to do then. */
  LICENCE_MAKE_READABLE,

  /** It cannot be believed: {@code file}, {@code why}. */
  LICENCE_INVALID,

  /** How the service came to run. */
  STARTED_DIRECTLY,

  /** How the service came to run. */
  STARTED_AFTER_PRIMARY,

  /** How the service came to run. */
  STARTED_BY_HAND,

  /** How the service came to run. */
  STARTED_ONCE_MORE,

  /** It lets sentinels work in place of a primary only. */
  LICENCE_IS_BACKUP,

  /** What releases held sentinels of a node without a licence. */
  LICENCE_RELEASES_OR_BACKUP,

  /** What releases held sentinels of a node with a licence of another kind. */
  LICENCE_RELEASES_OR_SBS,

  /** The service's one sentinel must not work: {@code why}, {@code release}. */
  SENTINEL_HELD,

  /** Its sentinels must not work: {@code count}, {@code why}, {@code release}. */
  SENTINELS_HELD,

  /** The service's one sentinel may work. */
  SENTINEL_RELEASED,

  /** Its sentinels may work: {@code count}. */
  SENTINELS_RELEASED,

  /** Somebody else started the service. */
  STARTED_PAST_SBS,

  /** What follows from that on a primary that could not start it. */
  STARTED_PAST_SBS_MUST_END,

  /** What follows from that with a main licence. */
  LICENCE_ALLOWS_THAT,

  // ---- of the status

  /** Why the role is what it is before anything is decided. */
  SBS_STARTS,

  /** The pair is paused: {@code time} of its end. */
  NO_TAKEOVER_BEFORE,

  /** The node has no network: {@code why}. */
  NODE_CUT_OFF,

  /** The witness cannot be asked: {@code why}. */
  NO_TAKEOVER_WITHOUT_WITNESS,

  /** The service of a new primary is still being started. */
  SERVICE_NOT_YET,

  /** The secondary says so: {@code why}. */
  SECONDARY_COULD_NOT_SERVE,

  /** This node found out so: {@code why}. */
  THIS_COULD_NOT_SERVE,

  /** One is to work and does not: {@code name}, {@code why}. */
  SENTINEL_IN_TROUBLE,

  /** The sentinels of the primary must not work. */
  LICENCE_HOLDS,

  /** The service was worn out on this node. */
  SERVICE_FAILED_LATELY,

  /** What follows from that for a while. */
  ROLE_NOT_PASSED_HERE,

  /** There is no link to the peer. */
  NOT_CONNECTED_STARTING,

  /** There is no link to the peer. */
  NOT_CONNECTED_SECONDARY,

  /** There is no link to the peer. */
  NOT_CONNECTED_PRIMARY,

  /** There is no link to the peer. */
  NOT_CONNECTED_STOPPED,

  /** Nothing was copied since the start. */
  NO_CYCLE_YET,

  /** Nothing was copied for {@code seconds}. */
  LAST_CYCLE_AGO,

  /** A cycle came to nothing: {@code cycle}, {@code why}. */
  CYCLE_NOT_COMMITTED,

  /** The next one did not: {@code cycle}, and {@code why} of the one before. */
  CYCLE_COMMITTED_AFTER_ONE,

  /** The next one did not: {@code cycle}, and {@code why} of the {@code count} before. */
  CYCLE_COMMITTED_AFTER_SOME,

  /** Many files are gone, and stay on the secondary: {@code why}. */
  DELETES_ARE_HELD,

  /** They are there again, or were let go. */
  DELETES_ARE_HELD_NO_MORE,

  /** A hook failed: {@code hook}, {@code occasion}, {@code why}. */
  HOOK_FAILED,

  /** A hook that failed works: {@code hook}. */
  HOOK_WORKS_AGAIN,

  /** The peer cannot be asked for a check: {@code version}. */
  FACTS_MUTE,

  /** The peer did not answer for a check: {@code peer}. */
  FACTS_LATE,

  /** The peer did not answer for a check: {@code peer}, {@code why}. */
  FACTS_BROKEN_OFF,

  // ---- of the answers to users

  /** The roles are swapped: {@code what} this node is now. */
  SWITCHOVER_DONE,

  /** SBS ended before they were: {@code why}. */
  SWITCHOVER_CUT_SHORT,

  /** They are not swapped after {@code seconds}. */
  SWITCHOVER_LATE,

  /** Why they are not: this node has no role now. */
  SWITCHOVER_WITHOUT_ROLE,

  /** A cycle is asked for on a node that sends none. */
  SYNC_ON_PRIMARY,

  /** The node does not take a pause in this moment. */
  PAUSE_NOT_TAKEN,

  /** The node did not come to it. */
  PAUSE_UNANSWERED,

  /** The node did not come to it. */
  REQUEST_UNANSWERED,

  /** SBS has not ended after {@code seconds}. */
  STOP_LATE,

  /** What a user can do then. */
  STOP_BY_FORCE,

  /** A licence cannot be checked. */
  LICENCE_NO_ISSUER,

  /** What to do then. */
  LICENCE_SET_ISSUER,

  /** It is genuine, and for another node: {@code other}, {@code node}. */
  LICENCE_OTHER_NODE,

  /** What to do then. */
  LICENCE_INSTALL_THERE,

  /** The text is no licence. */
  LICENCE_TOO_LONG,

  /** The text is no licence. */
  LICENCE_EMPTY,

  /** The text is no licence: {@code prefix} is missing. */
  LICENCE_NOT_ONE,

  /** The text is a part of a licence. */
  LICENCE_CUT,

  /** The text is not what the issuer wrote. */
  LICENCE_GARBLED,

  /** What to do then. */
  LICENCE_COPY_AGAIN,

  /** The signature is not the issuer's. */
  LICENCE_OTHER_ISSUER,

  /** What to do then. */
  LICENCE_COMPARE_ISSUER,

  /** It has a condition that this version does not know. */
  LICENCE_NEWER,

  /** What to do then. */
  LICENCE_UPGRADE,

  /** A licence cannot be issued: {@code most} characters. */
  LICENCE_HOLDER_WRONG,

  /** What to do then. */
  LICENCE_NAME_HOLDER,

  /** A licence cannot be issued. */
  LICENCE_NODE_WRONG,

  /** What to do then. */
  LICENCE_COPY_NODE,

  /** A file is something else: {@code file}. */
  ISSUER_KEY_NOT_ONE,

  /** It cannot be used: {@code file}. */
  ISSUER_KEY_DAMAGED,

  /** What to do then. */
  ISSUER_KEY_NAME,

  /** There is none: {@code file}. */
  ISSUER_KEY_MISSING,

  /** What to do then. */
  ISSUER_KEY_MAKE,

  /** It cannot be read: {@code file}, {@code why}. */
  ISSUER_KEY_UNREADABLE,

  /** What to do then. */
  ISSUER_KEY_AS_ITS_USER,

  /** One is there already: {@code file}. */
  ISSUER_KEY_THERE,

  /** What to do then. */
  ISSUER_KEY_USE_IT,

  /** It cannot be written: {@code file}, {@code why}. */
  ISSUER_KEY_NOT_WRITTEN,

  /** What to do then. */
  ISSUER_KEY_ELSEWHERE,

  /** A cycle that a user asked for came to nothing: {@code why}. */
  SYNC_NOT_COMMITTED,

  /** A cycle that a user asked for: {@code cycle}, {@code files}, {@code bytes}. */
  SYNC_COMMITTED,

  /** A user allowed deletes, and none were held. */
  SYNC_NOTHING_TO_ALLOW,

  /** A user allowed deletes: {@code files}. */
  SYNC_DELETES_ALLOWED,

  /** Deletes are held: {@code why}. */
  SYNC_HOLDS_DELETES,

  /** An old version of a file is asked for: {@code id}. */
  VERSION_NOT_THERE,

  /** A file is as it was: {@code file}, before {@code cycle}. */
  VERSION_RESTORED,

  /** A file is not as it was: {@code why}. */
  VERSION_NOT_RESTORED,

  /** The primary's version would win. */
  VERSION_ON_SECONDARY,

  /** What differs cannot be found out: {@code why}. */
  DIFFERENCES_UNKNOWN,

  /** Nothing is answered any more. */
  SBS_ENDS,

  /** A row of the history came again within {@code seconds}: {@code what}. */
  SAID_ONCE_MORE,

  /** A row of the history came {@code times} again within {@code seconds}: {@code what}. */
  SAID_MORE_TIMES,

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

  /** Why one of two nodes stays primary, or goes first: it is the main node. */
  STAYS_AS_MAIN,

  /** Why one of two primaries stays: the other started with data that may be old. */
  STAYS_WITH_DATA,

  /** Why one of two primaries stays: its epoch is higher. */
  STAYS_BY_EPOCH,

  /** Why one of two nodes stays primary, or goes first: its node id is smaller. */
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
