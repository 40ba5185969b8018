/** A cycle on its way out. */
package org.sbs.server.sync.send;
