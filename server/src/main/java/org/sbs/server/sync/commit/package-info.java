/** A cycle becomes the state of this node, whole or not at all. */
package org.sbs.server.sync.commit;
