package org.sbs.server.link;

/**
 * What all links of one listener, or of one dialer, have in common.
 *
 * @param events whom they tell
 * @param times how long they wait
 * @param watchdog who acts when it took too long
 * @param sessions the bulk sessions of the open links
 */
record LinkContext(LinkEvents events, LinkTimes times, Watchdog watchdog, Sessions sessions) {}
