/** The third voice (R6): a folder on a network share, or an etcd cluster. */
package org.sbs.server.witness;
