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

  /** A user ended a pause where there was none. */
  NOT_PAUSED,

  /** A user's pause replaces one that had {@code minutes} left, rounded up. */
  PAUSE_REPLACED,

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

  // ---- of checks of the pair: whose a finding is, and what was found

  /** A part of a clause: on this node. */
  THIS_NODE,

  /** A part of a clause: on the other node. */
  OTHER_NODE,

  /** A part of a clause: on both nodes. */
  BOTH_NODES,

  /**
   * Something is not as a takeover needs it: {@code topic}, {@code subject}, {@code who}, {@code
   * why}. Each topic has a text of its own.
   */
  CHECK_TROUBLE,

  /**
   * Something is as a takeover needs it: {@code topic}, {@code who}. Each topic has a text of its
   * own.
   */
  CHECK_FINE,

  /**
   * The nodes do not have the same: {@code topic}, {@code here}, {@code there}. Each topic has a
   * text of its own.
   */
  NODES_DIFFER,

  /** The nodes have the same: {@code topic}, {@code value}. Each topic has a text of its own. */
  NODES_ALIKE,

  /** The other node cannot be asked: {@code why}. */
  CANNOT_CALL_PEER,

  /** The other node answers and cannot be asked: {@code why}. */
  PEER_TOO_OLD_TO_CHECK,

  /** The other node answers. */
  PEER_ANSWERS,

  /** The nodes know different issuers. */
  LICENCE_ISSUERS_DIFFER,

  /** No node has a main licence. */
  NO_MAIN_LICENCE,

  /** A node has a main licence. */
  A_MAIN_LICENCE,

  /** The other node lacks printers of the operating system: {@code names}. */
  QUEUES_MISSING_THERE,

  /** This node lacks printers of the operating system: {@code names}. */
  QUEUES_MISSING_HERE,

  /** Printers have other drivers on the other node: {@code names} with both drivers. */
  DRIVERS_DIFFER,

  /** The nodes have the same printers. */
  QUEUES_ALIKE,

  /** The clocks agree. */
  CLOCKS_AGREE,

  /** The clock of the other node is ahead: {@code seconds}. */
  CLOCK_AHEAD,

  /** The clock of the other node is behind: {@code seconds}. */
  CLOCK_BEHIND,

  /** What the node itself knows to stand in the way: {@code why}. */
  AT_THIS_MOMENT,

  // ---- of checks of the pair: why something is not as a takeover needs it

  /** It does not answer: {@code seconds} that were waited. */
  PROBE_HANGS,

  /** It is not there. */
  PROBE_MISSING,

  /** It is not a folder. */
  PROBE_NOT_FOLDER,

  /** What it would lie in is not a folder: {@code folder}. */
  PROBE_PARENT_NOT_FOLDER,

  /** SBS may not use the folder. */
  PROBE_NO_ACCESS,

  /** SBS may not make the folder in {@code folder}. */
  PROBE_NOT_MAKEABLE,

  /** SBS may not write in the folder. */
  PROBE_NO_WRITE,

  /** SBS cannot write in the folder: {@code why}. */
  PROBE_WRITE_FAILED,

  /** SBS may not read the file. */
  PROBE_NO_READ,

  /** SBS may not execute the program. */
  PROBE_NO_EXECUTE,

  /** No program of that name is found. */
  PROBE_NOT_ON_PATH,

  /** A name that this system does not take for a path. */
  PROBE_NOT_PATH,

  /** The file is empty. */
  PROBE_EMPTY,

  /** Others may read or write the file. */
  PROBE_OPEN,

  /** So much is free: {@code megabytes}. */
  PROBE_LITTLE_ROOM,

  /** A character set without all letters. */
  PROBE_LETTERS,

  /** SBS may not give files away: {@code owner} of {@code folder}. */
  PROBE_OWNER,

  /** Files have what is not copied: {@code lists}, {@code attributes}, {@code names}. */
  PROBE_ATTRIBUTES,

  /** The same where not all were looked at: {@code looked}. */
  PROBE_ATTRIBUTES_AMONG,

  /** The address of a name is not found: {@code name}. */
  PROBE_NAME_UNKNOWN,

  /** Nobody answers: {@code host}, {@code port}, {@code why}. */
  PROBE_NO_CONNECTION,

  /** The address is not fixed. */
  PROBE_ADDRESS_LENT,

  /** There is no such unit. */
  PROBE_UNIT_UNKNOWN,

  /** There is no such printer: {@code queue}. */
  PROBE_QUEUE_UNKNOWN,

  /**
   * The settings file says something else than what is in force: {@code says}, {@code holds},
   * {@code revision}.
   */
  PROBE_OPTION,

  /** The same, where it is known who set it: {@code host}. */
  PROBE_OPTION_SET_ON,

  /** A file of a definition is missing: {@code file}. */
  PROBE_FILE_MISSING,

  /** A file of a definition is too long: {@code file}. */
  PROBE_FILE_LONG,

  /** A file of a definition cannot be read: {@code file}, {@code words}. */
  PROBE_FILE_NOT_TOML,

  /** A definition lacks a setting: {@code file}, {@code key}. */
  PROBE_SETTING_MISSING,

  /** A printer is of a kind that SBS does not know: {@code file}, {@code value}. */
  PROBE_PRINTER_KIND,

  /** The unit is not tied to SBS: {@code unit}. */
  UNIT_NOT_TIED,

  /** systemd would start the unit by itself: {@code unit}. */
  UNIT_ENABLED_AGAIN,

  /** SBS may not control the unit: {@code unit}. */
  UNIT_DENIED,

  /** The witness folder {@code folder} is not there. */
  WITNESS_FOLDER_ABSENT,

  /** SBS cannot use the witness folder {@code folder}: {@code words}. */
  WITNESS_FOLDER_UNUSABLE,

  /** The witness folder {@code folder} cannot be read: {@code words}. */
  WITNESS_FOLDER_UNREADABLE,

  /** The witness folder {@code folder} does not work: {@code words}. */
  WITNESS_FOLDER_FAILS,

  /** The folder {@code folder} that this pair used is gone; {@code file} remembers it. */
  WITNESS_FOLDER_GONE,

  /**
   * The witness folder {@code folder} is another than before; {@code file} remembers the former.
   */
  WITNESS_FOLDER_OTHER,

  /**
   * The witness folder {@code folder} has the form of an older SBS again; {@code file} remembers
   * the former.
   */
  WITNESS_FOLDER_UNSEALED,

  /** The witness folder {@code folder} has no file named id; {@code file} remembers the former. */
  WITNESS_FOLDER_EMPTIED,

  /**
   * The witness folder {@code folder} has the id of no pair, or of another; {@code file} remembers
   * the former.
   */
  WITNESS_FOLDER_STRANGE,

  /**
   * The witness folder {@code folder} is sealed by another pair key than this node's; {@code file}
   * remembers the folder.
   */
  WITNESS_KEY_OTHER,

  /**
   * The node does not know the name of its pair, and so which {@code folder} is the pair's; it
   * learns it from the other node.
   */
  WITNESS_NAME_UNKNOWN,

  /** The witness folder {@code folder} has forgotten {@code epoch}; {@code file} remembers it. */
  WITNESS_FOLDER_FORGOT,

  /** What the node remembers of the witness cannot be read: {@code file}, {@code words}. */
  WITNESS_MEMORY_UNREADABLE,

  /** What the node remembers of the witness is damaged: {@code file}. */
  WITNESS_MEMORY_DAMAGED,

  /** The node remembers an epoch that cannot be: {@code file}, {@code number}. */
  WITNESS_MEMORY_ABSURD,

  /** What the node remembers of the witness cannot be written: {@code file}, {@code words}. */
  WITNESS_MEMORY_NOT_WRITTEN,

  /** The witness is asked too much. */
  WITNESS_OVERRUN,

  /** SBS ends and asks no more. */
  WITNESS_NOT_ASKED,

  /** A fault of the program: {@code words}. */
  WITNESS_BROKE,

  /** Others can read the password for etcd in {@code file}. */
  ETCD_PASSWORD_OPEN,

  /** The password for etcd cannot be read: {@code words}. */
  ETCD_PASSWORD_UNREADABLE,

  /** The certificates for etcd cannot be used: {@code words}. */
  ETCD_CERTIFICATES_UNUSABLE,

  /** etcd at {@code names} failed: {@code why}. */
  ETCD_FAILED,

  /** It does not know a lease. */
  ETCD_LEASE_UNKNOWN,

  /** It has not answered for {@code millis}. */
  ETCD_SILENT,

  /** SBS ends and asks no more. */
  ETCD_NOT_ASKED,

  /** One of both does not trust the other: {@code words}. */
  ETCD_UNTRUSTED,

  /** It refuses user or password. */
  ETCD_REFUSED,

  /** It has users, and none is set. */
  ETCD_USER_MISSING,

  /** The user may not use the keys. */
  ETCD_DENIED,

  /** It does not answer: {@code words}. */
  ETCD_UNREACHED,

  /** The key {@code key} holds {@code words}. */
  ETCD_KEY_STRANGE,

  /** An epoch that cannot be, {@code number} in {@code key}; the node knows of {@code epoch}. */
  ETCD_EPOCH_ABSURD,

  /** The witness has not answered for {@code time}. */
  WITNESS_UNANSWERED,

  /** The service ended by itself: {@code how}. */
  SERVICE_RUNS_NO_MORE,

  /** The command running says that the service does not run. */
  SERVICE_SAID_NOT_RUNNING,

  /** A program ended: {@code how}. */
  PROGRAM_ENDED,

  /** A program ended: {@code how}, and {@code words} were its last. */
  PROGRAM_ENDED_SAYING,

  /** SBS gave up watching a program. */
  PROGRAM_NOT_WATCHED,

  /** The lock of the home cannot be opened: {@code file}, {@code why}. */
  LOCK_NOT_OPENED,

  /** The lock of the home cannot be locked: {@code file}, {@code why}. */
  LOCK_NOT_TAKEN,

  /** Another process works on the home: its lock {@code file}, {@code process}. */
  HOME_IN_USE_BY,

  /** Another node of this process works on the home: its lock {@code file}. */
  HOME_IN_USE_HERE,

  /** {@code folder} of the state cannot be made: {@code why}. */
  STATE_FOLDER_NOT_MADE,

  /** The node's state cannot be read: {@code file}, {@code why}. */
  STATE_NOT_READ,

  /** The node's state cannot be written: {@code file}, {@code why}. */
  STATE_NOT_SAVED,

  /** A number in the node's state cannot be true: {@code file}, {@code how}. */
  STATE_ABSURD,

  /** The node's state is damaged: {@code file}, {@code how}. */
  STATE_DAMAGED,

  /** A state is longer than {@code bytes}. */
  STATE_TOO_LONG,

  /** A state is not JSON: {@code words}. */
  STATE_NOT_JSON,

  /** A state is not an object of JSON. */
  STATE_NO_OBJECT,

  /** A state of another SBS: {@code format}, and {@code known} is understood. */
  STATE_FORMAT_UNKNOWN,

  /** A state lacks the field {@code name}. */
  STATE_FIELD_MISSING,

  /** {@code name} of a state is not a list of names. */
  STATE_FIELD_NO_NAMES,

  /** {@code name} of a state is not a list. */
  STATE_FIELD_NO_LIST,

  /** {@code name} of a state is not a number. */
  STATE_FIELD_NO_NUMBER,

  /** {@code name} of a state is neither true nor false. */
  STATE_FIELD_NO_FLAG,

  /** {@code name} of a state is not a node id. */
  STATE_FIELD_NO_ID,

  /** {@code name} of a state has a {@code value} that cannot be true. */
  STATE_FIELD_ABSURD,

  /** The {@code epoch} of a state is far above what is {@code known}. */
  STATE_EPOCH_IMPLAUSIBLE,

  /** A unit does not run any more: {@code unit}, {@code state} in the words of systemd. */
  UNIT_STOPPED_FROM_OUTSIDE,

  /** A unit does not run any more: {@code unit}, {@code state}, {@code why}. */
  UNIT_FAILED,

  /** Why a unit does not run: its program ended with {@code status}. */
  UNIT_EXITED,

  /** Why a unit does not run: its program was ended by the signal {@code status}. */
  UNIT_SIGNALLED,

  /** Why a unit does not run: one of its programs failed, or was never started. */
  UNIT_PROGRAM_FAILED,

  /** Why a unit does not run: it took longer than it may. */
  UNIT_TIMED_OUT,

  /** Why a unit does not run: it did not report to the watchdog. */
  UNIT_WATCHDOG,

  /** Why a unit does not run: it failed too often. */
  UNIT_FAILED_OFTEN,

  /** Why a unit does not run: the machine had no memory left. */
  UNIT_WITHOUT_MEMORY,

  /** Why a unit does not run: its program does not start as the unit says. */
  UNIT_TYPE_WRONG,

  /** Why a unit does not run, as systemd calls it: {@code result}. */
  UNIT_RESULT,

  /** Why a unit does not run, and what it said itself: {@code why}, {@code text}. */
  UNIT_SAID,

  /** A unit is starting. */
  UNIT_IS_STARTING,

  /** A unit failed and is started again by systemd: {@code why}. */
  UNIT_STARTED_AGAIN,

  /** A unit does not run: {@code state} in the words of systemd. */
  UNIT_IS_IN_STATE,

  /** Something else started the unit {@code unit} again. */
  UNIT_STARTED_ANEW,

  /** The Windows service {@code name} ended: {@code why}. */
  WINDOWS_RUNS_NO_MORE,

  /** A line of the command list names a sentinel again: {@code number}, {@code line}. */
  LIST_NAME_TWICE,

  /** Only one of two units is tied to SBS: {@code unit}, {@code template}. */
  UNIT_TIE_DIFFERS,

  /** A tied unit, and an SBS that systemd did not start: {@code name}, {@code unit}. */
  UNIT_TIED_TO_OTHER_START,

  /** A unit that is not tied would survive SBS: {@code name}, {@code unit}. */
  UNIT_OUTLIVES_SBS,

  /** systemd itself starts the unit: {@code unit}, {@code state}. */
  UNIT_STARTED_BY_SYSTEMD,

  /** Other units start it too: {@code unit}, {@code names}. */
  UNIT_STARTED_BY_OTHERS,

  /** There is no such unit: {@code unit}, and {@code setting}, which names it. */
  UNIT_NOT_THERE,

  /** {@code unit}. */
  UNIT_MASKED,

  /** systemd cannot use the unit: {@code unit}, {@code state} as systemd calls it. */
  UNIT_UNUSABLE,

  /** What a stopped unit leaves could print: {@code unit}, {@code mode}. */
  UNIT_KILL_MODE,

  /** SBS may not give systemd that order: {@code command}. */
  SYSTEMCTL_DENIED,

  /** systemd does not run here; it said {@code words}. */
  SYSTEMD_SILENT,

  /** {@code command} failed: {@code how}, without a word. */
  SYSTEMCTL_FAILED,

  /** {@code command} failed: {@code how}, and said {@code words}. */
  SYSTEMCTL_FAILED_SAYING,

  /** systemd told nothing of the unit {@code unit}. */
  SYSTEMCTL_TOLD_NOTHING,

  /** A unit is not active after its start: {@code unit}, {@code state} in the words of systemd. */
  UNIT_NOT_STARTED,

  /** A unit did not start: {@code unit}, {@code state}, {@code why}. */
  UNIT_NOT_STARTED_BECAUSE,

  /** The unit of a sentinel is masked. */
  SENTINEL_UNIT_MASKED,

  /** The unit of a sentinel does not exist. */
  SENTINEL_UNIT_ABSENT,

  /** The unit of a sentinel cannot be used. */
  SENTINEL_UNIT_UNUSABLE,

  /** A unit that was killed still runs: {@code unit}, {@code state} in the words of systemd. */
  UNIT_MAY_RUN,

  /** No setting says which units the sentinels are. */
  SENTINEL_UNIT_MISSING,

  /** Of {@code all} sentinels {@code some} did not start: {@code names}, each with its state. */
  SENTINELS_NOT_STARTED,

  /** The file by which a unit may start cannot be written: {@code file}, {@code words}. */
  PERMIT_NOT_WRITTEN,

  /** The file by which a unit may start cannot be removed: {@code file}, {@code words}. */
  PERMIT_STAYS,

  /** {@code unit} is no whole name of a unit. */
  UNIT_NAME_NOT_WHOLE,

  /** SBS was asked to protect its own unit. */
  UNIT_IS_SBS,

  /** {@code unit} is another name of {@code other}. */
  UNIT_IS_ALIAS,

  /** {@code unit}, of which the rule for {@code account} would allow too much. */
  SENTINEL_UNIT_NOT_A_TEMPLATE,

  /** No polkit can allow {@code account} to start {@code unit}. */
  POLKIT_MISSING,

  /** {@code version} of systemd, and the {@code oldest} that SBS needs. */
  SYSTEMD_TOO_OLD,

  /** Not every unit is as it was before SBS took it: {@code done}, {@code what}. */
  UNITS_NOT_GIVEN_BACK,

  /** SBS runs as {@code account}, and is to run as another. */
  SERVICE_ACCOUNT_CHANGES,

  /** The account {@code account} does not reach {@code names}. */
  ACCOUNT_WITHOUT_ACCESS,

  /** A program of the system failed: {@code command} said {@code words}. */
  PROGRAM_FAILED,

  /** What SBS may do cannot be read: {@code words}. */
  RIGHTS_NOT_READ,

  /** Capabilities would be inherited, and {@code program} is missing. */
  SETPRIV_MISSING,

  /** The LPM's state folder cannot be looked at: {@code words}. */
  LPM_STATE_UNREADABLE,

  /** There is no Label Print Manager at {@code place}. */
  LPM_MISSING,

  /** There are no samples of the Label Print Manager at {@code place} or {@code other}. */
  LPM_SAMPLES_MISSING,

  /** SBS does not find its own program: {@code words}. */
  OWN_PLACE_UNKNOWN,

  /** A line of the command list has another form: {@code number}, {@code line}. */
  LIST_LINE_MALFORMED,

  /** A line of the command list has no name: {@code number}, {@code line}. */
  LIST_LINE_NAMELESS,

  /** A line of the command list has an unknown state: {@code number}, {@code line}. */
  LIST_STATE_UNKNOWN,

  /** {@code why} the Windows service {@code name} cannot be looked at. */
  WINDOWS_NOT_SEEN,

  /** {@code why} the Windows service {@code name} was not set to manual start. */
  WINDOWS_NOT_MANUAL,

  /** {@code why} the Windows service {@code name} was not started. */
  WINDOWS_NOT_STARTED,

  /** {@code why} the Windows service {@code name} was not stopped. */
  WINDOWS_NOT_STOPPED,

  /** Others need the Windows service {@code name}, and {@code why} it is not known which. */
  WINDOWS_DEPENDENTS_UNKNOWN,

  /** {@code why} the Windows service {@code name} cannot be protected. */
  WINDOWS_NOT_PROTECTED,

  /** Something sets the Windows service {@code name} back to automatic start. */
  WINDOWS_SET_BACK,

  /** {@code why} the Windows service {@code name} did not get to run. */
  WINDOWS_DID_NOT_START,

  /** The Windows service {@code name} ended before it could be asked. */
  WINDOWS_ENDED_UNASKED,

  /** The Windows service {@code name} could not be asked for {@code seconds}: {@code why}. */
  WINDOWS_NOT_ASKED,

  /** The services {@code names} need the Windows service {@code name}. */
  WINDOWS_NEEDED_BY,

  /** The Windows service {@code name} does not end: {@code seconds} later it is {@code state}. */
  WINDOWS_MAY_RUN,

  /**
   * The process {@code process} of the Windows service {@code name} does not end: {@code seconds}
   * later it is {@code state}.
   */
  WINDOWS_PROCESS_MAY_RUN,

  /** The account of SBS may not do that to a service. */
  WINDOWS_DENIED,

  /** This machine has no service with the given name. */
  WINDOWS_MISSING,

  /** The service {@code service} is disabled. */
  WINDOWS_DISABLED,

  /** The service is marked for removal. */
  WINDOWS_BEING_REMOVED,

  /** The service cannot be stopped. */
  WINDOWS_UNSTOPPABLE,

  /** The service takes no requests at this moment. */
  WINDOWS_TAKES_NO_REQUESTS,

  /** The service's program did not answer the service manager. */
  WINDOWS_NEVER_ANSWERED,

  /** The program of the service {@code service} is missing. */
  WINDOWS_PROGRAM_MISSING,

  /** What the service {@code service} needs did not start. */
  WINDOWS_DEPENDENCY_FAILED,

  /** The account of the service could not log on. */
  WINDOWS_LOGON_FAILED,

  /** Another error of Windows: {@code words}, {@code number}. */
  WINDOWS_ERROR,

  /** The service was removed while it was started. */
  WINDOWS_REMOVED,

  /** The service does not get on with its start: {@code seconds}, {@code state}. */
  WINDOWS_STARTS_TOO_LONG,

  /** The service ended without an error. */
  WINDOWS_STOPPED_FROM_OUTSIDE,

  /** The process of the service ended unexpectedly. */
  WINDOWS_PROCESS_DIED,

  /** The service ended with the code {@code number} of its own. */
  WINDOWS_ENDED_OWN_CODE,

  /** The service ended with the code {@code number}. */
  WINDOWS_ENDED_CODE,

  // ---- of programs that SBS runs

  /** A program ended badly: {@code command}, {@code program}, {@code how}. */
  COMMAND_FAILED,

  /** The same, and it said why: {@code words}. */
  COMMAND_FAILED_SAYING,

  /** How a program ended: {@code status}. */
  EXIT_STATUS,

  /** A program was not waited for: {@code command}, {@code program}. */
  COMMAND_GIVEN_UP,

  /** A program is missing: {@code command}, {@code program}. */
  PROGRAM_NOT_FOUND,

  /** A program did not start: {@code command}, {@code program}, {@code words}. */
  PROGRAM_NOT_STARTED,

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

  /** A folder is not in a cycle that a user asked for: {@code why}. */
  SYNC_WITHOUT,

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

  /** This is not the name of a Windows service: {@code name}. */
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

  /** The program of a check is not a list of texts. */
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

  /** Why it is none: it begins with something else than {@code prefix}. */
  ISSUER_KEY_PREFIX,

  /** Why it is none: it has letters that no such key has. */
  ISSUER_KEY_LETTERS,

  /** Why it is none: it has too many letters, or too few. */
  ISSUER_KEY_LENGTH,

  /** Why it is none: its checksum does not fit. */
  ISSUER_KEY_CHECKSUM,

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

  /** A setting was changed in the file while somebody else changes it. */
  SETTING_CHANGED_BELOW,

  /** Look at what the file says now, and change the setting again. */
  DO_UNDO_AND_CHANGE_AGAIN,

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

  /** This is not a kind of entry that is copied: {@code path}. */
  ENTRY_KIND,

  /** The other node has there what it cannot read, or what is not copied: {@code path}. */
  ENTRY_OPAQUE,

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

  /** What to do about something that the account of SBS may not use. */
  DO_GIVE_RIGHTS,

  /** What to do about something that the disk does not give or take. */
  DO_SEE_TO_DISK,

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

  /** The other node closed the connection for folder data. */
  DATA_CONNECTION_CLOSED,

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

  /** A folder in the place of SBS's own is set aside: {@code folder}, {@code aside}. */
  STAGING_SET_ASIDE,

  // ---- History ----

  /** The settings folder of the service is not taken on this node. */
  SETTINGS_FOLDER_NOT_TAKEN,

  /** The secondary was lost before a cycle. */
  SECONDARY_LOST_BEFORE_CYCLE,

  /** The connection for data did not come about in that time: {@code seconds}. */
  DATA_CONNECTION_NOT_OPEN,

  /** What this node accepts has changed. */
  CONSENTS_CHANGED,

  /** The settings of one node were read again. */
  SETTINGS_READ_AGAIN,

  /** Settings that are in use from now on: {@code keys}. */
  RELOADED,

  /** The settings file says nothing but what is in use. */
  RELOADED_NOTHING,

  /** Settings that a running node cannot change: {@code keys}. */
  RELOAD_NEEDS_RESTART,

  /** Written settings that a running node uses after a reload: {@code keys}. */
  USED_AFTER_RELOAD,

  /** Written settings that both nodes use after a reload: {@code keys}. */
  USED_BY_PAIR_AFTER_RELOAD,

  /** The settings file has errors and nothing was changed: {@code problems}, a line each. */
  RELOAD_REFUSED,

  /** What was to be in use could not be written, and nothing was changed: {@code why}. */
  RELOAD_NOT_WRITTEN,

  /** The settings file says something else than what is in use: {@code keys}. */
  SETTINGS_NOT_IN_USE,

  /** The settings file has errors, with which SBS would not start: {@code count}. */
  SETTINGS_FILE_WRONG,

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

  /** The SBS at the peer's address has another pair key, and may serve as well: {@code peer}. */
  PEER_KEY_OTHER,

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

  /** The folder lies on a share of this node's own machine: {@code folder}. */
  FOLDER_ON_OWN_SHARE,

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
  LOGIN_ENTRIES_REFUSED,

  // ---- the one picture of the state ----

  /** Labels are printing here, and the other node could take over. */
  HEADLINE_PRINTING_READY,

  /** They are, and no secondary is connected. */
  HEADLINE_PRINTING_ALONE,

  /** They are, and the secondary could not take over now. */
  HEADLINE_PRINTING_UNREADY,

  /** A service runs here that has no sentinels, and the other node could take over. */
  HEADLINE_SERVING_READY,

  /** It does, and no secondary is connected. */
  HEADLINE_SERVING_ALONE,

  /** It does, and the secondary could not take over now. */
  HEADLINE_SERVING_UNREADY,

  /** This node is primary, and nothing works. */
  HEADLINE_NOT_PRINTING,

  /** This node could take over from {@code host}. */
  HEADLINE_STANDBY_READY,

  /** This node is secondary of {@code host} and could not take over now. */
  HEADLINE_STANDBY_UNREADY,

  /** This node has no role yet, and the other one is primary. */
  HEADLINE_STARTING,

  /** This node has no role yet, and no primary is known. */
  HEADLINE_STARTING_ALONE,

  /** SBS does not run on this node. */
  HEADLINE_STOPPED,

  /** It runs and does not answer. */
  HEADLINE_SILENT,

  /** It never ran here. */
  NEVER_STARTED,

  /** Of the sentinels that the service lists, {@code failed} of {@code all} failed. */
  SENTINELS_FAILED_OF,

  /** The service has sentinels, and none is active. */
  NO_SENTINEL_ACTIVE,

  /** The service has no sentinels. */
  NO_SENTINEL_DEFINED,

  /** The guard against mass deletion holds back so many: {@code files}. */
  DELETES_HELD,

  /** So many conflict copies are kept: {@code files}. */
  CONFLICTS_KEPT,

  // ---- sentinels that a user switches ----

  /** They are active now: {@code names}. */
  SENTINELS_ON,

  /** They are inactive now: {@code names}. */
  SENTINELS_OFF,

  /** The service does not run on this node. */
  SENTINELS_ELSEWHERE,

  /** The service has no command that deactivates sentinels. */
  SENTINELS_CANNOT_BE_OFF,

  /** The service said no: {@code why}. */
  SENTINELS_NOT_SWITCHED,

  /** The Label Print Manager runs and did not answer: {@code command}, {@code time}. */
  LPM_SILENT,

  // ---- asking a node on this machine

  /** No node runs in the home: {@code home}. */
  ADMIN_NOT_RUNNING,

  /** The file with the node's address holds something else: {@code file}, {@code home}. */
  ADMIN_ADDRESS_DAMAGED,

  /** The node's token belongs to somebody else: {@code file}, {@code user}. */
  ADMIN_FILE_OF_USER,

  /** The node's token belongs to somebody who is not known: {@code file}. */
  ADMIN_FILE_OF_ANOTHER,

  /** The node's address or token cannot be read: {@code file}, {@code why}. */
  ADMIN_FILE_UNREADABLE,

  /** A node does not answer: {@code home}, {@code address}, {@code why}. */
  ADMIN_SILENT,

  /** A node seems to start: {@code home}, {@code why} it could not be asked. */
  ADMIN_NODE_STARTING,

  /** The same, with its process: {@code pid}, {@code home}, {@code why}. */
  ADMIN_PROCESS_STARTING,

  /** Another node listens there: {@code address}, {@code status}, {@code home}. */
  ADMIN_OTHER_TOKEN,

  /** The node said no: {@code address}, {@code status}, {@code words}. */
  ADMIN_REFUSED,

  /** The node's answer is not understood: {@code home}, {@code why}. */
  ADMIN_OTHER_VERSION,

  // ---- the protected service and its programs

  /** Why a service is not ready: it does not run. */
  SERVICE_DOES_NOT_RUN,

  /** The service was started and not ready in time: {@code seconds}, {@code why}. */
  SERVICE_NOT_READY,

  /** The service was told to stop and may still run: {@code seconds}. */
  SERVICE_MAY_RUN,

  /** The service was not waited for, because SBS ends. */
  SERVICE_NOT_AWAITED,

  /** The service is to be started, and runs. */
  SERVICE_RUNS_ALREADY,

  /** The service did not say in time that it is ready: {@code seconds}. */
  SERVICE_NOT_SAID_READY,

  /** The process of the service cannot be watched: {@code words} of the system. */
  SERVICE_NOT_WATCHED,

  /** The start of the service was given up, because SBS ends. */
  SERVICE_START_GIVEN_UP,

  /** The service was started and could not be asked in time: {@code seconds}, {@code why}. */
  SERVICE_NOT_ASKED,

  /** The service ended before it was ready: {@code why}. */
  SERVICE_ENDED_EARLY,

  /** How a program ended: {@code status}, {@code signal}. */
  EXIT_BY_SIGNAL,

  /** A command did not end within its {@code time}: {@code name}, {@code program}. */
  COMMAND_TOO_SLOW,

  /** A command printed more than {@code bytes}: {@code name}, {@code program}. */
  COMMAND_PRINTED_TOO_MUCH,

  /** No command activates sentinels: {@code names}. */
  SENTINELS_WITHOUT_COMMAND,

  /** No sentinel can be called so: {@code name}. */
  SENTINEL_NAME_WRONG,

  /** A script cannot be started: {@code program}, {@code name} of the command. */
  PROGRAM_WITHOUT_INTERPRETER,

  /** A program may not be run: {@code program}, {@code name} of the command. */
  PROGRAM_DENIED,

  /** A file is not a program: {@code program}, {@code name} of the command. */
  PROGRAM_NOT_ONE,

  /** Processes of the service did not end: {@code names}, their numbers. */
  SERVICE_PROCESSES_REMAIN,

  /** The record of the service's process cannot be read: {@code file}, {@code words}. */
  SERVICE_RECORD_UNREADABLE,

  /** The record of the service's process is damaged: {@code file}. */
  SERVICE_RECORD_DAMAGED,

  /** The record of the service's process cannot be written: {@code file}, {@code words}. */
  SERVICE_RECORD_NOT_WRITTEN;

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
