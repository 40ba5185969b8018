/** Which folders this node takes from its peer (decision 022). */
package org.sbs.server.sync.consent;
