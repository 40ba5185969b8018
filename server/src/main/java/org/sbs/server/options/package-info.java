/** What a node remembers of the options that belong to the pair (R4.4). */
package org.sbs.server.options;
