/** The encrypted link between the two nodes of a pair. */
package org.sbs.server.link;
