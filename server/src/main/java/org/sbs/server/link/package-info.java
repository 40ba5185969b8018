/**
 * The encrypted link between the two nodes of a pair.
 *
 * <p>{@link org.sbs.server.link.PeerListener} lets the peer in and turns strangers away, {@link
 * org.sbs.server.link.PeerDialer} calls the peer and says what is at its address, and both give out
 * a {@link org.sbs.server.link.PeerLink} that tells its {@link org.sbs.server.link.LinkEvents}.
 *
 * <p>It guarantees that every byte that counts came from, and goes to, an end that has the pair
 * key; that messages of one link are told in the order in which they were sent; and that whoever
 * has no key costs bounded memory and time and reaches no event. It does not guarantee that a
 * message arrived: only an answer says so. Who has no key can learn one thing, from the subject of
 * the certificate: that an SBS listens here.
 */
package org.sbs.server.link;
