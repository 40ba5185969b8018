/** Replication of the folder set: scan, send, stage, commit. */
package org.sbs.server.sync;
