package org.sbs.server.link;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What all links of one listener, or of one dialer, have in common.
 *
 * @param events whom they tell
 * @param times how long they wait
 * @param watchdog who acts when it took too long
 * @param sessions the bulk sessions of the open links
 * @param known what this node knows of the pair's numbers, now
 * @param keys what this node tells of its pair keys when it greets
 * @param arriving how far the handshake of a connection from that address is, if there is one
 */
record LinkContext(
    LinkEvents events,
    LinkTimes times,
    DeadlineTimer watchdog,
    Sessions sessions,
    Supplier<Known> known,
    Supplier<KeyNote> keys,
    Function<InetAddress, Optional<BulkCount>> arriving) {}
