/** What lies in the folders of the set, how it is found out, and when a file may be read. */
package org.sbs.server.sync.scan;
