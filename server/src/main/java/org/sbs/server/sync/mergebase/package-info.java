/** What both nodes last had in common, and what was replaced since. */
package org.sbs.server.sync.mergebase;
