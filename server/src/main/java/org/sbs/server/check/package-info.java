/** What a node can find out about itself before a takeover needs it (R7.6). */
package org.sbs.server.check;
